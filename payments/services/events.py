"""What Stripe tells us: stored first, acted upon second, never believed."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from payments import gateway
from payments.models import PromotionCode, StripeCustomer, StripeEvent
from payments.refusals import ForeignSession, StripeRefused
from payments.services import codes, disputes, plans, refunds, settlement

logger = logging.getLogger(__name__)


def _settle_checkout(object_id: str) -> None:
    settlement.settle_checkout(session_id=object_id)


def _recount_code(object_id: str) -> None:
    for code in PromotionCode.objects.filter(code_id=object_id, livemode=gateway.is_live()):
        codes.refresh_code(code=code)


def _sync_refund(object_id: str) -> None:
    refunds.sync_refund(refund_id=object_id)


def _sync_charge(object_id: str) -> None:
    refunds.sync_charge(charge_id=object_id)


def _sync_credit_note(object_id: str) -> None:
    refunds.sync_credit_note(note_id=object_id)


def _sync_dispute(object_id: str) -> None:
    disputes.sync_dispute(dispute_id=object_id)


def _warn_of_fraud(object_id: str) -> None:
    disputes.warn_of_fraud(warning_id=object_id)


def _forget_customer(object_id: str) -> None:
    StripeCustomer.objects.filter(customer_id=object_id, livemode=gateway.is_live()).delete()


def _sync_invoice(object_id: str) -> None:
    plans.sync_invoice(invoice_id=object_id)


def _sync_plan(object_id: str) -> None:
    plans.sync_plan(subscription_id=object_id)


def _sync_schedule(object_id: str) -> None:
    plans.sync_schedule(schedule_id=object_id)


DEEDS: dict[str, Callable[[str], object]] = {
    "checkout.session.completed": _settle_checkout,
    "checkout.session.async_payment_succeeded": _settle_checkout,
    "checkout.session.async_payment_failed": _settle_checkout,
    "checkout.session.expired": _settle_checkout,
    "promotion_code.updated": _recount_code,
    "refund.created": _sync_refund,
    "refund.updated": _sync_refund,
    "refund.failed": _sync_refund,
    "charge.refund.updated": _sync_refund,
    "charge.refunded": _sync_charge,
    "credit_note.created": _sync_credit_note,
    "credit_note.voided": _sync_credit_note,
    "charge.dispute.created": _sync_dispute,
    "charge.dispute.updated": _sync_dispute,
    "charge.dispute.closed": _sync_dispute,
    "charge.dispute.funds_withdrawn": _sync_dispute,
    "charge.dispute.funds_reinstated": _sync_dispute,
    "radar.early_fraud_warning.created": _warn_of_fraud,
    "customer.deleted": _forget_customer,
    "invoice.finalized": _sync_invoice,
    "invoice.paid": _sync_invoice,
    "invoice.payment_failed": _sync_invoice,
    "invoice.payment_action_required": _sync_invoice,
    "invoice.voided": _sync_invoice,
    "invoice.marked_uncollectible": _sync_invoice,
    "customer.subscription.updated": _sync_plan,
    "customer.subscription.deleted": _sync_plan,
    "subscription_schedule.updated": _sync_schedule,
    "subscription_schedule.completed": _sync_schedule,
    "subscription_schedule.released": _sync_schedule,
    "subscription_schedule.canceled": _sync_schedule,
    "subscription_schedule.aborted": _sync_schedule,
}
"""What each kind of message asks for: a deed that takes the id of the thing it points at. All other kinds are ignored."""


def receive_event(*, event: gateway.Event) -> StripeEvent:
    """This function will store a message and do what it asks for; a message that was done with is done with.

    Raises whatever went wrong after noting it, so that the door answers 500 and Stripe sends it again.
    """
    with transaction.atomic(durable=True):
        row, _ = StripeEvent.objects.get_or_create(
            event_id=event.id,
            livemode=event.livemode,
            defaults={
                "type": event.type,
                "object_id": event.object_id,
                "api_version": event.api_version,
                "sent_at": event.created_at,
            },
        )
    return process_event(row=row)


def process_event(*, row: StripeEvent) -> StripeEvent:
    """This function will do what a stored message asks for, unless that is done."""
    if row.status in (StripeEvent.Status.PROCESSED, StripeEvent.Status.IGNORED):
        return row
    try:
        status, note = _act(row)
    except Exception as error:
        _finish(row, StripeEvent.Status.FAILED, _place(error))
        logger.error("event %s (%s) failed: %s", row.event_id, row.type, row.last_error)
        raise
    _finish(row, status, note)
    return row


def _act(row: StripeEvent) -> tuple[StripeEvent.Status, str]:
    if row.livemode != gateway.is_live():
        return StripeEvent.Status.IGNORED, "of the other mode"
    deed = DEEDS.get(row.type)
    if deed is None:
        return StripeEvent.Status.IGNORED, ""
    try:
        deed(row.object_id)
    except ForeignSession:
        return StripeEvent.Status.IGNORED, "of no order of ours"
    except StripeRefused:
        return StripeEvent.Status.IGNORED, "unknown at Stripe"
    return StripeEvent.Status.PROCESSED, ""


def _finish(row: StripeEvent, status: StripeEvent.Status, note: str) -> None:
    done_at = None if status == StripeEvent.Status.FAILED else timezone.now()
    # A copy of this message may have been done with meanwhile; its success is not overwritten by our failure.
    StripeEvent.objects.filter(pk=row.pk).exclude(status=StripeEvent.Status.PROCESSED).update(
        status=status, last_error=note[:200], attempts=F("attempts") + 1, processed_at=done_at
    )
    row.refresh_from_db()


def _place(error: Exception) -> str:
    """Name an error by its type and place: its words may hold a buyer's data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} in {where}"
