"""Housekeeping of the task table itself."""

from django.core.management import call_command
from django_tasks import task


@task()
def prune_task_results() -> None:
    """Remove results older than two weeks; failures stay a little longer to be looked at."""
    call_command("prune_db_task_results", min_age_days=14, failed_min_age_days=60, verbosity=0)
