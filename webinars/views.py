"""The visitor's doors: sign up, ask for the letter again, the calendar, and the personal links.

GET shows and changes nothing, whoever fetches it: mail scanners open every link. What happens, happens by POST.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.origins import origin_of
from pages.head import Head
from scheduling.limits import is_within
from webinars import calendar_files, selectors, services
from webinars.emails import when
from webinars.models import PersonalLink, Registration, Session, WebinarPage
from webinars.refusals import IllegalMove, NoPlaceLeft, Refusal, TooManyTries
from webinars.visitor_forms import RegistrationForm, ResendForm

HOUR = 3600
MOST_TRIES_AN_ADDRESS = 6
MOST_TRIES_AN_ORIGIN = 40
"""In an hour. A clinic's people share one network address; one person's mailbox is not for the whole world to fill."""
MOST_ENTRIES_A_LINK = 12
"""How often one link lets in during six hours: enough for a bad line, too little for a link that was posted somewhere."""

Show = ("GET", "HEAD")


@require_http_methods([*Show, "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the address that was typed in, and give the same answer whether or not it is known."""
    page = _webinar_or_404(slug)
    if request.method in Show:
        return redirect(page.url)
    session = _session_or_404(page, request)
    form = RegistrationForm(request.POST)
    if form.is_trapped:
        return _thanks(request, page)
    if not form.is_valid():
        return _page_again(request, page, form, status=422)
    try:
        _count_try(request, form.cleaned_data["email"])
        services.register(session=session, **{name: form.cleaned_data[name] for name in ("email", "name", "zone")})
    except TooManyTries as refusal:
        return _page_again(request, page, form, status=429, refusal=refusal)
    except Refusal as refusal:
        return _page_again(request, page, form, status=409, refusal=refusal)
    return _thanks(request, page)


@require_http_methods([*Show, "POST"])
def resend(request: HttpRequest, slug: str) -> HttpResponse:
    """Post somebody's own letter again; the answer is the same for every address."""
    page = _webinar_or_404(slug)
    if request.method in Show:
        return redirect(page.url)
    session = _session_or_404(page, request)
    form = ResendForm(request.POST, auto_id="resend_%s")
    if not form.is_trapped:
        if not form.is_valid():
            return _page_again(request, page, form, status=422)
        try:
            _count_try(request, form.cleaned_data["email"])
        except TooManyTries as refusal:
            return _page_again(request, page, form, status=429, refusal=refusal)
        services.send_links_again(session=session, email=form.cleaned_data["email"])
    return redirect(f"{reverse('webinars:registered', args=[page.slug])}?again=1")


@require_safe
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """Say where to look. Reached by everyone alike; holds nothing about anyone."""
    page = _webinar_or_404(slug)
    context = {
        "page": page,
        "head": Head(),  # nothing here is for search engines, and the page's own head would count the places left
        "session": page.session,
        "is_again": "again" in request.GET,
        "calendar_url": reverse("webinars:calendar", args=[page.slug]),
        "mailbox_url": reverse("mail:mailbox") if settings.MAIL_MAILBOX_ENABLED else "",
    }
    return render(request, "webinars/registered.html", context)


@require_safe
@cache_control(public=True, max_age=300)
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the public calendar entry of the date that is shown."""
    page = _webinar_or_404(slug)
    session = page.get_session(request.GET.get("date", ""))
    if session is None:
        raise Http404("The date is not announced.")
    response = HttpResponse(calendar_files.public_calendar(session), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.ics"'
    return response


@never_cache
@require_http_methods([*Show, "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Show one person's registration; POST gives the place back."""
    own = _own_or_404(token, PersonalLink.Purpose.MANAGE)
    if request.method == "POST":
        try:
            services.cancel_registration(registration=own)
        except IllegalMove as refusal:
            messages.error(request, refusal.words)
        return _private(redirect("webinars:registration", token=token))
    return _private(render(request, "webinars/registration.html", _shown(own, token)))


