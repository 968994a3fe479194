"""The only file that speaks Stripe.

Takes our rows, returns our dataclasses, and turns every failure into a refusal of ours. Nothing here touches the database,
and nothing here may run inside a transaction.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests
import stripe
from django.conf import settings
from django.urls import reverse

from payments.models import CheckoutAttempt, OrderLine
from payments.refusals import BadSignature, StripeRefused, StripeUnavailable

logger = logging.getLogger(__name__)

stripe.enable_telemetry = False  # it would write a file under the home directory and send timings

TOLERANCE_SECONDS = 300
TIMEOUT = (3.05, 15)


@dataclass(frozen=True)
class SessionLine:
    """One line of a session: which of our order lines it says it is, and what it costs there."""

    line_pk: str
    unit_amount: int | None
    quantity: int | None


@dataclass(frozen=True)
class CheckoutSession:
    """What Stripe says about a checkout, asked for by us with our pinned version."""

    id: str
    order_uuid: str
    livemode: bool
    status: str
    payment_status: str
    currency: str
    subtotal_cents: int
    total_cents: int
    discount_cents: int
    tax_cents: int
    lines: tuple[SessionLine, ...]
    payment_intent: str
    payment_failed: bool
    received_cents: int
    charge_id: str
    receipt_url: str
    customer_id: str
    email: str
    name: str
    url: str
    expires_at: datetime.datetime


@dataclass(frozen=True)
class Event:
    """A message whose signature was good. It says what to look up, nothing more."""

    id: str
    type: str
    object_id: str
    livemode: bool
    api_version: str
    created_at: datetime.datetime


def is_live() -> bool:
    """This function will say whether real money moves here."""
    return settings.PAYMENTS_MODE == "live"


# --- asking -----------------------------------------------------------------------------------------------------------


def create_session(*, attempt: CheckoutAttempt, products: dict[int, str]) -> CheckoutSession:
    """This function will ask for the hosted page of an attempt.

    Every parameter comes from stored rows, so asking again after a lost answer is the same request under the same key.
    """
    order = attempt.order
    params: dict[str, Any] = {
        "mode": "payment",
        "client_reference_id": str(order.uuid),
        "metadata": {"order": str(order.uuid)},
        "payment_intent_data": {"metadata": {"order": str(order.uuid)}},
        "line_items": [_line_item(line, order.currency, products) for line in order.lines.all()],
        "success_url": settings.PUBLIC_URL + reverse("payments:done", args=[order.uuid]),
        "cancel_url": settings.PUBLIC_URL + reverse("payments:cancelled", args=[order.uuid]),
        "expires_at": int(attempt.expires_at.timestamp()),
        "adaptive_pricing": {"enabled": False},  # the price that we show is the price that is charged
    }
    if attempt.customer_id:
        params["customer"] = attempt.customer_id
    else:
        params["customer_creation"] = "always"
        if order.contact_email:
            params["customer_email"] = order.contact_email
    with _translated():
        session = _client().v1.checkout.sessions.create(params, {"idempotency_key": attempt.idempotency_key})  # type: ignore[arg-type]
        return _session(session, lines=())


def get_session(session_id: str) -> CheckoutSession:
    """This function will ask what became of a session, with its lines and its charge."""
    wishes = {"expand": ["line_items", "payment_intent.latest_charge"]}
    with _translated():
        client = _client()
        session = client.v1.checkout.sessions.retrieve(session_id, wishes)  # type: ignore[arg-type]
        items = session.line_items
        lines = items.data if items else []
        if items and items.has_more:  # the expanded list holds ten
            listed = client.v1.checkout.sessions.line_items.list(session_id, {"limit": 100})
            lines = list(listed.auto_paging_iter())
        return _session(session, lines=tuple(_line(item) for item in lines))


def create_product(*, name: str, page_pk: int) -> str:
    """This function will make a product at Stripe and return its id. Prices are sent with each session."""
    key = f"product:{page_pk}:{hashlib.sha256(name.encode()).hexdigest()[:16]}"
    with _translated():
        return (
            _client()
            .v1.products.create({"name": name, "metadata": {"page": str(page_pk)}}, {"idempotency_key": key})
            .id
        )


def update_customer(*, customer_id: str, email: str) -> None:
    """This function will tell Stripe a person's new address, before the next checkout shows the old one."""
    with _translated():
        _client().v1.customers.update(customer_id, {"email": email})


