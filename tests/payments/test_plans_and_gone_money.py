"""A plan whose money is gone: nothing more is collected, and whatever still comes goes back."""

import dataclasses
import datetime

import pytest
from django.utils import timezone

from mail.models import OutboxEmail
from payments import gateway, services
from payments.models import AuditEntry, CheckoutAttempt, Dispute, Grant, InstalmentPlan, Order, Payment
from payments.refusals import StripeRefused, StripeUnavailable
from payments.services import instalments, plans, refunds, schedules
from tests.payments.plans import at_stripe, change_card, sync
from tests.payments.stripe_at_hand import GOOD_CARD

pytestmark = pytest.mark.django_db

A_CARD = {"name": "A Buyer", "card_number": GOOD_CARD, "card_expiry": "12/34", "card_cvc": "123"}


def letters(kind):
    return OutboxEmail.objects.filter(kind=kind).count()


def give_all_back(payment, **more):
    wish = services.RefundWish(payment=payment, amount_cents=payment.amount_cents, reason="Asked", **more)
    services.refund_order(wish=wish, by=None)


def test_all_of_the_money_back_ends_the_plan_and_writes_one_letter(begin, wait, stripe, only_order, buyer, course):
    order = begin()
    payment = order.payments.get()
    wish = services.RefundWish(payment=payment, amount_cents=payment.amount_cents, reason="Asked")
    assert "The plan ends at Stripe: nothing more is charged." in services.describe_refund(wish)
    services.refund_order(wish=wish, by=None)

    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["canceled"]
    wait(95)
    services.reconcile_orders()
    assert len(at_stripe(stripe, "invoice")) == 1
    assert only_order().status == Order.Status.REFUNDED
    assert not course.is_open_to(buyer)
    assert letters("plan_defaulted") == 0
    assert AuditEntry.objects.filter(deed="plan ended").count() == 1


def test_a_part_of_the_money_back_lets_the_plan_go_on(begin, stripe, only_order):
    payment = begin().payments.get()
    wish = services.RefundWish(payment=payment, amount_cents=1000, reason="Goodwill")
    assert any("The instalments go on" in words for words in services.describe_refund(wish))
    services.refund_order(wish=wish, by=None)

    assert only_order().plan.is_running
    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["active"]


def test_a_plan_whose_end_stripe_did_not_hear_of_is_ended_by_the_sweep(begin, stripe, only_order, monkeypatch):
    payment = begin().payments.get()
    with monkeypatch.context() as away:
        away.setattr(gateway, "cancel_subscription", _is_away)
        services.refund_order(
            wish=services.RefundWish(payment=payment, amount_cents=payment.amount_cents, reason="Asked"), by=None
        )
    assert only_order().plan.is_running

    services.reconcile_orders()
    assert not only_order().plan.is_running
    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["canceled"]


def _is_away(*_args, **_kwargs):
    raise StripeUnavailable


def test_a_lost_dispute_over_an_instalment_ends_the_plan(begin, stripe, only_order):
    payment = begin().payments.get()
    stripe.do("dispute", charge=payment.charge_id, reason="fraudulent")
    services.find_missed_disputes(since=timezone.now() - datetime.timedelta(days=1))
    assert only_order().plan.is_running, "while the bank asks, nothing is decided"
    stripe.do("decide", dispute=payment.disputes.get().dispute_id, outcome="lost")
    services.reconcile_orders()

    assert only_order().status == Order.Status.CHARGED_BACK
    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["canceled"]


# --- money that comes although it is over -------------------------------------------------------------------------------


def test_an_instalment_charged_before_stripe_heard_of_the_end_goes_back_and_opens_nothing(
    begin, wait, stripe, only_order, monkeypatch, course, buyer
):
    payment = begin().payments.get()
    with monkeypatch.context() as killed:
        killed.setattr(refunds, "end_plan_given_back", lambda order: None)
        give_all_back(payment)
    wait(31)
    sync()
    services.reconcile_orders()

    assert only_order().status == Order.Status.REFUNDED
    assert not course.is_open_to(buyer)
    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["canceled"]
    assert [(one.status, one.amount_cents, one.returned_cents) for one in Payment.objects.order_by("number")] == [
        ("settled", 29000, 29000), ("duplicate", 29000, 29000),
    ]  # fmt: skip
    assert letters("plan_alert") == 1
    wait(31)
    sync()
    assert Payment.objects.count() == 2


