"""The customer portal as the API sees it: configurations and sessions."""

import secrets

from . import customers
from .births import born
from .customers import change
from .errors import ApiRefusal, missing
from .operations import matching, operation, page
from .world import World

_FEATURES = (
    "features.customer_update.allowed_updates features.customer_update.enabled features.invoice_history.enabled"
    " features.payment_method_update.enabled features.subscription_cancel.enabled features.subscription_cancel.mode"
    " features.subscription_cancel.proration_behavior features.subscription_update.enabled"
)
_FIELDS = "business_profile default_return_url metadata name " + _FEATURES
OPEN_FOR = 3600


@operation("POST /v1/billing_portal/configurations", "billing_portal.ConfigurationCreateParams", _FIELDS)
def create_configuration(world: World, params: dict) -> dict:
    """Create a configuration."""
    if (params["features"].get("subscription_update") or {}).get("enabled"):
        raise ApiRefusal("The stand-in's portal cannot update subscriptions.", param="features[subscription_update]")
    facts = {name: params[name] for name in ("default_return_url", "name", "metadata") if name in params}
    return world.save(
        born(
            "billing_portal.configuration",
            active=True,
            business_profile=dict.fromkeys(("headline", "privacy_policy_url", "terms_of_service_url"))
            | (params.get("business_profile") or {}),
            created=world.now(),
            features=_features(params["features"]),
            is_default=False,
            login_page={"enabled": False, "url": None},
            updated=world.now(),
            **facts,
        )
    )


def _features(asked: dict, known: dict | None = None) -> dict:
    off: dict = known or {
        "customer_update": {"allowed_updates": [], "enabled": False},
        "invoice_history": {"enabled": False},
        "payment_method_update": {"enabled": False, "payment_method_configuration": None},
        "subscription_cancel": {
            "cancellation_reason": {"enabled": False, "feedback_options": None, "options": []},
            "enabled": False,
            "mode": "at_period_end",
            "proration_behavior": "none",
        },
        "subscription_pause": {"duration": {"interval_options": [], "type": "indefinite"}, "enabled": False},
        "subscription_update": {
            "billing_cycle_anchor": None,
            "default_allowed_updates": [],
            "enabled": False,
            "proration_behavior": "none",
            "schedule_at_period_end": {"conditions": []},
            "trial_update_behavior": "end_trial",
        },
    }
    given = {name: {key: value or [] if key == "allowed_updates" else value for key, value in chosen.items()}
             for name, chosen in asked.items()}  # fmt: skip
    return {name: standard | given.get(name, {}) for name, standard in off.items()}


@operation(
    "POST /v1/billing_portal/configurations/{configuration}",
    "billing_portal.ConfigurationUpdateParams",
    _FIELDS + " active",
)
def update_configuration(world: World, params: dict, configuration_id: str) -> dict:
    """Change a configuration."""
    configuration = world.find("billing_portal.configuration", configuration_id, "configuration")
    if "features" in params:
        params["features"] = _features(params["features"], configuration["features"])
    if "business_profile" in params:
        params["business_profile"] = configuration["business_profile"] | params["business_profile"]
    change(configuration, params)
    configuration["updated"] = world.now()
    return world.save(configuration)


@operation("GET /v1/billing_portal/configurations/{configuration}", "billing_portal.ConfigurationRetrieveParams")
def retrieve_configuration(world: World, params: dict, configuration_id: str) -> dict:
    """Return one configuration."""
    return world.find("billing_portal.configuration", configuration_id, "configuration")


@operation(
    "GET /v1/billing_portal/configurations",
    "billing_portal.ConfigurationListParams",
    "active ending_before is_default limit starting_after",
)
def list_configurations(world: World, params: dict) -> dict:
    """List configurations."""
    found = matching(world, "billing_portal.configuration", params, "active is_default")
    return page(found, params, "/v1/billing_portal/configurations")


@operation(
    "POST /v1/billing_portal/sessions",
    "billing_portal.SessionCreateParams",
    "configuration customer flow_data.after_completion.redirect flow_data.after_completion.type flow_data.type locale"
    " return_url",
)
def create_session(world: World, params: dict) -> dict:
    """Open the portal for a customer."""
    customer = customers.living(world, params.get("customer", ""))
    if "configuration" not in params:
        raise ApiRefusal(
            "You can't create a portal session in test mode until you save your customer portal settings: no default"
            " configuration has been created. Provide a configuration.",
            param="configuration",
        )
    configuration = world.find("billing_portal.configuration", params["configuration"], "configuration")
    if not configuration["active"]:
        raise ApiRefusal("This configuration is not active.", param="configuration")
    flow = params.get("flow_data")
    if flow and flow["type"] != "payment_method_update":
        raise ApiRefusal("The stand-in only plays the flow payment_method_update.", param="flow_data[type]")
    token = secrets.token_urlsafe(18).replace("-", "x").replace("_", "y")
    session = born(
        "billing_portal.session",
        configuration=configuration["id"],
        created=world.now(),
        customer=customer["id"],
        flow=_flow(flow),
        locale=params.get("locale"),
        return_url=params.get("return_url") or configuration["default_return_url"],
        url=f"{world.options.public_url}/p/{token}",
    )
    return world.save(session, {"token": token})


def _flow(asked: dict | None) -> dict | None:
    if not asked:
        return None
    after = asked.get("after_completion") or {"type": "portal_homepage"}
    return {
        "after_completion": {"hosted_confirmation": None, "redirect": after.get("redirect"), "type": after["type"]},
        "subscription_cancel": None,
        "subscription_pause": None,
        "subscription_update": None,
        "subscription_update_confirm": None,
        "type": asked["type"],
    }


def by_token(world: World, token: str) -> dict:
    """Return the portal session of a link, while it is young."""
    for session in world.store.all("billing_portal.session"):
        if session["url"].endswith(f"/p/{token}") and session["created"] + OPEN_FOR > world.now():
            return session
    raise missing("portal session", token)
