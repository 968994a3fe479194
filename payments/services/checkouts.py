"""From a button to the hosted page."""

from __future__ import annotations

import contextlib
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
from payments.models import CheckoutAttempt, Offer, Order, OrderLine, StripeCustomer, StripeProduct, WaitingEntry
from payments.products import TERMS_LINE
from payments.refusals import (
    ForeignSession,
    NotForSale,
    SignInFirst,
    StripeRefused,
    StripeUnavailable,
    TooManyCheckouts,
)
from payments.services import places
from payments.services.baskets import Basket, TeamDetails, fill_basket
from payments.services.buyers import customer_id_of
from payments.services.catalogue import product_at_stripe
from payments.services.settlement import settle_checkout, settle_free_order
from payments.services.waiting import find_entry

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


def start_checkout(
    *,
    user: Any,
    offer: Offer,
    visitor_key: str = "",
    origin: str = "",
    typed_code: str = "",
    link: str = "",
    with_bump: bool = False,
    slot: str = "",
    waiting_link: str = "",
    seats: int = 1,
    details: TeamDetails | None = None,
) -> Checkout:
    """This function will return the place where this buyer pays for this offer, or raise a refusal in words.

    `user` is None for a guest, who is known by `visitor_key`, a secret of the browser. A second click, another tab or a lost
    answer all lead to the one order and the one session that are open; another wish (a code, the bump) closes that session
    and opens the next. What is free is given at once. `link` is the secret of a private offer,
    `waiting_link` that of somebody for whom a place is kept, `slot` the date that was chosen where there are several.
    Seats of a team can be bought again and again, also by who owns the product: they are for others.
    """
    product = offer.product.specific
    product.chosen_slot = slot
    if not offer.opens_with(link):
        raise NotForSale
    entry = find_entry(waiting_link, product) if waiting_link else None
    person = None if offer.kind == Offer.Kind.SEATS else user
    product.check_buyable_by(user=person, offer=offer, past_the_queue=entry is not None)
    if not offer.is_valid_now():
        raise NotForSale
    if offer.is_free:
        return _take_for_free(user, Basket(offer), product, slot=slot, entry=entry)
    if user is None and not visitor_key:
        raise ValueError("A guest is known by a visitor key.")
    open_key = f"{f'person:{user.pk}' if user else f'visitor:{visitor_key}'}:{offer.pk}"
    basket = fill_basket(
        offer=offer, user=user, typed_code=typed_code, with_bump=with_bump, open_key=open_key, seats=seats,
        details=details or TeamDetails(),
    )  # fmt: skip
    customer_id = customer_id_of(user)
    for _ in range(TRIES):
        attempt = _open_attempt(
            user=user, basket=basket, product=product, visitor_key=visitor_key, origin=origin, customer_id=customer_id,
            open_key=open_key, slot=slot, entry=entry,
        )  # fmt: skip
        if not basket.is_in(attempt.order):
            checkout = _put_away(attempt)
        else:
            checkout = _resume(attempt) if attempt.session_id else _ask_for_session(attempt)
        if checkout:
            return checkout
        customer_id = customer_id_of(user)
    _close(attempt)
    raise StripeUnavailable


def _take_for_free(user: Any, basket: Basket, product: Any, *, slot: str, entry: WaitingEntry | None) -> Checkout:
    if user is None:
        raise SignInFirst
    with transaction.atomic(durable=True):
        User.objects.select_for_update().get(pk=user.pk)  # a double click waits here, and then owns it already
        product.check_buyable_by(user=user, offer=basket.offer, past_the_queue=entry is not None)
        order = _make_order(user=user, basket=basket, product=product, visitor_key="", open_key=None)
        places.hold_places(order=order, until=timezone.now() + places.HOLD_SLACK, slot=slot, entry=entry)
        settle_free_order(order=order)
    return Checkout(order, reverse("payments:done", args=[order.uuid]))


# --- one order, one open attempt --------------------------------------------------------------------------------------


