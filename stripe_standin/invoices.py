"""Invoices: made from lines, finalised, paid, voided; and the payments that belong to them."""

from collections.abc import Iterator

from . import customers, pricing
from .births import born, new_id
from .errors import ApiRefusal
from .events import publish
from .operations import included, listed, matching, operation, page
from .world import World

_PAGING = "created ending_before limit starting_after"


def make(
    world: World,
    *,
    customer_id: str,
    currency: str,
    lines: list[dict],
    reason: str,
    coupon: dict | None = None,
    address: dict | None = None,
    automatic_tax: dict | None = None,
    **facts: object,
) -> dict:
    """Create a draft from priced lines (``price``, ``quantity`` and what else they say) and publish it."""
    customer = customers.living(world, customer_id)
    taxed = bool(automatic_tax and automatic_tax["enabled"])
    rate = pricing.rate_for(address or customer["address"]) if taxed else None
    totals = pricing.price_lines(lines, coupon, rate)
    discount = _discount(world, customer_id, coupon) if totals.discount else None
    now = world.now()
    invoice = born(
        "invoice",
        account_country="US",
        account_name="Stand-in account",
        amount_due=totals.total,
        amount_overpaid=0,
        amount_paid=0,
        amount_remaining=totals.total,
        amount_shipping=0,
        attempt_count=0,
        attempted=False,
        auto_advance=True,
        automatic_tax=_automatic_tax(taxed),
        billing_reason=reason,
        collection_method="charge_automatically",
        created=now,
        currency=currency,
        customer=customer_id,
        customer_address=address or customer["address"],
        customer_email=customer["email"],
        customer_name=facts.pop("customer_name", None) or customer["name"],
        customer_tax_exempt="none",
        customer_tax_ids=facts.pop("tax_ids", None) or [],
        default_tax_rates=[],
        discounts=[discount["id"]] if discount else [],
        issuer={"type": "self"},
        lines=listed([], ""),
        metadata=facts.pop("metadata", None) or {},
        payment_settings={"default_mandate": None, "payment_method_options": None, "payment_method_types": None},
        period_end=now,
        period_start=now,
        post_payment_credit_notes_amount=0,
        pre_payment_credit_notes_amount=0,
        starting_balance=0,
        status="draft",
        status_transitions=dict.fromkeys(("finalized_at", "marked_uncollectible_at", "paid_at", "voided_at")),
        subtotal=totals.subtotal,
        subtotal_excluding_tax=totals.subtotal,
        total=totals.total,
        total_discount_amounts=[{"amount": totals.discount, "discount": discount["id"]}] if discount else [],
        total_excluding_tax=totals.total - totals.tax,
        total_pretax_credit_amounts=[],
        total_taxes=_taxes(totals.tax, totals.subtotal - totals.discount) if taxed else [],
        **facts,
    )
    url = f"/v1/invoices/{invoice['id']}/lines"
    invoice["lines"] = listed([_line(invoice, line, discount) for line in lines], url)
    world.save(invoice)
    publish(world, "invoice.created", invoice)
    return invoice


def _automatic_tax(enabled: bool) -> dict:
    return {
        "disabled_reason": None,
        "enabled": enabled,
        "liability": {"type": "self"} if enabled else None,
        "provider": "stripe" if enabled else None,
        "status": "complete" if enabled else None,
    }


def _taxes(amount: int, taxable: int) -> list[dict]:
    return [
        {
            "amount": amount,
            "tax_behavior": "exclusive",
            "tax_rate_details": {"tax_rate": "txr_standin"},
            "taxability_reason": "standard_rated",
            "taxable_amount": taxable,
            "type": "tax_rate_details",
        }
    ]


def _discount(world: World, customer_id: str, coupon: dict | None) -> dict | None:
    if coupon is None:
        return None
    source = {"coupon": coupon["id"], "type": "coupon"}
    return world.save(born("discount", customer=customer_id, source=source, start=world.now()))


def _line(invoice: dict, line: dict, discount: dict | None) -> dict:
    price = line["price"]
    taxed = [
        tax | {"amount": line["amount_tax"], "taxable_amount": line["amount_subtotal"] - line["amount_discount"]}
        for tax in invoice["total_taxes"]
    ]
    taken = [{"amount": line["amount_discount"], "discount": discount["id"]}] if discount else []
    return born(
        "line_item",
        id=new_id("line_item"),
        amount=line["amount_subtotal"],
        currency=invoice["currency"],
        description=f"{line['quantity']} x {line['description']}",
        discount_amounts=taken,
        discountable=True,
        discounts=[],
        invoice=invoice["id"],
        metadata=line.get("metadata") or {},
        parent=line.get("parent"),
        period=line.get("period") or {"start": invoice["created"], "end": invoice["created"]},
        pretax_credit_amounts=[],
        pricing={
            "price_details": {"price": price["id"], "product": price["product"]},
            "type": "price_details",
            "unit_amount_decimal": price["unit_amount_decimal"],
        },
        quantity=line["quantity"],
        quantity_decimal=str(line["quantity"]),
        subscription=line.get("subscription"),
        subtotal=line["amount_subtotal"],
        taxes=taxed,
    )


