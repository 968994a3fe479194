"""The one deed that settles money. Webhook, return page, reconciliation and the admin's button are its callers.

It asks Stripe first, holding no lock, since facts there only grow. Then, under the order's lock, it compares what was paid
with what was quoted, writes the facts, derives the state, opens the access and writes the letter: all of it or nothing.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from mail.addresses import canonical_email
from payments import emails, gateway
from payments.gateway import CheckoutSession
from payments.models import AuditEntry, CheckoutAttempt, Order, OrderLine, Payment, StripeCustomer
from payments.refusals import ForeignSession, NoPlaceLeft, StripeRefused, StripeUnavailable
from payments.services import places, schedules
from payments.services.buyers import account_for
from payments.services.grants import grant_lines
from payments.services.instalments import begin_plan

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settlement:
    """What the deed found, and whether it changed anything."""

    order: Order
    changed: bool


def settle_checkout(*, session_id: str, by: Any = None, only_of: Order | None = None) -> Settlement:
    """This function will bring our rows to what Stripe says about one session. Doing it again changes nothing.

    Raises ForeignSession for a session that belongs to no order of ours, or not to the one that was named, and
    StripeUnavailable or StripeRefused as they come.
    """
    session = gateway.get_session(session_id)
    if session.livemode != gateway.is_live() or (only_of and session.order_uuid != str(only_of.uuid)):
        raise ForeignSession
    with transaction.atomic(durable=True):
        order = _lock_order(session)
        before = _facts(order)
        attempt = _note_attempt(order, session)
        if attempt.status == CheckoutAttempt.Status.FAILED and session.payment_failed:
            _tell_of_failure(order, attempt, session)
        if attempt.status == CheckoutAttempt.Status.COMPLETE:
            _take_payment(order, session)
        order.recompute()
        places.follow_order(order)
        changed = _facts(order) != before
        if changed:
            AuditEntry.objects.create(
                actor=by, deed="checkout settled", order=order, before=before[0], after=order.status,
                reason=order.review_reason,
            )  # fmt: skip
    if changed:
        logger.info("order %s: %s -> %s", order.uuid, before[0], order.status)
    if session.subscription_id:
        _guard_plan(order)
    return Settlement(order, changed)


def _guard_plan(order: Order) -> None:
    """Tell Stripe when a new plan ends, and end one that bought nothing. If Stripe is away, the sweep does it."""
    try:
        schedules.end_what_bought_nothing(order)
        plan = getattr(order, "plan", None)
        if plan is not None and not plan.schedule_id:
            schedules.ensure_schedule(plan)
    except (StripeRefused, StripeUnavailable) as refusal:
        logger.error("order %s: its plan has no schedule yet, %s", order.uuid, type(refusal).__name__)


def settle_order(*, order: Order, by: Any = None) -> Settlement:
    """This function will settle every session of an order that may still have something to say."""
    changed = False
    for attempt in order.attempts.exclude(session_id=None).order_by("number"):
        if by is not None or attempt.is_unfinished():
            changed |= settle_checkout(session_id=attempt.session_id or "", by=by).changed
    return Settlement(Order.objects.get(pk=order.pk), changed)


def settle_free_order(*, order: Order) -> None:
    """This function will settle an order with nothing to pay, inside the transaction that made it, or raise NoPlaceLeft."""
    if not places.take_places(order=order):
        raise NoPlaceLeft
    _accept(order, Payment(reference=f"free:{order.uuid}", amount_cents=0, currency=order.currency))
    order.recompute()


# --- in calling order -------------------------------------------------------------------------------------------------


def _lock_order(session: CheckoutSession) -> Order:
    try:
        uuid = UUID(session.order_uuid)
    except ValueError:
        raise ForeignSession from None
    order = Order.objects.select_for_update().filter(uuid=uuid, livemode=session.livemode).first()
    if order is None:
        raise ForeignSession
    return order


def _facts(order: Order) -> tuple[Any, ...]:
    attempts = order.attempts.values_list("number", "session_id", "status").order_by("number")
    return order.status, order.review_reason, order.payments.count(), *attempts


def _note_attempt(order: Order, session: CheckoutSession) -> CheckoutAttempt:
    """Find the attempt of this session, adopt it if its answer was lost, or note one that Stripe made by itself."""
    attempt = order.attempts.filter(session_id=session.id).first()
    if attempt is None:
        attempt = order.attempts.filter(session_id=None, status=CheckoutAttempt.Status.OPEN).first()
    if attempt is None:
        last = order.attempts.aggregate(last=Max("number"))["last"] or 0
        attempt = CheckoutAttempt(order=order, number=last + 1, is_recovered=True, livemode=order.livemode)
    attempt.session_id = session.id
    attempt.url = session.url or attempt.url
    attempt.recovery_url = session.recovery_url
    attempt.subscription_id = session.subscription_id
    attempt.expires_at = session.expires_at
    attempt.status = _status_of(session)
    attempt.save()
    return attempt


def _tell_of_failure(order: Order, attempt: CheckoutAttempt, session: CheckoutSession) -> None:
    """A bank debit came back days later, when nobody looks at our pages any more."""
    address = order.contact_email or canonical_email(session.email)
    if address and not order.payments.exists():
        emails.queue_payment_failed(order, attempt, to=address)


def _status_of(session: CheckoutSession) -> CheckoutAttempt.Status:
    if session.status == "open":
        return CheckoutAttempt.Status.OPEN
    if session.status == "expired":
        return CheckoutAttempt.Status.EXPIRED
    if session.payment_status == "unpaid":  # a bank debit is on its way, or has come back
        return CheckoutAttempt.Status.FAILED if session.payment_failed else CheckoutAttempt.Status.PROCESSING
    return CheckoutAttempt.Status.COMPLETE


def _take_payment(order: Order, session: CheckoutSession) -> None:
    """Write down the money of a complete session, and decide whether it buys what was ordered."""
    reference = session.payment_intent or f"free:{session.id}"
    if Payment.objects.filter(livemode=order.livemode, reference=reference).exists():
        return
    payment = Payment(
        reference=reference,
        session_id=session.id,
        charge_id=session.charge_id,
        receipt_url=session.receipt_url,
        invoice_id=session.invoice_id,
        invoice_url=session.invoice_url,
        invoice_pdf=session.invoice_pdf,
        amount_cents=session.total_cents,
        currency=session.currency,
    )
    order.contact_email = order.contact_email or canonical_email(session.email)
    if reason := _mismatch(order, session):
        _hold(order, payment, Payment.Status.HELD, reason, session)
    elif order.payments.filter(status=Payment.Status.SETTLED).exists():
        _hold(order, payment, Payment.Status.DUPLICATE, "paid twice")
    elif reason := _find_buyer(order, session):
        _hold(order, payment, Payment.Status.HELD, reason, session)
    elif is_owned_already(order):
        _hold(order, payment, Payment.Status.DUPLICATE, "the buyer owns this already")
    elif not places.take_places(order=order):
        _hold(order, payment, Payment.Status.HELD, "paid late, and no place is left", session)
    else:
        order.discount_cents, order.tax_cents = session.discount_cents, session.tax_cents
        order.total_cents = session.total_cents
        _keep_quantities(order, session)
        _remember_customer(order, session)
        _accept(order, payment, session)


def _mismatch(order: Order, session: CheckoutSession) -> str:
    """Say in a word what differs between what was quoted and what was paid; nothing if it is the same."""
    lines = list(order.lines.select_related("offer", "product"))
    parts = [part for line in lines for part in line.get_parts(quantity=_quantity_that_counts(line, session))]
    quoted = sorted((part.name, part.unit_cents, part.quantity) for part in parts)
    paid = sorted((line.line_pk, line.unit_amount, line.quantity) for line in session.lines)
    if session.currency != order.currency:
        return "another currency"
    if session.subtotal_cents != sum(part.unit_cents * part.quantity for part in parts) or paid != quoted:
        return "another amount"
    code_at_stripe = order.promotion_code.code_id if order.promotion_code else ""
    # How much it takes off is Stripe's to say, and none if the code was used up meanwhile and the buyer paid all the same.
    if session.discount_cents and session.promotion_code != code_at_stripe:
        return "a discount that was not offered"
    net_cents = session.subtotal_cents - session.discount_cents
    if session.total_cents not in (net_cents, net_cents + session.tax_cents):  # tax lies in the price, or comes on top
        return "a total that does not add up"
    if session.payment_status == "no_payment_required":
        return "nothing was paid" if session.total_cents else ""
    if session.payment_status != "paid" or session.received_cents != session.total_cents:
        return "another amount arrived"
    return ""


def _quantity_that_counts(line: OrderLine, session: CheckoutSession) -> int:
    """The number that was paid for, if the buyer could choose it on Stripe's page; else the number that was ordered."""
    fewest, most = line.get_quantity_span()
    paid = next((paid.quantity for paid in session.lines if paid.line_pk == str(line.pk)), None)
    return paid if paid is not None and fewest <= paid <= most else line.quantity


