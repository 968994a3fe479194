"""Housekeeping for sessions and sign-ins."""

import datetime

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from accounts.models import SignIn


@task()
def clear_expired_sessions() -> None:
    """Remove sessions that ended, and sign-ins that nobody can ask about any more; running twice removes nothing more."""
    call_command("clearsessions")
    SignIn.objects.filter(at__lt=timezone.now() - datetime.timedelta(days=SignIn.KEPT_DAYS)).delete()
