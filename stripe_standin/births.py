"""How objects are born: from the SDK's annotations, with every nullable field present as null.

So code that reads them meets the same keys as in production, and a field can be neither invented nor forgotten.
"""

import secrets
import string
import typing

from . import fidelity

PREFIXES = {
    "balance_transaction": "txn_",
    "billing_portal.configuration": "bpc_",
    "billing_portal.session": "bps_",
    "charge": "ch_",
    "checkout.session": "cs_test_",
    "coupon": "",
    "credit_note": "cn_",
    "credit_note_line_item": "cnli_",
    "customer": "cus_",
    "discount": "di_",
    "dispute": "du_",
    "event": "evt_",
    "invoice": "in_",
    "invoice_payment": "inpay_",
    "item": "li_",
    "line_item": "il_",
    "payment_intent": "pi_",
    "payment_method": "pm_",
    "price": "price_",
    "product": "prod_",
    "promotion_code": "promo_",
    "refund": "re_",
    "subscription": "sub_",
    "subscription_item": "si_",
    "subscription_schedule": "sub_sched_",
    "tax_id": "txi_",
    "webhook_endpoint": "we_",
}

# Fields that the API leaves out until they are expanded or apply; the SDK's types cannot tell these from nullable ones.
ABSENT = {
    "balance": {"connect_reserved", "instant_available", "issuing", "refund_and_dispute_prefunding"},
    "charge": {"authorization_code", "level3", "presentment_details", "radar_options", "refunds", "source", "transfer"},
    "checkout.session": {
        "branding_settings",
        "excluded_payment_method_types",
        "line_items",
        "name_collection",
        "phone_number_collection",
        "presentment_details",
        "redirect_on_completion",
        "return_url",
        "tax_id_collection",
    },
    "billing_portal.session": {"after_expiration"},
    "coupon": {"applies_to", "currency_options"},
    "customer": {
        "business_name",
        "cash_balance",
        "individual_name",
        "invoice_credit_balance",
        "sources",
        "subscriptions",
        "tax",
        "tax_ids",
    },
    "credit_note_line_item": {"invoice_line_item"},
    "dispute": {"network_reason_code", "payment_method_details"},
    "event": {"account", "context", "reason"},
    "invoice": {"amount_paid_off_stripe", "payments", "status_details", "threshold_reason"},
    "item": {"discounts", "taxes"},
    "payment_intent": {"amount_details", "hooks", "payment_details", "presentment_details", "source"},
    "price": {"currency_options", "tiers"},
    "refund": {
        "description",
        "destination_details",
        "failure_balance_transaction",
        "failure_reason",
        "instructions_email",
        "next_action",
        "pending_reason",
        "presentment_details",
    },
    "subscription": {"presentment_details", "status_details"},
    "subscription_item": {"billed_until", "quantity"},
    "webhook_endpoint": {"secret"},
}


def new_id(object_name: str) -> str:
    """Return a fresh id that looks like Stripe's."""
    alphabet = string.ascii_letters + string.digits
    return PREFIXES[object_name] + "".join(secrets.choice(alphabet) for _ in range(24))


def born(object_name: str, **facts: object) -> dict:
    """Return a new object: the facts given, null for every other nullable field, defaults for the obvious ones."""
    body: dict = {}
    declared = fidelity.resource(object_name)
    absent = ABSENT.get(object_name, set()) | fidelity.HIDDEN.get(declared.__qualname__, set())
    for name, hint in fidelity.fields_of(declared).items():
        if name in facts:
            body[name] = facts.pop(name)
        elif name == "id":
            body[name] = new_id(object_name)
        elif name == "deleted" or name in absent:
            continue
        elif name == "metadata":
            body[name] = {}
        elif fidelity.is_nullable(hint):
            body[name] = None
        elif name == "livemode":
            body[name] = False
        elif typing.get_origin(hint) is typing.Literal:
            body[name] = typing.get_args(hint)[0]
        else:
            raise fidelity.Unfaithful(f"{object_name}.{name}: has to be given at birth")
    if facts:
        raise fidelity.Unfaithful(f"{object_name}: the SDK knows no {', '.join(facts)}")
    return body
