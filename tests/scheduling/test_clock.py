"""The clock enqueues what is due, once; tasks of dead workers are picked up; every sweep may run twice."""

import datetime
import threading

import pytest
import time_machine
from cronsim import CronSim
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from scheduling import services
from scheduling.models import Schedule

MINUTE = datetime.timedelta(minutes=1)
MORNING = datetime.datetime(2027, 1, 5, 9, 0, 30, tzinfo=datetime.UTC)


@pytest.fixture
def clock(settings):
    """Two sweeps: one every minute, one once a night. Ready to tick."""
    settings.SCHEDULE = {
        "often": ("tests.scheduling.sweeps.often", "* * * * *"),
        "nightly": ("tests.scheduling.sweeps.nightly", "17 3 * * *"),
    }
    from tests.scheduling import sweeps

    sweeps.runs.clear()
    services.enqueue_due_tasks(now=MORNING)
    return sweeps.runs


@pytest.mark.django_db
def test_a_sweep_waits_for_its_first_time(clock):
    assert services.enqueue_due_tasks(now=MORNING) == []
    assert clock == []
    assert Schedule.objects.get(name="often").next_due_at == MORNING.replace(minute=1, second=0)


@pytest.mark.django_db
def test_a_sweep_runs_when_it_is_due_and_not_again_before_the_next_time(clock):
    assert services.enqueue_due_tasks(now=MORNING + MINUTE) == ["often"]
    assert services.enqueue_due_tasks(now=MORNING + MINUTE) == []
    assert services.enqueue_due_tasks(now=MORNING + 2 * MINUTE) == ["often"]

    assert clock == ["often", "often"]


@pytest.mark.django_db
def test_after_a_day_of_standing_still_each_sweep_runs_once_not_a_thousand_times(clock):
    tomorrow = MORNING + datetime.timedelta(days=1)

    assert sorted(services.enqueue_due_tasks(now=tomorrow)) == ["nightly", "often"]
    assert services.enqueue_due_tasks(now=tomorrow) == []

    assert sorted(clock) == ["nightly", "often"]
    assert Schedule.objects.get(name="nightly").next_due_at > tomorrow


@pytest.mark.django_db
def test_a_clock_that_looked_before_another_claimed_comes_too_late(clock, monkeypatch):
    """Both clocks read the row; the first moves it on; the second finds that its UPDATE hits nothing."""
    later = MORNING + MINUTE
    seen = Schedule.objects.get(name="often")
    services.enqueue_due_tasks(now=later)
    monkeypatch.setattr(Schedule.objects, "get_or_create", lambda name, defaults: (
        (seen, False) if name == "often" else (Schedule.objects.get(name=name), False)
    ))  # fmt: skip

    assert services.enqueue_due_tasks(now=later) == []
    assert clock == ["often"]


@pytest.mark.django_db(transaction=True)
def test_two_clocks_that_tick_at_the_same_moment_start_each_sweep_once(clock):
    start = threading.Barrier(4)
    names = []

    def tick():
        start.wait()
        try:
            names.extend(services.enqueue_due_tasks(now=MORNING + MINUTE))
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert names == ["often"]
    assert clock == ["often"]


@pytest.mark.django_db
def test_a_sweep_that_is_taken_off_the_list_is_not_started(clock, settings):
    settings.SCHEDULE = {}

    assert services.enqueue_due_tasks(now=MORNING + MINUTE) == []


@pytest.mark.django_db
def test_one_tick_by_hand_is_one_tick(clock):
    with time_machine.travel(MORNING + MINUTE, tick=False):
        call_command("beat", "--once")
        call_command("beat", "--once")

    assert clock == ["often"]


# --- tasks whose worker died ------------------------------------------------------------------------------------------------


def a_task(status=TaskResultStatus.RUNNING, started_at=MORNING, workers=1, **fields):
    return DBTaskResult.objects.create(
        status=status,
        started_at=started_at,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.scheduling.sweeps.often",
        backend_name="default",
        run_after=MORNING,
        worker_ids=[f"worker-{number}" for number in range(workers)],
        exception_class_path="",
        traceback="",
        **fields,
    )


@pytest.mark.django_db
def test_a_task_that_runs_for_too_long_goes_back_into_the_queue():
    lost = a_task()
    patience = datetime.timedelta(minutes=settings.SCHEDULE_REAP_AFTER_MINUTES)

    assert services.requeue_lost_tasks(now=MORNING + patience - MINUTE) == 0
    assert services.requeue_lost_tasks(now=MORNING + patience + MINUTE) == 1
    assert services.requeue_lost_tasks(now=MORNING + patience + MINUTE) == 0

    lost.refresh_from_db()
    assert lost.status == TaskResultStatus.READY


