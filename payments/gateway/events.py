"""Messages from Stripe: whose signature is good, and what they point at."""

from __future__ import annotations

import datetime
import json
import logging
import time
from dataclasses import dataclass
from typing import Any

import stripe
from django.conf import settings

from payments.refusals import BadSignature

logger = logging.getLogger(__name__)

TOLERANCE_SECONDS = 300


@dataclass(frozen=True)
class Event:
    """A message whose signature was good. It says what to look up, nothing more."""

    id: str
    type: str
    object_id: str
    livemode: bool
    api_version: str
    created_at: datetime.datetime


def read_event(payload: bytes, signature: str) -> Event:
    """This function will return the message if one of our secrets signed it within five minutes, or raise BadSignature.

    The SDK checks the signature and the age; it lets the future pass, chokes on headers that are not ASCII and knows one
    secret. The rest is ours.
    """
    if not signature.isascii():
        raise BadSignature
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            stripe.WebhookSignature.verify_header(payload, signature, secret, TOLERANCE_SECONDS)
        except (stripe.SignatureVerificationError, ValueError):  # ValueError: a body that is not UTF-8
            continue
        _refuse_the_future(signature)
        return _event(payload)
    raise BadSignature


def _refuse_the_future(signature: str) -> None:
    # The header's first t= is the one that was signed.
    stamp = next(part.partition("=")[2] for part in signature.split(",") if part.startswith("t="))
    if int(stamp) > time.time() + TOLERANCE_SECONDS:
        raise BadSignature


def _event(payload: bytes) -> Event:
    try:
        event = event_of(json.loads(payload))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise BadSignature from error
    if event.api_version != settings.STRIPE_API_VERSION:
        logger.warning("event %s comes in API version %s", event.id, event.api_version)
    return event


def event_of(body: Any) -> Event:
    """This function will read a message's own body, whoever brought it; what is no message raises ValueError and its like."""
    if body["object"] != "event":  # a "thin" message, or something else that was signed
        raise ValueError("not an event")
    return Event(
        id=str(body["id"]),
        type=str(body["type"]),
        object_id=str(body["data"]["object"].get("id") or ""),
        livemode=bool(body["livemode"]),
        api_version=str(body.get("api_version") or ""),
        created_at=datetime.datetime.fromtimestamp(body["created"], tz=datetime.UTC),
    )
