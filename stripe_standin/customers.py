"""Customers."""

from . import errors
from .births import born
from .events import publish
from .operations import included, listed, matching, operation, page
from .world import World

_FIELDS = "address description email invoice_settings metadata name phone preferred_locales tax_exempt"


@operation("POST /v1/customers", "CustomerCreateParams", _FIELDS)
def create(world: World, params: dict) -> dict:
    """Create a customer."""
    return make(world, **params)


def make(world: World, **facts: object) -> dict:
    """Create a customer, by the API or by the hosted page."""
    facts.pop("expand", None)
    customer = born(
        "customer",
        created=world.now(),
        balance=0,
        delinquent=False,
        invoice_prefix=f"SI{world.store.count():06d}",
        invoice_settings=_invoice_settings(facts.pop("invoice_settings", {})),
        next_invoice_sequence=1,
        preferred_locales=facts.pop("preferred_locales", []),
        tax_exempt=facts.pop("tax_exempt", "none") or "none",
        address=_address(facts.pop("address", None)),
        **facts,
    )
    world.save(customer)
    publish(world, "customer.created", customer)
    return customer


@operation("GET /v1/customers/{customer}", "CustomerRetrieveParams")
def retrieve(world: World, params: dict, customer_id: str) -> dict:
    """Return one customer, or the stub of a deleted one."""
    return world.find("customer", customer_id)


@operation("POST /v1/customers/{customer}", "CustomerUpdateParams", _FIELDS)
def update(world: World, params: dict, customer_id: str) -> dict:
    """Change a customer."""
    customer = living(world, customer_id, "id")
    if "invoice_settings" in params:
        params["invoice_settings"] = customer["invoice_settings"] | params["invoice_settings"]
    if "address" in params:
        params["address"] = _address(params["address"])
    changed = change(customer, params)
    world.save(customer)
    if changed:
        publish(world, "customer.updated", customer, changed)
    return customer


@operation("DELETE /v1/customers/{customer}", "CustomerDeleteParams")
def delete(world: World, params: dict, customer_id: str) -> dict:
    """Delete a customer; the id answers with a stub afterwards."""
    customer = living(world, customer_id, "id")
    publish(world, "customer.deleted", customer)
    return world.save({"id": customer_id, "object": "customer", "deleted": True})


@operation("GET /v1/customers", "CustomerListParams", "created email ending_before limit starting_after")
def list_customers(world: World, params: dict) -> dict:
    """List customers."""
    living_ones = (body for body in matching(world, "customer", {}, "") if not body.get("deleted"))
    wanted = params.get("email")
    return page((body for body in living_ones if wanted in (None, body["email"])), params, "/v1/customers")


@included("customer", "subscriptions")
def subscriptions_of(world: World, customer: dict) -> dict:
    """Return the subscriptions of a customer that have not ended."""
    url = f"/v1/customers/{customer['id']}/subscriptions"
    return listed(
        [
            body
            for body in world.store.all("subscription")
            if body["customer"] == customer["id"] and body["status"] != "canceled"
        ],
        url,
    )


def living(world: World, customer_id: str, param: str = "customer") -> dict:
    """Return a customer who was not deleted."""
    customer = world.find("customer", customer_id, param)
    if customer.get("deleted"):
        raise errors.missing("customer", customer_id, param)
    return customer


def change(body: dict, params: dict) -> dict:
    """Apply parameters to an object; metadata merges, "" clears. Returns the former values of what changed."""
    former = {}
    for name, value in params.items():
        if name == "expand":
            continue
        if name == "metadata":
            value = merged(body["metadata"], value)
        elif value == "":
            value = None
        if body[name] != value:
            former[name] = body[name]
            body[name] = value
    return former


def merged(metadata: dict | None, given: object) -> dict:
    """Merge metadata as Stripe does: "" for all clears it, "" for a key removes the key."""
    if not isinstance(given, dict):
        return {}
    return {name: value for name, value in ((metadata or {}) | given).items() if value != ""}


def _address(given: object) -> dict | None:
    if not isinstance(given, dict):
        return None
    return dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state")) | given


def _invoice_settings(given: object) -> dict:
    empty: dict = dict.fromkeys(("custom_fields", "default_payment_method", "footer", "rendering_options"))
    return empty | (given if isinstance(given, dict) else {})
