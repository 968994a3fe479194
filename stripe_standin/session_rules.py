"""What Stripe refuses when a session is created, beyond what its types say."""

import time
from urllib.parse import urlsplit

from .customers import living
from .errors import ApiRefusal, required
from .world import World

_ONLY_ONE = (("customer", "customer_email"), ("allow_promotion_codes", "discounts"), ("customer", "customer_creation"))
_ONLY_IN = {
    "payment_intent_data": "payment",
    "invoice_creation": "payment",
    "customer_creation": "payment",
    "subscription_data": "subscription",
    "payment_method_collection": "subscription",
}


def check_creation(world: World, params: dict) -> None:
    """Refuse contradictions between parameters."""
    if "mode" not in params:
        raise required("mode")
    if params["mode"] == "setup":
        raise ApiRefusal("The stand-in does not imitate setup mode.", param="mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise ApiRefusal("The stand-in only imitates the hosted page.", param="ui_mode")
    if not params.get("line_items"):
        raise required("line_items")
    if "success_url" not in params:
        raise required("success_url")
    for first, second in _ONLY_ONE:
        if params.get(first) and params.get(second):
            raise ApiRefusal(f"You may only specify one of these parameters: {first}, {second}.", param=first)
    for name, mode in _ONLY_IN.items():
        if name in params and params["mode"] != mode:
            raise ApiRefusal(f"You can only use `{name}` in `{mode}` mode.", param=name)
    if "customer_update" in params and "customer" not in params:
        raise ApiRefusal("`customer_update` can only be used with `customer`.", param="customer_update")
    if len(params.get("discounts") or []) > 1:
        raise ApiRefusal("Only one discount is allowed.", param="discounts")
    _check_texts(params)
    _check_expiry(world, params)
    _check_tax(world, params)


def _check_texts(params: dict) -> None:
    for name in ("success_url", "cancel_url"):
        if name in params and not _is_url(params[name]):
            raise ApiRefusal("Not a valid URL", code="url_invalid", param=name)
    if len(params.get("client_reference_id", "")) > 200:
        raise ApiRefusal("Invalid string: must be at most 200 characters", param="client_reference_id")
    if "@" not in params.get("customer_email", "@"):
        raise ApiRefusal(
            f"Invalid email address: {params['customer_email']}", code="email_invalid", param="customer_email"
        )


def _is_url(text: str) -> bool:
    parts = urlsplit(text.replace("{CHECKOUT_SESSION_ID}", "x"))
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _check_expiry(world: World, params: dict) -> None:
    if "expires_at" not in params:
        return
    away = params["expires_at"] - int(time.time())
    if not 30 * 60 - 5 <= away <= 24 * 3600 + 5:
        raise ApiRefusal(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
            param="expires_at",
        )


def _check_tax(world: World, params: dict) -> None:
    if "customer" in params:
        living(world, params["customer"])
    if not (params.get("automatic_tax") or {}).get("enabled"):
        return
    if not world.lever("tax_active", False):
        raise ApiRefusal(
            "Automatic tax cannot be used: complete the tax settings of the account first (here: /_control).",
            param="automatic_tax[enabled]",
        )
    if "customer" in params:
        known = living(world, params["customer"])["address"]
        if not known and (params.get("customer_update") or {}).get("address") != "auto":
            raise ApiRefusal(
                "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to"
                " the Customer or set either `customer_update[address]` to 'auto'.",
                code="customer_tax_location_invalid",
            )
