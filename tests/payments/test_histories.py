"""Any history of a purchase, told in any order: one end, and at no moment access without payment.

Hypothesis plays the buyer, the bank, the owner at Stripe's Dashboard and a post that loses, doubles and mixes up its letters.
What counts in the end is what Stripe has; how we came to know it must leave no trace.
"""

from __future__ import annotations

import datetime
import random
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mail.models import OutboxEmail
from payments import services
from payments.models import Dispute, Grant, Order, Payment, Refund
from payments.services.grants import opened_states
from tests.payments.stripe_at_hand import Mailbag, Stripe

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

CARDS = {"good": "4242424242424242", "declined": "4000000000000002", "disputed": "4000000000000259"}
FULL = 79000


class History(RuleBasedStateMachine):
    """One buyer, one course; everything that can happen to them."""

    stripe: Stripe
    mailbag: Mailbag
    shopper: Client
    offer_pk: int
    course: Any
    buyer: Any

    def __init__(self) -> None:
        super().__init__()
        self.stripe.do("reset")
        self.mailbag.messages.clear()
        self.page = ""
        self.told: set[str] = set()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # type: ignore[attr-defined]  # so that deeds may say that theirs is the outermost
        self.block.__enter__()

    def teardown(self) -> None:
        try:
            self.tell_everything()
            end = self.snapshot()
            self.tell_everything(backwards=True)
            assert self.snapshot() == end, "the same messages again led elsewhere"
            self.agrees_with_stripe()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    # --- what people and banks do -------------------------------------------------------------------------------------

    @initialize(begun=st.sampled_from(["not yet", "pressed", "paid", "paid and told"]))
    def it_begins_somewhere(self, begun: str) -> None:
        if begun != "not yet":
            self.the_buyer_presses_the_button()
        if begun.startswith("paid"):
            self.the_buyer_pays("good")
        if begun == "paid and told":
            self.ten_minutes_pass_here()

    @rule()
    def the_buyer_presses_the_button(self) -> None:
        answer = self.shopper.post(f"/checkout/{self.offer_pk}/")
        if answer.status_code == 303 and answer["Location"].startswith(self.stripe.url):
            self.page = answer["Location"]

    @precondition(lambda self: self.page)
    @rule(card=st.sampled_from(sorted(CARDS)))
    def the_buyer_pays(self, card: str) -> None:
        self.stripe.pay(self.page, CARDS[card])

    @precondition(lambda self: self.page)
    @rule(arrives=st.booleans())
    def the_buyer_pays_by_bank(self, arrives: bool) -> None:
        account = "000123456789" if arrives else "000222222227"
        self.stripe.pay(self.page, method="bank", bank_account=account)

    @rule(days=st.sampled_from([1, 5]))
    def days_pass_at_stripe(self, days: int) -> None:
        self.stripe.do("advance", days=days)

    @rule()
    def the_buyer_comes_back(self) -> None:
        for order in Order.objects.all():
            self.shopper.get(f"/checkout/{order.uuid}/done/")

    @rule(part=st.sampled_from([10000, FULL]))
    def somebody_gives_money_back_at_stripe(self, part: int) -> None:
        for charge in self.at_stripe("charge"):
            left = charge["amount_captured"] - charge["amount_refunded"]
            if charge["status"] == "succeeded" and not charge["disputed"] and left > 0:
                self.stripe.do_api("refunds", charge=charge["id"], amount=min(part, left))
                return

    @rule()
    def a_refund_comes_back(self) -> None:
        for refund in self.at_stripe("refund"):
            if refund["status"] == "succeeded":
                self.stripe.do("fail_refund", refund=refund["id"])
                return

    @rule()
    def the_bank_disputes(self) -> None:
        for charge in self.at_stripe("charge"):
            if charge["status"] == "succeeded" and not charge["disputed"] and not charge["amount_refunded"]:
                self.stripe.do("dispute", charge=charge["id"])
                return

    @rule(outcome=st.sampled_from(["won", "lost"]))
    def the_bank_decides(self, outcome: str) -> None:
        for dispute in self.at_stripe("dispute"):
            if dispute["status"] in ("needs_response", "under_review"):
                self.stripe.do("decide", dispute=dispute["id"], outcome=outcome)
                return

    # --- how we hear of it --------------------------------------------------------------------------------------------

    @rule(data=st.data())
    def the_post_brings_some_messages(self, data: st.DataObject) -> None:
        waiting = list(self.mailbag.messages)
        for number in data.draw(st.lists(st.integers(0, 40), max_size=5)):
            if waiting:
                waiting[number % len(waiting)].hand_to(Client())

    @rule()
    def ten_minutes_pass_here(self) -> None:
        services.reconcile_orders(now=timezone.now() + datetime.timedelta(minutes=10))

    # --- what always holds --------------------------------------------------------------------------------------------

    @invariant()
    def nobody_reads_without_payment(self) -> None:
        for grant in Grant.objects.current().select_related("order_line__order"):
            assert grant.order_line.order.status in opened_states(), grant.order_line.order.status

    @invariant()
    def who_paid_is_let_in(self) -> None:
        for order in Order.objects.filter(status__in=opened_states()):
            assert Grant.objects.current().filter(order_line__order=order).exists()

    @invariant()
    def twice_is_once(self) -> None:
        for order in Order.objects.all():
            assert order.payments.filter(status=Payment.Status.SETTLED).count() <= 1
            assert Grant.objects.filter(order_line__order=order).count() <= 1
        letters = OutboxEmail.objects.filter(kind="order_confirmation").count()
        assert letters == Payment.objects.filter(status=Payment.Status.SETTLED).count()

    # --- the end ------------------------------------------------------------------------------------------------------

    def tell_everything(self, *, backwards: bool = False) -> None:
        messages = list(self.mailbag.messages)
        random.Random(7).shuffle(messages)
        for message in reversed(messages) if backwards else messages:
            assert message.hand_to(Client()) == 200
        services.reconcile_orders(now=timezone.now() + datetime.timedelta(minutes=10))

    def snapshot(self) -> Any:
        return (
            list(Order.objects.order_by("pk").values_list("status", "review_reason", "total_cents")),
            list(Payment.objects.order_by("reference").values_list("reference", "status", "amount_cents")),
            list(Refund.objects.order_by("refund_id").values_list("refund_id", "status", "amount_cents")),
            list(Dispute.objects.order_by("dispute_id").values_list("dispute_id", "status")),
            list(Grant.objects.order_by("pk").values_list("status", "cause")),
            sorted(OutboxEmail.objects.values_list("kind", flat=True)),
        )

    def agrees_with_stripe(self) -> None:
        """The rows are what Stripe has, and access is what the policy makes of it."""
        refunds = {(refund["id"], refund["amount"]) for refund in self.at_stripe("refund")}
        assert set(Refund.objects.values_list("refund_id", "amount_cents")) == refunds
        for refund in self.at_stripe("refund"):
            assert Refund.objects.get(refund_id=refund["id"]).status == refund["status"].replace(
                "canceled", "cancelled"
            )
        disputes = {dispute["id"] for dispute in self.at_stripe("dispute")}
        assert set(Dispute.objects.values_list("dispute_id", flat=True)) == disputes
        assert self.course.is_open_to(self.buyer) == any(
            self.is_kept(payment) for payment in Payment.objects.filter(status=Payment.Status.SETTLED)
        )

    def is_kept(self, payment: Payment) -> bool:
        charge = next(charge for charge in self.at_stripe("charge") if charge["payment_intent"] == payment.reference)
        mine = [dispute for dispute in self.at_stripe("dispute") if dispute["charge"] == charge["id"]]
        gone = sum(
            refund["amount"]
            for refund in self.at_stripe("refund")
            if refund["charge"] == charge["id"] and refund["status"] == "succeeded"
        )
        return gone < charge["amount"] and all(dispute["status"] == "won" for dispute in mine)

    def at_stripe(self, kind: str) -> list[dict[str, Any]]:
        with self.stripe.standin.world.deed():
            return list(self.stripe.standin.world.store.all(kind))


@pytest.fixture
def history(stripe, mailbag, shopper, offer, course, buyer):
    facts = {
        "stripe": stripe,
        "mailbag": mailbag,
        "shopper": shopper,
        "offer_pk": offer.pk,
        "course": course,
        "buyer": buyer,
    }
    return type("OneHistory", (History,), facts)


PACE = settings(
    max_examples=15,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)


def test_every_history_has_one_end(history):
    run_state_machine_as_test(history, settings=PACE)


def test_a_ledger_that_forgets_the_money_would_be_caught(history, monkeypatch):
    """The counter-proof: with a ledger that no longer follows the money, a history is found that shows it."""
    monkeypatch.setattr(Grant, "follow", lambda self, status, cause: False)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(history, settings=settings(PACE, phases=[Phase.generate]))  # found is enough
