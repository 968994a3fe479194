"""The buyer's doors: the button, the way back from Stripe, my orders."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.origins import origin_of
from payments import services
from payments.forms import RefundRequestForm
from payments.models import Offer, Order, Payment, Refund
from payments.models.offers import digest_of
from payments.products import REFUND_POLICY_URL, TERMS_URL
from payments.purchases import button_for, purchase_for
from payments.refusals import (
    AlreadyOwned,
    CodeRefused,
    ForeignSession,
    RefundRefused,
    Refusal,
    SignInFirst,
    StripeRefused,
    StripeUnavailable,
    TooManyCheckouts,
)
from payments.services.refund_requests import choices_for
from payments.visitors import may_see, visitor_key

WAITS = (2, 3, 5, 5, 10, 10, 20, 30, 30, 60)
"""Seconds until the return page looks again, each time a little later; after the last it stops by itself."""

ORDERS_A_PAGE = 20

SESSION_ID = re.compile(r"cs_[A-Za-z0-9_]{8,240}")


class SeeOther(HttpResponseRedirect):
    """After a POST, go on with a GET."""

    status_code = 303


@never_cache
@require_POST
def buy(request: HttpRequest, offer_pk: int) -> HttpResponse:
    """Send the buyer to the page where this offer is paid."""
    offer = get_object_or_404(Offer.objects.select_related("product"), pk=offer_pk, product__live=True)
    if offer.kind == Offer.Kind.SEATS:  # how many has not been said yet
        return redirect("payments:team_order", offer.pk)
    user = request.user if request.user.is_authenticated else None
    try:
        checkout = services.start_checkout(
            user=user,
            offer=offer,
            visitor_key="" if user else visitor_key(request),
            origin=origin_of(request),
            typed_code=request.POST.get("code", ""),
            link=request.POST.get("link", ""),
            with_bump="bump" in request.POST,
            slot=request.POST.get("date", ""),
        )
    except CodeRefused as refusal:
        messages.error(request, refusal.words)
        return redirect(f"{offer.product.url}?{urlencode({'code': request.POST['code'][:60]})}#enrol")
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


@never_cache
@require_safe
def private_offer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the price that was agreed with one buyer. The link shows; the button under it buys."""
    offer = Offer.objects.filter(link_digest=digest_of(token), product__live=True).select_related("product").first()
    if offer is None:
        raise Http404
    product = offer.product.specific
    context = {
        "offer": offer,
        "product": product,
        "link": token,
        "button": button_for(offer),
        "is_over": not offer.is_valid_now(),
        "is_owned": product.is_open_to(request.user),
        "terms_url": TERMS_URL,
        "refund_policy_url": REFUND_POLICY_URL,
    }
    response = render(request, "payments/private_offer.html", context)
    # With "no-referrer" browsers send "Origin: null" when the button is pressed, and the CSRF check refuses it.
    response["Referrer-Policy"] = "same-origin"
    return response


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
    session_id = _new_session_id(request, order)
    # A page that looks again every few seconds, in several tabs, must not become a flood of questions.
    if (_is_unfinished(order) or session_id) and cache.add(f"settling:{order.uuid}", 1, timeout=1):
        order, session_id = _look_again(order, session_id)
    tries = _tries(request)
    return render(
        request,
        "payments/checkout_done.html",
        {
            **_shown(order, request),
            "is_waiting": _is_unfinished(order) or bool(session_id),
            "session_id": session_id,
            "next_try": tries + 1,
            "wait_seconds": WAITS[tries] if tries < len(WAITS) else None,
        },
    )


@never_cache
@require_safe
def cancelled(request: HttpRequest, order_uuid: UUID) -> HttpResponse:
    """Say that nothing was charged, and show the button again. Changes nothing: money may be under way all the same."""
    order = _own_order(request, order_uuid)
    if order.status in Order.BOUGHT:
        return redirect("payments:done", order_uuid=order.uuid)
    context = _shown(order, request)
    code = order.promotion_code.code if order.promotion_code else ""
    context["purchase"] = purchase_for(context["product"], request.user, typed_code=code)
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
    return render(request, "payments/order.html", _shown_with_refunds(own, request, RefundRequestForm()))


@never_cache
@require_POST
def ask_refund(request: HttpRequest, order_uuid: UUID) -> HttpResponse:
    """Ask for the money back. A browser in which a guest once paid may look at the order; asking needs the buyer."""
    own = _own_order(request, order_uuid)
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("payments:order", args=[own.uuid]))
    if own.buyer_id != request.user.pk:
        raise Http404
    form = RefundRequestForm(request.POST)
    if not form.is_valid():
        return render(request, "payments/order.html", _shown_with_refunds(own, request, form), status=422)
    try:
        services.ask_refund(order=own, by=request.user, words=form.cleaned_data["words"])
    except RefundRefused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "We have your request and answer it by e-mail.")
    return redirect("payments:order", order_uuid=own.uuid)


