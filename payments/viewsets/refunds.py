"""Giving money back: the form, the page that says what will happen, and the deed."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from payments import money, services
from payments.forms import RefundForm
from payments.models import Order, Refund
from payments.refusals import RefundRefused, StripeUnavailable

NOT_YET = "Stripe did not answer. The refund is noted and is sent again by itself under the same number, so it cannot go twice."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask how much and why; then show what will happen; then, on a second button, do it."""
    if not request.user.has_perm("payments.refund_order"):
        raise PermissionDenied
    order = get_object_or_404(Order, pk=pk)
    if request.method != "POST":
        form = RefundForm(order=order, by=request.user, initial={"key": uuid.uuid4()})
        return _page(request, order, form)
    form = RefundForm(request.POST, order=order, by=request.user)
    if not form.is_valid() or "change" in request.POST:
        return _page(request, order, form)
    if "confirm" not in request.POST:
        return _page(request, order, form, effects=services.describe_refund(form.wish))
    return _give_back(request, order, form)


def _give_back(request: HttpRequest, order: Order, form: RefundForm) -> HttpResponse:
    try:
        done = services.refund_order(wish=form.wish, by=request.user)
    except RefundRefused as refusal:
        form.forget_failure()
        form.add_error(None, refusal.words)
        return _page(request, order, form)
    except StripeUnavailable:
        messages.warning(request, NOT_YET)
    else:
        if done.status == Refund.Status.SUCCEEDED:
            messages.success(request, f"{done.amount_display} went back.")
        else:
            messages.success(request, f"{done.amount_display} is under way. Access changes once it has gone.")
    return redirect("shop_orders:inspect", order.pk)


def _page(request: HttpRequest, order: Order, form: RefundForm, *, effects: list[str] | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "page_title": "Give money back",
        "page_subtitle": f"Order {order.number}",
        "header_icon": "undo",
        "order": order,
        "form": form,
        "effects": effects,
        "asked": order.refund_requests.filter(status="waiting").first(),
        "amount_display": money.show_exactly(form.wish.amount_cents, form.wish.payment.currency) if effects else "",
        "back_url": reverse("shop_orders:inspect", args=[order.pk]),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payments/admin/refund.html", context, status=status)
