"""A code with a limit, and more buyers than it is for, all at the same moment: real threads from the button to the bank."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from payments import gateway, services
from payments.models import Grant, Order, PromotionCode
from tests.payments.stripe_at_hand import COMPLETED
from tests.races.crowd import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

BUYERS, USES = 50, 3
FULL, REDUCED = 79000, 39500


@pytest.fixture
def crowd(offer: Any, stripe: Any, make_user: Callable[..., Any], client_of: Any) -> list[Callable[[], int]]:
    """Fifty signed-in people who each press the button with the code, and pay at once."""
    shoppers = [client_of(make_user(f"shopper{number}")) for number in range(BUYERS)]

    def press_and_pay(shopper: Client) -> int:
        answer = shopper.post(f"/checkout/{offer.pk}/", {"code": "HALF"})
        return stripe.pay(answer["Location"]).status_code if answer.status_code == 303 else answer.status_code

    return [lambda shopper=shopper: press_and_pay(shopper) for shopper in shoppers]


@pytest.fixture
def publish(stripe: Any) -> Callable[..., PromotionCode]:
    return lambda **limits: services.publish_code(
        code=PromotionCode.objects.create(code="HALF", percent_off=50, **limits)
    )


def reduced_sales(stripe: Any) -> int:
    paid = [session for session in stripe.sessions() if session["status"] == "complete"]
    return sum(session["amount_total"] == REDUCED for session in paid)


def test_fifty_at_once_use_a_code_for_three_three_times(crowd, publish, stripe, mailbag):
    publish(max_uses=USES)

    answers = at_once(crowd)

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert answers.count(303) == USES  # the others were told: at our button (302) or on Stripe's page (422)
    assert reduced_sales(stripe) == USES
    mailbag.wait_for(COMPLETED, times=USES)
    for message in mailbag.of(COMPLETED):
        assert message.hand_to(Client()) == 200
    paid = Order.objects.filter(status=Order.Status.PAID)
    assert list(paid.values_list("total_cents", flat=True)) == [REDUCED] * USES
    assert Grant.objects.count() == USES
    services.reconcile_orders()
    assert PromotionCode.objects.get().used == USES


def test_a_limit_that_stripe_does_not_know_would_be_broken(crowd, publish, stripe, monkeypatch):
    """The counter-proof: our own count is only a mirror, so without Stripe's limit the crowd gets more."""
    create = gateway.create_code

    def without_limit(*, code: PromotionCode) -> Any:
        code.max_uses = None
        return create(code=code)

    monkeypatch.setattr(gateway, "create_code", without_limit)
    publish(max_uses=USES)

    at_once(crowd)

    assert reduced_sales(stripe) > USES


def test_one_person_in_many_tabs_uses_a_code_for_one_use_each_once(
    publish, stripe, offer, make_user, client_of, mailbag
):
    publish(max_uses_per_person=1)
    person = make_user("tabber")
    other = another_offer(offer)
    tabs = [(client_of(person), pk) for pk in itertools.islice(itertools.cycle([offer.pk, other.pk]), 8)]

    answers = at_once([lambda tab=tab: tab[0].post(f"/checkout/{tab[1]}/", {"code": "HALF"}) for tab in tabs])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    for page in {answer["Location"] for answer in answers if answer.status_code == 303}:
        stripe.pay(page)
    assert reduced_sales(stripe) == 1


def another_offer(offer: Any) -> Any:
    """A second course with an offer of the same price."""
    from payments.models import Offer
    from tests.courses import places

    course = places.plant_course(offer.product.get_parent().specific, "second-course")
    return Offer.objects.create(product=course, name=course.title, amount_cents=FULL)
