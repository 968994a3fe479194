"""Coupons, promotion codes, and what happens to them when a session uses one."""

import secrets
import string

from . import errors
from .births import born
from .customers import change
from .errors import ApiRefusal
from .events import publish
from .operations import included, matching, operation, page
from .world import World

_PAGING = "created ending_before limit starting_after"


# --- coupons ------------------------------------------------------------------------------------------------------


@operation(
    "POST /v1/coupons",
    "CouponCreateParams",
    "amount_off applies_to currency duration duration_in_months id max_redemptions metadata name percent_off redeem_by",
)
def create_coupon(world: World, params: dict) -> dict:
    """Create a coupon."""
    if ("amount_off" in params) == ("percent_off" in params):
        raise ApiRefusal("You must pass either percent_off or amount_off.", param="percent_off")
    if "amount_off" in params and "currency" not in params:
        raise errors.required("currency")
    if not 0 < params.get("percent_off", 1) <= 100:
        raise ApiRefusal("percent_off must be greater than 0 and at most 100.", param="percent_off")
    if params.get("amount_off", 1) < 1:
        raise ApiRefusal("Invalid positive integer", code="parameter_invalid_integer", param="amount_off")
    if (params.get("duration") == "repeating") != ("duration_in_months" in params):
        raise ApiRefusal("duration_in_months belongs to `repeating` coupons.", param="duration_in_months")
    if "id" in params and world.store.load(params["id"]):
        raise ApiRefusal("Coupon already exists.", code="resource_already_exists", param="id")
    params.pop("expand", None)
    products = (params.pop("applies_to", None) or {}).get("products")
    for product in products or []:
        world.find("product", product, "applies_to[products]")
    standard = {"duration": "once", "id": _random_code()}
    coupon = born("coupon", created=world.now(), times_redeemed=0, valid=True, **(standard | params))
    world.save(coupon, {"products": products})
    publish(world, "coupon.created", coupon)
    return coupon


def _random_code() -> str:
    return "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(8))


@included("coupon", "applies_to")
def applies_to(world: World, coupon: dict) -> dict | None:
    """Return the products a coupon is limited to; the API only says so when asked."""
    products = world.backstage(coupon["id"]).get("products")
    return {"products": products} if products else None


@operation("GET /v1/coupons/{coupon}", "CouponRetrieveParams")
def retrieve_coupon(world: World, params: dict, coupon_id: str) -> dict:
    """Return one coupon."""
    return _fresh(world, world.find("coupon", coupon_id, "coupon"))


@operation("POST /v1/coupons/{coupon}", "CouponUpdateParams", "metadata name")
def update_coupon(world: World, params: dict, coupon_id: str) -> dict:
    """Change the name or metadata of a coupon."""
    coupon = world.find("coupon", coupon_id, "coupon")
    if changed := change(coupon, params):
        world.save(coupon)
        publish(world, "coupon.updated", coupon, changed)
    return coupon


@operation("DELETE /v1/coupons/{coupon}", "CouponDeleteParams")
def delete_coupon(world: World, params: dict, coupon_id: str) -> dict:
    """Delete a coupon: it cannot be redeemed any more; what it gave stays."""
    coupon = world.find("coupon", coupon_id, "coupon")
    world.store.forget(coupon_id)
    publish(world, "coupon.deleted", coupon)
    return {"id": coupon_id, "object": "coupon", "deleted": True}


@operation("GET /v1/coupons", "CouponListParams", _PAGING)
def list_coupons(world: World, params: dict) -> dict:
    """List coupons."""
    return page((_fresh(world, coupon) for coupon in world.store.all("coupon")), params, "/v1/coupons")


def _fresh(world: World, coupon: dict) -> dict:
    used_up = coupon["max_redemptions"] is not None and coupon["times_redeemed"] >= coupon["max_redemptions"]
    late = coupon["redeem_by"] is not None and coupon["redeem_by"] <= world.now()
    return coupon | {"valid": not (used_up or late)}


# --- promotion codes ----------------------------------------------------------------------------------------------


