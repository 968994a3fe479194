"""Money that was paid twice is given back by itself, once, unless the owner wants to look first."""

from __future__ import annotations

import logging
import uuid

from django.conf import settings

from payments import gateway
from payments.models import Payment
from payments.refusals import RefundRefused
from payments.services.refunds import RefundWish, refund_order

logger = logging.getLogger(__name__)


def give_back_duplicates() -> int:
    """This function will send every duplicate payment back that nobody has begun to send, and return how many it sent.

    The number of the refund is made of the payment's own, so two sweeps at once send it once. One that Stripe declined is
    left to a person.
    """
    if not settings.REFUND_DUPLICATES:
        return 0
    twice = Payment.objects.filter(
        status=Payment.Status.DUPLICATE, livemode=gateway.is_live(), amount_cents__gt=0, refunds=None, disputes=None
    )
    sent = 0
    for payment in twice.select_related("order").order_by("pk"):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"duplicate:{payment.reference}")
        wish = RefundWish(payment=payment, amount_cents=payment.amount_cents, reason="paid twice", key=key)
        try:
            refund_order(wish=wish, by=None)
        except RefundRefused as refusal:
            logger.error("order %s: the duplicate payment stays: %s", payment.order.uuid, refusal.words)
        else:
            sent += 1
    return sent
