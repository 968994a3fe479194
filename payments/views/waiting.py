"""The doors of the waiting list: leave an address, see where one stands, accept or decline a place, leave.

GET shows and changes nothing, whoever fetches it: mail scanners open every link. What happens, happens by POST.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from accounts.origins import origin_of
from payments import services
from payments.models import WaitingEntry
from payments.products import REFUND_POLICY_URL, TERMS_URL, Product
from payments.refusals import AlreadyOwned, OfferLapsed, Refusal, SignInFirst
from payments.visitor_forms import WaitingForm
from payments.visitors import visitor_key
from scheduling.limits import is_within

HOUR = 3600
MOST_TRIES_AN_ADDRESS = 6
MOST_TRIES_AN_ORIGIN = 40
"""In an hour. A clinic's people share one network address; one person's mailbox is not for the whole world to fill."""


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, product_pk: int) -> HttpResponse:
    """Take an address for the list of a product, and give the same answer whether or not it is known."""
    product = _product_or_404(product_pk)
    if request.method != "POST":
        return redirect(product.url or "/")
    form = WaitingForm(request.POST, product_pk=product.pk)
    if form.is_trapped:
        return redirect("payments:waiting_joined", product_pk=product.pk)
    if not form.is_valid():
        return _form_again(request, product, form, status=422)
    email = form.cleaned_data["email"]
    fits_address = is_within("waiting-address", email, most=MOST_TRIES_AN_ADDRESS, seconds=HOUR)
    if not (fits_address and is_within("waiting-origin", origin_of(request), most=MOST_TRIES_AN_ORIGIN, seconds=HOUR)):
        form.add_error(None, "That was tried too often within an hour. Please come back later.")
        return _form_again(request, product, form, status=429)
    try:
        services.join_waiting_list(product=product, email=email)
    except Refusal as refusal:
        messages.info(request, refusal.words)
        return redirect(product.url or "/")
    return redirect("payments:waiting_joined", product_pk=product.pk)


@require_safe
def joined(request: HttpRequest, product_pk: int) -> HttpResponse:
    """Say where to look. Reached by everyone alike; holds nothing about anyone."""
    product = _product_or_404(product_pk)
    return render(request, "payments/waiting_joined.html", {"product": product, "standing": product.get_standing()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, token: str) -> HttpResponse:
    """Show one person's place in line, or the place that is kept for them; the buttons under it act."""
    try:
        entry = services.find_entry(token)
    except OfferLapsed as refusal:
        raise Http404("Nobody's link") from refusal
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    if deed == "accept":
        return _private(_accept(request, entry, token))
    if deed == "decline":
        services.decline_place(entry=entry)
    elif deed == "leave":
        services.leave_waiting_list(entry=entry)
    if deed:
        return _private(redirect("payments:waiting", token=token))
    return _private(_show(request, entry, token))


# --- in calling order -------------------------------------------------------------------------------------------------


def _product_or_404(product_pk: int) -> Any:
    page = Page.objects.filter(pk=product_pk, live=True).specific().first()
    if not isinstance(page, Product) or not page.is_published_now():
        raise Http404("No such product.")
    return page


def _form_again(request: HttpRequest, product: Any, form: WaitingForm, *, status: int) -> HttpResponse:
    context = {"product": product, "standing": product.get_standing(), "form": form}
    response = render(request, "payments/waiting_form.html", context, status=status)
    if status == 429:
        response["Retry-After"] = str(HOUR)
    return response


def _accept(request: HttpRequest, entry: WaitingEntry, token: str) -> HttpResponse:
    """Hold the place for a checkout and lead there. If that fails, the place is still kept until its time runs out."""
    user = request.user if request.user.is_authenticated else None
    product = entry.product.specific
    wanted = request.POST.get("offer", "")
    offers = list(product.get_offers())
    offer = next((one for one in offers if str(one.pk) == wanted), offers[0] if offers else None)
    if offer is None:
        return _show(request, entry, token, refusal="There is no price for it at the moment. Please write to us.")
    try:
        checkout = services.start_checkout(
            user=user,
            offer=offer,
            visitor_key="" if user else visitor_key(request),
            origin=origin_of(request),
            waiting_link=token,
        )
    except SignInFirst as refusal:
        messages.info(request, refusal.words)
        back = reverse("payments:waiting", args=[token])
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
    except AlreadyOwned as refusal:
        messages.info(request, refusal.words)
        services.leave_waiting_list(entry=entry)
        return redirect(product.access_url)
    except Refusal as refusal:
        entry.refresh_from_db()
        return _show(request, entry, token, refusal=refusal.words)
    response = HttpResponse(status=303)  # after a POST, go on with a GET
    response["Location"] = checkout.url
    return response


def _show(request: HttpRequest, entry: WaitingEntry, token: str, *, refusal: str = "") -> HttpResponse:
    product = entry.product.specific
    status = entry.status
    is_waiting = status == WaitingEntry.Status.WAITING
    context = {
        "entry": entry,
        "product": product,
        "standing": product.get_standing(),
        "facts": product.get_letter_facts(),
        "zone": product.get_window().zone,
        "is_offered": entry.is_offered_now or (status == WaitingEntry.Status.ACCEPTED and _is_unpaid(entry)),
        "is_waiting": is_waiting,
        "position": entry.get_position() if is_waiting else None,
        "offers": list(product.get_offers()),
        "token": token,
        "refusal": refusal,
        "terms_url": TERMS_URL,
        "refund_policy_url": REFUND_POLICY_URL,
    }
    return render(request, "payments/waiting.html", context, status=409 if refusal else 200)


def _is_unpaid(entry: WaitingEntry) -> bool:
    """Whether a checkout was begun with the place and is still open."""
    return entry.places.held().exists()


def _private(response: HttpResponse) -> HttpResponse:
    """An address that is a secret goes to no other site and into no index."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
