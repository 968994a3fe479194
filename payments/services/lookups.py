"""Which payment of ours Stripe is speaking about. It names an intent or a charge, never an order."""

from __future__ import annotations

from uuid import UUID

from payments import gateway
from payments.models import Order, Payment
from payments.refusals import ForeignSession, UnknownPayment
from payments.services.plans import sync_plan
from payments.services.settlement import settle_order


def find_payment(*, payment_intent: str, charge_id: str = "") -> Payment:
    """This function will return the payment behind an intent or a charge, settling its order or plan first if need be.

    Raises ForeignSession for money that is none of ours, and UnknownPayment for an order of ours whose payment has not
    come through yet: such a message has to be heard again later.
    """
    known = _known(payment_intent, charge_id)
    if known:
        return known
    if not payment_intent:
        raise ForeignSession
    _catch_up(payment_intent)
    known = _known(payment_intent, charge_id)
    if known is None:
        raise UnknownPayment
    return known


def _known(payment_intent: str, charge_id: str) -> Payment | None:
    mine = Payment.objects.filter(livemode=gateway.is_live())
    by_intent = mine.filter(reference=payment_intent).first() if payment_intent else None
    return by_intent or (mine.filter(charge_id=charge_id).first() if charge_id else None)


def _catch_up(payment_intent: str) -> None:
    """Bring what an intent paid to what Stripe says: an order by its own name, an instalment by the plan of its invoice."""
    uuid = gateway.get_order_of_intent(payment_intent)
    if uuid:
        settle_order(order=_order_named(uuid))
        return
    subscription_id = gateway.get_subscription_of_intent(payment_intent)
    if not subscription_id:
        raise ForeignSession
    sync_plan(subscription_id=subscription_id)


def _order_named(uuid: str) -> Order:
    try:
        order = Order.objects.filter(uuid=UUID(uuid), livemode=gateway.is_live()).first()
    except ValueError:
        raise ForeignSession from None
    if order is None:
        raise ForeignSession
    return order
