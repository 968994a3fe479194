"""The pages of an invoice: to look at, to pay, to take along as a PDF; and credit notes as PDF."""

import time

from . import buyer, dunning, methods, pages, pay_page, pdf, pricing
from .render import Html, joined, page, part
from .replies import Reply, page_reply, see_other
from .world import World

_STATUS = {"draft": "Draft", "open": "To be paid", "paid": "Paid", "void": "Void", "uncollectible": "Given up"}


@pages.route("GET", r"/i/(in_\w+)")
def show(world: World, form: dict, invoice_id: str) -> Reply:
    """Show an invoice, with a card form while it is open."""
    invoice = world.store.load(invoice_id, "invoice")
    if invoice is None:
        return page_reply(pay_page.missing_page(), 404)
    return page_reply(_page(world, invoice, {}, {}))


@pages.route("POST", r"/i/(in_\w+)")
def pay(world: World, form: dict, invoice_id: str) -> Reply:
    """Pay an open invoice with a card."""
    invoice = world.store.load(invoice_id, "invoice")
    if invoice is None:
        return page_reply(pay_page.missing_page(), 404)
    if invoice["status"] != "open":
        return see_other(f"/i/{invoice_id}")
    card, troubles = buyer.read_card(form, world.now())
    if card and not troubles and card.refusal:
        troubles = {card.refusal.field: card.refusal.message}
    if troubles or card is None:
        return page_reply(_page(world, invoice, form, troubles), 422)
    billing = methods.billing_details(invoice["customer_email"], form.get("name") or None, invoice["customer_address"])
    method = methods.of_card(world, card, billing, invoice["customer"])
    dunning.pay_now(world, invoice, method, buyer_is_here=True)
    return see_other(f"/i/{invoice_id}")


@pages.route("GET", r"/i/(in_\w+)/pdf")
def show_pdf(world: World, form: dict, invoice_id: str) -> Reply:
    """Return an invoice as PDF."""
    invoice = world.store.load(invoice_id, "invoice")
    if invoice is None:
        return page_reply(pay_page.missing_page(), 404)
    return _pdf(f"Invoice {invoice['number']}", invoice_id, _lines(invoice))


@pages.route("GET", r"/n/(cn_\w+)/pdf")
def show_note(world: World, form: dict, note_id: str) -> Reply:
    """Return a credit note as PDF."""
    note = world.store.load(note_id, "credit_note")
    if note is None:
        return page_reply(pay_page.missing_page(), 404)
    invoice = world.find("invoice", note["invoice"])
    lines = [f"For invoice {invoice['number']}", f"Date: {_day(note['created'])}", f"To: {_whom(invoice)}", ""]
    lines += [
        f"{line['description']}: {pricing.shown(line['amount'], note['currency'])}" for line in note["lines"]["data"]
    ]
    lines += ["", f"Credited: {pricing.shown(note['total'], note['currency'])}", note["memo"] or ""]
    return _pdf(f"Credit note {note['number']}", note_id, lines)


def _pdf(title: str, name: str, lines: list[str]) -> Reply:
    body = pdf.document([title, "Stand-in for Stripe: a test document, no money moved.", "", *lines])
    return Reply(
        200, body, {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}.pdf"'}
    )


def _day(moment: int) -> str:
    return time.strftime("%d %B %Y", time.gmtime(moment))


def _whom(invoice: dict) -> str:
    return " / ".join(part for part in (invoice["customer_name"], invoice["customer_email"]) if part) or "-"


def _lines(invoice: dict) -> list[str]:
    """Return what the PDF says, line by line."""
    currency = invoice["currency"]
    said = [f"Date: {_day(invoice['created'])}", f"Status: {_STATUS[invoice['status']]}", f"To: {_whom(invoice)}"]
    address = invoice["customer_address"] or {}
    said += [str(address[name]) for name in ("line1", "line2", "city", "postal_code", "country") if address.get(name)]
    said += [f"Tax id: {tax_id['value']}" for tax_id in invoice["customer_tax_ids"]]
    said += [f"{field['name']}: {field['value']}" for field in invoice["custom_fields"] or []]
    said.append("")
    said += [f"{line['description']}: {pricing.shown(line['amount'], currency)}" for line in invoice["lines"]["data"]]
    said += ["", *(f"{name}: {amount}" for name, amount in _sums(invoice)), "", invoice["footer"] or ""]
    return said


def _sums(invoice: dict) -> list[tuple[str, str]]:
    currency = invoice["currency"]
    rows = [("Subtotal", invoice["subtotal"])]
    rows += [("Discount", -taken["amount"]) for taken in invoice["total_discount_amounts"]]
    rows += [("Tax", tax["amount"]) for tax in invoice["total_taxes"]]
    rows += [("Total", invoice["total"]), ("Paid", invoice["amount_paid"])]
    if invoice["post_payment_credit_notes_amount"]:
        rows.append(("Credited", -invoice["post_payment_credit_notes_amount"]))
    return [(name, pricing.shown(amount, currency)) for name, amount in rows]


def _page(world: World, invoice: dict, form: dict, troubles: dict) -> Html:
    currency = invoice["currency"]
    lines = [
        part("sum_row", name=line["description"], amount=pricing.shown(line["amount"], currency), kind="sum")
        for line in invoice["lines"]["data"]
    ]
    sums = [part("sum_row", name=name, amount=amount, kind="sum") for name, amount in _sums(invoice)]
    pdf_link = part("forward_link", address=f"/i/{invoice['id']}/pdf", words="Invoice as PDF")
    paying = Html("")
    if invoice["status"] == "open":
        paying = part(
            "pay_invoice",
            address=f"/i/{invoice['id']}",
            card=pay_page.card_fields(form, troubles),
            label=f"Pay {pricing.shown(invoice['amount_remaining'], currency)}",
            troubles=pay_page.trouble_list(troubles),
        )
    return page(
        "invoice",
        title=f"Invoice {invoice['number'] or ''}",
        status=_STATUS[invoice["status"]],
        whom=_whom(invoice),
        day=_day(invoice["created"]),
        rows=joined(lines + sums),
        link=pdf_link,
        paying=paying,
    )
