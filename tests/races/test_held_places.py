"""Places of a cohort under a crowd: the last one is held once, the list keeps its order, an offer has one end.

On SQLite and on PostgreSQL, as everything in this folder; the control takes the condition out of the UPDATE.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses.models import CohortPage
from payments import services
from payments.models import Intake, Offer, Order, Place, WaitingEntry
from payments.models.places import IntakeQuerySet
from payments.refusals import NoPlaceLeft, OfferLapsed
from payments.services import places as place_services
from tests.courses import places
from tests.races.crowd import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE, PLACES = 200, 20


@pytest.fixture
def cohort(home: Any) -> CohortPage:
    return places.plant_cohort(places.plant_course(places.plant_catalogue(home)), capacity=PLACES)


@pytest.fixture
def seat(cohort: CohortPage) -> Offer:
    return Offer.objects.create(product=cohort, name="January cohort", amount_cents=99000)


def soon() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=1)


def hold(seat: Offer, entry: WaitingEntry | None = None) -> Order:
    """What pressing the button does before Stripe is asked."""
    with transaction.atomic():
        order = Order.objects.create(currency="usd", subtotal_cents=99000, total_cents=99000)
        order.lines.create(offer=seat, product_id=seat.product_id, title=seat.name, unit_amount_cents=99000)
        place_services.hold_places(order=order, until=soon(), entry=entry)
    return order


def counted(cohort: CohortPage) -> tuple[int, int]:
    return Intake.objects.get(product=cohort).used, Place.objects.active().filter(product=cohort).count()


def kinds(results: list[Any]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def test_two_hundred_people_for_twenty_places_hold_twenty(cohort, seat):
    results = at_once([lambda: hold(seat) for _ in range(PEOPLE)])

    assert kinds(results) == {"Order": PLACES, "NoPlaceLeft": PEOPLE - PLACES}
    assert counted(cohort) == (PLACES, PLACES)
    assert Order.objects.count() == PLACES


def test_people_who_hold_and_give_back_leave_the_count_right(cohort, seat):
    def come_and_go(number: int) -> None:
        try:
            order = hold(seat)
        except NoPlaceLeft:
            return
        if number % 2:
            for place in order.lines.get().places.active():
                place_services.release(place, cohort)

    at_once([lambda number=number: come_and_go(number) for number in range(80)])

    used, rows = counted(cohort)
    assert used == rows <= PLACES


def test_forty_sweeps_give_a_lapsed_place_back_once(cohort, seat):
    for _ in range(2):
        hold(seat)
    Place.objects.update(held_until=timezone.now())

    assert sum(at_once([place_services.lapse_holds] * 40)) == 2
    assert counted(cohort) == (0, 0)


def wait(cohort: CohortPage, number: int) -> WaitingEntry:
    return WaitingEntry.objects.create(
        product=cohort, email=f"w{number}@people.example", wants="place",
        joined_at=timezone.now() + datetime.timedelta(seconds=number - 100),
    )  # fmt: skip


def test_two_places_freed_at_once_go_to_the_first_two_in_line(cohort, seat):
    CohortPage.objects.get(pk=cohort.pk)
    cohort.capacity = 2
    places.publish(cohort)
    orders = [hold(seat), hold(seat)]
    line = [wait(cohort, number) for number in range(5)]

    def free(order: Order) -> None:
        for place in order.lines.get().places.active():
            place_services.release(place, cohort)
        services.serve_waiting_lists()

    deeds = [lambda order=order: free(order) for order in orders]
    at_once([*deeds, *[services.serve_waiting_lists] * 6, *[lambda: hold(seat)] * 6])
    services.serve_waiting_lists()

    assert [WaitingEntry.objects.get(pk=entry.pk).status for entry in line] == ["offered"] * 2 + ["waiting"] * 3
    assert counted(cohort) == (2, 2)


def test_accepting_in_the_second_in_which_it_lapses_has_exactly_one_end(cohort, seat):
    cohort.capacity = 1
    places.publish(cohort)
    for number in range(6):
        WaitingEntry.objects.all().delete()
        Place.objects.update(status="released", entry=None)
        Intake.objects.update(used=0)
        entry = wait(cohort, number)
        services.serve_waiting_lists()
        Place.objects.held().update(held_until=timezone.now() + datetime.timedelta(milliseconds=30))
        WaitingEntry.objects.update(offer_until=timezone.now())

        results = at_once([lambda entry=entry: hold(seat, entry), *[place_services.lapse_holds] * 3])

        accepted = isinstance(results[0], Order)
        assert accepted or isinstance(results[0], OfferLapsed), results[0]
        place_services.lapse_holds()
        used, rows = counted(cohort)
        assert used == rows == (1 if accepted else 0)


def test_counter_proof_without_the_condition_the_wall_in_the_database_has_to_stop_them(monkeypatch, cohort, seat):
    def take(self: Any, product_pk: int, quantity: int = 1, *, past_the_queue: bool = False) -> bool:
        return bool(self.filter(product_id=product_pk).update(used=F("used") + quantity))

    monkeypatch.setattr(IntakeQuerySet, "take", take)

    results = at_once([lambda: hold(seat) for _ in range(60)])

    assert kinds(results) == {"Order": PLACES, "IntegrityError": 60 - PLACES}
    assert counted(cohort) == (PLACES, PLACES)
