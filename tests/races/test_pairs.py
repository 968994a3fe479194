"""Any two messages of one history that arrive at the same moment leave what they leave one after the other."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.test import Client

from mail.models import OutboxEmail
from payments.models import Dispute, Grant, InstalmentPlan, Order, Payment, Refund
from payments.services import refunds
from stripe_standin import refunds as standin_refunds
from tests.payments.stripe_at_hand import Mailbag, Message, Stripe
from tests.races.crowd import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

KINDS = [
    "checkout.session.completed", "refund.created", "charge.refunded", "charge.dispute.created", "charge.dispute.closed",
]  # fmt: skip
PAIRS = list(itertools.combinations_with_replacement(KINDS, 2))


@pytest.fixture
def history(paid_order: Order, stripe: Stripe, mailbag: Mailbag) -> dict[str, Message]:
    """Bought, some of it given back at Stripe, disputed, won; the site has heard of nothing."""
    world = stripe.standin.world
    with world.deed():
        (charge,) = world.store.all("charge")
        standin_refunds.refund_charge(world, charge, 10000, reason=None, metadata={})
    stripe.do("dispute", charge=charge["id"], reason="product_not_received")
    with world.deed():
        (dispute,) = world.store.all("dispute")
    stripe.do("decide", dispute=dispute["id"], outcome="won")
    return {kind: mailbag.wait_for(kind) for kind in KINDS}


def end_state() -> tuple[Any, ...]:
    return (
        list(Order.objects.values_list("status", "review_reason")),
        list(Payment.objects.values_list("status", "amount_cents", "returned_cents")),
        list(Refund.objects.values_list("status", "amount_cents")),
        list(Dispute.objects.values_list("status")),
        list(Grant.objects.values_list("status", "cause")),
        InstalmentPlan.objects.count(),
        sorted(OutboxEmail.objects.filter(recipient__endswith="people.example").values_list("kind", flat=True)),
    )


ONE_END = (
    [("partially_refunded", "")],
    [("settled", 79000, 10000)],
    [("succeeded", 10000)],
    [("won",)],
    [("active", "")],
    0,
    ["order_confirmation", "refund_done"],
)


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[f"{one} and {other}" for one, other in PAIRS])
def test_two_messages_at_the_same_moment_are_two_messages(one, other, history):
    at_once([lambda: history[one].hand_to(Client()), lambda: history[other].hand_to(Client())])
    for message in history.values():  # and what Stripe brings once more, since it got no good answer
        assert message.hand_to(Client()) == 200

    assert end_state() == ONE_END


def test_control_where_each_message_is_a_refund_of_its_own_the_second_one_is_heard(history, monkeypatch):
    monkeypatch.setattr(refunds, "_row_of", _as_if_new)
    for kind in KINDS[:2]:
        assert history[kind].hand_to(Client()) == 200

    assert history["charge.refunded"].hand_to(Client()) == 500, "the database itself refuses a second row"


def _as_if_new(payment: Payment, state: Any) -> Refund:
    return Refund(payment=payment, amount_cents=state.amount_cents, currency=state.currency, made_at_stripe=True)