# --- hearing ----------------------------------------------------------------------------------------------------------


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
        body = json.loads(payload)
        if body["object"] != "event":  # a "thin" message, or something else that was signed
            raise BadSignature
        event = Event(
            id=str(body["id"]),
            type=str(body["type"]),
            object_id=str(body["data"]["object"].get("id") or ""),
            livemode=bool(body["livemode"]),
            api_version=str(body.get("api_version") or ""),
            created_at=datetime.datetime.fromtimestamp(body["created"], tz=datetime.UTC),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise BadSignature from error
    if event.api_version != settings.STRIPE_API_VERSION:
        logger.warning("event %s comes in API version %s", event.id, event.api_version)
    return event


# --- Stripe's words into ours -----------------------------------------------------------------------------------------


def _line_item(line: OrderLine, currency: str, products: dict[int, str]) -> dict[str, Any]:
    return {
        "price_data": {
            "currency": currency,
            "unit_amount": line.unit_amount_cents,
            "product": products[line.product_id],
        },
        "quantity": line.quantity,
        "metadata": {"line": str(line.pk)},
    }


def _line(item: Any) -> SessionLine:
    return SessionLine(
        line_pk=_noted(item.metadata, "line"),
        unit_amount=item.price.unit_amount if item.price else None,
        quantity=item.quantity,
    )


def _session(session: Any, *, lines: tuple[SessionLine, ...]) -> CheckoutSession:
    intent = session.payment_intent
    known_intent = intent if intent and not isinstance(intent, str) else None
    charge = known_intent.latest_charge if known_intent else None
    details = session.customer_details
    totals = session.total_details
    return CheckoutSession(
        id=session.id,
        order_uuid=_noted(session.metadata, "order") or session.client_reference_id or "",
        livemode=session.livemode,
        status=session.status or "",
        payment_status=session.payment_status,
        currency=session.currency or "",
        subtotal_cents=session.amount_subtotal or 0,
        total_cents=session.amount_total or 0,
        discount_cents=totals.amount_discount if totals else 0,
        tax_cents=totals.amount_tax if totals else 0,
        lines=lines,
        payment_intent=_id_of(intent),
        payment_failed=known_intent is not None and known_intent.status in ("requires_payment_method", "canceled"),
        received_cents=known_intent.amount_received if known_intent else 0,
        charge_id=_id_of(charge),
        receipt_url=(charge.receipt_url or "") if charge and not isinstance(charge, str) else "",
        customer_id=_id_of(session.customer),
        email=(details.email or "") if details else "",
        name=(details.name or "") if details else "",
        url=session.url or "",
        expires_at=datetime.datetime.fromtimestamp(session.expires_at, tz=datetime.UTC),
    )


def _noted(metadata: Any, name: str) -> str:
    # The SDK's objects have no get().
    return metadata[name] if metadata and name in metadata else ""


def _id_of(thing: Any) -> str:
    return thing if isinstance(thing, str) else (thing.id if thing else "")


@functools.lru_cache(maxsize=4)
def _client_for(key: str, base: str, version: str) -> stripe.StripeClient:
    session = None
    if base:  # a machine's own proxy settings must not come between us and the stand-in beside us
        session = requests.Session()
        session.trust_env = False
    return stripe.StripeClient(
        key,
        stripe_version=version,
        base_addresses={"api": base} if base else None,  # type: ignore[arg-type]
        max_network_retries=2,
        http_client=stripe.RequestsClient(timeout=TIMEOUT, session=session),  # type: ignore[arg-type]
    )


def _client() -> stripe.StripeClient:
    return _client_for(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, settings.STRIPE_API_VERSION)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn Stripe's exceptions into refusals. Logs hold the type, the code and the request id; messages may hold data."""
    try:
        yield
    except stripe.IdempotencyError as error:
        raise StripeRefused(code="idempotency_error") from error
    except stripe.InvalidRequestError as error:
        logger.warning("Stripe refused: code %s, param %s, request %s", error.code, error.param, error.request_id)
        raise StripeRefused(code=error.code or "", param=error.param or "") from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        logger.error("Stripe does not accept our key: %s, request %s", type(error).__name__, error.request_id)
        raise StripeUnavailable from error
    except stripe.StripeError as error:
        logger.warning("Stripe does not answer: %s, status %s", type(error).__name__, error.http_status)
        raise StripeUnavailable from error
