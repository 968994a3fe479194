"""Checkout sessions: created by the site, read by the site, ended by the buyer, the clock or the site."""

from urllib.parse import urlsplit

from . import discounts, errors, pricing
from .births import born, new_id
from .customers import change, living
from .errors import ApiRefusal
from .events import publish
from .lines import build_lines
from .operations import included, listed, matching, operation, page
from .session_rules import check_creation
from .world import World, agenda_deed

RECOVERABLE_FOR = 30 * 86400
_PLAYED = (
    "adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types automatic_tax.enabled"
    " billing_address_collection cancel_url client_reference_id consent_collection.terms_of_service currency customer"
    " customer_creation customer_email customer_update custom_text discounts excluded_payment_method_types expires_at"
    " invoice_creation.enabled invoice_creation.invoice_data line_items locale metadata mode origin_context"
    " payment_intent_data.description payment_intent_data.metadata payment_intent_data.receipt_email"
    " payment_intent_data.setup_future_usage payment_intent_data.statement_descriptor_suffix"
    " payment_method_collection submit_type subscription_data.description subscription_data.metadata success_url"
    " tax_id_collection.enabled ui_mode"
)
_ECHOED = [
    "allow_promotion_codes",
    "allowed_payment_method_types",
    "billing_address_collection",
    "cancel_url",
    "client_reference_id",
    "customer",
    "customer_email",
    "excluded_payment_method_types",
    "locale",
    "metadata",
    "mode",
    "origin_context",
    "payment_method_collection",
    "submit_type",
    "success_url",
]
_TEXTS = ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
_KEPT_BACK = ("customer_update", "invoice_creation", "payment_intent_data", "subscription_data")


@operation("POST /v1/checkout/sessions", "checkout.SessionCreateParams", _PLAYED)
def create(world: World, params: dict) -> dict:
    """Create a session for the site."""
    check_creation(world, params)
    return make(world, params, build_lines(world, params))


def make(world: World, params: dict, lines: list[dict], recovered_from: str | None = None) -> dict:
    """Create a session, asked for by the site or by the link of an expired one."""
    now = world.now()
    expires_at = params.get("expires_at", now + 86400)
    session = born(
        "checkout.session",
        created=now,
        currency=lines[0]["currency"],
        expires_at=expires_at,
        amount_subtotal=0,
        amount_total=0,
        adaptive_pricing=params.get("adaptive_pricing") or {"enabled": False},
        after_expiration=_after_expiration(params),
        automatic_tax=_automatic_tax(params),
        collected_information={"business_name": None, "individual_name": None, "shipping_details": None},
        consent_collection=_consent(params),
        custom_fields=[],
        custom_text={name: (params.get("custom_text") or {}).get(name) or None for name in _TEXTS},
        customer_creation=_customer_creation(params),
        customer_details=_first_details(world, params),
        discounts=[],
        invoice_creation=_invoice_creation(params),
        payment_method_types=method_types(params, lines[0]["currency"]),
        payment_status="unpaid",
        recovered_from=recovered_from,
        shipping_options=[],
        status="open",
        ui_mode="hosted_page",
        **{name: params[name] for name in _ECHOED if name in params},
    )
    if (params.get("tax_id_collection") or {}).get("enabled"):
        session["tax_id_collection"] = {"enabled": True, "required": "never"}
    session["url"] = f"{world.options.public_url}/c/pay/{session['id']}"
    backstage = {
        "lines": lines,
        "coupon": None,
        "asked": {name: value for name, value in params.items() if name not in ("expand", "expires_at")},
        **{name: params.get(name) or {} for name in _KEPT_BACK},
    }
    world.store.save(session, backstage)
    for discount in params.get("discounts") or []:
        discounts.put_on(world, session, backstage, discount)
    reprice(world, session, backstage)
    refuse_tiny_amount(session)
    # The site reckons with the real clock: what it calls "in thirty minutes" is that far from here, too.
    due = expires_at + world.clock_offset if "expires_at" in params else expires_at
    world.store.plan(due, "expire_session", session["id"])
    return session


