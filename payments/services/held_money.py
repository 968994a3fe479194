"""Money that came otherwise than it was quoted, and that the owner takes all the same."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from payments import emails
from payments.models import AuditEntry, Order, Payment
from payments.refusals import IllegalMove, NoPlaceLeft
from payments.services import places
from payments.services.buyers import account_for
from payments.services.grants import grant_lines
from payments.services.settlement import is_owned_already

logger = logging.getLogger(__name__)


def accept_payment(*, payment: Payment, reason: str, by: Any) -> Order:
    """This function will let held money buy what was ordered, as if it had come as quoted, and return the order.

    The owner's word, with a reason. Raises IllegalMove, in words, where the money cannot buy it, and NoPlaceLeft.
    """
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().get(pk=payment.order_id)
        payment = order.payments.get(pk=payment.pk)
        if obstacle := get_obstacle(order, payment):
            raise IllegalMove(obstacle)
        if order.buyer is None:  # a guest's money was held before anybody asked who they are
            order.buyer = account_for(email=order.contact_email, name="")
        order.buyer = User.objects.select_for_update().get(pk=order.buyer.pk)
        if is_owned_already(order):
            raise IllegalMove("The buyer owns this by now: give the money back.")
        if not places.take_places(order=order, past_the_queue=True):
            raise NoPlaceLeft("Every place is taken. Add places on its page first, or give the money back.")
        payment.status, payment.settled_at = Payment.Status.SETTLED, timezone.now()
        payment.save(update_fields=["status", "settled_at"])
        held_because, before = order.review_reason, order.status
        order.review_reason, order.paid_at, order.total_cents = "", payment.settled_at, payment.amount_cents
        order.status = order.derive_status()  # at once: an order that is looked at must have a reason
        order.save()
        grant_lines(order)
        AuditEntry.objects.create(
            actor=by, deed="held money accepted", order=order, before=before, after=order.status,
            reason=f"{reason} (held: {held_because})"[:200],
        )  # fmt: skip
        emails.queue_order_confirmation(order)
    logger.info("order %s: held money accepted", order.uuid)
    return order


def find_held_payment(order: Order) -> Payment | None:
    """This function will return the money of an order that waits for a decision; None if none does."""
    held = list(order.payments.filter(status=Payment.Status.HELD))
    whole = (payment for payment in held if payment.get_refundable_cents() == payment.amount_cents)
    return next(whole, held[0] if held else None)


def get_obstacle(order: Order, payment: Payment) -> str:
    """This function will say, in words, why this payment cannot buy its order; "" if the owner may accept it."""
    if payment.status != Payment.Status.HELD:
        return "This money is not waiting for a decision."
    if order.payments.filter(status=Payment.Status.SETTLED).exists():
        return "The order is paid already: give this money back."
    if payment.get_refundable_cents() != payment.amount_cents:
        return "Some of this money has gone back, or is on its way."
    if payment.disputes.exclude(status="won").exists():
        return "The buyer's bank asks about this money."
    if payment.currency != order.currency:
        return "It came in another currency than was quoted: give it back."
    if order.lines.filter(instalment_count__isnull=False).exists():
        return "Its instalments were ended at Stripe: give the money back, and let the buyer begin again."
    if (order.buyer is None and not order.contact_email) or (order.buyer and not order.buyer.is_active):
        return "There is no open account to give the access to."
    return ""