@pytest.mark.django_db
@pytest.mark.parametrize("status", [TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED])
def test_a_task_that_waits_or_is_done_is_left_alone(status):
    a_task(status=status)

    assert services.requeue_lost_tasks(now=MORNING + datetime.timedelta(days=9)) == 0


@pytest.mark.django_db
def test_a_task_that_kills_every_worker_is_given_up_and_does_not_go_round_for_ever():
    poison = a_task(workers=services.MOST_WORKERS_A_TASK)

    assert services.requeue_lost_tasks(now=MORNING + datetime.timedelta(days=1)) == 0

    poison.refresh_from_db()
    assert poison.status == TaskResultStatus.FAILED
    assert poison.finished_at
    assert "died" in poison.traceback


@pytest.mark.django_db
def test_a_rescued_task_remembers_who_died_of_it():
    lost = a_task(workers=2)
    services.requeue_lost_tasks(now=MORNING + datetime.timedelta(days=1))

    lost.refresh_from_db()
    lost.claim("worker-new")

    assert len(lost.worker_ids) == 3


# --- the real list ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", settings.SCHEDULE)
def test_every_line_of_the_schedule_names_a_task_and_a_time(name):
    path, cron_line = settings.SCHEDULE[name]

    assert isinstance(import_string(path), Task)
    assert next(CronSim(cron_line, MORNING)) > MORNING


CLOCKWORK = {"django_tasks_db", "scheduling", "sessions"}
DIARIES = {"payments.Comparison", "payments.Difference"}
"""Each look at the books is noted as a look of its own."""


def rows():
    """What the school knows, apart from the clockwork's own notes."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.managed and model._meta.app_label not in CLOCKWORK and model._meta.label not in DIARIES
    }


@pytest.fixture
def tasks_in_the_database(settings):
    """As it is outside the tests, where tasks would run at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}


@pytest.mark.django_db
@pytest.mark.parametrize("name", settings.SCHEDULE)
def test_every_scheduled_task_may_run_twice(name, home, a_school_with_work_to_do, tasks_in_the_database):
    task = import_string(settings.SCHEDULE[name][0])
    with time_machine.travel(timezone.now(), tick=False):
        task.call()
        letters = len(a_school_with_work_to_do)
        once = rows()

        task.call()

        assert rows() == once
        assert len(a_school_with_work_to_do) == letters


@pytest.fixture
def a_school_with_work_to_do(home, settings):
    """A letter to send, a page to publish, a date called off, old results to prune. Gives the letters that went out."""
    from django.core import mail

    from mail import services as mail_services
    from pages.models import StandardPage
    from tests.webinars import places
    from webinars import services as webinar_services

    mail_services.queue_plain_email(kind="test", key="one", to="ada@reader.example", subject="Hello", text="Hello")
    session = places.plant_session(places.plant_webinar(places.plant_index(home)))
    webinar_services.register(session=session, email="ada@reader.example")
    webinar_services.call_off(session=session)
    page = StandardPage(title="Later", slug="later", live=False, go_live_at=timezone.now() + MINUTE)
    home.add_child(instance=page)
    page.save_revision(approved_go_live_at=timezone.now() - MINUTE)
    a_task(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - datetime.timedelta(days=90))
    return mail.outbox


@pytest.mark.django_db
def test_the_school_of_that_test_has_work_to_do(a_school_with_work_to_do):
    """So that "twice is once" is not "never": each of these sweeps finds something the first time."""
    before = rows()
    for name in ("mail-sweep", "webinars-sweep", "pages-publish-scheduled"):
        import_string(settings.SCHEDULE[name][0]).call()
        after = rows()
        assert after != before, name
        before = after
    assert a_school_with_work_to_do


@pytest.mark.django_db
def test_old_results_of_tasks_are_pruned_and_young_ones_kept(tasks_in_the_database):
    from scheduling import tasks

    old = a_task(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - datetime.timedelta(days=15))
    young = a_task(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - datetime.timedelta(days=13))
    failed = a_task(status=TaskResultStatus.FAILED, finished_at=timezone.now() - datetime.timedelta(days=30))

    tasks.prune_task_results.call()

    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {young.pk, failed.pk}
    assert old.pk not in {young.pk, failed.pk}
