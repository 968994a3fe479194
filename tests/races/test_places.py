"""Two hundred people, twenty places: exactly twenty get one, on SQLite and on PostgreSQL.

`make test` runs this folder on both. Each promise has its counter-proof: the same crowd breaks it once the guard is gone.
"""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import F
from django.test import Client

from mail.models import OutboxEmail
from tests.races.crowd import at_once
from tests.webinars import places
from webinars import services
from webinars.models import PersonalLink, Registration, Session
from webinars.models.sessions import SessionQuerySet
from webinars.refusals import NoPlaceLeft

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE = 200
PLACES = 20


@pytest.fixture
def session(home: Any) -> Session:
    return places.plant_session(places.plant_webinar(places.plant_index(home)), capacity=PLACES)


def kinds(results: list[Any]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def taken() -> int:
    return Session.objects.get().places_taken


def register(session: Session, number: int) -> Any:
    return lambda: services.register(session=session, email=f"reader{number}@people.example")


def test_two_hundred_people_for_twenty_places_are_twenty(session):
    results = at_once([register(session, number) for number in range(PEOPLE)])

    assert kinds(results) == {"Registration": PLACES, "NoPlaceLeft": PEOPLE - PLACES}
    assert Registration.objects.active().count() == taken() == PLACES
    assert Registration.objects.count() == PLACES  # who got none left no row behind
    assert OutboxEmail.objects.count() == PLACES
    assert PersonalLink.objects.count() == 2 * PLACES


def test_over_http_everyone_gets_an_answer_and_twenty_a_place(session, monkeypatch):
    monkeypatch.setattr("webinars.views.MOST_TRIES_AN_ORIGIN", PEOPLE)

    def knock(number: int) -> int:
        data = {"email": f"reader{number}@people.example", "zone": places.LOS_ANGELES}
        return Client().post("/webinars/first-year/register/", data).status_code

    statuses = at_once([lambda number=number: knock(number) for number in range(60)])

    assert Counter(statuses) == {302: PLACES, 409: 60 - PLACES}
    assert Registration.objects.active().count() == taken() == PLACES


def test_one_person_clicking_forty_times_has_one_place_and_one_letter(session):
    results = at_once([register(session, 1) for _ in range(40)])

    assert kinds(results) == {"Registration": 40}
    assert Registration.objects.count() == taken() == 1
    assert OutboxEmail.objects.count() == 1


def test_forty_clicks_on_cancel_free_one_place_and_send_one_letter(session):
    for number in range(2):
        services.register(session=session, email=f"reader{number}@people.example")
    mine = Registration.objects.select_related("session__webinar").get(email="reader0@people.example")

    def cancel() -> bool:
        own = Registration.objects.select_related("session__webinar").get(pk=mine.pk)
        return services.cancel_registration(registration=own)

    results = at_once([cancel] * 40)

    assert Counter(results) == {True: 1, False: 39}
    assert Registration.objects.active().count() == taken() == 1
    assert OutboxEmail.objects.filter(kind="webinar_place_released").count() == 1


def test_people_who_come_and_go_leave_the_count_right(session):
    def come_and_go(number: int) -> None:
        try:
            services.register(session=session, email=f"reader{number}@people.example")
        except NoPlaceLeft:
            return
        if number % 2:
            own = Registration.objects.select_related("session__webinar").get(email=f"reader{number}@people.example")
            services.cancel_registration(registration=own)
            services.register(session=session, email=own.email)

    results = at_once([lambda number=number: come_and_go(number) for number in range(80)])

    assert set(kinds(results)) <= {"NoneType", "NoPlaceLeft"}
    assert Registration.objects.active().count() == taken() == PLACES


def test_whoever_slips_in_while_the_date_is_called_off_is_told_so(session):
    deeds = [register(session, number) for number in range(12)]
    deeds.insert(6, lambda: services.call_off(session=session))

    at_once(deeds)
    while services.tell_registrants():
        pass

    with_a_place = set(Registration.objects.active().values_list("email", flat=True))
    told = set(OutboxEmail.objects.filter(kind="webinar_called_off").values_list("recipient", flat=True))
    assert told == with_a_place
    assert len(with_a_place) == taken()


def test_four_workers_tell_each_person_once(session):
    for number in range(PLACES):
        services.register(session=session, email=f"reader{number}@people.example")
    services.call_off(session=session)

    results = at_once([services.tell_registrants] * 4)

    assert sum(results) == PLACES
    assert OutboxEmail.objects.filter(kind="webinar_called_off").count() == PLACES


# --- counter-proofs ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def take_without_looking(monkeypatch: Any) -> None:
    """The UPDATE without its condition."""

    def take_place(self: SessionQuerySet, session_pk: int) -> bool:
        return bool(self.filter(pk=session_pk).update(places_taken=F("places_taken") + 1))

    monkeypatch.setattr(SessionQuerySet, "take_place", take_place)


@pytest.fixture
def everybody_looked_early(monkeypatch: Any) -> None:
    """All looked at the page while there were places: the moment in which the race is lost."""
    from webinars.models import Standing, State

    monkeypatch.setattr(Session, "standing", property(lambda self: Standing(State.OPEN, "Places left.")))


@contextlib.contextmanager
def without_the_rule(model: Any, name: str) -> Iterator[None]:
    """Take a constraint away from its table, and put it back."""
    whole = list(model._meta.constraints)
    [rule] = [rule for rule in whole if rule.name == name]

    def write(*, with_the_rule: bool) -> None:
        model._meta.constraints = [one for one in whole if with_the_rule or one is not rule]
        with connection.schema_editor() as editor:
            if connection.vendor == "sqlite":
                editor._remake_table(model)  # SQLite changes a table by copying it, by what the model says
            else:
                (editor.add_constraint if with_the_rule else editor.remove_constraint)(model, rule)

    write(with_the_rule=False)
    try:
        yield
    finally:
        PersonalLink.objects.all().delete()
        Registration.objects.all().delete()
        Session.objects.all().delete()
        write(with_the_rule=True)


@pytest.fixture
def without_the_wall(session: Session) -> Iterator[None]:
    with without_the_rule(Session, "session_never_oversold"):
        yield


@pytest.fixture
def without_the_unique_address(session: Session) -> Iterator[None]:
    with without_the_rule(Registration, "one_registration_per_session_and_address"):
        yield


def test_counter_proof_without_the_condition_the_database_itself_has_to_say_no(
    session, take_without_looking, everybody_looked_early
):
    results = at_once([register(session, number) for number in range(60)])

    assert any(isinstance(result, (IntegrityError, Registration.DoesNotExist)) for result in results)
    assert Registration.objects.active().count() == taken() == PLACES


def test_counter_proof_without_condition_and_wall_places_are_sold_twice(
    session, take_without_looking, everybody_looked_early, without_the_wall
):
    at_once([register(session, number) for number in range(60)])

    assert Registration.objects.active().count() > PLACES


def test_counter_proof_without_the_unique_address_one_person_takes_many_places(
    session, without_the_unique_address, monkeypatch
):
    looked = threading.Barrier(8)
    real = Session.get_registration

    def look_with_the_others(self: Session, email: str) -> Registration | None:
        found = real(self, email)
        looked.wait(20)
        return found

    monkeypatch.setattr(Session, "get_registration", look_with_the_others)

    at_once([register(session, 1) for _ in range(8)])

    assert Registration.objects.count() == taken() == 8


def test_counter_proof_a_guarded_crowd_is_safe_even_if_everybody_looked_early(session, everybody_looked_early):
    results = at_once([register(session, number) for number in range(60)])

    assert kinds(results)["Registration"] == PLACES
    assert Registration.objects.active().count() == taken() == PLACES


def test_the_database_is_the_one_that_was_asked_for():
    """So that a green run on PostgreSQL cannot be a run on SQLite."""
    from django.conf import settings

    assert settings.DATABASES["default"]["ENGINE"].endswith(
        {"sqlite": "sqlite3", "postgresql": "postgresql"}[connection.vendor]
    )
