"""The newsletter's doors. A GET shows, a POST acts: programs that look into letters open every link in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from newsletter import services
from newsletter.forms import WORDING, SubscribeForm
from newsletter.limits import may_ask
from newsletter.models import Subscriber
from newsletter.refusals import UnknownLink
from newsletter.visitors import is_sent_by_another_site, network_of

View = Callable[..., HttpResponse]


def behind_a_secret(view: View) -> View:
    """Keep the secret in the address out of caches, search engines and other sites' logs; a forged one leads nowhere."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except UnknownLink as refusal:
            raise Http404("Nobody's link") from refusal
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


@csrf_exempt  # a token would set a cookie on every article; `is_sent_by_another_site` guards instead
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show the form; take an address and answer in the same words whether it was known or not."""
    if request.method != "POST":
        return _show_form(request, SubscribeForm(initial={"source": request.path}))
    if is_sent_by_another_site(request):
        return render(request, "403_csrf.html", status=403)
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return _show_form(request, form, status=422)
    network = network_of(request)
    if not may_ask(network):
        form.add_error(None, "Too many addresses were entered from here within an hour. Please try again later.")
        response = _show_form(request, form, status=429)
        response["Retry-After"] = "3600"
        return response
    if not form.was_filled_by_a_machine:
        services.subscribe(
            email=form.cleaned_data["email"], wording=WORDING, source=form.cleaned_data["source"], network=network
        )
    response = HttpResponse(status=303)  # after a POST, go on with a GET
    response["Location"] = reverse("newsletter:asked")
    return response


def _show_form(request: HttpRequest, form: SubscribeForm, *, status: int = 200) -> HttpResponse:
    return render(request, "newsletter/subscribe.html", {"form": form}, status=status)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Send the reader to their mailbox. Says nothing about any address."""
    return render(request, "newsletter/asked.html")


@behind_a_secret
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that confirms, or press it."""
    if request.method == "POST":
        services.confirm(token)
        return redirect("newsletter:confirm", token=token)
    subscriber = _subscriber_or_404(Subscriber.objects.by_confirm_token(token).first())
    return render(request, "newsletter/confirm.html", {"subscriber": subscriber})


@behind_a_secret
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that unsubscribes, or press it."""
    if request.method == "POST":
        services.unsubscribe(token)
        return redirect("newsletter:unsubscribe", token=token)
    subscriber = _subscriber_or_404(Subscriber.objects.by_unsubscribe_token(token).first())
    return render(request, "newsletter/unsubscribe.html", {"subscriber": subscriber})


@csrf_exempt  # a mail program has no cookie of ours: the secret in the address is the whole authority (RFC 8058)
@behind_a_secret
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """Take somebody off the list at the word of their mail program. One that only opens the address gets the button."""
    if request.method != "POST":
        return redirect("newsletter:unsubscribe", token=token)
    services.unsubscribe(token)
    return HttpResponse("You are unsubscribed.\n", content_type="text/plain")


def _subscriber_or_404(subscriber: Any) -> Subscriber:
    if subscriber is None:
        raise Http404("Nobody's link")
    return subscriber
