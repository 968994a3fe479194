"""Payment methods: what is kept of a card or bank account, which is only what Stripe would show of a test one."""

from .births import born
from .cards import BankAccount, Card
from .operations import operation
from .world import World

_ALWAYS = {
    "allow_redisplay",
    "billing_details",
    "created",
    "customer",
    "customer_account",
    "id",
    "livemode",
    "metadata",
    "object",
    "type",
}
EXPIRES = {"exp_month": 12, "exp_year": 2034}


def of_card(world: World, card: Card, billing: dict, customer: str | None) -> dict:
    """Keep a card: brand, last four digits and a fixed expiry, nothing that was typed."""
    details = {
        "brand": card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": "pass", "cvc_check": "pass"},
        "country": "US",
        "display_brand": card.brand,
        **EXPIRES,
        "fingerprint": f"standin{card.last4}",
        "funding": "credit",
        "generated_from": None,
        "last4": card.last4,
        "networks": {"available": [card.brand], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }
    return _keep(world, "card", details, billing, customer, {"card": card.number[-4:]})


def of_account(world: World, account: BankAccount, billing: dict, customer: str | None) -> dict:
    """Keep a bank account: last four digits."""
    if account.kind == "sepa_debit":
        details: dict = {
            "bank_code": "37040044",
            "branch_code": "",
            "country": "DE",
            "fingerprint": "standinsepa",
            "generated_from": {"charge": None, "setup_attempt": None},
            "last4": account.last4,
        }
    else:
        details = {
            "account_holder_type": "individual",
            "account_type": "checking",
            "bank_name": "STRIPE TEST BANK",
            "financial_connections_account": None,
            "fingerprint": "standinbank",
            "last4": account.last4,
            "networks": {"preferred": "ach", "supported": ["ach"]},
            "routing_number": "110000000",
            "status_details": None,
        }
    return _keep(world, account.kind, details, billing, customer, {"settles": account.settles})


def _keep(world: World, kind: str, details: dict, billing: dict, customer: str | None, backstage: dict) -> dict:
    whole = born(
        "payment_method",
        type=kind,
        billing_details=billing,
        created=world.now(),
        customer=customer,
        allow_redisplay="limited",
        **{kind: details},
    )
    # The SDK declares one nullable field for every kind of method; the API only sends the one that applies.
    return world.save({name: value for name, value in whole.items() if name in _ALWAYS | {kind}}, backstage)


def billing_details(email: str | None, name: str | None, address: dict | None) -> dict:
    """Return billing details as charges and methods carry them."""
    empty = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    return {"address": empty | (address or {}), "email": email, "name": name, "phone": None, "tax_id": None}


def charge_details(method: dict, *, amount: int, asked_bank: bool) -> dict:
    """Return ``payment_method_details`` of a charge made with a method."""
    kind = method["type"]
    if kind == "sepa_debit":
        shown = {name: method[kind][name] for name in ("bank_code", "branch_code", "country", "fingerprint", "last4")}
        return {"type": kind, kind: shown | {"mandate": None, "expected_debit_date": None}}
    if kind == "us_bank_account":
        names = ("account_holder_type", "account_type", "bank_name", "fingerprint", "last4", "routing_number")
        return {"type": kind, kind: {name: method[kind][name] for name in names} | {"payment_reference": None}}
    card = method["card"]
    return {
        "type": "card",
        "card": {
            "amount_authorized": amount,
            "authorization_code": None,
            "brand": card["brand"],
            "checks": card["checks"],
            "country": card["country"],
            "exp_month": card["exp_month"],
            "exp_year": card["exp_year"],
            "extended_authorization": {"status": "disabled"},
            "fingerprint": card["fingerprint"],
            "funding": card["funding"],
            "incremental_authorization": {"status": "unavailable"},
            "installments": None,
            "last4": card["last4"],
            "mandate": None,
            "multicapture": {"status": "unavailable"},
            "network": card["brand"],
            "network_token": {"used": False},
            "network_transaction_id": None,
            "overcapture": {"maximum_amount_capturable": amount, "status": "unavailable"},
            "regulated_status": "unregulated",
            "three_d_secure": _challenge() if asked_bank else None,
            "wallet": None,
        },
    }


def _challenge() -> dict:
    return {
        "authentication_flow": "challenge",
        "electronic_commerce_indicator": "05",
        "exemption_indicator": None,
        "result": "authenticated",
        "result_reason": None,
        "transaction_id": None,
        "version": "2.2.0",
    }


@operation("GET /v1/payment_methods/{payment_method}", "PaymentMethodRetrieveParams")
def retrieve(world: World, params: dict, method_id: str) -> dict:
    """Return one payment method."""
    return world.find("payment_method", method_id)
