"""Payment intents and charges: how money would have moved."""

from . import methods
from .account import record_movement
from .births import born
from .cards import PROCESSING, Refusal, by_last4
from .customers import change
from .errors import ApiRefusal
from .events import publish
from .operations import included, listed, matching, operation, page
from .world import World

NOT_AUTHENTICATED = (
    "We are unable to authenticate your payment method. Please choose a different payment method and try again."
)
_PAGING = "created ending_before limit starting_after"


def make_intent(world: World, *, amount: int, currency: str, session: dict | None = None, **facts: object) -> dict:
    """Create the intent of one purchase or invoice; it is born when a buyer first tries to pay."""
    intent = born(
        "payment_intent",
        amount=amount,
        amount_capturable=0,
        amount_received=0,
        automatic_payment_methods={"allow_redirects": "always", "enabled": True},
        capture_method="automatic_async",
        client_secret=None,
        confirmation_method="automatic",
        created=world.now(),
        currency=currency,
        status="requires_payment_method",
        **facts,
    )
    intent["client_secret"] = f"{intent['id']}_secret_standin"
    world.save(intent, {"session": session["id"] if session else None})
    publish(world, "payment_intent.created", intent)
    return intent


def capture(world: World, intent: dict, method: dict, *, asked_bank: bool = False) -> dict:
    """Let a card payment succeed; returns the charge."""
    charge = _new_charge(world, intent, method, "succeeded", asked_bank=asked_bank)
    _book(world, charge)
    _settled(world, intent, charge, method)
    return charge


def _book(world: World, charge: dict) -> None:
    fee = round(charge["amount"] * 0.029) + 30
    movement = record_movement(
        world, source=charge["id"], kind="charge", amount=charge["amount"], fee=fee, currency=charge["currency"]
    )
    charge.update(
        status="succeeded",
        paid=True,
        captured=True,
        amount_captured=charge["amount"],
        balance_transaction=movement["id"],
    )
    world.save(charge)
    publish(world, "charge.succeeded", charge)


def _settled(world: World, intent: dict, charge: dict, method: dict) -> None:
    intent.update(
        status="succeeded",
        amount_received=intent["amount"],
        latest_charge=charge["id"],
        payment_method=method["id"],
        last_payment_error=None,
        next_action=None,
        processing=None,
    )
    world.save(intent)
    publish(world, "payment_intent.succeeded", intent)


def decline(world: World, intent: dict, method: dict, refusal: Refusal) -> dict:
    """Let a card payment fail; returns the failed charge."""
    charge = _new_charge(world, intent, method, "failed", refusal=refusal)
    world.save(charge)
    publish(world, "charge.failed", charge)
    _fail_intent(world, intent, method, refusal, charge["id"])
    return charge


def refuse_authentication(world: World, intent: dict, method: dict) -> None:
    """Let the bank's question be answered with no: no charge comes to be."""
    refusal = Refusal("payment_intent_authentication_failure", "", NOT_AUTHENTICATED)
    _fail_intent(world, intent, method, refusal, None)


def _fail_intent(world: World, intent: dict, method: dict, refusal: Refusal, charge_id: str | None) -> None:
    error = {
        "code": refusal.code,
        "message": refusal.message,
        "payment_method": method,
        "type": "card_error",
        "doc_url": f"https://stripe.com/docs/error-codes/{refusal.code.replace('_', '-')}",
    }
    if charge_id:
        error["charge"] = charge_id
    if refusal.decline_code:
        error["decline_code"] = refusal.decline_code
    intent.update(
        status="requires_payment_method",
        last_payment_error=error,
        next_action=None,
        processing=None,
        latest_charge=charge_id or intent["latest_charge"],
        payment_method=None,
    )
    world.save(intent)
    publish(world, "payment_intent.payment_failed", intent)


def ask_bank(world: World, intent: dict, method: dict, url: str) -> None:
    """Let the intent wait for the buyer's answer to his bank."""
    intent.update(
        status="requires_action",
        payment_method=method["id"],
        next_action={"type": "redirect_to_url", "redirect_to_url": {"return_url": None, "url": url}},
    )
    world.save(intent)
    publish(world, "payment_intent.requires_action", intent)


def begin_debit(world: World, intent: dict, method: dict) -> dict:
    """Start a bank debit that takes days; returns the pending charge."""
    charge = world.save(_new_charge(world, intent, method, "pending"))
    publish(world, "charge.pending", charge)
    intent.update(status="processing", latest_charge=charge["id"], payment_method=method["id"], last_payment_error=None)
    world.save(intent)
    publish(world, "payment_intent.processing", intent)
    return charge


