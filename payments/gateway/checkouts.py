"""Checkout sessions: asking for the hosted page, and asking what became of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from payments.gateway.client import client, id_of, noted, translated
from payments.gateway.plans import InvoiceState, get_receipt, read_invoice
from payments.models import CheckoutAttempt, Offer, Order, OrderLine


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
    recovery_url: str
    promotion_code: str
    invoice_id: str
    invoice_url: str
    invoice_pdf: str
    subscription_id: str
    first_invoice: InvoiceState | None
    """Of a plan: the invoice that decides whether its first instalment is paid."""
    expires_at: datetime.datetime


def create_session(*, attempt: CheckoutAttempt, products: dict[int, str]) -> CheckoutSession:
    """This function will ask for the hosted page of an attempt.

    Every parameter comes from stored rows, so asking again after a lost answer is the same request under the same key.
    """
    order = attempt.order
    lines = list(order.lines.all())
    mode = "subscription" if any(line.kind == Offer.Kind.INSTALMENTS for line in lines) else "payment"
    params: dict[str, Any] = {
        "mode": mode,
        "client_reference_id": str(order.uuid),
        "metadata": {"order": str(order.uuid)},
        # A plan's metadata is not copied to what pays its invoices, a single payment's is.
        ("subscription_data" if mode == "subscription" else "payment_intent_data"): {
            "metadata": {"order": str(order.uuid)}
        },
        "line_items": [item for line in lines for item in _line_items(line, order.currency, products)],
        # Stripe puts the id in: of a session that was taken up again it is one that we have not heard of.
        "success_url": f"{settings.PUBLIC_URL}{reverse('payments:done', args=[order.uuid])}?session_id={{CHECKOUT_SESSION_ID}}",
        "cancel_url": settings.PUBLIC_URL + reverse("payments:cancelled", args=[order.uuid]),
        "expires_at": int(attempt.expires_at.timestamp()),
        "after_expiration": {"recovery": {"enabled": True}},
        "adaptive_pricing": {"enabled": False},  # the price that we show is the price that is charged
        **_wishes_of_the_shop(attempt, mode),
    }
    if order.promotion_code:
        params["discounts"] = [{"promotion_code": order.promotion_code.code_id}]
    if attempt.customer_id:
        params["customer"] = attempt.customer_id
    else:
        if mode == "payment":  # a plan makes its customer by itself
            params["customer_creation"] = "always"
        if order.contact_email:
            params["customer_email"] = order.contact_email
    with translated():
        session = client().v1.checkout.sessions.create(params, {"idempotency_key": attempt.idempotency_key})  # type: ignore[arg-type]
        return _session(session, lines=())


def expire_session(session_id: str) -> None:
    """This function will close a session that nobody shall pay any more; Stripe refuses if it is not open."""
    with translated():
        client().v1.checkout.sessions.expire(session_id)


def get_session(session_id: str) -> CheckoutSession:
    """This function will ask what became of a session, with its lines and its charge."""
    wishes = {"expand": ["line_items", "payment_intent.latest_charge", "invoice.payments"]}
    with translated():
        stripe = client()
        session = stripe.v1.checkout.sessions.retrieve(session_id, wishes)  # type: ignore[arg-type]
        items = session.line_items
        lines = items.data if items else []
        if items and items.has_more:  # the expanded list holds ten
            listed = stripe.v1.checkout.sessions.line_items.list(session_id, {"limit": 100})
            lines = list(listed.auto_paging_iter())
        return _session(session, lines=tuple(_line(item) for item in lines))


# --- Stripe's words into ours -----------------------------------------------------------------------------------------


def _wishes_of_the_shop(attempt: CheckoutAttempt, mode: str) -> dict[str, Any]:
    """What the owner switched on at Stripe: tax, tax numbers, invoices, the tick under the terms."""
    wishes: dict[str, Any] = {}
    if settings.STRIPE_AUTOMATIC_TAX:
        wishes["automatic_tax"] = {"enabled": True}
    if settings.STRIPE_TAX_IDS:
        wishes["tax_id_collection"] = {"enabled": True}
    if settings.STRIPE_INVOICES and mode == "payment":  # a plan has invoices anyway
        metadata = {"order": str(attempt.order.uuid)}
        data: dict[str, Any] = {"metadata": metadata}
        if fields := _invoice_fields(attempt.order):
            data["custom_fields"] = fields
        wishes["invoice_creation"] = {"enabled": True, "invoice_data": data}
    if settings.STRIPE_TERMS_CONSENT:
        wishes["consent_collection"] = {"terms_of_service": "required"}
    if attempt.customer_id and (settings.STRIPE_AUTOMATIC_TAX or settings.STRIPE_TAX_IDS):
        wishes["customer_update"] = {"address": "auto", "name": "auto"}
    return wishes


def _line_items(line: OrderLine, currency: str, products: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "price_data": {
                "currency": currency,
                "unit_amount": part.unit_cents,
                "product": products[line.product_id],
                **({"recurring": {"interval": "month"}} if part.is_monthly else {}),
                **({"tax_behavior": settings.STRIPE_TAX_BEHAVIOUR} if settings.STRIPE_AUTOMATIC_TAX else {}),
            },
            "quantity": part.quantity,
            "metadata": {"line": part.name},
            **_adjustable(line),
        }
        for part in line.get_parts()
    ]


def _adjustable(line: OrderLine) -> dict[str, Any]:
    fewest, most = line.get_quantity_span()
    return {"adjustable_quantity": {"enabled": True, "minimum": fewest, "maximum": most}} if fewest < most else {}


def _invoice_fields(order: Order) -> list[dict[str, str]]:
    """What a clinic wants to read on its invoice. Where Stripe asks for the tax number itself, ours is left out."""
    tax_id = "" if settings.STRIPE_TAX_IDS else order.tax_id
    wanted = {"Clinic": order.clinic_name, "PO number": order.po_number, "Tax ID": tax_id}
    return [{"name": name, "value": value} for name, value in wanted.items() if value]


def _line(item: Any) -> SessionLine:
    return SessionLine(
        line_pk=noted(item.metadata, "line"),
        unit_amount=item.price.unit_amount if item.price else None,
        quantity=item.quantity,
    )


def _session(session: Any, *, lines: tuple[SessionLine, ...]) -> CheckoutSession:
    details = session.customer_details
    totals = session.total_details
    return CheckoutSession(
        id=session.id,
        order_uuid=noted(session.metadata, "order") or session.client_reference_id or "",
        livemode=session.livemode,
        status=session.status or "",
        currency=session.currency or "",
        subtotal_cents=session.amount_subtotal or 0,
        total_cents=session.amount_total or 0,
        discount_cents=totals.amount_discount if totals else 0,
        tax_cents=totals.amount_tax if totals else 0,
        lines=lines,
        customer_id=id_of(session.customer),
        email=(details.email or "") if details else "",
        name=(details.name or "") if details else "",
        url=session.url or "",
        recovery_url=_recovery_url(session),
        promotion_code=next((id_of(discount.promotion_code) for discount in session.discounts or []), ""),
        invoice_id=id_of(session.invoice),
        invoice_url=_document(session.invoice, "hosted_invoice_url"),
        invoice_pdf=_document(session.invoice, "invoice_pdf"),
        subscription_id=id_of(session.subscription),
        expires_at=datetime.datetime.fromtimestamp(session.expires_at, tz=datetime.UTC),
        **(_money_of_plan(session) if session.mode == "subscription" else _money(session)),
    )


def _money(session: Any) -> dict[str, Any]:
    """What was paid by the session itself."""
    intent = session.payment_intent
    known_intent = intent if intent and not isinstance(intent, str) else None
    charge = known_intent.latest_charge if known_intent else None
    return {
        "first_invoice": None,
        "payment_status": session.payment_status,
        "payment_intent": id_of(intent),
        "payment_failed": known_intent is not None and known_intent.status in ("requires_payment_method", "canceled"),
        "received_cents": known_intent.amount_received if known_intent else 0,
        "charge_id": id_of(charge),
        "receipt_url": (charge.receipt_url or "") if charge and not isinstance(charge, str) else "",
    }


def _money_of_plan(session: Any) -> dict[str, Any]:
    """What was paid by the first invoice: the session itself does not change when a slow payment arrives."""
    known = session.invoice and not isinstance(session.invoice, str)
    invoice = read_invoice(session.invoice) if known else None
    receipt = get_receipt(invoice.payment_intent if invoice else "")
    return {
        "first_invoice": invoice,
        "payment_status": "paid" if invoice and invoice.status == "paid" else "unpaid",
        "payment_intent": (invoice.payment_intent or f"in:{invoice.id}") if invoice else "",
        "payment_failed": invoice is not None and invoice.status in ("void", "uncollectible"),
        "received_cents": invoice.paid_cents if invoice else 0,
        "charge_id": receipt.charge_id,
        "receipt_url": receipt.url,
    }


def _document(invoice: Any, name: str) -> str:
    return (invoice[name] or "") if invoice and not isinstance(invoice, str) else ""


def _recovery_url(session: Any) -> str:
    after = session.after_expiration
    return (after.recovery.url or "") if after and after.recovery else ""
