"""Whoever tries too often waits until the window ends, however the cache is kept."""

import datetime

import pytest
import time_machine
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db.models import QuerySet
from django.test import override_settings
from django.utils import timezone

from config.settings import base
from scheduling import limits, tasks
from scheduling.limits import is_used_up, is_within
from scheduling.models import TryCount

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=datetime.UTC)


def tries(times: int, *, key: str = "reader@clinic.example") -> list[bool]:
    return [is_within("letters", key, most=6, seconds=3600) for _ in range(times)]


def test_six_an_hour_stay_six_after_five_minutes_and_begin_anew_after_the_hour():
    with time_machine.travel(NOON, tick=False) as clock:
        assert tries(5) == [True] * 5
        assert not is_used_up("letters", "reader@clinic.example", most=6)
        clock.shift(301)
        assert tries(2) == [True, False]
        assert is_used_up("letters", "reader@clinic.example", most=6)
        clock.shift(3298)
        assert tries(1) == [False]
        clock.shift(1)
        assert tries(7) == [True] * 6 + [False]


def test_a_crowd_of_others_does_not_give_anybody_new_tries():
    tries(6)
    for number in range(400):
        tries(1, key=f"other{number}@clinic.example")

    assert tries(1) == [False]


def test_somebody_who_begins_the_window_at_the_same_moment_is_counted_in_it(monkeypatch):
    atomic = limits.transaction.atomic

    def overtaken():
        monkeypatch.setattr(limits.transaction, "atomic", atomic)
        tries(5)
        return atomic()

    monkeypatch.setattr(limits.transaction, "atomic", overtaken)

    assert tries(2) == [True, False]
    assert TryCount.objects.get().number == 6


def test_somebody_whose_window_is_begun_by_another_between_two_looks_is_not_turned_away(monkeypatch):
    exists = QuerySet.exists

    def overtaken(queryset):
        monkeypatch.setattr(QuerySet, "exists", exists)
        tries(1)
        return exists(queryset)

    monkeypatch.setattr(QuerySet, "exists", overtaken)

    assert tries(1) == [True]
    assert TryCount.objects.get().number == 2


def test_nobodys_address_is_kept_and_what_ended_is_swept_away(monkeypatch):
    monkeypatch.setattr(tasks, "call_command", lambda *_, **__: None)
    tries(1)
    assert "clinic" not in str(TryCount.objects.values().get())

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        tasks.prune_task_results.call()

    assert not TryCount.objects.exists()


def test_four_hundred_strangers_do_not_push_the_tries_of_signing_in_out_of_the_cache():
    assert base.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    table = base.CACHES["default"]["LOCATION"]
    with override_settings(CACHES={"default": base.CACHES["default"]}):
        call_command("createcachetable", verbosity=0)
    kept = DatabaseCache(table, {name: base.CACHES["default"][name] for name in ("TIMEOUT", "OPTIONS")})
    kept.set("rl:a-login", ["tried"], 3600)
    for number in range(400):
        kept.set(f"a{number}", 1, 3600)

    assert kept.get("rl:a-login") == ["tried"]
