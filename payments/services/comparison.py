"""The daily comparison: everything of the last thirty days, ours beside Stripe's, and our own rows beside one another.

What can be mended is mended by the deeds that everybody calls; what cannot is written down for a person. A second run finds
nothing to mend.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from payments import emails, gateway, money
from payments.models import (
    Comparison,
    Difference,
    Dispute,
    Grant,
    InstalmentPlan,
    Intake,
    Order,
    Payment,
    Place,
    Refund,
    StripeEvent,
)
from payments.refusals import Refusal, StripeUnavailable
from payments.services import disputes, refunds
from payments.services.events import DEEDS
from payments.services.grants import follow_money, opened_states
from payments.services.plans import sync_plan
from payments.services.reconciliation import KEPT_AT_STRIPE, QUIET_TIME, fetch_missed_events, open_what_is_paid
from payments.services.settlement import settle_checkout

logger = logging.getLogger(__name__)

PATIENCE = datetime.timedelta(hours=1)
"""How long a message may be unfinished before a person should know."""

KEPT_FOR = datetime.timedelta(days=400)

Kind = Difference.Kind


@dataclass
class Ledger:
    """The comparison under way: what was looked at, and the pen for what differs."""

    comparison: Comparison
    now: datetime.datetime

    @property
    def since(self) -> datetime.datetime:
        return self.now - KEPT_AT_STRIPE

    def look(self, number: int = 1) -> None:
        self.comparison.looked_at += number

    def note(self, kind: Kind, words: str, *, order: Order | None = None, ref: str = "", mended: bool = False) -> None:
        Difference.objects.create(
            comparison=self.comparison, kind=kind, order=order, reference=ref, words=words[:300], is_mended=mended
        )


def compare_books(*, now: datetime.datetime | None = None) -> Comparison:
    """This function will compare all books, mend what it can, tell the owner what is left, and return what it found."""
    now = now or timezone.now()
    Comparison.objects.filter(started_at__lt=now - KEPT_FOR).delete()
    ledger = Ledger(Comparison.objects.create(started_at=now), now)
    try:
        for compare in COMPARISONS:
            compare(ledger)
    except StripeUnavailable as refusal:
        ledger.comparison.failure = refusal.words
    ledger.comparison.finished_at = timezone.now()
    ledger.comparison.save()
    if ledger.comparison.failure or ledger.comparison.differences.filter(is_mended=False).exists():
        emails.queue_books_alert(ledger.comparison)
    logger.info("books compared: %s looked at, %s", ledger.comparison.looked_at, ledger.comparison.verdict)
    return ledger.comparison


# --- ours beside Stripe's ---------------------------------------------------------------------------------------------


def compare_sessions(ledger: Ledger) -> None:
    """Each checkout that Stripe calls complete must have been settled here."""
    for session in gateway.list_complete_sessions(since=ledger.since):
        order = _order(session.order_uuid)
        if order is None:
            continue  # another shop of the same account
        ledger.look()
        if order.attempts.filter(session_id=session.id).exclude(status="open").exists():
            continue
        mended = _try(lambda found=session.id: settle_checkout(session_id=found).changed)  # type: ignore[misc]
        ledger.note(Kind.UNSETTLED, f"checkout complete at Stripe, order {order.number} did not know", order=order,
                    ref=session.id, mended=mended)  # fmt: skip


def compare_plans(ledger: Ledger) -> None:
    """Each running plan must end by itself after its last instalment, and be here what it is at Stripe."""
    for plan in InstalmentPlan.objects.running().filter(livemode=gateway.is_live()).select_related("order"):
        ledger.look()
        had_no_end = not plan.schedule_id
        try:
            changed = sync_plan(subscription_id=plan.subscription_id)
        except StripeUnavailable:
            raise
        except Refusal:
            ledger.note(Kind.PLAN, f"the plan of order {plan.order.number} is unknown at Stripe", order=plan.order,
                        ref=plan.subscription_id)  # fmt: skip
            continue
        if had_no_end or changed:
            words = "had nothing that ends it" if had_no_end else "was behind what Stripe knows"
            ledger.note(Kind.PLAN, f"the plan of order {plan.order.number} {words}", order=plan.order,
                        ref=plan.subscription_id, mended=True)  # fmt: skip


def compare_messages(ledger: Ledger) -> None:
    """Each message that Stripe remembers must have come."""
    for row in fetch_missed_events(since=ledger.since, now=ledger.now):
        ledger.look()
        if row.status != StripeEvent.Status.IGNORED:
            mended = row.status == StripeEvent.Status.PROCESSED
            ledger.note(Kind.EVENT, f"{row.type} had never come", ref=row.event_id, mended=mended)


def compare_refunds(ledger: Ledger) -> None:
    """Money that went back at Stripe must have gone back here, and the other way round."""
    for refund in gateway.list_refunds(since=ledger.since):
        payment = Payment.objects.filter(reference=refund.payment_intent, livemode=gateway.is_live()).first()
        if payment is None:
            continue
        ledger.look()
        row = payment.refunds.filter(refund_id=refund.id).first()
        if row and (row.amount_cents, row.status) == (refund.amount_cents, refunds.STATUS_OF.get(refund.status)):
            continue
        mended = _try(lambda intent=payment.reference: refunds.sync_refunds(payment_intent=intent))  # type: ignore[misc]
        words = f"{money.show_exactly(refund.amount_cents, payment.currency)} back, {refund.status} at Stripe"
        ledger.note(Kind.REFUND, f"{words}, here {row.status if row else 'unknown'}", order=payment.order,
                    ref=refund.id, mended=mended)  # fmt: skip
    asked = Refund.objects.filter(status=Refund.Status.REQUESTED, created_at__lt=ledger.now - PATIENCE)
    for waiting in asked.select_related("payment__order"):
        words = f"{waiting.amount_display} was to go back, and Stripe does not know of it yet"
        ledger.note(Kind.REFUND, words, order=waiting.payment.order, ref=str(waiting.uuid))


def compare_disputes(ledger: Ledger) -> None:
    """Each dispute, and how it ended, must be known here."""
    for dispute in disputes.find_missed_disputes(since=ledger.since):
        words = f"dispute is {dispute.status_at_stripe} at Stripe; nobody had told us"
        ledger.note(Kind.DISPUTE, words, order=dispute.payment.order, ref=dispute.dispute_id, mended=True)
    ledger.look(Dispute.objects.filter(created_at__gte=ledger.since).count())


def compare_endpoint(ledger: Ledger) -> None:
    """Stripe must send its messages to our door, in our version, and all kinds that we act upon."""
    ledger.look()
    address = settings.PUBLIC_URL + reverse("payments:webhook")
    ours = [endpoint for endpoint in gateway.list_endpoints() if endpoint.url.rstrip("/") == address.rstrip("/")]
    if not ours:
        return ledger.note(Kind.ENDPOINT, f"no webhook endpoint at Stripe leads to {address}")
    if not any(endpoint.is_enabled for endpoint in ours):
        return ledger.note(Kind.ENDPOINT, "the webhook endpoint is disabled at Stripe", ref=address)
    enabled = next(endpoint for endpoint in ours if endpoint.is_enabled)
    missing = set() if "*" in enabled.kinds else set(DEEDS) - set(enabled.kinds)
    if missing:
        ledger.note(Kind.ENDPOINT, f"the endpoint does not ask for: {', '.join(sorted(missing))}", ref=address)
    if enabled.api_version and enabled.api_version != settings.STRIPE_API_VERSION:
        ledger.note(Kind.ENDPOINT, f"the endpoint speaks version {enabled.api_version}", ref=address)
    return None


# --- our own rows beside one another ----------------------------------------------------------------------------------


def compare_states(ledger: Ledger) -> None:
    """The state of an order must follow from its facts, and access from its state."""
    recent = Order.objects.filter(Q(created_at__gte=ledger.since) | Q(paid_at__gte=ledger.since))
    ledger.look(recent.count())
    for seen in recent.iterator():
        if seen.derive_status() == seen.status:
            continue
        with transaction.atomic():
            order = Order.objects.select_for_update().get(pk=seen.pk)
            before = order.status
            order.recompute()
            if order.status != before:
                ledger.note(Kind.STATE, f"order {order.number} said {before}, its facts say {order.status}", order=order,
                            mended=True)  # fmt: skip


def compare_access(ledger: Ledger) -> None:
    """Paid means open, and open means paid."""
    for order in open_what_is_paid():
        ledger.note(Kind.UNOPENED, f"order {order.number} was paid and not opened", order=order, mended=True)
    astray = Grant.objects.filter(status=Grant.Status.ACTIVE, order_line__isnull=False).exclude(
        order_line__order__status__in=opened_states()
    )
    ledger.look(Grant.objects.filter(order_line__isnull=False).count())
    for grant in astray.select_related("order_line__order"):
        with transaction.atomic():
            order = Order.objects.select_for_update().get(pk=grant.order_line.order_id)  # type: ignore[union-attr]
            mended = any(changed.pk == grant.pk for changed in follow_money(order))
        words = f"order {order.number} is “{order.get_status_display()}”, yet it opened something"
        ledger.note(Kind.UNPAID_ACCESS, words, order=order, ref=f"grant {grant.pk}", mended=mended)


def compare_places(ledger: Ledger) -> None:
    """The counter of places must be the number of those that are held or taken."""
    held = Q(product__places_held__status__in=Place.COUNTED)
    counted = Intake.objects.annotate(rows=Coalesce(Sum("product__places_held__quantity", filter=held), 0))
    ledger.look(counted.count())
    for intake in counted.exclude(used=F("rows")).select_related("product"):
        words = f"{intake.product.title}: the counter says {intake.used} places, their rows say {intake.rows}"  # type: ignore[attr-defined]
        ledger.note(Kind.PLACES, words, ref=f"intake {intake.pk}")


def compare_waiting(ledger: Ledger) -> None:
    """Money that was taken and bought nothing waits for the owner; so do messages that fail again and again."""
    held = Payment.objects.exclude(status=Payment.Status.SETTLED).exclude(refunds__status__in=["pending", "succeeded"])
    for payment in held.select_related("order"):
        words = f"{payment.amount_display} of order {payment.order.number}: {payment.get_status_display()}"
        ledger.note(Kind.WAITING, words, order=payment.order, ref=payment.reference)
    late = StripeEvent.objects.unfinished().filter(received_at__lt=ledger.now - max(PATIENCE, QUIET_TIME))
    for event in late:
        ledger.note(Kind.EVENT, f"{event.type}: {event.last_error or 'not begun'}", ref=event.event_id)


COMPARISONS: list[Callable[[Ledger], None]] = [
    compare_sessions,
    compare_refunds,
    compare_disputes,
    compare_plans,
    compare_messages,
    compare_states,
    compare_access,
    compare_places,
    compare_waiting,
    compare_endpoint,
]
"""In this order: what Stripe knows first, since what follows from it is compared after it."""


def _order(uuid: str) -> Order | None:
    try:
        return Order.objects.filter(uuid=UUID(uuid), livemode=gateway.is_live()).first()
    except ValueError:
        return None


def _try(deed: Callable[[], bool]) -> bool:
    """Do a mending deed; one order that cannot be mended must not keep the others from being looked at."""
    try:
        return bool(deed())
    except StripeUnavailable:
        raise
    except Refusal:
        return False
    except Exception as error:
        logger.error("a difference cannot be mended: %s", type(error).__name__)
        return False
