"""Money that goes back, and the paper about it where there is an invoice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from payments.gateway.client import client, id_of, noted, translated
from payments.models import Refund


@dataclass(frozen=True)
class RefundState:
    """What Stripe says of one refund."""

    id: str
    refund_uuid: str
    """Our own row, if we asked for it; empty for one that was made at Stripe."""
    payment_intent: str
    charge_id: str
    status: str
    amount_cents: int
    currency: str
    failure_reason: str


@dataclass(frozen=True)
class CreditNote:
    """The document of money given back against an invoice."""

    id: str
    invoice_id: str
    pdf: str
    is_void: bool
    refund_ids: tuple[str, ...]


def create_refund(*, refund: Refund) -> RefundState:
    """This function will send money back. Every parameter comes from the stored row, so asking again is the same request."""
    params: dict[str, Any] = {
        "payment_intent": refund.payment.reference,
        "amount": refund.amount_cents,
        "metadata": {"refund": str(refund.uuid)},
    }
    if refund.payment.status == refund.payment.Status.DUPLICATE:
        params["reason"] = "duplicate"
    with translated():
        return _state(client().v1.refunds.create(params, {"idempotency_key": refund.idempotency_key}))  # type: ignore[arg-type]


def get_refund(refund_id: str) -> RefundState:
    """This function will ask what became of one refund."""
    with translated():
        return _state(client().v1.refunds.retrieve(refund_id))


def list_refunds_of(payment_intent: str) -> list[RefundState]:
    """This function will return every refund of a payment, whoever made it, oldest first."""
    with translated():
        found = client().v1.refunds.list({"payment_intent": payment_intent, "limit": 100})
        return [_state(refund) for refund in found.auto_paging_iter()][::-1]


def get_intent_of_charge(charge_id: str) -> str:
    """This function will return the payment intent that a charge belongs to."""
    with translated():
        return id_of(client().v1.charges.retrieve(charge_id).payment_intent)


def get_order_of_intent(payment_intent: str) -> str:
    """This function will return the order that a payment says it is for; empty if it names none."""
    with translated():
        return noted(client().v1.payment_intents.retrieve(payment_intent).metadata, "order")


def create_credit_note(*, refund: Refund) -> CreditNote:
    """This function will write a refund into the books of its invoice: the note that is there already, or a new one.

    The refund came first and carries our number, so the note only names it; a lost answer leaves no second note.
    """
    with translated():
        known = client().v1.credit_notes.list({"invoice": refund.payment.invoice_id, "limit": 100})
        for note in _notes(known.auto_paging_iter()):
            if refund.refund_id in note.refund_ids and not note.is_void:
                return note
        params: dict[str, Any] = {
            "invoice": refund.payment.invoice_id,
            "amount": refund.amount_cents,
            "refunds": [{"refund": refund.refund_id, "amount_refunded": refund.amount_cents}],
            "metadata": {"refund": str(refund.uuid)},
        }
        made = client().v1.credit_notes.create(params, {"idempotency_key": f"cn:{refund.uuid}"})  # type: ignore[arg-type]
        return _note(made)


def get_credit_note(note_id: str) -> CreditNote:
    """This function will ask for one credit note."""
    with translated():
        return _note(client().v1.credit_notes.retrieve(note_id))


# --- Stripe's words into ours -----------------------------------------------------------------------------------------


def _state(refund: Any) -> RefundState:
    return RefundState(
        id=refund.id,
        refund_uuid=noted(refund.metadata, "refund"),
        payment_intent=id_of(refund.payment_intent),
        charge_id=id_of(refund.charge),
        status=refund.status or "",
        amount_cents=refund.amount,
        currency=refund.currency,
        failure_reason=getattr(refund, "failure_reason", None) or "",
    )


def _notes(found: Iterable[Any]) -> list[CreditNote]:
    return [_note(note) for note in found]


def _note(note: Any) -> CreditNote:
    return CreditNote(
        id=note.id,
        invoice_id=id_of(note.invoice),
        pdf=note.pdf or "",
        is_void=note.status == "void",
        refund_ids=tuple(id_of(refund.refund) for refund in note.refunds),
    )
