"""Housekeeping of the task table itself, and of what was counted."""

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from scheduling.models import TryCount


@task()
def prune_task_results() -> None:
    """Remove results older than two weeks; failures stay a little longer. Counts whose window has ended go as well."""
    call_command("prune_db_task_results", min_age_days=14, failed_min_age_days=60, verbosity=0)
    TryCount.objects.filter(ends_at__lte=timezone.now()).delete()