def test_control_without_the_note_on_the_plan_that_instalment_revives_it(
    begin, wait, only_order, monkeypatch, course, buyer
):
    payment = begin().payments.get()
    with monkeypatch.context() as careless:
        careless.setattr(refunds, "end_plan_given_back", lambda order: None)
        careless.setattr(refunds, "note_gone_money", lambda order: None)
        give_all_back(payment)
    wait(31)
    sync()

    assert only_order().status != Order.Status.REFUNDED
    assert course.is_open_to(buyer)


def test_an_instalment_of_which_nobody_had_heard_at_the_refund_goes_back_too(begin, wait, stripe, only_order):
    payment = begin().payments.get()
    wait(31)  # the second one is charged; its message is on its way
    give_all_back(payment)
    services.reconcile_orders()

    assert only_order().status == Order.Status.REFUNDED
    assert sum(one.returned_cents for one in Payment.objects.all()) == 58000
    assert letters("plan_defaulted") == 0


def test_a_missing_instalment_of_an_ended_plan_can_no_longer_be_paid(failing, stripe, only_order):
    give_all_back(only_order().payments.get())

    assert "open" not in [one["status"] for one in at_stripe(stripe, "invoice")]
    (last,) = [one for one in at_stripe(stripe, "invoice") if one["status"] == "void"]
    stripe.http.post(f"{stripe.url}/i/{last['id']}", data=A_CARD, allow_redirects=False, timeout=30)
    sync()
    assert only_order().status == Order.Status.REFUNDED
    assert Payment.objects.count() == 1


def test_a_refund_that_answers_an_inquiry_ends_the_plan_as_the_page_said(begin, wait, stripe, only_order):
    payment = begin().payments.get()
    Dispute.objects.create(
        payment=payment, dispute_id="du_asked", status="open", status_at_stripe="warning_needs_response",
        amount_cents=payment.amount_cents, currency="usd", is_charge_refundable=True,
    )  # fmt: skip
    give_all_back(payment, despite_dispute=True)

    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["canceled"]
    wait(31)
    sync()
    assert Payment.objects.count() == 1


# --- one that cannot be ended ---------------------------------------------------------------------------------------------


def test_a_plan_that_stripe_does_not_know_any_more_is_ended_here_once(begin, monkeypatch, only_order):
    payment = begin().payments.get()
    with monkeypatch.context() as killed:
        killed.setattr(refunds, "end_plan_given_back", lambda order: None)
        give_all_back(payment)
    monkeypatch.setattr(gateway, "get_plan", _unknown)
    monkeypatch.setattr(gateway, "cancel_subscription", _unknown)

    services.reconcile_orders()
    services.reconcile_orders()

    assert not InstalmentPlan.objects.get().is_running
    assert only_order().status == Order.Status.REFUNDED
    assert AuditEntry.objects.filter(deed="plan ended").count() == 1


def test_one_that_cannot_be_ended_does_not_keep_the_late_from_being_suspended(begin, monkeypatch):
    payment = begin().payments.get()
    with monkeypatch.context() as killed:
        killed.setattr(refunds, "end_plan_given_back", lambda order: None)
        give_all_back(payment)
    monkeypatch.setattr(gateway, "cancel_subscription", _declined)
    swept = []
    monkeypatch.setattr(plans, "suspend_late_plans", lambda **_: swept.append(1) or 0)

    services.reconcile_orders()

    assert swept
    assert InstalmentPlan.objects.get().is_running


def test_an_end_that_somebody_else_was_quicker_with_is_no_trouble(begin, monkeypatch, only_order):
    payment = begin().payments.get()
    end_plan = plans.end_plan

    def overtaken(**wish):
        end_plan(**wish)
        return end_plan(**wish)

    monkeypatch.setattr(plans, "end_plan", overtaken)
    give_all_back(payment)

    assert only_order().status == Order.Status.REFUNDED