@operation(
    "POST /v1/promotion_codes",
    "PromotionCodeCreateParams",
    "active code customer expires_at max_redemptions metadata promotion restrictions.first_time_transaction"
    " restrictions.minimum_amount restrictions.minimum_amount_currency",
)
def create_code(world: World, params: dict) -> dict:
    """Create a code that customers can type."""
    coupon_id = params["promotion"].get("coupon")
    if not coupon_id:
        raise errors.required("promotion[coupon]")
    world.find("coupon", coupon_id, "promotion[coupon]")
    code = params.get("code") or _random_code()
    if any(_same(known, code) and known["active"] for known in world.store.all("promotion_code")):
        raise ApiRefusal("An active promotion code with `code: " + code + "` already exists.", param="code")
    given = params.get("restrictions") or {}
    restrictions = {"first_time_transaction": False, "minimum_amount": None, "minimum_amount_currency": None} | given
    facts = {name: params[name] for name in ("customer", "expires_at", "max_redemptions") if name in params}
    promotion_code = born(
        "promotion_code",
        active=params.get("active", True),
        code=code,
        created=world.now(),
        metadata=params.get("metadata") or {},
        promotion={"coupon": coupon_id, "type": "coupon"},
        restrictions=restrictions,
        times_redeemed=0,
        **facts,
    )
    world.save(promotion_code)
    publish(world, "promotion_code.created", promotion_code)
    return promotion_code


@operation("GET /v1/promotion_codes/{promotion_code}", "PromotionCodeRetrieveParams")
def retrieve_code(world: World, params: dict, code_id: str) -> dict:
    """Return one promotion code."""
    return world.find("promotion_code", code_id, "promotion_code")


@operation("POST /v1/promotion_codes/{promotion_code}", "PromotionCodeUpdateParams", "active metadata")
def update_code(world: World, params: dict, code_id: str) -> dict:
    """Switch a promotion code on or off, or change its metadata."""
    code = world.find("promotion_code", code_id, "promotion_code")
    if params.get("active") and not code["active"] and _over(world, code):
        raise ApiRefusal("This promotion code has expired or is used up and cannot be activated.", param="active")
    if changed := change(code, params):
        world.save(code)
        publish(world, "promotion_code.updated", code, changed)
    return code


@operation("GET /v1/promotion_codes", "PromotionCodeListParams", _PAGING + " active code coupon customer")
def list_codes(world: World, params: dict) -> dict:
    """List promotion codes."""
    found = (
        code
        for code in matching(world, "promotion_code", params, "active customer")
        if ("code" not in params or _same(code, params["code"]))
        and params.get("coupon") in (None, code["promotion"]["coupon"])
    )
    return page(found, params, "/v1/promotion_codes")


def _same(known: dict, code: str) -> bool:
    return known["code"].casefold() == code.strip().casefold()


def _over(world: World, code: dict) -> bool:
    late = code["expires_at"] is not None and code["expires_at"] <= world.now()
    return late or (code["max_redemptions"] is not None and code["times_redeemed"] >= code["max_redemptions"])


# --- in a session -------------------------------------------------------------------------------------------------


def put_on(world: World, session: dict, backstage: dict, discount: dict) -> None:
    """Put a coupon or promotion code on a session, refusing what does not apply to it."""
    if ("coupon" in discount) == ("promotion_code" in discount):
        raise ApiRefusal("Give either a coupon or a promotion_code.", param="discounts[0]")
    if "promotion_code" in discount:
        code = world.find("promotion_code", discount["promotion_code"], "discounts[0][promotion_code]")
        put_code_on(world, session, backstage, code)
        return
    coupon = world.find("coupon", discount["coupon"], "discounts[0][coupon]")
    _refuse_coupon(world, session, backstage, coupon)
    backstage["coupon"] = coupon["id"]
    session["discounts"] = [{"coupon": coupon["id"], "promotion_code": None}]


