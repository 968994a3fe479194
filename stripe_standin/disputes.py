"""Disputes: opened by a card or from the control page, answered by the site, won or lost."""

from .account import record_movement
from .births import born
from .customers import change
from .errors import ApiRefusal
from .events import publish
from .operations import matching, operation, page
from .world import World, agenda_deed

ANSWER_WITHIN = 9 * 86400
OPEN = ("needs_response", "under_review", "warning_needs_response", "warning_under_review")
_EVIDENCE = [
    "access_activity_log",
    "billing_address",
    "cancellation_policy",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_communication",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "duplicate_charge_documentation",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "receipt",
    "refund_policy",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "service_documentation",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_documentation",
    "shipping_tracking_number",
    "uncategorized_file",
    "uncategorized_text",
]


@agenda_deed
def open_fraud_dispute(world: World, charge_id: str) -> None:
    """Let the holder of the disputing test card complain."""
    charge = world.find("charge", charge_id)
    if not charge["disputed"]:
        open_dispute(world, charge, "fraudulent")


def open_dispute(world: World, charge: dict, reason: str = "product_not_received") -> dict:
    """Open a dispute over what is left of a charge; the money is withdrawn at once."""
    if charge["status"] != "succeeded":
        raise ApiRefusal("Only a successful charge can be disputed.", param="charge")
    if charge["disputed"]:
        raise ApiRefusal("This charge is disputed already.", param="charge")
    amount = charge["amount"] - charge["amount_refunded"]
    dispute = born(
        "dispute",
        amount=amount,
        balance_transactions=[],
        charge=charge["id"],
        created=world.now(),
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence=dict.fromkeys(_EVIDENCE) | {"enhanced_evidence": {}},
        evidence_details={
            "due_by": world.now() + ANSWER_WITHIN,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        is_charge_refundable=False,
        payment_intent=charge["payment_intent"],
        reason=reason,
        status="needs_response",
    )
    details = charge["payment_method_details"]
    if details["type"] == "card":
        brand = details["card"]["brand"]
        dispute["payment_method_details"] = {
            "type": "card",
            "card": {"brand": brand, "case_type": "chargeback", "network": brand, "network_reason_code": "10.4"},
        }
    # Assumed: 15.00 in every currency that has cents.
    withdrawn = record_movement(
        world, source=dispute["id"], kind="adjustment", amount=-amount, fee=1500, currency=charge["currency"]
    )
    dispute["balance_transactions"] = [withdrawn]
    world.save(dispute)
    charge["disputed"] = True
    world.save(charge)
    publish(world, "charge.dispute.created", dispute)
    publish(world, "charge.dispute.funds_withdrawn", dispute)
    world.store.plan(dispute["evidence_details"]["due_by"], "lose_unanswered_dispute", dispute["id"])
    return dispute


@agenda_deed
def lose_unanswered_dispute(world: World, dispute_id: str) -> None:
    """Let a dispute that nobody answered in time be lost."""
    dispute = world.find("dispute", dispute_id)
    if dispute["status"] == "needs_response":
        dispute["evidence_details"]["past_due"] = True
        finish(world, dispute, "lost")


@agenda_deed
def decide_dispute(world: World, dispute_id: str) -> None:
    """Let the bank decide over submitted evidence: ``losing_evidence`` loses, everything else wins."""
    dispute = world.find("dispute", dispute_id)
    if dispute["status"] == "under_review":
        finish(world, dispute, "lost" if dispute["evidence"]["uncategorized_text"] == "losing_evidence" else "won")


def finish(world: World, dispute: dict, outcome: str) -> dict:
    """End a dispute as won or lost."""
    if dispute["status"] not in OPEN:
        raise ApiRefusal(f"This dispute has ended already: {dispute['status']}.", param="dispute")
    dispute["status"] = outcome
    if outcome == "won":
        back = record_movement(
            world,
            source=dispute["id"],
            kind="adjustment",
            amount=dispute["amount"],
            fee=0,
            currency=dispute["currency"],
        )
        dispute["balance_transactions"].append(back)
    world.save(dispute)
    world.store.unplan(dispute["id"])
    publish(world, "charge.dispute.closed", dispute)
    if outcome == "won":
        publish(world, "charge.dispute.funds_reinstated", dispute)
    return dispute


@operation("GET /v1/disputes/{dispute}", "DisputeRetrieveParams")
def retrieve(world: World, params: dict, dispute_id: str) -> dict:
    """Return one dispute."""
    return world.find("dispute", dispute_id)


@operation(
    "POST /v1/disputes/{dispute}",
    "DisputeUpdateParams",
    "metadata submit " + " ".join(f"evidence.{name}" for name in _EVIDENCE),
)
def update(world: World, params: dict, dispute_id: str) -> dict:
    """Take evidence, and hand it to the bank unless told to wait."""
    dispute = world.find("dispute", dispute_id)
    submit = params.pop("submit", True)
    given = params.pop("evidence", None) or {}
    if given and dispute["status"] not in OPEN:
        raise ApiRefusal("This dispute has ended; evidence is no longer taken.", param="evidence")
    change(dispute, params)
    dispute["evidence"] |= {name: value or None for name, value in given.items()}
    details = dispute["evidence_details"]
    details["has_evidence"] = any(dispute["evidence"][name] for name in _EVIDENCE)
    if given and submit:
        details["submission_count"] += 1
        details["submission_method"] = "manual"
        dispute["status"] = "under_review"
        world.store.unplan(dispute["id"])
        world.store.plan(world.now() + 86400, "decide_dispute", dispute["id"])
    world.save(dispute)
    publish(world, "charge.dispute.updated", dispute)
    return dispute


@operation("POST /v1/disputes/{dispute}/close", "DisputeCloseParams")
def close(world: World, params: dict, dispute_id: str) -> dict:
    """Give a dispute up: it is lost."""
    return finish(world, world.find("dispute", dispute_id), "lost")


@operation("GET /v1/disputes", "DisputeListParams", "charge created ending_before limit payment_intent starting_after")
def list_disputes(world: World, params: dict) -> dict:
    """List disputes."""
    return page(matching(world, "dispute", params, "charge payment_intent"), params, "/v1/disputes")