def _keep_quantities(order: Order, session: CheckoutSession) -> None:
    """Write down how many seats were paid for: that many there are."""
    lines = list(order.lines.select_related("offer", "product"))
    for line in lines:
        paid = _quantity_that_counts(line, session)
        if paid != line.quantity:
            line.quantity = paid
            line.save(update_fields=["quantity"])
    order.subtotal_cents = sum(line.amount_cents for line in lines)


def _find_buyer(order: Order, session: CheckoutSession) -> str:
    """Name the buyer, making a guest's account if need be, and lock that person; a reason if nobody can be named."""
    if order.buyer is None:
        if not session.email:
            return "no e-mail address"
        order.buyer = account_for(email=session.email, name=session.name)
    # Always after the order, so that two orders of one person never wait for each other.
    order.buyer = User.objects.select_for_update().get(pk=order.buyer.pk)
    return "" if order.buyer.is_active else "the buyer's account is closed"


def is_owned_already(order: Order) -> bool:
    """This function will say whether the buyer of an order holds all of it by now."""
    # Who owns a part of it paid for the rest, and gets it. Seats are for others: more of them are never too many.
    lines = order.lines.select_related("product")
    return all(not line.is_for_team and line.product.specific.is_owned_by(order.buyer) for line in lines)


def _remember_customer(order: Order, session: CheckoutSession) -> None:
    # A guest's address is not proved: only an order made while signed in ties a customer of Stripe's to a person.
    if session.customer_id and not order.visitor_key:
        taken = StripeCustomer.objects.filter(livemode=order.livemode, customer_id=session.customer_id)
        if not taken.exists():
            StripeCustomer.objects.update_or_create(
                user=order.buyer,
                livemode=order.livemode,
                defaults={"customer_id": session.customer_id, "email": order.contact_email},
            )


def _accept(order: Order, payment: Payment, session: CheckoutSession | None = None) -> None:
    payment.order, payment.livemode, payment.status = order, order.livemode, Payment.Status.SETTLED
    payment.settled_at = order.paid_at = timezone.now()
    payment.save(force_insert=True)
    if session is not None and session.subscription_id:
        begin_plan(order, session, payment)
    order.save()
    grant_lines(order)
    emails.queue_order_confirmation(order)


def _hold(
    order: Order, payment: Payment, status: Payment.Status, reason: str, session: CheckoutSession | None = None
) -> None:
    if session is not None:  # what it would come to if the owner took it
        order.discount_cents, order.tax_cents = session.discount_cents, session.tax_cents
    payment.order, payment.livemode, payment.status = order, order.livemode, status
    payment.save(force_insert=True)
    order.review_reason = reason
    order.save()
    emails.queue_review_alert(order)
    logger.warning("order %s: money held, %s", order.uuid, reason)