def put_typed_code_on(world: World, session: dict, backstage: dict, typed: str) -> None:
    """Put the code that a buyer typed on a session."""
    found = next((code for code in world.store.all("promotion_code") if _same(code, typed) and code["active"]), None)
    if found is None:
        raise ApiRefusal("This code is invalid.", param="promotion_code")
    put_code_on(world, session, backstage, found)


def put_code_on(world: World, session: dict, backstage: dict, code: dict) -> None:
    """Put a promotion code on a session."""
    if not code["active"] or _over(world, code):
        raise ApiRefusal("This code has expired or is used up.", code="promotion_code_expired", param="promotion_code")
    if code["customer"] and code["customer"] != session["customer"]:
        raise ApiRefusal("This code belongs to another customer.", param="promotion_code")
    subtotal = sum(line["price"]["unit_amount"] * line["quantity"] for line in backstage["lines"])
    restrictions = code["restrictions"]
    if restrictions["minimum_amount"] and subtotal < restrictions["minimum_amount"]:
        raise ApiRefusal("Your order is below the minimum for this code.", param="promotion_code")
    if restrictions["first_time_transaction"] and has_paid_before(world, session):
        raise ApiRefusal("This code is for a first purchase only.", param="promotion_code")
    coupon = world.find("coupon", code["promotion"]["coupon"])
    _refuse_coupon(world, session, backstage, coupon)
    backstage["coupon"] = coupon["id"]
    session["discounts"] = [{"coupon": None, "promotion_code": code["id"]}]


def take_off(session: dict, backstage: dict) -> None:
    """Remove the discount from a session."""
    backstage["coupon"] = None
    session["discounts"] = []


def has_paid_before(world: World, session: dict) -> bool:
    """Say whether the customer of a session has a successful charge. Assumed: guests never count as returning."""
    return session["customer"] is not None and any(
        charge["paid"] for charge in matching(world, "charge", {"customer": session["customer"]}, "customer")
    )


def _refuse_coupon(world: World, session: dict, backstage: dict, coupon: dict) -> None:
    if not _fresh(world, coupon)["valid"]:
        raise ApiRefusal("This code has expired or is used up.", code="coupon_expired", param="promotion_code")
    if coupon["currency"] and coupon["currency"] != session["currency"]:
        raise ApiRefusal("This code is for another currency.", param="promotion_code")
    products = world.backstage(coupon["id"]).get("products")
    if products and not any(line["price"]["product"] in products for line in backstage["lines"]):
        raise ApiRefusal("This code does not apply to this purchase.", param="promotion_code")


def coupon_of(world: World, backstage: dict) -> dict | None:
    """Return the coupon of a session with the products it is limited to, for the arithmetic."""
    if not backstage["coupon"]:
        return None
    coupon = world.store.load(backstage["coupon"], "coupon")
    if coupon is None:
        return None
    return coupon | {"applies_to": {"products": world.backstage(coupon["id"]).get("products")}}


def check_still_good(world: World, session: dict, backstage: dict) -> None:
    """Refuse at the moment of paying a discount that somebody else used up meanwhile."""
    if not backstage["coupon"]:
        return
    coupon = world.store.load(backstage["coupon"], "coupon")
    code_id = session["discounts"][0]["promotion_code"]
    code = world.find("promotion_code", code_id) if code_id else None
    if coupon is None or not _fresh(world, coupon)["valid"] or (code and (_over(world, code) or not code["active"])):
        take_off(session, backstage)
        raise ApiRefusal(
            "This code has been used up meanwhile. It was taken off; see the new total.", param="promotion_code"
        )


def redeem(world: World, session: dict) -> None:
    """Count one redemption when a session completes."""
    for discount in session["discounts"] or []:
        coupon_id = discount["coupon"]
        if discount["promotion_code"]:
            code = world.find("promotion_code", discount["promotion_code"])
            code["times_redeemed"] += 1
            if _over(world, code):
                code["active"] = False
            world.save(code)
            coupon_id = code["promotion"]["coupon"]
        coupon = world.store.load(coupon_id, "coupon")
        if coupon:
            coupon["times_redeemed"] += 1
            world.save(_fresh(world, coupon))