def reprice(world: World, session: dict, backstage: dict) -> pricing.Totals:
    """Compute and save the amounts of a session from its lines, coupon and address."""
    rate = None
    if session["automatic_tax"]["enabled"]:
        buyer = backstage.get("details") or session["customer_details"] or {}
        rate = pricing.rate_for(buyer.get("address"))
        session["automatic_tax"]["status"] = "requires_location_inputs" if rate is None else "complete"
    totals = pricing.price_lines(backstage["lines"], discounts.coupon_of(world, backstage), rate)
    session.update(
        amount_subtotal=totals.subtotal,
        amount_total=totals.total,
        total_details={"amount_discount": totals.discount, "amount_shipping": 0, "amount_tax": totals.tax},
    )
    world.save(session, backstage)
    return totals


def refuse_tiny_amount(session: dict) -> None:
    """Refuse totals that no card network would carry; nothing to pay at all is fine."""
    total = session["amount_total"]
    if session["mode"] == "payment" and 0 < total < 50:
        raise ApiRefusal(
            "The Checkout Session's total amount due must add up to at least "
            f"{pricing.shown(50, session['currency'])} {session['currency']}",
            code="amount_too_small",
        )


def method_types(params: dict, currency: str) -> list[str]:
    """Return the ways to pay: cards, and the delayed bank debit of the currency, unless filtered by the site."""
    # Assumed: plans take cards only; delayed debits in subscription mode are not played.
    debits = {"usd": ["us_bank_account"], "eur": ["sepa_debit"]} if params["mode"] == "payment" else {}
    offered = ["card", *debits.get(currency, [])]
    allowed = params.get("allowed_payment_method_types") or offered
    left = [kind for kind in offered if kind in allowed and kind not in params.get("excluded_payment_method_types", [])]
    if not left:
        raise ApiRefusal("No payment method is left that this stand-in imitates.", param="allowed_payment_method_types")
    return left


def _after_expiration(params: dict) -> dict | None:
    recovery = (params.get("after_expiration") or {}).get("recovery")
    if not recovery:
        return None
    return {
        "recovery": {
            "allow_promotion_codes": recovery.get("allow_promotion_codes", False),
            "enabled": recovery["enabled"],
            "expires_at": None,
            "url": None,
        }
    }


def _automatic_tax(params: dict) -> dict:
    enabled = (params.get("automatic_tax") or {}).get("enabled", False)
    return {
        "enabled": enabled,
        "liability": {"type": "self"} if enabled else None,
        "provider": "stripe" if enabled else None,
        "status": "requires_location_inputs" if enabled else None,
    }


def _consent(params: dict) -> dict | None:
    given = params.get("consent_collection")
    if not given:
        return None
    terms = given.get("terms_of_service")
    return {"payment_method_reuse_agreement": None, "promotions": None, "terms_of_service": terms}


def _customer_creation(params: dict) -> str | None:
    if params["mode"] == "subscription":
        return None if "customer" in params else "always"
    return None if "customer" in params else params.get("customer_creation", "if_required")


def _invoice_creation(params: dict) -> dict | None:
    if params["mode"] != "payment":
        return None
    asked = params.get("invoice_creation") or {}
    empty: dict = dict.fromkeys(
        ("account_tax_ids", "custom_fields", "description", "footer", "issuer", "rendering_options")
    )
    data = empty | {"metadata": {}} | (asked.get("invoice_data") or {})
    return {"enabled": asked.get("enabled", False), "invoice_data": data}


def _first_details(world: World, params: dict) -> dict | None:
    if "customer" in params:
        customer = living(world, params["customer"])
        return details(customer["email"], customer["name"], customer["address"])
    if "customer_email" in params:
        return details(params["customer_email"], None, None)
    return None


def details(email: str | None, name: str | None, address: dict | None, tax_ids: list | None = None) -> dict:
    """Return ``customer_details`` of a session."""
    return {
        "address": address,
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": name,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": tax_ids or [],
    }


# --- the end of a session -----------------------------------------------------------------------------------------


@agenda_deed
def expire_session(world: World, session_id: str) -> None:
    """Let a session run out, unless it ended before."""
    session = world.find("checkout.session", session_id)
    if session["status"] == "open":
        end_unpaid(world, session)


