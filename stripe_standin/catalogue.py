"""Products and prices."""

from . import errors
from .births import born
from .customers import change
from .events import publish
from .operations import matching, operation, page
from .world import World

_PRODUCT = "active description images metadata name statement_descriptor tax_code unit_label url"
_PAGING = "created ending_before limit starting_after"


@operation("POST /v1/products", "ProductCreateParams", _PRODUCT + " id")
def create_product(world: World, params: dict) -> dict:
    """Create a product."""
    if not params.get("name", "").strip():
        raise errors.required("name")
    if "id" in params and world.store.load(params["id"]):
        raise errors.ApiRefusal("Product already exists.", code="resource_already_exists", param="id")
    return make_product(world, **params)


def make_product(world: World, **facts: object) -> dict:
    """Create a product, alone or inside a price."""
    facts.pop("expand", None)
    now = world.now()
    standard = {"active": True, "images": [], "marketing_features": []}
    product = born("product", created=now, updated=now, **(standard | facts))
    world.save(product)
    publish(world, "product.created", product)
    return product


@operation("GET /v1/products/{id}", "ProductRetrieveParams")
def retrieve_product(world: World, params: dict, product_id: str) -> dict:
    """Return one product."""
    return world.find("product", product_id)


@operation("POST /v1/products/{id}", "ProductUpdateParams", _PRODUCT + " default_price")
def update_product(world: World, params: dict, product_id: str) -> dict:
    """Change a product."""
    product = world.find("product", product_id)
    changed = change(product, params)
    if changed:
        product["updated"] = world.now()
        publish(world, "product.updated", product, changed)
    return world.save(product)


@operation("GET /v1/products", "ProductListParams", _PAGING + " active ids url")
def list_products(world: World, params: dict) -> dict:
    """List products."""
    found = matching(world, "product", params, "active url")
    wanted = set(params.get("ids", []))
    return page((body for body in found if not wanted or body["id"] in wanted), params, "/v1/products")


_PRICE = (
    "active currency lookup_key metadata nickname product product_data recurring.interval recurring.interval_count"
    " recurring.usage_type tax_behavior unit_amount transfer_lookup_key"
)


@operation("POST /v1/prices", "PriceCreateParams", _PRICE)
def create_price(world: World, params: dict) -> dict:
    """Create a price for a product that exists or is born with it."""
    if ("product" in params) == ("product_data" in params):
        raise errors.ApiRefusal("You must specify either `product` or `product_data`.", param="product")
    if "unit_amount" not in params:
        raise errors.required("unit_amount")
    return make_price(world, **params)


def make_price(world: World, **facts: object) -> dict:
    """Create a price, by the API or inline in a line of a session."""
    facts.pop("expand", None)
    product_data = facts.pop("product_data", None)
    if isinstance(product_data, dict):
        facts["product"] = make_product(world, active=facts.get("active", True), **product_data)["id"]
    product = world.find("product", str(facts["product"]), "product")
    currency = str(facts.pop("currency")).lower()
    refuse_odd_currency(currency)
    amount = facts.pop("unit_amount")
    if not isinstance(amount, int) or amount < 0:
        raise errors.ApiRefusal("Invalid non-negative integer", code="parameter_invalid_integer", param="unit_amount")
    if facts.pop("transfer_lookup_key", False):
        _release_lookup_key(world, facts.get("lookup_key"))
    recurring = facts.pop("recurring", None)
    standard = {"active": True, "billing_scheme": "per_unit", "tax_behavior": "unspecified"}
    price = born(
        "price",
        created=world.now(),
        currency=currency,
        recurring=_recurring(recurring) if isinstance(recurring, dict) else None,
        type="recurring" if recurring else "one_time",
        unit_amount=amount,
        unit_amount_decimal=str(amount),
        **(standard | facts | {"product": product["id"]}),
    )
    world.save(price)
    publish(world, "price.created", price)
    return price


def _recurring(given: dict) -> dict:
    return {
        "interval": given["interval"],
        "interval_count": given.get("interval_count", 1),
        "meter": None,
        "usage_type": "licensed",
    }


def _release_lookup_key(world: World, key: object) -> None:
    for price in world.store.all("price"):
        if key and price["lookup_key"] == key:
            world.save(price | {"lookup_key": None})


def refuse_odd_currency(currency: str) -> None:
    """Refuse what is no currency code."""
    if len(currency) != 3 or not currency.isalpha():
        raise errors.ApiRefusal(f"Invalid currency: {currency}", param="currency")


@operation("GET /v1/prices/{price}", "PriceRetrieveParams")
def retrieve_price(world: World, params: dict, price_id: str) -> dict:
    """Return one price."""
    return world.find("price", price_id)


@operation(
    "POST /v1/prices/{price}",
    "PriceUpdateParams",
    "active lookup_key metadata nickname tax_behavior transfer_lookup_key",
)
def update_price(world: World, params: dict, price_id: str) -> dict:
    """Change a price; its amount can never change."""
    price = world.find("price", price_id)
    if params.pop("transfer_lookup_key", False):
        _release_lookup_key(world, params.get("lookup_key"))
    if "tax_behavior" in params and price["tax_behavior"] not in ("unspecified", params["tax_behavior"]):
        raise errors.ApiRefusal("You cannot update the `tax_behavior` once it is set.", param="tax_behavior")
    changed = change(price, params)
    world.save(price)
    if changed:
        publish(world, "price.updated", price, changed)
    return price


@operation("GET /v1/prices", "PriceListParams", _PAGING + " active currency lookup_keys product type")
def list_prices(world: World, params: dict) -> dict:
    """List prices."""
    found = matching(world, "price", params, "active currency product type")
    keys = set(params.get("lookup_keys", []))
    return page((body for body in found if not keys or body["lookup_key"] in keys), params, "/v1/prices")