def _open_attempt(
    *, user: Any, basket: Basket, product: Any, visitor_key: str, origin: str, customer_id: str, open_key: str,
    slot: str, entry: WaitingEntry | None,
) -> CheckoutAttempt:  # fmt: skip
    """Find or make the open order of this buyer and offer, and its open attempt, and commit them before Stripe is asked.

    If the open order holds another basket, its attempt comes back as it is: the caller puts it away at Stripe first.
    """
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().filter(open_key=open_key).first()
        if order is not None and not basket.is_in(order):
            attempt = order.attempts.filter(status=CheckoutAttempt.Status.OPEN, is_recovered=False).first()
            if attempt is not None:
                attempt.order = order
                return attempt
            Order.objects.filter(pk=order.pk).update(open_key=None)
            order = None
        if order is None:
            order = _make_or_find_order(user, basket, product, visitor_key, open_key)
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
        places.hold_places(order=order, until=attempt.expires_at + places.HOLD_SLACK, slot=slot, entry=entry)
    attempt.order = order
    return attempt


def _make_or_find_order(user: Any, basket: Basket, product: Any, visitor_key: str, open_key: str) -> Order:
    try:
        with transaction.atomic():
            return _make_order(user=user, basket=basket, product=product, visitor_key=visitor_key, open_key=open_key)
    except IntegrityError:  # the other half of a double click was quicker; its order is committed by now
        found = Order.objects.select_for_update().filter(open_key=open_key).first()
        return found or _make_or_find_order(user, basket, product, visitor_key, open_key)


def _make_order(*, user: Any, basket: Basket, product: Any, visitor_key: str, open_key: str | None) -> Order:
    if user and basket.code and basket.code.asks_who:
        User.objects.select_for_update().get(pk=user.pk)  # two purchases at once do not both find the code unused
        basket.code.check_person(user)
    order = Order.objects.create(
        buyer=user,
        contact_email=user.email if user else "",
        visitor_key="" if user else visitor_key,
        open_key=open_key,
        promotion_code=basket.code,
        currency=basket.offer.currency,
        subtotal_cents=basket.subtotal_cents,
        discount_cents=basket.discount_cents,
        total_cents=basket.subtotal_cents - basket.discount_cents,
        terms="\n\n".join(filter(None, [TERMS_LINE, product.get_refund_policy()])),
        terms_accepted_at=timezone.now(),
        clinic_name=basket.details.clinic_name,
        tax_id=basket.details.tax_id,
        po_number=basket.details.po_number,
        refund_days=product.get_refund_days(),
        livemode=gateway.is_live(),
    )
    for offer in basket.offers:
        OrderLine.objects.create(
            order=order,
            offer=offer,
            product_id=offer.product_id,
            title=offer.name,
            kind=offer.kind,
            unit_amount_cents=offer.amount_cents,
            quantity=basket.quantity_of(offer),
            instalment_count=offer.instalment_count,
            access_months=offer.access_months,
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


def _put_away(attempt: CheckoutAttempt) -> Checkout | None:
    """Close the session of an order that the buyer does not want any more; if it was paid meanwhile, the money counts."""
    if not attempt.session_id:
        _give_up(attempt)
        _close(attempt)
        return None
    try:
        with contextlib.suppress(StripeRefused):  # not open any more: settling tells what became of it
            gateway.expire_session(attempt.session_id)
        order = settle_checkout(session_id=attempt.session_id).order
    except (ForeignSession, StripeRefused):
        _give_up(attempt)
        _close(attempt)
        return None
    if order.status in (Order.Status.EXPIRED, Order.Status.AWAITING_PAYMENT):
        return None
    return Checkout(order, reverse("payments:done", args=[order.uuid]))


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
        lines = attempt.order.lines.select_related("product")
        # One product for a page, whatever the way to pay: named by the page, not by the offer that came first.
        products = {
            line.product_id: product_at_stripe(page_pk=line.product_id, name=line.product.title) for line in lines
        }
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
        order = Order.objects.select_for_update().get(pk=attempt.order_id)
        order.recompute()
        places.follow_order(order)
