"""Credit notes: the document of money given back against a paid invoice."""

from collections.abc import Iterator

from . import invoices, refunds
from .births import born
from .errors import ApiRefusal
from .events import publish
from .operations import listed, matching, operation, page
from .world import World

_LINES = "lines.amount lines.description lines.invoice_line_item lines.quantity lines.type lines.unit_amount"


@operation(
    "POST /v1/credit_notes",
    "CreditNoteCreateParams",
    "amount credit_amount email_type invoice memo metadata out_of_band_amount reason refund_amount refunds " + _LINES,
)
def create(world: World, params: dict) -> dict:
    """Credit a paid invoice, and give the money back where ``refund_amount`` says so."""
    invoice = world.find("invoice", params["invoice"], "invoice")
    if invoice["status"] != "paid":
        raise ApiRefusal("The stand-in only credits paid invoices.", param="invoice")
    if params.get("credit_amount"):
        raise ApiRefusal("The stand-in keeps no customer balance.", param="credit_amount")
    total = _total(params, invoice)
    left = invoice["amount_paid"] - invoice["post_payment_credit_notes_amount"]
    if not 0 < total <= left:
        raise ApiRefusal(
            f"The sum of credit amount, refund amount and out of band amount ({total}) has to be between 1 and the amount"
            f" left on the invoice ({left}).",
            param="amount",
        )
    given_back = _refunds(world, params, invoice, total)
    note = born(
        "credit_note",
        amount=total,
        amount_shipping=0,
        created=world.now(),
        currency=invoice["currency"],
        customer=invoice["customer"],
        discount_amount=0,
        discount_amounts=[],
        effective_at=world.now(),
        invoice=invoice["id"],
        lines=listed([], ""),
        memo=params.get("memo"),
        metadata=params.get("metadata") or {},
        number=f"{invoice['number']}-CN-{len([*_notes(world, invoice)]) + 1:02d}",
        out_of_band_amount=params.get("out_of_band_amount"),
        pdf="",
        post_payment_amount=total,
        pre_payment_amount=0,
        pretax_credit_amounts=[],
        reason=params.get("reason"),
        refunds=[
            {
                "amount_refunded": refund["amount"],
                "payment_record_refund": None,
                "refund": refund["id"],
                "type": "refund",
            }
            for refund in given_back
        ],
        status="issued",
        subtotal=total,
        subtotal_excluding_tax=total,
        total=total,
        total_excluding_tax=total,
        total_taxes=[],
        type="post_payment",
    )
    note["pdf"] = f"{world.options.public_url}/n/{note['id']}/pdf"
    note["lines"] = listed(_note_lines(params, invoice, total), f"/v1/credit_notes/{note['id']}/lines")
    world.save(note)
    invoice["post_payment_credit_notes_amount"] += total
    world.save(invoice)
    publish(world, "credit_note.created", note)
    return note


def _total(params: dict, invoice: dict) -> int:
    named = [params[name] for name in ("refund_amount", "out_of_band_amount") if name in params]
    named += [refund.get("amount_refunded", 0) for refund in params.get("refunds", [])]
    by_lines = sum(_line_amount(line, invoice) for line in params.get("lines", []))
    total = params.get("amount") or by_lines or sum(named)
    if not total:
        raise ApiRefusal("You must specify one of `amount`, `lines`, or `refund_amount`.", param="amount")
    if named and sum(named) != total:
        raise ApiRefusal(
            "The sum of credit amount, refund amount and out of band amount must equal the credit note amount.",
            param="refund_amount",
        )
    if not named:
        raise ApiRefusal(
            "A paid invoice needs a refund_amount, out_of_band_amount or refunds that add up to the amount.",
            param="refund_amount",
        )
    return total


def _line_amount(line: dict, invoice: dict) -> int:
    if "amount" in line:
        return line["amount"]
    quantity = line.get("quantity", 1)
    if "unit_amount" in line:
        return line["unit_amount"] * quantity
    known = next((item for item in invoice["lines"]["data"] if item["id"] == line.get("invoice_line_item")), None)
    if known is None:
        raise ApiRefusal("No such invoice line item.", code="resource_missing", param="lines[0][invoice_line_item]")
    return known["amount"] // known["quantity"] * quantity


def _refunds(world: World, params: dict, invoice: dict, total: int) -> list[dict]:
    known = [
        world.find("refund", refund["refund"], "refunds") for refund in params.get("refunds", []) if "refund" in refund
    ]
    if params.get("refund_amount"):
        charge = invoices.charge_of(world, invoice)
        if charge is None:
            raise ApiRefusal("This invoice has no charge to refund.", param="refund_amount")
        known.append(refunds.refund_charge(world, charge, params["refund_amount"], reason=None, metadata={}))
    return known


def _note_lines(params: dict, invoice: dict, total: int) -> list[dict]:
    asked = params.get("lines") or [{"type": "custom_line_item", "amount": total}]
    lines = []
    for line in asked:
        facts = {"invoice_line_item": line["invoice_line_item"]} if "invoice_line_item" in line else {}
        lines.append(
            born(
                "credit_note_line_item",
                amount=_line_amount(line, invoice),
                description=line.get("description") or params.get("memo") or f"Credit for {invoice['number']}",
                discount_amount=0,
                discount_amounts=[],
                pretax_credit_amounts=[],
                quantity=line.get("quantity"),
                tax_rates=[],
                taxes=[],
                type=line["type"],
            )
            | facts
        )
    return lines


def _notes(world: World, invoice: dict) -> Iterator[dict]:
    return matching(world, "credit_note", {"invoice": invoice["id"]}, "invoice")


@operation("GET /v1/credit_notes/{id}", "CreditNoteRetrieveParams")
def retrieve(world: World, params: dict, note_id: str) -> dict:
    """Return one credit note."""
    return world.find("credit_note", note_id)


@operation(
    "GET /v1/credit_notes", "CreditNoteListParams", "created customer ending_before invoice limit starting_after"
)
def list_notes(world: World, params: dict) -> dict:
    """List credit notes."""
    return page(matching(world, "credit_note", params, "customer invoice"), params, "/v1/credit_notes")


@operation("POST /v1/credit_notes/{id}/void", "CreditNoteVoidCreditNoteParams")
def void(world: World, params: dict, note_id: str) -> dict:
    """Void a credit note that moved no money."""
    note = world.find("credit_note", note_id)
    if note["status"] == "void" or note["refunds"]:
        raise ApiRefusal("This credit note cannot be voided.")
    note.update(status="void", voided_at=world.now())
    world.save(note)
    publish(world, "credit_note.voided", note)
    return note
