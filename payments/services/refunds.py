"""Money that goes back: asked for by us, found at Stripe, followed to its end.

The row is committed before Stripe is asked, and Stripe carries its number; so our call, a lost answer, a second click and
the webhook all meet on one row. What has become of a refund is only ever read off Stripe's list of the payment's refunds.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from payments import emails, gateway, money
from payments.gateway import RefundState
from payments.models import AuditEntry, Grant, Order, OrderLine, Payment, Refund, RefundLine, RefundRequest, Seat
from payments.refusals import RefundRefused, StripeRefused, StripeUnavailable
from payments.services.grants import follow_money
from payments.services.instalments import note_gone_money
from payments.services.lookups import find_payment
from payments.services.plans import end_plan_given_back
from payments.services.seats import choose_seats, shrink_bundle

logger = logging.getLogger(__name__)

FORWARD: list[str] = [Refund.Status.REQUESTED, Refund.Status.PENDING, Refund.Status.SUCCEEDED]
"""A refund goes this way, and may fail or be called off at any point; it never comes back. An old answer changes nothing."""

STATUS_OF = {
    "pending": Refund.Status.PENDING,
    "requires_action": Refund.Status.PENDING,
    "succeeded": Refund.Status.SUCCEEDED,
    "failed": Refund.Status.FAILED,
    "canceled": Refund.Status.CANCELLED,
}


@dataclass(frozen=True)
class RefundWish:
    """What shall go back, and what the buyer gives back for it."""

    payment: Payment
    amount_cents: int
    reason: str
    lines: Sequence[OrderLine] = ()
    quantities: dict[int, int] = field(default_factory=dict)
    """How many of a line, by its key, where it is not all of it: seats of a team."""
    seats: Sequence[Seat] = ()
    """Who leaves a team, where fewer seats are free than are given back."""
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    """The number of the form: sent twice, it is one refund."""
    despite_dispute: bool = False


def check_refund(*, wish: RefundWish, by: Any) -> None:
    """This function will raise a refusal, in words, if this person may not send that money back, or nobody may now."""
    payment = wish.payment
    if by is not None and not by.has_perm("payments.refund_order"):
        raise PermissionDenied
    left = payment.get_refundable_cents()
    if wish.amount_cents < 1 or payment.reference.startswith("free:"):
        raise RefundRefused("There is nothing to give back.")
    if wish.amount_cents > left:
        raise RefundRefused(f"At most {money.show_exactly(left, payment.currency)} of this payment can still go back.")
    if by is not None and not by.is_superuser:
        before = sum(payment.refunds.filter(status__in=FORWARD).values_list("amount_cents", flat=True))
        if before + wish.amount_cents > settings.REFUND_CEILING_CENTS:
            ceiling = money.show_exactly(settings.REFUND_CEILING_CENTS, payment.currency)
            raise RefundRefused(f"More than {ceiling} of a payment goes back by the owner's hand alone.")
    _check_disputes(wish)
    for line in wish.lines:
        choose_seats(line=line, quantity=wish.quantities.get(line.pk), chosen=wish.seats)


def _check_disputes(wish: RefundWish) -> None:
    for dispute in wish.payment.disputes.filter(status="open"):
        if not dispute.is_charge_refundable:
            raise RefundRefused(
                "The buyer's bank has opened a dispute, and the money is with the bank: a refund would pay it twice. "
                "Answer the dispute instead."
            )
        if not wish.despite_dispute:
            raise RefundRefused("The bank is asking about this payment. Choose to give it back all the same, or wait.")


def refund_order(*, wish: RefundWish, by: Any) -> Refund:
    """This function will send money back, once for each wish, and return the refund as Stripe has it.

    Raises RefundRefused in words, or StripeUnavailable: then the row stays, and the sweep sends it again under the same number.
    """
    refund = _note_wish(wish, by)
    if refund.status == Refund.Status.REQUESTED:
        send_refund(refund=refund)
    refund.refresh_from_db()
    if refund.status in (Refund.Status.FAILED, Refund.Status.CANCELLED):
        raise RefundRefused("Stripe declined this refund. Nothing went back, and access is as it was.")
    return refund


def _note_wish(wish: RefundWish, by: Any) -> Refund:
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().get(pk=wish.payment.order_id)
        known = Refund.objects.filter(uuid=wish.key).first()
        if known:
            return known
        payment = order.payments.get(pk=wish.payment.pk)
        check_refund(wish=RefundWish(**(vars(wish) | {"payment": payment})), by=by)
        refund = Refund.objects.create(
            uuid=wish.key, payment=payment, amount_cents=wish.amount_cents, currency=payment.currency,
            reason=wish.reason[:200], made_by=by, livemode=payment.livemode,
        )  # fmt: skip
        for line in wish.lines:
            quantity = wish.quantities.get(line.pk)
            RefundLine.objects.create(refund=refund, line=line, quantity=quantity)
            shrink_bundle(line=line, refund=refund, quantity=quantity, chosen=wish.seats)
        if by is not None:  # whoever gives money back has answered the buyer
            _answer_request(order, refund, by)
        AuditEntry.objects.create(
            actor=by, deed="refund asked for", order=order, after=refund.amount_display, reason=refund.reason
        )
    return refund


def _answer_request(order: Order, refund: Refund, by: Any) -> None:
    granted = {
        "status": RefundRequest.Status.GRANTED,
        "refund": refund,
        "answered_by": by,
        "answered_at": timezone.now(),
    }
    order.refund_requests.filter(status=RefundRequest.Status.WAITING).update(**granted)


def send_refund(*, refund: Refund) -> None:
    """This function will tell Stripe of a refund that it may not know yet, and bring our rows to its answer."""
    try:
        state = gateway.create_refund(refund=refund)
    except StripeRefused as refusal:
        _note_refusal(refund, refusal)
        return
    Refund.objects.filter(pk=refund.pk, refund_id=None).update(refund_id=state.id)
    write_credit_note(refund=Refund.objects.select_related("payment").get(pk=refund.pk))
    sync_refunds(payment_intent=state.payment_intent)


def _note_refusal(refund: Refund, refusal: StripeRefused) -> None:
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().get(payments=refund.payment_id)
        row = Refund.objects.get(pk=refund.pk)
        if row.status != Refund.Status.REQUESTED or row.refund_id:
            return
        row.status, row.failure_reason = Refund.Status.FAILED, refusal.code[:120]
        row.save()
        unanswered = {"status": RefundRequest.Status.WAITING, "refund": None, "answered_by": None, "answered_at": None}
        RefundRequest.objects.filter(refund=row).update(**unanswered)
        AuditEntry.objects.create(
            deed="refund", order=order, before="requested", after=row.status, reason=row.failure_reason
        )
    logger.warning("refund %s of order %s refused: %s", refund.uuid, order.uuid, refusal.code)


def write_credit_note(*, refund: Refund) -> None:
    """This function will write our refund into the books of its invoice; what cannot be written now is written later."""
    if not refund.payment.invoice_id or not refund.refund_id or refund.credit_note_id:
        return
    try:
        note = gateway.create_credit_note(refund=refund)
    except (StripeRefused, StripeUnavailable) as refusal:
        logger.error("refund %s has no credit note yet: %s", refund.uuid, type(refusal).__name__)
        return
    Refund.objects.filter(pk=refund.pk).update(credit_note_id=note.id, credit_note_url=note.pdf)


# --- what Stripe says -------------------------------------------------------------------------------------------------


def sync_refund(*, refund_id: str) -> bool:
    """This function will bring the payment of one refund to what Stripe says; for messages that name the refund alone."""
    state = gateway.get_refund(refund_id)
    payment = find_payment(payment_intent=state.payment_intent, charge_id=state.charge_id)
    return sync_refunds(payment_intent=payment.reference)


def sync_charge(*, charge_id: str) -> bool:
    """This function will bring the payment of one charge to what Stripe says."""
    payment = Payment.objects.filter(charge_id=charge_id, livemode=gateway.is_live()).first()
    intent = payment.reference if payment else gateway.get_intent_of_charge(charge_id)
    return sync_refunds(payment_intent=intent)


def sync_credit_note(*, note_id: str) -> bool:
    """This function will put a credit note, whoever wrote it, beside the refunds that it names; a void one is taken off."""
    note = gateway.get_credit_note(note_id)
    rows = Refund.objects.filter(refund_id__in=note.refund_ids, livemode=gateway.is_live())
    if note.is_void:
        return bool(rows.filter(credit_note_id=note.id).update(credit_note_id="", credit_note_url=""))
    return bool(rows.exclude(credit_note_id=note.id).update(credit_note_id=note.id, credit_note_url=note.pdf))


def sync_refunds(*, payment_intent: str) -> bool:
    """This function will bring our refunds of a payment to Stripe's list, and the order and its access after them.

    Doing it again changes nothing. Returns whether anything changed.
    """
    payment = find_payment(payment_intent=payment_intent)
    states = gateway.list_refunds_of(payment.reference)
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().get(pk=payment.order_id)
        payment = order.payments.get(pk=payment.pk)
        moved = [move for move in (_take_over(payment, state) for state in states) if move]
        if not moved:
            return False
        payment.recount_returned()
        before = order.status
        order.recompute()
        note_gone_money(order)
        grants = follow_money(order)
        if order.status == Order.Status.REFUNDED:  # by somebody at Stripe, perhaps: there is nothing left to ask for
            order.refund_requests.filter(status=RefundRequest.Status.WAITING).update(
                status=RefundRequest.Status.GRANTED, answered_at=timezone.now()
            )
        for refund, was in moved:
            _tell(order, refund, was, grants)
    end_plan_given_back(order)
    logger.info("order %s: %s -> %s, %s refund(s) moved", order.uuid, before, order.status, len(moved))
    return True


def _take_over(payment: Payment, state: RefundState) -> tuple[Refund, str] | None:
    """Bring one row to what Stripe says, making it if somebody gave the money back there; None if that changed nothing."""
    refund = _row_of(payment, state)
    status = STATUS_OF.get(state.status)
    if status is None:
        logger.warning("refund %s has a state that we do not know: %s", state.id, state.status)
        status = Refund.Status.PENDING
    was = refund.status if refund.pk else ""
    is_forward = was not in FORWARD or status not in FORWARD or FORWARD.index(status) > FORWARD.index(was)
    if was in (status, Refund.Status.FAILED, Refund.Status.CANCELLED) or (was and not is_forward):
        return None
    refund.status, refund.refund_id = status, state.id
    refund.failure_reason = state.failure_reason[:120]
    if status == Refund.Status.SUCCEEDED:
        refund.settled_at = timezone.now()
    refund.save()
    AuditEntry.objects.create(
        deed="refund",
        order_id=payment.order_id,
        before=was,
        after=status,
        reason=f"{refund.amount_display}, {state.id}",
    )
    return refund, was


def _row_of(payment: Payment, state: RefundState) -> Refund:
    mine = payment.refunds.filter(livemode=payment.livemode)
    known = mine.filter(refund_id=state.id).first()
    if known is None and state.refund_uuid:
        try:
            known = mine.filter(uuid=uuid.UUID(state.refund_uuid), refund_id=None).first()
        except ValueError:
            known = None
    return known or Refund(
        payment=payment, amount_cents=state.amount_cents, currency=state.currency, livemode=payment.livemode,
        made_at_stripe=True, reason="given back at Stripe",
    )  # fmt: skip


def _tell(order: Order, refund: Refund, was: str, grants: list[Grant]) -> None:
    """Write the letters that are true now: to the buyer once the money has gone, to the owner when it comes back."""
    if refund.status == Refund.Status.SUCCEEDED:
        emails.queue_refund_done(order, refund, ended=[g for g in grants if g.status == Grant.Status.REVOKED])
    elif refund.status == Refund.Status.FAILED and was != Refund.Status.REQUESTED:
        emails.queue_refund_failed_alert(order, refund)
        if was == Refund.Status.SUCCEEDED:
            emails.queue_refund_failed(order, refund)


# --- sweeps -----------------------------------------------------------------------------------------------------------


def sweep_refunds(*, asked_before: Any) -> int:
    """This function will ask about every refund that has not come to its end, send again what Stripe never heard of, and
    write the credit notes that are missing. Returns how many moved."""
    open_rows = Refund.objects.filter(
        status__in=[Refund.Status.REQUESTED, Refund.Status.PENDING],
        created_at__lt=asked_before,
        livemode=gateway.is_live(),
    )
    moved = 0
    for refund in open_rows.select_related("payment").order_by("pk"):
        moved += sync_refunds(payment_intent=refund.payment.reference)
        refund.refresh_from_db()
        if refund.status == Refund.Status.REQUESTED:
            send_refund(refund=refund)
            moved += 1
    unwritten = Refund.objects.filter(
        credit_note_id="", made_at_stripe=False, status__in=[Refund.Status.PENDING, Refund.Status.SUCCEEDED],
        created_at__lt=asked_before, livemode=gateway.is_live(),
    ).exclude(payment__invoice_id="")  # fmt: skip
    for refund in unwritten.select_related("payment").order_by("pk"):
        write_credit_note(refund=refund)
    return moved
