"""Stripe's door. A signature is the only way in; the answer says nothing but a number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments import gateway, services
from payments.refusals import BadSignature

LARGEST_BODY = 256 * 1024


@csrf_exempt  # Stripe has no cookie of ours: its signature is the whole authority
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take one message: 400 if it is not provably Stripe's and fresh, 500 if it has to come again, 200 otherwise."""
    if _announced_size(request) > LARGEST_BODY:
        return HttpResponse(status=400)
    try:
        event = gateway.read_event(request.body, request.headers.get("Stripe-Signature", ""))
    except BadSignature:
        return HttpResponse(status=400)
    try:
        services.receive_event(event=event)
    except Exception:  # whatever it was is noted on the event; a success must never be claimed
        return HttpResponse(status=500)
    return HttpResponse(status=200)


def _announced_size(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return LARGEST_BODY + 1