def finalise(world: World, invoice: dict) -> dict:
    """Give a draft its number and its pages: from now on it is owed."""
    customer = world.find("customer", invoice["customer"])
    invoice["number"] = f"{customer['invoice_prefix']}-{customer['next_invoice_sequence']:04d}"
    customer["next_invoice_sequence"] += 1
    world.save(customer)
    base = f"{world.options.public_url}/i/{invoice['id']}"
    invoice.update(
        status="open", hosted_invoice_url=base, invoice_pdf=f"{base}/pdf", effective_at=world.now(), ending_balance=0
    )
    invoice["status_transitions"]["finalized_at"] = world.now()
    world.save(invoice)
    publish(world, "invoice.finalized", invoice)
    return invoice


def mark_paid(world: World, invoice: dict, intent: dict | None) -> dict:
    """Record that an invoice is paid, by an intent or because nothing was due."""
    now = world.now()
    if intent is not None:
        world.save(
            born(
                "invoice_payment",
                amount_paid=intent["amount"],
                amount_requested=intent["amount"],
                created=now,
                currency=intent["currency"],
                invoice=invoice["id"],
                is_default=True,
                payment={"payment_intent": intent["id"], "type": "payment_intent"},
                status="paid",
                status_transitions={"canceled_at": None, "paid_at": now},
            )
        )
    invoice.update(
        status="paid",
        attempted=True,
        amount_paid=invoice["amount_due"],
        amount_remaining=0,
        next_payment_attempt=None,
        auto_advance=False,
    )
    invoice["status_transitions"]["paid_at"] = now
    world.save(invoice)
    world.store.unplan(invoice["id"])
    publish(world, "invoice.paid", invoice)
    publish(world, "invoice.payment_succeeded", invoice)
    if intent is not None:
        publish(world, "invoice_payment.paid", next(payments_for(world, invoice["id"])))
    return invoice


def payments_for(world: World, invoice_id: str) -> Iterator[dict]:
    """Return the payments of an invoice, newest first."""
    return matching(world, "invoice_payment", {"invoice": invoice_id}, "invoice")


def charge_of(world: World, invoice: dict) -> dict | None:
    """Return the charge that paid an invoice."""
    payment = next(payments_for(world, invoice["id"]), None)
    if payment is None:
        return None
    intent = world.find("payment_intent", payment["payment"]["payment_intent"])
    return world.find("charge", intent["latest_charge"])


# --- API ----------------------------------------------------------------------------------------------------------


@operation("GET /v1/invoices/{invoice}", "InvoiceRetrieveParams")
def retrieve(world: World, params: dict, invoice_id: str) -> dict:
    """Return one invoice."""
    return world.find("invoice", invoice_id, "invoice")


@operation("GET /v1/invoices", "InvoiceListParams", _PAGING + " collection_method customer status subscription")
def list_invoices(world: World, params: dict) -> dict:
    """List invoices."""
    found = matching(world, "invoice", params, "collection_method customer status")
    wanted = params.get("subscription")
    return page((body for body in found if wanted in (None, subscription_of(body))), params, "/v1/invoices")


def subscription_of(invoice: dict) -> str | None:
    """Return the subscription that an invoice belongs to."""
    return ((invoice["parent"] or {}).get("subscription_details") or {}).get("subscription")


@operation("GET /v1/invoices/{invoice}/lines", "InvoiceLineItemListParams")
def list_lines(world: World, params: dict, invoice_id: str) -> dict:
    """List the lines of an invoice."""
    lines = world.find("invoice", invoice_id, "invoice")["lines"]
    timed = [line | {"created": 0} for line in lines["data"]]
    listing = page(timed, params, lines["url"])
    listing["data"] = [{name: value for name, value in line.items() if name != "created"} for line in listing["data"]]
    return listing


@included("invoice", "payments")
def payments_of(world: World, invoice: dict) -> dict:
    """Return the payments of an invoice."""
    return listed([*payments_for(world, invoice["id"])], "/v1/invoice_payments")


def close(world: World, invoice_id: str, status: str, allowed: tuple[str, ...]) -> dict:
    """End an invoice without payment: void or uncollectible."""
    invoice = world.find("invoice", invoice_id, "invoice")
    if invoice["status"] not in allowed:
        raise ApiRefusal(
            f"This invoice is {invoice['status']} and cannot become {status}.", code="invoice_not_editable"
        )
    invoice.update(status=status, next_payment_attempt=None, auto_advance=False)
    moment, kind = {"void": ("voided_at", "invoice.voided")}.get(
        status, ("marked_uncollectible_at", "invoice.marked_uncollectible")
    )
    invoice["status_transitions"][moment] = world.now()
    if status == "void":
        invoice["amount_remaining"] = 0
    world.save(invoice)
    world.store.unplan(invoice_id)
    publish(world, kind, invoice)
    return invoice


@operation("GET /v1/invoice_payments/{invoice_payment}", "InvoicePaymentRetrieveParams")
def retrieve_payment(world: World, params: dict, payment_id: str) -> dict:
    """Return one payment of an invoice."""
    return world.find("invoice_payment", payment_id)


@operation(
    "GET /v1/invoice_payments",
    "InvoicePaymentListParams",
    _PAGING + " invoice status payment.type payment.payment_intent",
)
def list_payments(world: World, params: dict) -> dict:
    """List payments of invoices; the only way from an intent to its invoice."""
    wanted = (params.get("payment") or {}).get("payment_intent")
    found = matching(world, "invoice_payment", params, "invoice status")
    return page(
        (body for body in found if wanted in (None, body["payment"]["payment_intent"])), params, "/v1/invoice_payments"
    )
