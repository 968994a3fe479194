"""Places: held while somebody pays, taken when the money is there, free again when it is not. Never one too many."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from mail.models import OutboxEmail
from payments import services
from payments.models import Grant, Intake, Offer, Order, Payment, Place
from payments.models.places import IntakeQuerySet
from payments.refusals import NoPlaceLeft, NotForSale
from payments.services import places as place_services
from tests.courses import places
from tests.payments.stripe_at_hand import COMPLETED

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def cohort(course):
    return places.plant_cohort(course, capacity=2)


@pytest.fixture
def seat(cohort):
    """The price of a place in the cohort."""
    return Offer.objects.create(product=cohort, name="January cohort", amount_cents=99000)


def used(cohort):
    return Intake.objects.get(product=cohort).used


def counted(cohort):
    return sum(place.quantity for place in Place.objects.active().filter(product=cohort))


def test_a_place_is_held_from_the_button_on_and_taken_when_it_is_paid(buy, stripe, mailbag, cohort, seat, shopper):
    page = buy(shopper, seat)
    assert (used(cohort), Place.objects.get().status) == (1, "held")

    stripe.pay(page)
    mailbag.wait_for().hand_to(Client())

    assert Order.objects.get().status == "paid"
    assert (used(cohort), Place.objects.get().status) == (1, "taken")
    assert "Starts" in OutboxEmail.objects.get(kind="order_confirmation").text


def test_a_second_click_holds_no_second_place(buy, cohort, seat, shopper):
    buy(shopper, seat)
    buy(shopper, seat)

    assert used(cohort) == counted(cohort) == 1


def test_the_hold_outlives_the_session_in_which_it_is_paid(buy, seat, shopper):
    buy(shopper, seat)

    assert Place.objects.get().held_until > Order.objects.get().attempts.get().expires_at


def test_whoever_comes_when_all_are_held_is_told_so_and_nothing_is_ordered(buy, cohort, seat, make_user, client_of):
    for name in ("first", "second"):
        buy(client_of(make_user(name)), seat)

    response = client_of(make_user("third")).post(f"/checkout/{seat.pk}/")

    assert response.status_code == 409
    assert "Every place is taken" in response.content.decode()
    assert Order.objects.count() == used(cohort) == 2


def test_a_session_that_ran_out_gives_its_place_back(buy, stripe, cohort, seat, shopper):
    buy(shopper, seat)
    [session] = stripe.sessions()
    stripe.do("expire", session=session["id"])
    services.settle_order(order=Order.objects.get())

    assert Order.objects.get().status == "expired"
    assert used(cohort) == counted(cohort) == 0


def test_a_hold_that_nobody_settles_lapses_by_itself_at_its_second(buy, cohort, seat, shopper):
    buy(shopper, seat)
    until = Place.objects.get().held_until

    with time_machine.travel(until - datetime.timedelta(seconds=1), tick=False):
        assert services.serve_waiting_lists() == 0
    with time_machine.travel(until, tick=False):
        assert services.serve_waiting_lists() == 1
        assert services.serve_waiting_lists() == 0
    assert used(cohort) == counted(cohort) == 0


def test_money_that_comes_after_the_place_is_gone_is_held_and_the_owner_is_told(
    buy, stripe, mailbag, cohort, seat, shopper, make_user
):
    page = buy(shopper, seat)
    Place.objects.update(held_until=timezone.now())
    services.serve_waiting_lists()
    for name in ("quick", "quicker"):
        services.give_grant(user=make_user(name), product=cohort, reason="Paid by cheque", by=None)

    stripe.pay(page)
    mailbag.wait_for().hand_to(Client())

    order = Order.objects.get()
    assert (order.status, order.review_reason) == ("review", "paid late, and no place is left")
    assert Payment.objects.get().status == "held"
    assert not Grant.objects.filter(order_line__order=order).exists()
    assert used(cohort) == 2
    assert OutboxEmail.objects.filter(kind="order_review").count() == 1


def test_money_that_comes_late_buys_the_place_if_it_is_still_there(buy, stripe, mailbag, cohort, seat, shopper):
    page = buy(shopper, seat)
    Place.objects.update(held_until=timezone.now())
    services.serve_waiting_lists()

    stripe.pay(page)
    mailbag.wait_for(COMPLETED).hand_to(Client())

    assert Order.objects.get().status == "paid"
    assert used(cohort) == counted(cohort) == 1


def test_a_gift_takes_a_place_and_gives_it_back(cohort, seat, make_user):
    given = [services.give_grant(user=make_user(f"p{n}"), product=cohort, reason="Gift", by=None) for n in range(2)]
    with pytest.raises(NoPlaceLeft):
        services.give_grant(user=make_user("late"), product=cohort, reason="Gift", by=None)
    assert (used(cohort), Grant.objects.count()) == (2, 2)

    services.revoke_grant(grant=given[0], reason="Cannot come", by=None)
    services.revoke_grant(grant=given[0], reason="Cannot come", by=None)

    assert used(cohort) == counted(cohort) == 1


def test_a_purchase_taken_back_by_hand_frees_its_place(buy, stripe, mailbag, cohort, seat, shopper):
    stripe.pay(buy(shopper, seat))
    mailbag.wait_for().hand_to(Client())

    services.revoke_grant(grant=Grant.objects.get(), reason="By telephone", by=None)
    services.serve_waiting_lists()

    assert used(cohort) == counted(cohort) == 0


def test_an_order_that_is_refunded_frees_its_place_and_takes_it_again_if_the_refund_fails(
    buy, stripe, mailbag, cohort, seat, shopper
):
    stripe.pay(buy(shopper, seat))
    mailbag.wait_for().hand_to(Client())
    order = Order.objects.get()

    with transaction.atomic():
        order.status = Order.Status.REFUNDED
        services.grants.follow_money(order)
    assert used(cohort) == 0

    with transaction.atomic():
        order.status = Order.Status.PAID
        services.grants.follow_money(order)
    assert used(cohort) == counted(cohort) == 1


def test_so_many_places_as_are_bought_are_held(cohort, seat, buyer):
    order = Order.objects.create(buyer=buyer, currency="usd", subtotal_cents=1, total_cents=1)
    line = order.lines.create(offer=seat, product=cohort, title="Seats", unit_amount_cents=1, quantity=2)
    place_services.hold_places(order=order, until=timezone.now() + HOUR)
    assert used(cohort) == counted(cohort) == line.quantity

    more = order.lines.create(
        offer=Offer.objects.create(product=cohort, name="x", amount_cents=1), product=cohort, title="x",
        unit_amount_cents=1, quantity=1,
    )  # fmt: skip
    with pytest.raises(NoPlaceLeft), transaction.atomic():
        place_services.hold_places(order=order, until=timezone.now() + HOUR)
    assert more.places.count() == 0


def test_fewer_places_than_are_taken_throw_nobody_out_and_let_nobody_in(cohort, seat, make_user):
    for number in range(2):
        services.give_grant(user=make_user(f"p{number}"), product=cohort, reason="Gift", by=None)
    cohort.capacity = 1
    cohort.save()

    assert used(cohort) == 2
    assert cohort.get_standing().state == "full"
    services.revoke_grant(grant=Grant.objects.first(), reason="Cannot come", by=None)
    assert cohort.get_standing().state == "full"


def test_an_older_revision_brings_back_its_words_and_not_its_count(cohort, seat, buyer):
    old = cohort.save_revision()
    services.give_grant(user=buyer, product=cohort, reason="Gift", by=None)

    old.publish()

    assert used(cohort) == 1


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, False), (0, True)])
def test_the_door_opens_at_its_second(course, buyer, seconds, is_open):
    cohort = places.plant_cohort(course, enrolment_opens_local=places.wall(timezone.now() + HOUR))
    offer = Offer.objects.create(product=cohort, name="x", amount_cents=1)

    with time_machine.travel(cohort.enrolment_opens_at + datetime.timedelta(seconds=seconds), tick=False):
        if is_open:
            cohort.check_buyable_by(user=buyer, offer=offer)
        else:
            with pytest.raises(NotForSale, match="Enrolment opens"):
                cohort.check_buyable_by(user=buyer, offer=offer)


# --- controls: with a guard taken away, the promise breaks -------------------------------------------------------------------


def test_control_without_the_condition_the_database_itself_says_no(monkeypatch, cohort, seat, make_user):
    def take(self, product_pk, quantity=1, *, past_the_queue=False):
        return bool(self.filter(product_id=product_pk).update(used=F("used") + quantity))

    monkeypatch.setattr(IntakeQuerySet, "take", take)
    for number in range(2):
        services.give_grant(user=make_user(f"p{number}"), product=cohort, reason="Gift", by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.objects.take(cohort.pk)


def test_control_without_the_look_at_settlement_a_late_payer_would_be_let_in(
    monkeypatch, buy, stripe, mailbag, cohort, seat, shopper, make_user
):
    monkeypatch.setattr(place_services, "take_places", lambda *, order: True)
    page = buy(shopper, seat)
    Place.objects.update(held_until=timezone.now())
    services.serve_waiting_lists()
    for name in ("quick", "quicker"):
        services.give_grant(user=make_user(name), product=cohort, reason="Paid by cheque", by=None)

    stripe.pay(page)
    mailbag.wait_for().hand_to(Client())

    assert Grant.objects.current().filter(product=cohort).count() == 3  # three people, two places
