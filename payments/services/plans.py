"""Instalment plans: whatever Stripe has news about, the whole plan is asked for and brought to what it says."""

from __future__ import annotations

import datetime
import logging
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from payments import gateway
from payments.gateway import PlanState, Receipt
from payments.models import AuditEntry, InstalmentPlan, Order, Payment
from payments.refusals import ForeignSession, IllegalMove, StripeRefused, StripeUnavailable
from payments.services import schedules
from payments.services.instalments import follow_plan, reference_of, take_invoices
from payments.services.settlement import settle_order

logger = logging.getLogger(__name__)

TRIES = 4

ASK_EVERY = datetime.timedelta(hours=6)
"""How long a running plan goes unasked at most, should every message be lost."""


def sync_invoice(*, invoice_id: str) -> bool:
    """This function will bring the plan of an invoice to what Stripe says; says whether anything changed."""
    invoice = gateway.get_invoice(invoice_id)
    if not invoice.subscription_id:
        raise ForeignSession
    return sync_plan(subscription_id=invoice.subscription_id)


def sync_schedule(*, schedule_id: str) -> bool:
    """This function will do the same for the plan that a schedule rules."""
    subscription_id = gateway.get_subscription_of_schedule(schedule_id)
    if not subscription_id:
        raise ForeignSession
    return sync_plan(subscription_id=subscription_id)


def sync_plan(*, subscription_id: str, by: Any = None) -> bool:
    """This function will bring one plan to what Stripe says: its invoices, its schedule, its end. Says if that changed it.

    Stripe is asked first, holding no lock. News may come before the checkout's own: then the checkout is settled first.
    Raises ForeignSession for a subscription of no order of ours.
    """
    if not InstalmentPlan.objects.filter(livemode=gateway.is_live(), subscription_id=subscription_id).exists():
        order = _order_of(gateway.get_plan(subscription_id))
        settle_order(order=order)
        if not InstalmentPlan.objects.filter(livemode=gateway.is_live(), subscription_id=subscription_id).exists():
            schedules.end_what_bought_nothing(order)  # not paid yet, or it bought nothing
            return False
    for _ in range(TRIES):
        known = _known(subscription_id)
        state = gateway.get_plan(subscription_id)
        plan = InstalmentPlan.objects.get(livemode=state.livemode, subscription_id=subscription_id)
        receipts = _new_receipts(plan, state)
        with transaction.atomic(durable=True):
            order = Order.objects.select_for_update().get(pk=plan.order_id)
            if _known(subscription_id) != known:
                continue  # somebody was quicker, and may have asked later than we did: ask anew
            plan = InstalmentPlan.objects.get(pk=plan.pk)
            plan.order = order
            extra = take_invoices(plan, state, receipts)
            changed = follow_plan(order, plan, by=by)
        schedules.refuse_extra(plan, extra)
        schedules.void_what_is_open(plan, state)
        return schedules.ensure_schedule(plan, state) or changed
    raise IllegalMove("A plan changed each time that it was looked at.")


def _known(subscription_id: str) -> tuple[Any, ...]:
    """What we know of a plan that Stripe could tell anew."""
    plan = InstalmentPlan.objects.get(livemode=gateway.is_live(), subscription_id=subscription_id)
    instalments = plan.instalments.values_list("invoice_id", "status", "tries", "next_try_at").order_by("pk")
    return plan.ended_at, plan.money_gone_at, *instalments


def end_plan(*, order: Order, by: Any, reason: str) -> None:
    """This function will end an order's plan at Stripe, so that nothing more is charged; what was paid stays paid.

    Raises IllegalMove if the order has no running plan.
    """
    plan = InstalmentPlan.objects.filter(order=order).first()
    if plan is None or not plan.is_running:
        raise IllegalMove("This order has no plan that could be ended.")
    schedules.end_subscription(plan.subscription_id)
    try:
        sync_plan(subscription_id=plan.subscription_id, by=by)
    except StripeRefused as refusal:
        if refusal.code != "resource_missing":
            raise
        _end_unknown(plan)
    AuditEntry.objects.create(actor=by, deed="plan ended", order=order, before=plan.status, reason=reason[:200])