@never_cache
@require_http_methods([*Show, "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show the door; POST goes through it, within its hour."""
    own = _own_or_404(token, PersonalLink.Purpose.JOIN, PersonalLink.Purpose.MANAGE)
    status = 200
    if request.method == "POST":
        try:
            return _private(redirect(_let_in(own, token)))
        except Refusal as refusal:
            messages.error(request, refusal.words)
            status = 429 if isinstance(refusal, TooManyTries) else 409
    context = _shown(own, token)
    response = _private(render(request, "webinars/join.html", context, status=status))
    if context["door"].is_open:
        # Browsers hold a form's redirect to the policy too: the button may lead to this room, and to no other place.
        room = urlsplit(own.session.join_url)
        response._csp_update = {"form-action": [f"{room.scheme}://{room.netloc}"]}  # type: ignore[attr-defined]
    return response


# --- in calling order -------------------------------------------------------------------------------------------------


def _webinar_or_404(slug: str) -> WebinarPage:
    page = selectors.get_webinar(slug)
    if page is None:
        raise Http404("No such webinar.")
    return page


def _session_or_404(page: WebinarPage, request: HttpRequest) -> Session:
    session = page.get_session(request.POST.get("date", ""))
    if session is None:
        raise Http404("The date is not announced.")
    return session


def _count_try(request: HttpRequest, email: str) -> None:
    """Count before anything is looked up, so that the limit too says the same to everyone."""
    fits_address = is_within("webinar-address", email, most=MOST_TRIES_AN_ADDRESS, seconds=HOUR)
    fits_origin = is_within("webinar-origin", origin_of(request), most=MOST_TRIES_AN_ORIGIN, seconds=HOUR)
    if not (fits_address and fits_origin):
        raise TooManyTries("That was tried too often within an hour. Please come back later.")


def _thanks(request: HttpRequest, page: WebinarPage) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse(
            {"state": "received", "words": "You have a place. The letter with your link is on its way."}
        )
    return redirect("webinars:registered", slug=page.slug)


def _page_again(
    request: HttpRequest,
    page: WebinarPage,
    form: RegistrationForm | ResendForm,
    *,
    status: int,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Show the page with what was typed and what is wrong with it; a refused registration says the state it met."""
    context = page.get_context(request)
    is_resend = isinstance(form, ResendForm)
    if _wants_json(request):
        standing = context["standing"]
        words = refusal.words if refusal else standing.words
        return JsonResponse({"state": standing.state, "words": words, "errors": form.errors}, status=status)
    if is_resend:
        context["resend_form"] = form
    elif context["form"] is not None:
        context["form"] = form
    elif context["resend_form"] is not None:
        context["resend_form"].initial["email"] = form.data.get("email", "")
    context["refusal"] = refusal
    context["is_full_for_all"] = isinstance(refusal, NoPlaceLeft)
    response = TemplateResponse(request, page.get_template(request), context, status=status)
    if status == 429:
        response["Retry-After"] = str(HOUR)
    return response


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _own_or_404(token: str, *purposes: str) -> Registration:
    own = PersonalLink.objects.find(token, *purposes)
    if own is None:
        raise Http404("No such link.")
    return own


def _let_in(own: Registration, token: str) -> str:
    if not is_within("webinar-entry", token, most=MOST_ENTRIES_A_LINK, seconds=6 * HOUR):
        raise TooManyTries("This link was used too often. It is personal: please sign up with your own address.")
    return services.enter_room(registration=own)


def _shown(own: Registration, token: str) -> dict[str, Any]:
    session = own.session
    return {
        "registration": own,
        "session": session,
        "webinar": session.webinar,
        "standing": session.standing,
        "door": services.get_door(own),
        "when": when(session, own.zone),
        "token": token,
        "calendar_url": reverse("webinars:calendar", args=[session.webinar.slug]),
    }


def _private(response: HttpResponse) -> HttpResponse:
    """An address that is a secret goes to no other site and into no index."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
