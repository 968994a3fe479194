"""Seats are given out and taken at the same moment by many, on SQLite and on PostgreSQL: never more than were bought.

Each promise has its counter-proof: the same crowd breaks it once the guard is gone.
"""

from __future__ import annotations

import contextlib
import threading
import types
from collections import Counter
from typing import Any

import pytest
from django.db import IntegrityError, connection

from mail.models import OutboxEmail
from payments import services
from payments.models import Grant, Seat, SeatBundle
from payments.models.seats import SeatQuerySet
from tests.courses import places
from tests.payments.teams import link_to, plant_team
from tests.races.crowd import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

CROWD = 24
SEATS = 5


@pytest.fixture
def bundle(home: Any, make_user: Any) -> SeatBundle:
    course = places.plant_course(places.plant_catalogue(home))
    return plant_team(manager=make_user("manager"), product=course, seats=SEATS)


def invite(bundle: SeatBundle, number: int) -> Any:
    def deed() -> bool:
        [asked] = services.invite_to_seats(
            manager=bundle.manager, product=bundle.product, addresses=[f"colleague{number}@people.example"]
        )
        return asked.is_sent

    return deed


def test_a_crowd_is_invited_to_five_seats_and_five_letters_go_out(bundle):
    results = at_once([invite(bundle, number) for number in range(CROWD)])

    assert Counter(results) == {True: SEATS, False: CROWD - SEATS}
    assert Seat.objects.assigned().count() == OutboxEmail.objects.filter(kind="seat_invitation").count() == SEATS


def test_one_address_invited_by_many_tabs_has_one_seat_and_one_letter(bundle):
    results = at_once([invite(bundle, 1)] * CROWD)

    assert Counter(results) == {True: 1, False: CROWD - 1}
    assert Seat.objects.assigned().count() == OutboxEmail.objects.filter(kind="seat_invitation").count() == 1


def test_one_link_pressed_many_times_is_one_seat_and_one_grant(bundle, make_user):
    person = make_user("colleague1")
    invite(bundle, 1)()
    token = link_to(person.email).split("/")[2]

    results = at_once([lambda: services.accept_seat(token=token, user=person)] * CROWD)

    assert Counter(type(result).__name__ for result in results) == {"Seat": 1, "InvitationGone": CROWD - 1}
    assert Grant.objects.count() == Seat.objects.filter(status="taken").count() == 1


def test_taken_and_taken_back_at_once_the_ledger_says_what_the_seat_says(bundle, make_user):
    person = make_user("colleague1")
    for _ in range(3):
        invite(bundle, 1)()
        seat = Seat.objects.get(email=person.email)
        token = link_to(person.email).split("/")[2]

        at_once(
            [
                lambda token=token: services.accept_seat(token=token, user=person),
                lambda seat=seat: services.take_back_seat(seat=seat, by=None),
            ]
        )

        is_seated = Seat.objects.filter(user=person, status="taken").exists()
        assert bundle.product.specific.is_open_to(person) == is_seated
        if is_seated:
            services.take_back_seat(seat=seat, by=None)


def test_many_settlers_make_one_bundle(bundle):
    line = bundle.line

    results = at_once([lambda: services.make_bundle(line=line, order=line.order)] * CROWD)

    assert {result.pk for result in results} == {bundle.pk}
    assert Seat.objects.count() == SEATS


# --- counter-proofs -------------------------------------------------------------------------------------------------------


@pytest.fixture
def without_locks(monkeypatch: Any) -> None:
    """The order is not locked, and a seat is written without looking whether it is still as it was read."""

    def change(self: SeatQuerySet, seat: Seat, **fields: Any) -> bool:
        self.filter(pk=seat.pk).update(**fields)
        for name, value in fields.items():
            setattr(seat, name, value)
        return True

    everybody_looked = threading.Barrier(SEATS + 3)
    real = SeatQuerySet.to_give

    def look_with_the_others(self: SeatQuerySet) -> SeatQuerySet:
        found = list(real(self).order_by("number").values_list("pk", flat=True))
        everybody_looked.wait(20)
        return self.filter(pk__in=found)

    monkeypatch.setattr(SeatQuerySet, "change", change)
    monkeypatch.setattr(SeatQuerySet, "to_give", look_with_the_others)
    monkeypatch.setattr("django.db.models.QuerySet.select_for_update", lambda self, *_, **__: self)
    no_transaction = types.SimpleNamespace(atomic=lambda **_: contextlib.nullcontext())
    monkeypatch.setattr("payments.services.invitations.transaction", no_transaction)


def test_counter_proof_without_lock_and_look_one_seat_is_promised_to_many(bundle, without_locks):
    results = at_once([invite(bundle, number) for number in range(SEATS + 3)], doors=SEATS + 3)

    promised = sum(result is True for result in results)
    assert promised > Seat.objects.assigned().count()


def test_the_database_itself_refuses_a_sixth_row(bundle):
    with pytest.raises(IntegrityError):
        Seat.objects.create(bundle=bundle, number=SEATS + 1, of=SEATS)


def test_the_database_is_the_one_that_was_asked_for():
    """So that a green run on PostgreSQL cannot be a run on SQLite."""
    from django.conf import settings

    assert settings.DATABASES["default"]["ENGINE"].endswith(
        {"sqlite": "sqlite3", "postgresql": "postgresql"}[connection.vendor]
    )
