"""From a button to the hosted page."""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from payments import gateway
from payments.models import CheckoutAttempt, Offer, Order, OrderLine, StripeCustomer, StripeProduct
from payments.products import TERMS_LINE
from payments.refusals import (
    ForeignSession,
    NotForSale,
    SignInFirst,
    StripeRefused,
    StripeUnavailable,
    TooManyCheckouts,
)
from payments.services.buyers import customer_id_of
from payments.services.settlement import settle_checkout, settle_free_order

logger = logging.getLogger(__name__)

HOUR = datetime.timedelta(hours=1)
MOST_PER_BUYER_AND_HOUR = 8
MOST_PER_ORIGIN_AND_HOUR = 30
"""A clinic's staff may share one address; whoever tries stolen cards needs hundreds."""

SLACK = datetime.timedelta(minutes=5)
"""Stripe wants at least half an hour between its own clock and the end of a session."""

TRIES = 3


@dataclass(frozen=True)
class Checkout:
    """Where the buyer goes next: the hosted page, or our own if nothing is left to pay."""

    order: Order
    url: str


def start_checkout(*, user: Any, offer: Offer, visitor_key: str = "", origin: str = "") -> Checkout:
    """This function will return the place where this buyer pays for this offer, or raise a refusal in words.

    `user` is None for a guest, who is known by `visitor_key`, a secret of the browser. A second click, another tab or a lost
    answer all lead to the one order and the one session that are open. What is free is given at once.
    """
    product = offer.product.specific
    product.check_buyable_by(user=user)
    if not offer.is_valid_now():
        raise NotForSale
    if offer.is_free:
        return _take_for_free(user, offer, product)
    if user is None and not visitor_key:
        raise ValueError("A guest is known by a visitor key.")
    customer_id = customer_id_of(user)
    for _ in range(TRIES):
        attempt = _open_attempt(
            user=user, offer=offer, product=product, visitor_key=visitor_key, origin=origin, customer_id=customer_id
        )
        checkout = _resume(attempt) if attempt.session_id else _ask_for_session(attempt)
        if checkout:
            return checkout
        customer_id = customer_id_of(user)
    _close(attempt)
    raise StripeUnavailable


def _take_for_free(user: Any, offer: Offer, product: Any) -> Checkout:
    if user is None:
        raise SignInFirst
    with transaction.atomic(durable=True):
        User.objects.select_for_update().get(pk=user.pk)  # a double click waits here, and then owns it already
        product.check_buyable_by(user=user)
        order = _make_order(user=user, offer=offer, product=product, visitor_key="", open_key=None)
        settle_free_order(order=order)
    return Checkout(order, reverse("payments:done", args=[order.uuid]))


# --- one order, one open attempt --------------------------------------------------------------------------------------


def _open_attempt(
    *, user: Any, offer: Offer, product: Any, visitor_key: str, origin: str, customer_id: str
) -> CheckoutAttempt:
    """Find or make the open order of this buyer and offer, and its open attempt, and commit them before Stripe is asked."""
    open_key = f"{f'person:{user.pk}' if user else f'visitor:{visitor_key}'}:{offer.pk}"
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().filter(open_key=open_key).first()
        if order is None:
            order = _make_or_find_order(user, offer, product, visitor_key, open_key)
        attempt = order.attempts.filter(status=CheckoutAttempt.Status.OPEN, is_recovered=False).first()
        if attempt is None:
            _refuse_too_many(user, visitor_key, origin)
            attempt = CheckoutAttempt.objects.create(
                order=order,
                number=order.attempts.count() + 1,
                customer_id=customer_id,
                origin=origin,
                livemode=order.livemode,
                expires_at=timezone.now() + datetime.timedelta(minutes=settings.CHECKOUT_HOLD_MINUTES) + SLACK,
            )
    attempt.order = order
    return attempt


def _make_or_find_order(user: Any, offer: Offer, product: Any, visitor_key: str, open_key: str) -> Order:
    try:
        with transaction.atomic():
            return _make_order(user=user, offer=offer, product=product, visitor_key=visitor_key, open_key=open_key)
    except IntegrityError:  # the other half of a double click was quicker; its order is committed by now
        found = Order.objects.select_for_update().filter(open_key=open_key).first()
        return found or _make_or_find_order(user, offer, product, visitor_key, open_key)


