"""A course that is paid month by month: begun, waited for, looked at as Stripe has it."""

import datetime

import pytest
from django.utils import timezone

from payments import services
from payments.models import InstalmentPlan, Offer
from tests.payments.stripe_at_hand import GOOD_CARD

PAYS_ONCE_ONLY = "4000000000000341"


@pytest.fixture
def plan_offer(course):
    return Offer.objects.create(
        product=course, name="Clinic Launch", kind=Offer.Kind.INSTALMENTS, amount_cents=87000, instalment_count=3
    )


@pytest.fixture
def begin(shopper, buy, stripe, plan_offer, only_order):
    """A function that buys in instalments and settles the first of them."""

    def pay(card=GOOD_CARD):
        assert stripe.pay(buy(shopper, plan_offer), card=card).status_code == 303
        services.settle_order(order=only_order())
        return only_order()

    return pay


@pytest.fixture
def wait(stripe, time_machine):
    """A function that lets days pass, here and at Stripe."""

    def pass_by(days):
        time_machine.move_to(timezone.now() + datetime.timedelta(days=days))
        stripe.do("advance", seconds=1)

    return pass_by


@pytest.fixture
def back(buyer, client_of):
    """A function that returns the buyer's browser, signed in again: days have passed."""
    return lambda: client_of(buyer)


@pytest.fixture
def failing(begin, wait):
    """A plan whose second instalment found the card empty."""
    begin(card=PAYS_ONCE_ONLY)
    wait(31.2)
    return sync()


def sync():
    for plan in InstalmentPlan.objects.all():
        services.sync_plan(subscription_id=plan.subscription_id)
    return InstalmentPlan.objects.get()


def at_stripe(stripe, kind):
    with stripe.standin.world.deed():
        return list(stripe.standin.world.store.all(kind))


def change_card(client, order, stripe, card=GOOD_CARD):
    """Press the button on the order page, and type another card on Stripe's page."""
    portal = client.post(f"/orders/{order.uuid}/card/")
    assert portal.status_code == 303, portal.status_code
    form = {"action": "update_card", "name": "A Buyer", "card_number": card, "card_expiry": "12/34", "card_cvc": "123"}
    answer = stripe.http.post(portal["Location"], data=form, allow_redirects=False, timeout=30)
    assert answer.status_code == 303, answer.text[:500]
    return portal["Location"]
