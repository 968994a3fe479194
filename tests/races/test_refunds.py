"""Money goes back once, however many hands reach for it at the same moment."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from mail.models import OutboxEmail
from payments import services
from payments.models import Order, Refund
from payments.refusals import RefundRefused
from tests.races.crowd import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paid(paid_order: Order) -> Order:
    return services.settle_order(order=paid_order).order


def wish(order: Order, key: uuid.UUID, cents: int = 79000) -> services.RefundWish:
    return services.RefundWish(payment=order.payments.get(), amount_cents=cents, reason="The buyer asked", key=key)


def at_stripe(stripe: Any) -> int:
    world = stripe.standin.world
    with world.deed():
        return sum(refund["amount"] for refund in world.store.all("refund"))


def test_one_form_sent_eight_times_is_one_refund(paid, stripe):
    key = uuid.uuid4()

    results = at_once([lambda: services.refund_order(wish=wish(paid, key), by=None)] * 8)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert Refund.objects.count() == OutboxEmail.objects.filter(kind="refund_done").count() == 1
    assert at_stripe(stripe) == 79000


def test_eight_people_who_each_give_half_back_give_no_more_than_there_was(paid, stripe):
    results = at_once([lambda: services.refund_order(wish=wish(paid, uuid.uuid4(), 39500), by=None) for _ in range(8)])

    refused = [result for result in results if isinstance(result, RefundRefused)]
    assert len(refused) == 6, results
    assert at_stripe(stripe) == 79000
    assert Order.objects.get().status == Order.Status.REFUNDED
    assert paid.payments.get().returned_cents == 79000
