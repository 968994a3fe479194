"""Refunds: at once, pending for a while, or failing later, as the card of the charge says."""

from . import payments
from .account import record_movement
from .births import born
from .cards import Card
from .customers import change
from .errors import ApiRefusal
from .events import publish
from .operations import matching, operation, page
from .world import World, agenda_deed

SETTLES_AFTER = 86400


@operation("POST /v1/refunds", "RefundCreateParams", "amount charge metadata payment_intent reason")
def create(world: World, params: dict) -> dict:
    """Give money back for a charge."""
    charge = payments.charge_of(world, params)
    return refund_charge(
        world, charge, params.get("amount"), reason=params.get("reason"), metadata=params.get("metadata") or {}
    )


def refund_charge(world: World, charge: dict, amount: int | None, **facts: object) -> dict:
    """Refund all or a part of a charge, refusing what cannot be refunded."""
    left = charge["amount"] - charge["amount_refunded"]
    if charge["disputed"]:
        raise ApiRefusal(f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed")
    if left == 0:
        raise ApiRefusal(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    wanted = left if amount is None else amount
    if wanted < 1:
        raise ApiRefusal("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if wanted > left:
        raise ApiRefusal(
            f"Refund amount ({wanted} {charge['currency']}) is greater than unrefunded amount on charge ({left}"
            f" {charge['currency']})",
            param="amount",
        )
    card = payments.card_of(world, charge)
    pends = isinstance(card, Card) and card.refund == "pends"
    refund = born(
        "refund",
        amount=wanted,
        charge=charge["id"],
        created=world.now(),
        currency=charge["currency"],
        customer=charge["customer"],
        payment_intent=charge["payment_intent"],
        payment_method=charge["payment_method"],
        status="pending" if pends else "succeeded",
        **facts,
    )
    movement = record_movement(
        world, source=refund["id"], kind="refund", amount=-wanted, fee=0, currency=refund["currency"]
    )
    refund["balance_transaction"] = movement["id"]
    if refund["status"] == "pending":
        refund["pending_reason"] = "processing"
    else:
        refund["destination_details"] = {
            "type": "card",
            "card": {"type": "refund", "reference_type": "acquirer_reference_number", "reference_status": "pending"},
        }
    world.save(refund)
    _recount(world, charge, wanted)
    publish(world, "refund.created", refund)
    publish(world, "charge.refunded", charge)
    if isinstance(card, Card) and card.refund != "succeeds":
        world.store.plan(world.now() + SETTLES_AFTER, "settle_refund", refund["id"])
    return refund


def _recount(world: World, charge: dict, more: int) -> None:
    charge["amount_refunded"] += more
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    world.save(charge)


@agenda_deed
def settle_refund(world: World, refund_id: str) -> None:
    """Let a pending refund succeed, or a finished one fail, as the card says."""
    refund = world.find("refund", refund_id)
    if refund["status"] == "pending":
        refund["status"] = "succeeded"
        refund.pop("pending_reason", None)
        world.save(refund)
        _announce(world, refund)
    elif refund["status"] == "succeeded":
        fail(world, refund)


def fail(world: World, refund: dict) -> dict:
    """Let a refund fail: the money is back with us and the charge is unrefunded by that amount."""
    if refund["status"] in ("failed", "canceled"):
        raise ApiRefusal(f"Refund {refund['id']} has already ended as {refund['status']}.")
    back = record_movement(
        world, source=refund["id"], kind="refund_failure", amount=refund["amount"], fee=0, currency=refund["currency"]
    )
    refund.update(status="failed", failure_reason="expired_or_canceled_card", failure_balance_transaction=back["id"])
    refund.pop("pending_reason", None)
    world.save(refund)
    _recount(world, world.find("charge", refund["charge"]), -refund["amount"])
    _announce(world, refund)
    publish(world, "refund.failed", refund)
    return refund


def _announce(world: World, refund: dict) -> None:
    publish(world, "refund.updated", refund)
    publish(world, "charge.refund.updated", refund)


@operation("GET /v1/refunds/{refund}", "RefundRetrieveParams")
def retrieve(world: World, params: dict, refund_id: str) -> dict:
    """Return one refund."""
    return world.find("refund", refund_id)


@operation("POST /v1/refunds/{refund}", "RefundUpdateParams")
def update(world: World, params: dict, refund_id: str) -> dict:
    """Change the metadata of a refund."""
    refund = world.find("refund", refund_id)
    if change(refund, params):
        world.save(refund)
        _announce(world, refund)
    return refund


@operation("POST /v1/refunds/{refund}/cancel", "RefundCancelParams")
def cancel(world: World, params: dict, refund_id: str) -> dict:
    """Refuse: only refunds that wait for the customer can be cancelled, and none here do."""
    refund = world.find("refund", refund_id)
    raise ApiRefusal(
        f"Refund {refund['id']} cannot be canceled: its status is {refund['status']}, not requires_action."
    )


@operation("GET /v1/refunds", "RefundListParams", "charge created ending_before limit payment_intent starting_after")
def list_refunds(world: World, params: dict) -> dict:
    """List refunds."""
    return page(matching(world, "refund", params, "charge payment_intent"), params, "/v1/refunds")
