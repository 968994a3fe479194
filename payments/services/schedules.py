"""The guards against charging once too often: every plan ends by itself, and nothing bills that bought nothing."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence

from django.utils import timezone

from payments import emails, gateway
from payments.gateway import InvoiceState, PlanState, ScheduleState
from payments.models import CheckoutAttempt, InstalmentPlan, Order
from payments.months import add_months
from payments.refusals import StripeRefused

logger = logging.getLogger(__name__)

A_DAY = datetime.timedelta(days=1)


def ensure_schedule(plan: InstalmentPlan, state: PlanState | None = None) -> bool:
    """This function will make sure that Stripe ends a running plan after its last instalment; says whether it had to act.

    Asked again it finds what it made. Where the schedule was lost or moved, it is made or moved anew for the months that
    are left; where none is left, the plan is ended at once.
    """
    if not plan.is_running:
        return False
    state = state or gateway.get_plan(plan.subscription_id)
    if state.ended_at is not None:
        return False
    if state.schedule and _ends_rightly(plan, state.schedule, state):
        InstalmentPlan.objects.filter(pk=plan.pk).update(schedule_id=state.schedule.id, started_at=state.started_at)
        return False
    schedule = state.schedule or gateway.create_schedule(plan.subscription_id)
    begun = sum(add_months(state.started_at, month) <= schedule.starts_at for month in range(1, plan.count + 1))
    if begun >= plan.count:
        end_subscription(plan.subscription_id)
        return True
    schedule = gateway.end_schedule_after(schedule=schedule, price_id=state.price_id, months=plan.count - begun)
    InstalmentPlan.objects.filter(pk=plan.pk).update(schedule_id=schedule.id, started_at=state.started_at)
    plan.schedule_id = schedule.id
    logger.info("plan %s: ends after %s instalments", plan.subscription_id, plan.count)
    return True


def _ends_rightly(plan: InstalmentPlan, schedule: ScheduleState, state: PlanState) -> bool:
    wanted = add_months(state.started_at, plan.count)
    return schedule.ends_by_cancelling and abs(schedule.ends_at - wanted) < A_DAY


def end_subscription(subscription_id: str) -> None:
    """This function will end a subscription, unless that is done."""
    try:
        gateway.cancel_subscription(subscription_id)
    except StripeRefused as refusal:
        if refusal.code != "resource_missing":
            raise


def refuse_extra(plan: InstalmentPlan, extra: Sequence[InvoiceState]) -> None:
    """This function will void invoices that nobody agreed on, end what makes them, and tell the owner."""
    if not extra:
        return
    for invoice in extra:
        if invoice.status == "open":
            gateway.void_invoice(invoice.id)
        emails.queue_extra_invoice_alert(plan, invoice_id=invoice.id, was_paid=invoice.status == "paid")
        logger.error("plan %s: invoice %s was not agreed on", plan.subscription_id, invoice.id)
    # What somebody typed into Stripe's Dashboard beside the plan is no reason to end it.
    if plan.ended_at is None and any(invoice.is_rate for invoice in extra):
        end_subscription(plan.subscription_id)


def void_what_is_open(plan: InstalmentPlan, state: PlanState) -> None:
    """This function will void the instalments that could still be paid of a plan whose money is gone."""
    for invoice in state.invoices:
        if plan.money_gone_at and invoice.is_rate and invoice.status in ("open", "uncollectible"):
            gateway.void_invoice(invoice.id)


def end_what_bought_nothing(order: Order | None = None) -> int:
    """This function will end subscriptions whose money is held: paid twice, or not as agreed. It returns how many.

    While a bank debit is under way nothing has been bought yet, and nothing is ended.
    """
    under_way = [CheckoutAttempt.Status.OPEN, CheckoutAttempt.Status.PROCESSING]
    astray = CheckoutAttempt.objects.exclude(subscription_id="").filter(
        subscription_ended_at=None, livemode=gateway.is_live()
    )
    astray = astray.exclude(status__in=under_way)
    if order is not None:
        astray = astray.filter(order=order)
    ended = 0
    for attempt in astray.select_related("order__plan"):
        plan = getattr(attempt.order, "plan", None)
        if plan is None or plan.subscription_id != attempt.subscription_id:
            try:
                end_subscription(attempt.subscription_id)
            except StripeRefused as refusal:  # one that cannot be ended does not keep the others
                logger.error("order %s: a plan that bought nothing goes on, %s", attempt.order.uuid, refusal.code)
                continue
            CheckoutAttempt.objects.filter(pk=attempt.pk).update(subscription_ended_at=timezone.now())
            logger.warning("order %s: a second plan was ended", attempt.order.uuid)
            ended += 1
    return ended