def _make_order(*, user: Any, offer: Offer, product: Any, visitor_key: str, open_key: str | None) -> Order:
    order = Order.objects.create(
        buyer=user,
        contact_email=user.email if user else "",
        visitor_key="" if user else visitor_key,
        open_key=open_key,
        currency=offer.currency,
        subtotal_cents=offer.amount_cents,
        total_cents=offer.amount_cents,
        terms="\n\n".join(filter(None, [TERMS_LINE, product.get_refund_policy()])),
        terms_accepted_at=timezone.now(),
        livemode=gateway.is_live(),
    )
    OrderLine.objects.create(
        order=order,
        offer=offer,
        product_id=offer.product_id,
        title=offer.name,
        unit_amount_cents=offer.amount_cents,
        quantity=1,
        access_days=offer.access_days,
    )
    return order


def _refuse_too_many(user: Any, visitor_key: str, origin: str) -> None:
    """Count what was really begun in the last hour: rows cannot be evicted as counters in a cache can."""
    recent = CheckoutAttempt.objects.filter(created_at__gt=timezone.now() - HOUR)
    own = recent.filter(order__buyer=user) if user else recent.filter(order__visitor_key=visitor_key)
    if own.count() >= MOST_PER_BUYER_AND_HOUR:
        raise TooManyCheckouts
    if origin and recent.filter(origin=origin).count() >= MOST_PER_ORIGIN_AND_HOUR:
        raise TooManyCheckouts


# --- speaking to Stripe, outside of every transaction -----------------------------------------------------------------


def _resume(attempt: CheckoutAttempt) -> Checkout | None:
    """Go on with a session that exists, if it still leads somewhere."""
    try:
        order = settle_checkout(session_id=attempt.session_id or "").order
    except (ForeignSession, StripeRefused):  # Stripe does not know it: another account, or its data were wiped
        _give_up(attempt)
        return None
    attempt.refresh_from_db()
    if attempt.status == CheckoutAttempt.Status.OPEN:
        return Checkout(order, attempt.url)
    if order.status == Order.Status.EXPIRED:
        return None
    return Checkout(order, reverse("payments:done", args=[order.uuid]))


def _ask_for_session(attempt: CheckoutAttempt) -> Checkout | None:
    try:
        products = {line.product_id: _product_at_stripe(line) for line in attempt.order.lines.all()}
        session = gateway.create_session(attempt=attempt, products=products)
    except StripeRefused as refusal:
        _forget_what_is_gone(attempt, refusal)
        _give_up(attempt)
        return None
    except StripeUnavailable:
        attempt.refresh_from_db()
        if attempt.session_id:  # the other half of a double click got the answer
            return Checkout(attempt.order, attempt.url)
        raise
    CheckoutAttempt.objects.filter(pk=attempt.pk).update(session_id=session.id, url=session.url)
    return Checkout(attempt.order, session.url)


def _product_at_stripe(line: OrderLine) -> str:
    known = StripeProduct.objects.filter(product_id=line.product_id, livemode=gateway.is_live()).first()
    if known is None:
        made = gateway.create_product(name=line.title, page_pk=line.product_id)
        known, _ = StripeProduct.objects.get_or_create(
            product_id=line.product_id, livemode=gateway.is_live(), defaults={"product_id_at_stripe": made}
        )
    return known.product_id_at_stripe


def _forget_what_is_gone(attempt: CheckoutAttempt, refusal: StripeRefused) -> None:
    """Drop ids that Stripe does not know any more, so that the next attempt makes them anew."""
    if refusal.code != "resource_missing":
        return
    StripeCustomer.objects.filter(customer_id=attempt.customer_id, livemode=attempt.livemode).delete()
    pages = attempt.order.lines.values("product_id")
    StripeProduct.objects.filter(product_id__in=pages, livemode=attempt.livemode).delete()


def _give_up(attempt: CheckoutAttempt) -> None:
    """End an attempt that leads nowhere. Its order stays open for the next one."""
    CheckoutAttempt.objects.filter(pk=attempt.pk, status=CheckoutAttempt.Status.OPEN).update(
        status=CheckoutAttempt.Status.FAILED
    )
    logger.warning("order %s: attempt %s given up", attempt.order.uuid, attempt.number)


def _close(attempt: CheckoutAttempt) -> None:
    with transaction.atomic(durable=True):
        Order.objects.select_for_update().get(pk=attempt.order_id).recompute()
