"""Housekeeping for sessions."""

from django.core.management import call_command
from django_tasks import task


@task()
def clear_expired_sessions() -> None:
    """Remove sessions that ended; running twice removes nothing more."""
    call_command("clearsessions")