@never_cache
@require_POST
def withdraw_refund(request: HttpRequest, order_uuid: UUID) -> HttpResponse:
    """Take a waiting request back."""
    own = _own_order(request, order_uuid)
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("payments:order", args=[own.uuid]))
    services.withdraw_request(order=own, by=request.user)
    messages.success(request, "Your request is withdrawn. Everything stays as it is.")
    return redirect("payments:order", order_uuid=own.uuid)


@never_cache
@login_required
@require_POST
def change_card(request: HttpRequest, order_uuid: UUID) -> HttpResponse:
    """Send whoever pays a plan to Stripe's page for the card. Only the signed-in buyer: a browser alone is not enough."""
    own = get_object_or_404(Order.objects.select_related("plan"), uuid=order_uuid, buyer=request.user)
    try:
        return SeeOther(services.open_portal(order=own))
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect("payments:order", order_uuid=own.uuid)


# --- in calling order -------------------------------------------------------------------------------------------------


def _shown_with_refunds(order: Order, request: HttpRequest, form: RefundRequestForm) -> dict[str, Any]:
    """What the order's own page shows: what went back, and how to ask for it."""
    refunds = Refund.objects.filter(payment__order=order).select_related("payment")
    return {
        **_shown(order, request),
        "refunds": [refund for refund in refunds if refund.is_of_interest],
        "refund_choices": choices_for(order=order, user=request.user),
        "refund_form": form,
    }


def _own_order(request: HttpRequest, order_uuid: UUID) -> Order:
    """Return an order of this person or browser. Another's order does not exist for them."""
    order = Order.objects.filter(uuid=order_uuid).select_related("buyer", "plan").first()
    if order is None or not may_see(request, order):
        raise Http404
    return order


def _new_session_id(request: HttpRequest, order: Order) -> str:
    """The session from which the buyer of an order that ran out comes back, if it is one that we do not know yet; or ""."""
    given = request.GET.get("session_id", "")
    is_new = order.status == Order.Status.EXPIRED and SESSION_ID.fullmatch(given)
    return given if is_new and not order.attempts.filter(session_id=given).exists() else ""


def _look_again(order: Order, session_id: str) -> tuple[Order, str]:
    """Ask Stripe, and return the order with the session that is still unknown. If Stripe does not tell, the page waits: the
    webhook or the reconciliation will know."""
    try:
        if session_id:
            return services.settle_checkout(session_id=session_id, only_of=order).order, ""
        return services.settle_order(order=order).order, ""
    except StripeUnavailable:
        return order, session_id
    except (StripeRefused, ForeignSession):
        return order, ""


def _is_unfinished(order: Order) -> bool:
    return order.status in (Order.Status.AWAITING_PAYMENT, Order.Status.PROCESSING)


def _tries(request: HttpRequest) -> int:
    tries = request.GET.get("try", "")
    return int(tries) if tries.isdecimal() and len(tries) < 4 else 0


def _shown(order: Order, request: HttpRequest) -> dict[str, Any]:
    """What every page about an order shows. Whoever is not signed in as the buyer is sent to sign in, not let in."""
    lines = list(order.lines.select_related("product", "offer"))
    product = lines[0].product.specific
    access_url = lines[0].get_access_url()
    plan = getattr(order, "plan", None)
    return {
        "order": order,
        "lines": lines,
        "product": product,
        "payments": [] if plan else list(order.payments.filter(status=Payment.Status.SETTLED)),
        "plan": plan,
        "instalments": list(plan.instalments.all()) if plan else [],
        "is_bought": order.status in Order.BOUGHT,
        "access_url": access_url,
        "is_for_team": lines[0].is_for_team,
        "is_signed_in_as_buyer": request.user.is_authenticated and request.user.pk == order.buyer_id,
        "sign_in_url": f"{reverse('account_request_login_code')}?{urlencode({'next': access_url})}",
        "seller": settings.WAGTAIL_SITE_NAME,
        "seller_address": settings.MAIL_POSTAL_ADDRESS.removeprefix(f"{settings.WAGTAIL_SITE_NAME}, "),
        "recovery_url": order.get_recovery_url(),
        "open_attempt": order.attempts.filter(status="open").exclude(url="").last(),
    }