def _end_unknown(plan: InstalmentPlan) -> None:
    """Stripe does not know the subscription, so nothing collects for it any more."""
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().get(pk=plan.order_id)
        plan = InstalmentPlan.objects.get(pk=plan.pk)
        plan.order, plan.ended_at = order, plan.ended_at or timezone.now()
        plan.save(update_fields=["ended_at"])
        follow_plan(order, plan)


def end_plan_given_back(order: Order) -> None:
    """This function will end the plan of an order whose money is gone. If Stripe is away, the sweep does it."""
    try:
        end_plans_given_back(order)
    except StripeUnavailable:
        logger.error("order %s: its plan goes on, Stripe is away", order.uuid)


def end_plans_given_back(order: Order | None = None) -> int:
    """This function will end the running plans of orders whose money is gone, and return how many.

    Whoever has nothing of it any more is not charged again. One plan that cannot be ended does not keep the others.
    """
    plans = InstalmentPlan.objects.to_end().filter(livemode=gateway.is_live())
    if order is not None:
        plans = plans.filter(order=order)
    ended = 0
    for plan in plans.select_related("order"):
        try:
            end_plan(order=plan.order, by=None, reason="all that was paid went back, or a bank took it")
        except IllegalMove:  # somebody has ended it in this very moment
            continue
        except (StripeRefused, ForeignSession) as refusal:
            logger.error("plan %s cannot be ended: %s", plan.subscription_id, type(refusal).__name__)
        else:
            ended += 1
    return ended


def suspend_late_plans(*, now: datetime.datetime | None = None) -> int:
    """This function will write down where the grace is over. Access ended by the clock already; now the letter goes out."""
    late = InstalmentPlan.objects.filter(status=InstalmentPlan.Status.ACTIVE, grace_until__lte=now or timezone.now())
    suspended = 0
    for pk, order_pk in list(late.values_list("pk", "order_id")):
        with transaction.atomic(durable=True):
            order = Order.objects.select_for_update().get(pk=order_pk)
            plan = InstalmentPlan.objects.get(pk=pk)
            plan.order = order
            suspended += follow_plan(order, plan)
    return suspended


def sweep_plans(*, now: datetime.datetime | None = None, ask_all: bool = False) -> tuple[int, list[str]]:
    """This function will look after every plan, and return how many it changed and what it could not do.

    Ends what bought nothing, asks about plans without a schedule and those not asked about lately, suspends the late.
    """
    now = now or timezone.now()
    plans = InstalmentPlan.objects.running().filter(livemode=gateway.is_live())
    if not ask_all:
        plans = plans.filter(schedule_id="") | plans.filter(asked_at__lt=now - ASK_EVERY)
    troubles = []
    try:
        changed = schedules.end_what_bought_nothing() + end_plans_given_back()
        for plan in plans.order_by("asked_at", "pk"):
            try:
                changed += sync_plan(subscription_id=plan.subscription_id)
            except (StripeRefused, ForeignSession, IllegalMove):
                troubles.append(f"plan {plan.subscription_id}: unknown at Stripe")
    except StripeUnavailable:
        return suspend_late_plans(now=now), ["Stripe does not answer"]
    return changed + suspend_late_plans(now=now), troubles


def _order_of(state: PlanState) -> Order:
    if state.livemode != gateway.is_live():
        raise ForeignSession
    try:
        order = Order.objects.filter(uuid=UUID(state.order_uuid), livemode=state.livemode).first()
    except ValueError:
        raise ForeignSession from None
    if order is None:
        raise ForeignSession
    return order


def _new_receipts(plan: InstalmentPlan, state: PlanState) -> dict[str, Receipt]:
    """Ask how each newly paid invoice was charged, by the invoice's id."""
    known = set(Payment.objects.filter(order_id=plan.order_id).values_list("reference", flat=True))
    paid = [invoice for invoice in state.invoices if invoice.status == "paid" and reference_of(invoice) not in known]
    return {invoice.id: gateway.get_receipt(invoice.payment_intent) for invoice in paid}
