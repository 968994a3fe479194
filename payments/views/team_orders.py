"""The page before the till for seats of a team: how many, and what the clinic wants to read on its invoice."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.origins import origin_of
from payments import money, services
from payments.forms import TeamOrderForm
from payments.models import Offer
from payments.products import REFUND_POLICY_URL, TERMS_URL
from payments.refusals import CodeRefused, Refusal, SignInFirst, StripeUnavailable, TooManyCheckouts
from payments.views.buying import SeeOther
from payments.visitors import visitor_key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def team_order(request: HttpRequest, offer_pk: int) -> HttpResponse:
    """Ask how many seats; the button under it leads to Stripe. What was typed stays, whatever the answer is."""
    teams = Offer.objects.filter(kind=Offer.Kind.SEATS, product__live=True).select_related("product")
    offer = get_object_or_404(teams, pk=offer_pk)
    if request.method != "POST":
        if not offer.opens_with(request.GET.get("link", "")):
            raise Http404
        return _page(request, offer, TeamOrderForm(offer=offer, initial=_asked(request, offer)))
    form = TeamOrderForm(request.POST, offer=offer)
    if not form.is_valid():
        return _page(request, offer, form, status=422)
    user = request.user if request.user.is_authenticated else None
    try:
        checkout = services.start_checkout(
            user=user,
            offer=offer,
            visitor_key="" if user else visitor_key(request),
            origin=origin_of(request),
            typed_code=form.cleaned_data["code"],
            link=form.cleaned_data["link"],
            seats=form.cleaned_data["seats"],
            details=form.get_details(),
        )
    except Refusal as refusal:
        form.add_error("code" if isinstance(refusal, CodeRefused | SignInFirst) else None, refusal.words)
        return _page(request, offer, form, status=_status_of(refusal))
    return SeeOther(checkout.url)


# --- in calling order -------------------------------------------------------------------------------------------------


def _asked(request: HttpRequest, offer: Offer) -> dict[str, Any]:
    """What the buy box sent along: a number, if it is one that can be bought, and the secret of a private offer."""
    least, most = offer.seats_min or 1, offer.seats_max or 1
    typed = request.GET.get("seats", "")
    seats = int(typed) if typed.isdecimal() and len(typed) < 6 else least
    seats = min(max(seats, least), most)
    return {"seats": seats, "link": request.GET.get("link", ""), "code": request.GET.get("code", "")[:40]}


def _status_of(refusal: Refusal) -> int:
    if isinstance(refusal, TooManyCheckouts):
        return 429
    return 503 if isinstance(refusal, StripeUnavailable) else 409


def _page(request: HttpRequest, offer: Offer, form: TeamOrderForm, *, status: int = 200) -> HttpResponse:
    typed = str(form["seats"].value() or "")
    is_number = typed.isdecimal() and len(typed) < 6
    context = {
        "offer": offer,
        "product": offer.product.specific,
        "form": form,
        "total_display": money.show(int(typed) * offer.amount_cents, offer.currency) if is_number else "",
        "terms_url": TERMS_URL,
        "refund_policy_url": REFUND_POLICY_URL,
    }
    return render(request, "payments/team_order.html", context, status=status)