def end_unpaid(world: World, session: dict) -> dict:
    """Expire an open session and offer its recovery link where the site asked for one."""
    session.update(status="expired", url=None)
    recovery = (session["after_expiration"] or {}).get("recovery")
    if recovery and recovery["enabled"]:
        recovery["url"] = f"{world.options.public_url}/r/{new_id('checkout.session')[8:]}{session['id'][-8:]}"
        recovery["expires_at"] = world.now() + RECOVERABLE_FOR
    world.save(session)
    world.store.unplan(session["id"])
    publish(world, "checkout.session.expired", session)
    return session


def recover(world: World, url_path: str) -> dict | None:
    """Return a fresh copy of an expired session for its recovery link, or None when the link is worth nothing."""
    for old in world.store.all("checkout.session"):
        recovery = (old["after_expiration"] or {}).get("recovery") or {}
        if recovery.get("url") and urlsplit(recovery["url"]).path.endswith(url_path):
            if recovery["expires_at"] < world.now():
                return None
            return _copy(world, old, recovery)
    return None


def _copy(world: World, old: dict, recovery: dict) -> dict:
    backstage = world.backstage(old["id"])
    asked = dict(backstage["asked"])
    if recovery["allow_promotion_codes"] and not asked.get("discounts"):
        asked["allow_promotion_codes"] = True
    lines = [line | {"id": new_id("item")} for line in backstage["lines"]]
    # A second click on the link leads to the copy that is still open, not to another one.
    for copy in world.store.all("checkout.session"):
        if copy["recovered_from"] == old["id"] and copy["status"] in ("open", "complete"):
            return copy
    return make(world, asked, lines, recovered_from=old["id"])


# --- API ----------------------------------------------------------------------------------------------------------


@operation("GET /v1/checkout/sessions/{session}", "checkout.SessionRetrieveParams")
def retrieve(world: World, params: dict, session_id: str) -> dict:
    """Return one session."""
    return world.find("checkout.session", session_id, "session")


@operation("POST /v1/checkout/sessions/{session}", "checkout.SessionUpdateParams", "metadata")
def update(world: World, params: dict, session_id: str) -> dict:
    """Change the metadata of a session."""
    session = world.find("checkout.session", session_id, "session")
    change(session, params)
    return world.save(session)


@operation("POST /v1/checkout/sessions/{session}/expire", "checkout.SessionExpireParams")
def expire(world: World, params: dict, session_id: str) -> dict:
    """Expire an open session; anything else is refused."""
    session = world.find("checkout.session", session_id, "session")
    if session["status"] != "open":
        raise ApiRefusal(
            'Only Checkout Sessions with a status in ["open"] can be expired.'
            f" This Checkout Session has a status of {session['status']}.",
            param="session",
        )
    return end_unpaid(world, session)


@operation("GET /v1/checkout/sessions", "checkout.SessionListParams")
def list_sessions(world: World, params: dict) -> dict:
    """List sessions."""
    found = matching(world, "checkout.session", params, "customer payment_intent status subscription")
    email = (params.get("customer_details") or {}).get("email")
    chosen = (body for body in found if email in (None, (body["customer_details"] or {}).get("email")))
    return page(chosen, params, "/v1/checkout/sessions")


@operation("GET /v1/checkout/sessions/{session}/line_items", "checkout.SessionLineItemListParams")
def list_line_items(world: World, params: dict, session_id: str) -> dict:
    """List the lines of a session, in their order."""
    session = world.find("checkout.session", session_id, "session")
    return page(_shown_lines(world, session), params, f"/v1/checkout/sessions/{session_id}/line_items")


@included("checkout.session", "line_items")
def line_items_of(world: World, session: dict) -> dict:
    """Return the first ten lines, as the expanded field does."""
    lines = _shown_lines(world, session)
    return listed(lines[:10], f"/v1/checkout/sessions/{session['id']}/line_items", has_more=len(lines) > 10)


def _shown_lines(world: World, session: dict) -> list[dict]:
    return world.backstage(session["id"])["lines"]


def find_open(world: World, session_id: str) -> dict:
    """Return an open session for the hosted page, or refuse."""
    session = world.find("checkout.session", session_id)
    if session["status"] != "open":
        raise errors.ApiRefusal("This session is no longer open.")
    return session
