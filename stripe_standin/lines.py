"""The lines of a session, from stored prices or from prices given inline."""

from . import catalogue
from .births import born
from .errors import ApiRefusal
from .world import World


def build_lines(world: World, params: dict) -> list[dict]:
    """Return the lines that the site asked for."""
    lines = [_build(world, params, asked, f"line_items[{index}]") for index, asked in enumerate(params["line_items"])]
    if len({line["currency"] for line in lines}) > 1:
        raise ApiRefusal("All line items must be in the same currency.", param="line_items")
    recurring = [line for line in lines if line["price"]["recurring"]]
    if params["mode"] == "subscription" and not recurring:
        raise ApiRefusal(
            "You must provide at least one recurring price in `subscription` mode when using prices.",
            param="line_items",
        )
    if params["mode"] == "payment" and recurring:
        raise ApiRefusal(
            "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use"
            " only one-time prices.",
            param="line_items",
        )
    return lines


def _build(world: World, params: dict, asked: dict, path: str) -> dict:
    price = _price(world, asked, path)
    quantity = asked.get("quantity")
    if quantity is None:
        raise ApiRefusal(
            f"Quantity is required. Add `quantity` to `{path}`", code="parameter_missing", param=f"{path}[quantity]"
        )
    if quantity < 1:
        raise ApiRefusal("Invalid positive integer", code="parameter_invalid_integer", param=f"{path}[quantity]")
    if "currency" in params and params["currency"].lower() != price["currency"]:
        raise ApiRefusal("The price specified does not support the session's currency.", param="currency")
    return born(
        "item",
        adjustable_quantity=_adjustable(asked.get("adjustable_quantity"), quantity, path),
        amount_discount=0,
        amount_subtotal=0,
        amount_tax=0,
        amount_total=0,
        currency=price["currency"],
        description=world.find("product", price["product"])["name"],
        metadata=asked.get("metadata") or {},
        price=price,
        quantity=quantity,
    )


def _price(world: World, asked: dict, path: str) -> dict:
    refuse_unplayed = [name for name in ("dynamic_tax_rates", "tax_rates") if name in asked]
    if refuse_unplayed:
        raise ApiRefusal(f"The stand-in does not imitate {refuse_unplayed[0]}.", param=f"{path}[{refuse_unplayed[0]}]")
    if ("price" in asked) == ("price_data" in asked):
        raise ApiRefusal(f"You must specify either `price` or `price_data` in `{path}`.", param=path)
    if "price" in asked:
        price = world.find("price", asked["price"], f"{path}[price]")
        if not price["active"]:
            raise ApiRefusal(
                "The price specified is inactive. This field only accepts active prices.", param=f"{path}[price]"
            )
        return price
    data = dict(asked["price_data"])
    if "unit_amount" not in data:
        raise ApiRefusal(f"`{path}[price_data]` needs a unit_amount.", param=f"{path}[price_data][unit_amount]")
    # Inline prices belong to this session alone, so they cannot be bought again.
    return catalogue.make_price(world, active=False, **data)


def _adjustable(asked: dict | None, quantity: int, path: str) -> dict | None:
    if not asked:
        return None
    least, most = asked.get("minimum", 0), asked.get("maximum", 99)
    if asked["enabled"] and not least <= quantity <= most:
        raise ApiRefusal("Quantity must lie between the minimum and maximum.", param=f"{path}[adjustable_quantity]")
    return {"enabled": asked["enabled"], "maximum": most, "minimum": least}