def end_debit(world: World, intent: dict, *, settles: bool) -> None:
    """Let a bank debit arrive or bounce."""
    charge = world.find("charge", intent["latest_charge"])
    method = world.find("payment_method", intent["payment_method"])
    if settles:
        _book(world, charge)
        _settled(world, intent, charge, method)
        return
    refusal = Refusal("payment_method_provider_decline", "", "The customer's bank account could not be debited.")
    charge.update(status="failed", failure_code="insufficient_funds", failure_message=refusal.message)
    world.save(charge)
    publish(world, "charge.failed", charge)
    _fail_intent(world, intent, method, refusal, charge["id"])


def _new_charge(
    world: World, intent: dict, method: dict, status: str, *, asked_bank: bool = False, refusal: Refusal | None = None
) -> dict:
    charge = born(
        "charge",
        amount=intent["amount"],
        amount_captured=0,
        amount_refunded=0,
        billing_details=method["billing_details"],
        calculated_statement_descriptor="STAND-IN",
        captured=False,
        created=world.now(),
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        disputed=False,
        failure_code=refusal.code if refusal else None,
        failure_message=refusal.message if refusal else None,
        fraud_details={},
        metadata=intent["metadata"],
        outcome=_outcome(refusal),
        paid=False,
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details=methods.charge_details(method, amount=intent["amount"], asked_bank=asked_bank),
        receipt_email=intent["receipt_email"],
        refunded=False,
        status=status,
    )
    if status != "failed":
        charge["receipt_url"] = f"{world.options.public_url}/receipts/{charge['id']}"
    return charge


def _outcome(refusal: Refusal | None) -> dict:
    facts = {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "risk_level": "normal",
        "risk_score": 20,
    }
    if refusal is None:
        return facts | {
            "network_status": "approved_by_network",
            "reason": None,
            "seller_message": "Payment complete.",
            "type": "authorized",
        }
    reason = refusal.decline_code or refusal.code
    kind = "invalid" if refusal is PROCESSING else "issuer_declined"
    return facts | {
        "network_status": "declined_by_network",
        "reason": reason,
        "seller_message": refusal.message,
        "type": kind,
    }


def card_of(world: World, charge: dict) -> object:
    """Return the test card behind a charge, to know how it behaves later."""
    details = charge["payment_method_details"]
    return by_last4(details["card"]["last4"] if details["type"] == "card" else "")


# --- API ----------------------------------------------------------------------------------------------------------


@operation("GET /v1/payment_intents/{intent}", "PaymentIntentRetrieveParams")
def retrieve_intent(world: World, params: dict, intent_id: str) -> dict:
    """Return one payment intent."""
    return world.find("payment_intent", intent_id)


@operation("POST /v1/payment_intents/{intent}", "PaymentIntentUpdateParams", "metadata description")
def update_intent(world: World, params: dict, intent_id: str) -> dict:
    """Change what may change after a payment."""
    intent = world.find("payment_intent", intent_id)
    change(intent, params)
    return world.save(intent)


@operation("GET /v1/payment_intents", "PaymentIntentListParams", _PAGING + " customer")
def list_intents(world: World, params: dict) -> dict:
    """List payment intents."""
    return page(matching(world, "payment_intent", params, "customer"), params, "/v1/payment_intents")


@operation("GET /v1/charges/{charge}", "ChargeRetrieveParams")
def retrieve_charge(world: World, params: dict, charge_id: str) -> dict:
    """Return one charge."""
    return world.find("charge", charge_id)


@operation("GET /v1/charges", "ChargeListParams", _PAGING + " customer payment_intent")
def list_charges(world: World, params: dict) -> dict:
    """List charges."""
    return page(matching(world, "charge", params, "customer payment_intent"), params, "/v1/charges")


@included("charge", "refunds")
def refunds_of(world: World, charge: dict) -> dict:
    """Return the refunds of a charge."""
    found = [refund for refund in world.store.all("refund") if refund["charge"] == charge["id"]]
    return listed(found[:10], f"/v1/charges/{charge['id']}/refunds", has_more=len(found) > 10)


def charge_of(world: World, params: dict) -> dict:
    """Return the charge that a refund or dispute means by ``charge`` or ``payment_intent``."""
    if "charge" in params:
        return world.find("charge", params["charge"], "charge")
    if "payment_intent" not in params:
        raise ApiRefusal("One of the following params should be provided for this request: payment_intent or charge.")
    intent = world.find("payment_intent", params["payment_intent"], "payment_intent")
    if intent["status"] != "succeeded":
        raise ApiRefusal(
            f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
            code="payment_intent_unexpected_state",
            param="payment_intent",
        )
    return world.find("charge", intent["latest_charge"])