def _unknown(*_args):
    raise StripeRefused(code="resource_missing")


def _declined(*_args):
    raise StripeRefused(code="lock_timeout")


# --- old answers, slow money, strange invoices ----------------------------------------------------------------------------


def test_an_old_answer_about_a_plan_does_not_take_a_newer_one_back(
    failing, wait, stripe, only_order, buyer, course, back, monkeypatch
):
    wait(7)
    services.reconcile_orders()
    plan = InstalmentPlan.objects.get()
    old, fresh = gateway.get_plan(plan.subscription_id), gateway.get_plan
    change_card(back(), only_order(), stripe)
    answers = [old]

    def overtaken(subscription_id):
        if answers:
            answers.pop()
            services.sync_plan(subscription_id=subscription_id)  # another worker, in this very moment
            return old
        return fresh(subscription_id)

    monkeypatch.setattr(gateway, "get_plan", overtaken)
    services.sync_plan(subscription_id=plan.subscription_id)

    assert only_order().status == Order.Status.PAYING
    assert course.is_open_to(buyer)


def test_a_bank_debit_under_way_does_not_end_its_own_plan(
    shopper, buy, stripe, plan_offer, only_order, monkeypatch, buyer, course
):
    assert stripe.pay(buy(shopper, plan_offer)).status_code == 303
    real = gateway.get_session

    def slow(session_id):
        session = real(session_id)
        invoice = dataclasses.replace(
            session.first_invoice, status="open", paid_cents=0, payment_intent="", paid_at=None
        )
        return dataclasses.replace(
            session, payment_status="unpaid", first_invoice=invoice, received_cents=0,
            payment_intent=f"in:{invoice.id}", payment_failed=False,
        )  # fmt: skip

    with monkeypatch.context() as under_way:
        under_way.setattr(gateway, "get_session", slow)
        services.settle_order(order=only_order())
        schedules.end_what_bought_nothing()
    assert CheckoutAttempt.objects.get().status == CheckoutAttempt.Status.PROCESSING
    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["active"]

    services.sync_plan(subscription_id=CheckoutAttempt.objects.get().subscription_id)
    assert only_order().status == Order.Status.PAYING
    assert course.is_open_to(buyer)
    assert Grant.objects.get().status == Grant.Status.ACTIVE


def test_an_invoice_typed_in_at_stripe_is_told_and_ends_no_plan(begin, monkeypatch, buyer, course, stripe):
    begin()
    plan, real, voided = InstalmentPlan.objects.get(), gateway.get_plan, []

    def with_extra(subscription_id):
        state = real(subscription_id)
        extra = dataclasses.replace(
            state.invoices[0], id="in_manual", is_rate=False, status="open", payment_intent="",
            created_at=timezone.now(),
        )  # fmt: skip
        return dataclasses.replace(state, invoices=(*state.invoices, extra))

    monkeypatch.setattr(gateway, "void_invoice", voided.append)
    with monkeypatch.context() as somebody:
        somebody.setattr(gateway, "get_plan", with_extra)
        services.sync_plan(subscription_id=plan.subscription_id)
    sync()

    assert voided == ["in_manual"]
    assert letters("plan_alert") == 1
    assert course.is_open_to(buyer)
    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["active"]


def test_a_refund_that_comes_back_before_the_plan_was_ended_lets_it_go_on(begin, monkeypatch, only_order, stripe):
    payment = begin(card="4000000000005126").payments.get()
    with monkeypatch.context() as killed:
        killed.setattr(refunds, "end_plan_given_back", lambda order: None)
        give_all_back(payment)
        assert InstalmentPlan.objects.get().money_gone_at
        stripe.do("fail_refund", refund=payment.refunds.get().refund_id)
        services.sync_refunds(payment_intent=payment.reference)

    assert InstalmentPlan.objects.get().money_gone_at is None
    services.reconcile_orders()
    assert only_order().status == Order.Status.PAYING
    assert only_order().plan.status == instalments.Status.ACTIVE
