"""What repairs the shop after lost messages, crashes and outages. Running it twice changes nothing the second time."""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from payments.models import CheckoutAttempt, Order, OrderLine, StripeEvent
from payments.refusals import ForeignSession, StripeRefused, StripeUnavailable
from payments.services import events
from payments.services.grants import grant_lines
from payments.services.settlement import settle_checkout

logger = logging.getLogger(__name__)

QUIET_TIME = datetime.timedelta(minutes=5)
"""How long the webhook and the return page may take before we ask ourselves."""


@dataclass
class Reconciliation:
    """What was looked at, what was mended, and what could not be."""

    asked: int = 0
    settled: int = 0
    abandoned: int = 0
    events: int = 0
    granted: int = 0
    troubles: list[str] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return self.settled + self.abandoned + self.events + self.granted

    def __str__(self) -> str:
        return (
            f"asked about {self.asked} checkout(s): {self.settled} settled, {self.abandoned} abandoned; "
            f"{self.events} event(s) done, {self.granted} order(s) opened; {len(self.troubles)} trouble(s)"
        )


def reconcile_orders(*, now: datetime.datetime | None = None) -> Reconciliation:
    """This function will bring every unfinished order to what Stripe says, and return what it found."""
    now = now or timezone.now()
    report = Reconciliation()
    _ask_about_open_checkouts(report, now)
    _abandon_checkouts_without_session(report, now)
    _finish_events(report, now)
    _open_what_is_paid(report)
    if report.changed or report.troubles:
        logger.warning("reconciliation: %s", report)
    return report


def _ask_about_open_checkouts(report: Reconciliation, now: datetime.datetime) -> None:
    waiting = CheckoutAttempt.objects.unfinished().exclude(session_id=None).filter(created_at__lt=now - QUIET_TIME)
    for attempt in waiting.order_by("pk"):
        report.asked += 1
        try:
            report.settled += settle_checkout(session_id=attempt.session_id or "").changed
        except StripeUnavailable:
            report.troubles.append("Stripe does not answer")
            return
        except (StripeRefused, ForeignSession):
            # Stripe does not know it: another account, or a stand-in that was wiped. Nobody can pay it.
            report.abandoned += _end(attempt)
        except Exception as error:  # one broken order must not keep the others waiting
            logger.error("order %s cannot be settled: %s", attempt.order_id, type(error).__name__)
            report.troubles.append(f"order {attempt.order_id}: {type(error).__name__}")


def _abandon_checkouts_without_session(report: Reconciliation, now: datetime.datetime) -> None:
    """The answer never came and nobody asked again. If a session exists after all, its payment is found by its message."""
    lost = CheckoutAttempt.objects.filter(
        status=CheckoutAttempt.Status.OPEN, session_id=None, expires_at__lt=now
    ).order_by("pk")
    for attempt in lost:
        report.abandoned += _end(attempt)


def _end(attempt: CheckoutAttempt) -> int:
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().get(pk=attempt.order_id)
        ended = order.attempts.unfinished().filter(pk=attempt.pk).update(status=CheckoutAttempt.Status.FAILED)
        order.recompute()
    return ended


def _finish_events(report: Reconciliation, now: datetime.datetime) -> None:
    for row in StripeEvent.objects.unfinished().filter(received_at__lt=now - QUIET_TIME).order_by("pk"):
        try:
            events.process_event(row=row)
        except StripeUnavailable:
            report.troubles.append("Stripe does not answer")
            return
        except Exception as error:
            report.troubles.append(f"event {row.event_id}: {type(error).__name__}")
        else:
            report.events += 1


def _open_what_is_paid(report: Reconciliation) -> None:
    """Paid never hides ungranted: whatever kept the grant from being written, it is written now."""
    closed = OrderLine.objects.filter(order__status=Order.Status.PAID, grants__isnull=True)
    for pk in closed.values_list("order_id", flat=True).distinct():
        with transaction.atomic(durable=True):
            order = Order.objects.select_for_update().get(pk=pk)
            if order.status == Order.Status.PAID and order.buyer_id and grant_lines(order):
                report.granted += 1
                logger.error("order %s was paid and not opened; it is now", order.uuid)
