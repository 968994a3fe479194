"""The clockwork: enqueue what is due, once however many clocks tick, and pick up tasks whose worker died.

Knows tasks only by their dotted names in `settings.SCHEDULE`; every one of them is a sweep that may run twice.
"""

from __future__ import annotations

import datetime
import logging

from cronsim import CronSim
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from scheduling.models import Schedule

logger = logging.getLogger(__name__)

MOST_WORKERS_A_TASK = 5
"""So many workers may die of one task before it is given up."""


def next_time(cron_line: str, after: datetime.datetime) -> datetime.datetime:
    """This function will return the first moment (UTC) after `after` that the cron line names."""
    return next(CronSim(cron_line, after))


def enqueue_due_tasks(*, now: datetime.datetime | None = None) -> list[str]:
    """This function will enqueue each scheduled task that is due and return their names.

    The claim is a conditional UPDATE on the old due time, so of two clocks one wins. A clock that was stopped for a day
    runs each sweep once, not once for every time it missed.
    """
    now = now or timezone.now()
    started = []
    for name, (task_path, cron_line) in settings.SCHEDULE.items():
        schedule, created = Schedule.objects.get_or_create(
            name=name, defaults={"next_due_at": next_time(cron_line, now)}
        )
        if created or schedule.next_due_at > now:
            continue
        claimed = Schedule.objects.filter(pk=schedule.pk, next_due_at=schedule.next_due_at).update(
            next_due_at=next_time(cron_line, now), last_run_at=now
        )
        if claimed:
            import_string(task_path).enqueue()
            started.append(name)
    return started


def requeue_lost_tasks(*, now: datetime.datetime | None = None) -> int:
    """This function will put tasks back in the queue that have been "running" for too long, and return how many.

    Their worker was killed: it would have written a result otherwise. All tasks of this project are idempotent (a test
    names each of them), so running one again is safe. One that took several workers with it is given up, where it can
    be seen, instead of going round for ever.
    """
    now = now or timezone.now()
    limit = now - datetime.timedelta(minutes=settings.SCHEDULE_REAP_AFTER_MINUTES)
    requeued = 0
    for lost in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=limit):
        # Whoever claims it in this very moment, or finishes after all, has changed the row: then nothing is touched.
        same = DBTaskResult.objects.filter(pk=lost.pk, status=TaskResultStatus.RUNNING, started_at=lost.started_at)
        if len(lost.worker_ids) < MOST_WORKERS_A_TASK:
            requeued += same.update(status=TaskResultStatus.READY, started_at=None)
        elif same.update(status=TaskResultStatus.FAILED, finished_at=now, traceback="Every worker died of it."):
            logger.error("task %s given up: %s workers died of it", lost.task_path, len(lost.worker_ids))
    if requeued:
        logger.warning("%s lost task(s) put back in the queue", requeued)
    return requeued
