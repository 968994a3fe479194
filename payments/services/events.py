"""What Stripe tells us: stored first, acted upon second, never believed."""

from __future__ import annotations

import logging
import traceback

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from payments import gateway
from payments.models import StripeEvent
from payments.refusals import ForeignSession, StripeRefused
from payments.services import settlement

logger = logging.getLogger(__name__)

ABOUT_A_CHECKOUT = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    }
)


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
    if row.type not in ABOUT_A_CHECKOUT:
        return StripeEvent.Status.IGNORED, ""
    try:
        settlement.settle_checkout(session_id=row.object_id)
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
