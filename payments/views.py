"""The buyer's doors: the button, the way back from Stripe, my orders. Each translates, calls one deed, translates back."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from payments import services
from payments.models import Offer, Order
from payments.products import purchase_for
from payments.refusals import (
    AlreadyOwned,
    ForeignSession,
    Refusal,
    SignInFirst,
    StripeRefused,
    StripeUnavailable,
    TooManyCheckouts,
)
from payments.visitors import may_see, origin_of, visitor_key

WAITS = (2, 3, 5, 5, 10, 10, 20, 30, 30, 60)
"""Seconds until the return page looks again, each time a little later; after the last it stops by itself."""

ORDERS_A_PAGE = 20


class SeeOther(HttpResponseRedirect):
    """After a POST, go on with a GET."""

    status_code = 303


@never_cache
@require_POST
def buy(request: HttpRequest, offer_pk: int) -> HttpResponse:
    """Send the buyer to the page where this offer is paid."""
    offer = get_object_or_404(Offer.objects.select_related("product"), pk=offer_pk, product__live=True)
    user = request.user if request.user.is_authenticated else None
    try:
        checkout = services.start_checkout(
            user=user, offer=offer, visitor_key="" if user else visitor_key(request), origin=origin_of(request)
        )
    except AlreadyOwned as refusal:
        messages.info(request, refusal.words)
        return redirect(offer.product.specific.access_url)
    except SignInFirst as refusal:
        messages.info(request, refusal.words)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': offer.product.url or '/'})}")
    except TooManyCheckouts as refusal:
        return _refused(request, offer, refusal, status=429)
    except StripeUnavailable as refusal:
        return _refused(request, offer, refusal, status=503)
    except Refusal as refusal:
        return _refused(request, offer, refusal, status=409)
    return SeeOther(checkout.url)


def _refused(request: HttpRequest, offer: Offer, refusal: Refusal, *, status: int) -> HttpResponse:
    context = {"offer": offer, "product": offer.product, "words": refusal.words, "may_retry": status == 503}
    response = render(request, "payments/checkout_refused.html", context, status=status)
    if status in (429, 503):
        response["Retry-After"] = "3600" if status == 429 else "30"
    return response


@never_cache
@require_safe
def done(request: HttpRequest, order_uuid: UUID) -> HttpResponse:
    """Welcome the buyer back: settle by ourselves, or wait politely. The address proves nothing; Stripe is asked."""
    order = _own_order(request, order_uuid)
    # A page that looks again every few seconds, in several tabs, must not become a flood of questions.
    if _is_unfinished(order) and cache.add(f"settling:{order.uuid}", 1, timeout=1):
        # If Stripe does not tell, the page waits: the webhook or the reconciliation will know.
        with contextlib.suppress(StripeUnavailable, StripeRefused, ForeignSession):
            order = services.settle_order(order=order).order
    tries = _tries(request)
    return render(
        request,
        "payments/checkout_done.html",
        {
            **_shown(order, request),
            "is_waiting": _is_unfinished(order),
            "next_try": tries + 1,
            "wait_seconds": WAITS[tries] if tries < len(WAITS) else None,
        },
    )


@never_cache
@require_safe
def cancelled(request: HttpRequest, order_uuid: UUID) -> HttpResponse:
    """Say that nothing was charged, and show the button again. Changes nothing: money may be under way all the same."""
    order = _own_order(request, order_uuid)
    if order.status == Order.Status.PAID:
        return redirect("payments:done", order_uuid=order.uuid)
    context = _shown(order, request)
    context["purchase"] = purchase_for(context["product"], request.user)
    return render(request, "payments/checkout_cancelled.html", context)


@never_cache
@login_required
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """List what this person bought, newest first."""
    mine = Order.objects.for_user(request.user).shown_to_buyers().prefetch_related("lines")
    page = Paginator(mine, ORDERS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "payments/orders.html", {"orders": page})


@never_cache
@require_safe
def order(request: HttpRequest, order_uuid: UUID) -> HttpResponse:
    """Show one order with its receipt."""
    own = _own_order(request, order_uuid)
    return render(request, "payments/order.html", _shown(own, request))


# --- in calling order -------------------------------------------------------------------------------------------------


def _own_order(request: HttpRequest, order_uuid: UUID) -> Order:
    """Return an order of this person or browser. Another's order does not exist for them."""
    order = Order.objects.filter(uuid=order_uuid).select_related("buyer").first()
    if order is None or not may_see(request, order):
        raise Http404
    return order


def _is_unfinished(order: Order) -> bool:
    return order.status in (Order.Status.AWAITING_PAYMENT, Order.Status.PROCESSING)


def _tries(request: HttpRequest) -> int:
    tries = request.GET.get("try", "")
    return int(tries) if tries.isdecimal() and len(tries) < 4 else 0


def _shown(order: Order, request: HttpRequest) -> dict[str, Any]:
    """What every page about an order shows. Whoever is not signed in as the buyer is sent to sign in, not let in."""
    lines = list(order.lines.select_related("product", "offer"))
    product = lines[0].product.specific
    return {
        "order": order,
        "lines": lines,
        "product": product,
        "payments": list(order.payments.all()) if order.status == Order.Status.PAID else [],
        "access_url": product.access_url,
        "is_signed_in_as_buyer": request.user.is_authenticated and request.user.pk == order.buyer_id,
        "sign_in_url": f"{reverse('account_request_login_code')}?{urlencode({'next': product.access_url})}",
        "seller": settings.WAGTAIL_SITE_NAME,
        "seller_address": settings.MAIL_POSTAL_ADDRESS.removeprefix(f"{settings.WAGTAIL_SITE_NAME}, "),
        "open_attempt": order.attempts.filter(status="open").exclude(url="").last(),
    }
