"""A buyer's bank takes money back and asks who is right: followed at Stripe to the end, and access with it."""

from __future__ import annotations

import datetime
import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from payments import emails, gateway
from payments.gateway import DisputeState
from payments.models import AuditEntry, Dispute, Order
from payments.refusals import ForeignSession, IllegalMove
from payments.services.grants import follow_money
from payments.services.instalments import note_gone_money
from payments.services.lookups import find_payment
from payments.services.plans import end_plan_given_back

logger = logging.getLogger(__name__)

STATUS_OF = {
    "won": Dispute.Status.WON,
    "warning_closed": Dispute.Status.WON,
    "prevented": Dispute.Status.WON,
    "lost": Dispute.Status.LOST,
}
"""Every other state is an open one: an inquiry, a dispute, an appeal, or something that Stripe will think of. That the money
was withdrawn says nothing: it is withdrawn when the dispute opens, and comes back when it is won."""

TRIES = 3


def sync_dispute(*, dispute_id: str) -> bool:
    """This function will bring our row of a dispute to what Stripe says, and the order and its access after it.

    Doing it again changes nothing. Returns whether anything changed.
    """
    for _ in range(TRIES):
        known = _known(dispute_id)
        state = gateway.get_dispute(dispute_id)
        if state.livemode != gateway.is_live():
            raise ForeignSession
        payment = find_payment(payment_intent=state.payment_intent, charge_id=state.charge_id)
        with transaction.atomic(durable=True):
            order = Order.objects.select_for_update().get(pk=payment.order_id)
            if _known(dispute_id) != known:
                continue  # somebody was quicker, and may have asked later than we did: ask anew
            changed = _take_over(order, payment.pk, state)
        end_plan_given_back(order)
        return changed
    raise IllegalMove("A dispute changed each time that it was looked at.")


def _known(dispute_id: str) -> tuple[Any, ...] | None:
    rows = Dispute.objects.filter(dispute_id=dispute_id, livemode=gateway.is_live())
    return rows.values_list("status_at_stripe", "due_by", "amount_cents", "is_charge_refundable").first()


def _take_over(order: Order, payment_pk: int, state: DisputeState) -> bool:
    dispute = Dispute.objects.filter(dispute_id=state.id, livemode=state.livemode).first()
    dispute = dispute or Dispute(dispute_id=state.id, livemode=state.livemode, payment_id=payment_pk, status="")
    was = dispute.status
    before = _facts(dispute)
    dispute.status = STATUS_OF.get(state.status, Dispute.Status.OPEN)
    dispute.status_at_stripe, dispute.reason = state.status[:60], state.reason[:120]
    dispute.amount_cents, dispute.currency = state.amount_cents, state.currency
    dispute.is_charge_refundable, dispute.due_by = state.is_charge_refundable, state.due_by
    if state.is_evidence_sent and dispute.evidence_sent_at is None:
        dispute.evidence_sent_at = timezone.now()
    if _facts(dispute) == before:
        return False
    is_over = dispute.status != Dispute.Status.OPEN
    dispute.closed_at = (dispute.closed_at or timezone.now()) if is_over else None
    dispute.save()
    if dispute.status != was:
        AuditEntry.objects.create(
            deed="dispute", order=order, before=was, after=dispute.status, reason=f"{state.id}, {state.status}"
        )
        order.recompute()
        note_gone_money(order)
        follow_money(order)
        emails.queue_dispute_alert(order, dispute)
        logger.warning("order %s: dispute %s is %s", order.uuid, state.id, state.status)
    return True


def _facts(dispute: Dispute) -> tuple[Any, ...]:
    return (
        dispute.status, dispute.status_at_stripe, dispute.reason, dispute.amount_cents, dispute.is_charge_refundable,
        dispute.due_by, dispute.evidence_sent_at,
    )  # fmt: skip


def mark_evidence_sent(*, dispute: Dispute, by: Any) -> Dispute:
    """This function will note that a person has handed the evidence in at Stripe. Doing it again changes nothing."""
    with transaction.atomic(durable=True):
        dispute = Dispute.objects.select_for_update().get(pk=dispute.pk)
        if dispute.evidence_sent_at is None:
            dispute.evidence_sent_at = timezone.now()
            dispute.save(update_fields=["evidence_sent_at"])
            AuditEntry.objects.create(
                actor=by, deed="evidence sent", order_id=dispute.payment.order_id, reason=dispute.dispute_id
            )
    return dispute


def warn_of_fraud(*, warning_id: str) -> None:
    """This function will tell the owner that a card network suspects a payment: giving it back now avoids a dispute."""
    warning = gateway.get_fraud_warning(warning_id)
    payment = find_payment(payment_intent=warning.payment_intent, charge_id=warning.charge_id)
    with transaction.atomic(durable=True):
        emails.queue_fraud_warning(payment.order, payment, warning_id=warning.id, fraud_type=warning.fraud_type)


# --- sweeps -----------------------------------------------------------------------------------------------------------


def sweep_disputes() -> int:
    """This function will ask about every dispute that is open here, and return how many moved."""
    rows = Dispute.objects.filter(status=Dispute.Status.OPEN, livemode=gateway.is_live())
    return sum(sync_dispute(dispute_id=row.dispute_id) for row in rows.order_by("pk"))


def find_missed_disputes(*, since: datetime.datetime) -> list[Dispute]:
    """This function will go through Stripe's own list, take over what no message told, and return what moved."""
    moved = []
    for state in gateway.list_disputes(since=since):
        known = _known(state.id)
        if known is None or known[0] != state.status:
            try:
                if sync_dispute(dispute_id=state.id):
                    moved.append(Dispute.objects.get(dispute_id=state.id, livemode=gateway.is_live()))
            except ForeignSession:
                continue
    return moved
