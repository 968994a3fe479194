"""Disputes: what the buyer's bank says, and what we answer. Early warnings of fraud, which ask for nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from payments.gateway.client import client, id_of, translated


@dataclass(frozen=True)
class DisputeState:
    """What Stripe says of one dispute."""

    id: str
    payment_intent: str
    charge_id: str
    status: str
    reason: str
    amount_cents: int
    currency: str
    is_charge_refundable: bool
    livemode: bool
    due_by: datetime.datetime | None
    is_evidence_sent: bool


@dataclass(frozen=True)
class FraudWarning:
    """A card network suspects fraud. Nobody has complained yet."""

    id: str
    payment_intent: str
    charge_id: str
    fraud_type: str


def get_dispute(dispute_id: str) -> DisputeState:
    """This function will ask what became of one dispute."""
    with translated():
        return _state(client().v1.disputes.retrieve(dispute_id))


def lay_down_evidence(dispute_id: str, evidence: Mapping[str, str]) -> DisputeState:
    """This function will write texts into the answer at Stripe, without handing it in: a person does that there."""
    params: dict[str, Any] = {"evidence": dict(evidence), "submit": False}
    with translated():
        return _state(client().v1.disputes.update(dispute_id, params))  # type: ignore[arg-type]


def get_fraud_warning(warning_id: str) -> FraudWarning:
    """This function will ask for one early warning."""
    with translated():
        warning = client().v1.radar.early_fraud_warnings.retrieve(warning_id)
        return FraudWarning(
            id=warning.id,
            payment_intent=id_of(warning.payment_intent) if "payment_intent" in warning else "",
            charge_id=id_of(warning.charge),
            fraud_type=warning.fraud_type,
        )


# --- Stripe's words into ours -----------------------------------------------------------------------------------------


def _state(dispute: Any) -> DisputeState:
    details = dispute.evidence_details
    due_by = details.due_by if details and "due_by" in details else None
    return DisputeState(
        id=dispute.id,
        payment_intent=id_of(dispute.payment_intent),
        charge_id=id_of(dispute.charge),
        status=dispute.status,
        reason=dispute.reason or "",
        amount_cents=dispute.amount,
        currency=dispute.currency,
        is_charge_refundable=bool(dispute.is_charge_refundable),
        livemode=dispute.livemode,
        due_by=datetime.datetime.fromtimestamp(due_by, tz=datetime.UTC) if due_by else None,
        is_evidence_sent=bool(details and details.submission_count),
    )
