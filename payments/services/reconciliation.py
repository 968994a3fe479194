"""What repairs the shop after lost messages, crashes and outages. Running it twice changes nothing the second time."""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from payments import gateway
from payments.models import CheckoutAttempt, Order, OrderLine, StripeEvent
from payments.refusals import ForeignSession, StripeRefused, StripeUnavailable
from payments.services import codes, disputes, duplicates, events, places, plans, refunds
from payments.services.grants import grant_lines, opened_states
from payments.services.settlement import settle_checkout

logger = logging.getLogger(__name__)

QUIET_TIME = datetime.timedelta(minutes=5)
"""How long the webhook and the return page may take before we ask ourselves."""

KEPT_AT_STRIPE = datetime.timedelta(days=30)
"""How far back Stripe remembers its messages."""

OVERLAP = datetime.timedelta(hours=1)
"""Messages do not come in order: how far behind the newest that came a missed one may lie. The daily comparison looks further."""


@dataclass
class Reconciliation:
    """What was looked at, what was mended, and what could not be."""

    asked: int = 0
    settled: int = 0
    abandoned: int = 0
    events: int = 0
    granted: int = 0
    fetched: int = 0
    refunds: int = 0
    disputes: int = 0
    plans: int = 0
    troubles: list[str] = field(default_factory=list)

    @property
    def changed(self) -> int:
        mended = self.settled + self.abandoned + self.events + self.granted
        return mended + self.refunds + self.disputes + self.plans

    def __str__(self) -> str:
        return (
            f"asked about {self.asked} checkout(s): {self.settled} settled, {self.abandoned} abandoned; "
            f"{self.events} event(s) done, {self.fetched} fetched that never came, {self.granted} order(s) opened; "
            f"{self.refunds} refund(s) and {self.disputes} dispute(s) moved, {self.plans} plan(s) mended; "
            f"{len(self.troubles)} trouble(s)"
        )


def reconcile_orders(*, now: datetime.datetime | None = None) -> Reconciliation:
    """This function will bring every unfinished order to what Stripe says, and return what it found."""
    now = now or timezone.now()
    report = Reconciliation()
    _ask_about_open_checkouts(report, now)
    _abandon_checkouts_without_session(report, now)
    _finish_events(report, now)
    _fetch_missed_events(report, now)
    report.granted += len(open_what_is_paid())
    _follow_what_goes_back(report, now)
    report.plans, troubles = plans.sweep_plans(now=now)
    report.troubles.extend(troubles)
    codes.sweep_codes()
    if report.changed or report.fetched or report.troubles:
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
        places.follow_order(order)
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


def _fetch_missed_events(report: Reconciliation, now: datetime.datetime) -> None:
    newest = StripeEvent.objects.aggregate(newest=Max("sent_at"))["newest"]
    since = max(newest - OVERLAP, now - KEPT_AT_STRIPE) if newest else now - KEPT_AT_STRIPE
    try:
        fetched = fetch_missed_events(since=since, now=now)
    except StripeUnavailable:
        report.troubles.append("Stripe does not answer")
        return
    for row in fetched:
        report.fetched += row.status == StripeEvent.Status.PROCESSED
        if row.status == StripeEvent.Status.FAILED:
            report.troubles.append(f"event {row.event_id}: {row.last_error}")


def fetch_missed_events(*, since: datetime.datetime, now: datetime.datetime) -> list[StripeEvent]:
    """This function will ask Stripe for messages that never came to the door, act on them, and return their rows.

    The door was shut, or Stripe had given up on it. One message that fails is noted and tried again later, as always.
    """
    fetched = []
    for event in gateway.list_events(kinds=sorted(events.DEEDS), since=since):
        known = StripeEvent.objects.filter(event_id=event.id, livemode=event.livemode)
        if event.created_at > now - QUIET_TIME or known.exists():
            continue  # it may still be on its way, or it has come
        try:
            fetched.append(events.receive_event(event=event))
        except StripeUnavailable:
            raise
        except Exception:  # noted on the row by whoever raised it
            fetched.extend(known)
    return fetched


def open_what_is_paid() -> list[Order]:
    """This function will open every paid order that is not open, and return those it had to mend.

    Paid never hides ungranted: whatever kept the grant from being written, it is written now.
    """
    closed = OrderLine.objects.filter(
        order__status__in=opened_states(), order__buyer__isnull=False, grants__isnull=True
    )
    mended = []
    for pk in closed.values_list("order_id", flat=True).distinct():
        with transaction.atomic(durable=True):
            order = Order.objects.select_for_update().get(pk=pk)
            if order.status in opened_states() and grant_lines(order):
                mended.append(order)
                logger.error("order %s was paid and not opened; it is now", order.uuid)
    return mended


def _follow_what_goes_back(report: Reconciliation, now: datetime.datetime) -> None:
    try:
        report.refunds += duplicates.give_back_duplicates()
        report.refunds += refunds.sweep_refunds(asked_before=now - QUIET_TIME)
        report.disputes += disputes.sweep_disputes()
    except StripeUnavailable:
        report.troubles.append("Stripe does not answer")
    except Exception as error:  # the money of one order must not keep the rest from being looked at
        logger.error("refunds and disputes cannot be followed: %s", type(error).__name__)
        report.troubles.append(f"refunds and disputes: {type(error).__name__}")
