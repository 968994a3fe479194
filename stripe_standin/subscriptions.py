"""Subscriptions: begun by a session, billed by the clock, ended by their schedule, by the API or by failed payments."""

from . import calendar_steps, collection, customers, discounts, invoices, schedules
from .births import born
from .errors import ApiRefusal
from .events import publish
from .operations import listed, matching, operation, page
from .world import World, agenda_deed

_PAGING = "created ending_before limit starting_after"


def begin(world: World, session: dict, backstage: dict, method: dict | None) -> tuple[dict, dict]:
    """Begin the subscription of a session and bill its first period; returns subscription and invoice."""
    recurring = [line for line in backstage["lines"] if line["price"]["recurring"]]
    now = world.now()
    rhythm = recurring[0]["price"]["recurring"]
    end = calendar_steps.step(now, rhythm["interval"], rhythm["interval_count"])
    asked = backstage["subscription_data"]
    subscription = _new(world, session, asked, method)
    items = [_item(subscription["id"], line["price"], line["quantity"], now, end) for line in recurring]
    subscription["items"] = listed(items, f"/v1/subscription_items?subscription={subscription['id']}")
    coupon = discounts.coupon_of(world, backstage)
    subscription["discounts"] = _lasting_discount(world, subscription, coupon)
    world.save(
        subscription, {"coupon": coupon["id"] if coupon and coupon["duration"] != "once" else None, "periods": 0}
    )
    publish(world, "customer.subscription.created", subscription)
    lines = [_invoice_line(line, subscription, items) for line in backstage["lines"]]
    details = backstage.get("details") or {}
    invoice = invoices.make(
        world,
        customer_id=subscription["customer"],
        currency=session["currency"],
        lines=lines,
        reason="subscription_create",
        coupon=coupon,
        address=details.get("address"),
        customer_name=details.get("business_name") or details.get("name"),
        tax_ids=details.get("tax_ids"),
        automatic_tax=session["automatic_tax"],
        parent=_parent(subscription),
    )
    invoices.finalise(world, invoice)
    collection.collect(world, invoice, method, buyer_is_here=True)
    subscription["latest_invoice"] = invoice["id"]
    world.save(subscription)
    world.store.plan(end, "bill_cycle", subscription["id"])
    return subscription, invoice


def _new(world: World, session: dict, asked: dict, method: dict | None) -> dict:
    now = world.now()
    return born(
        "subscription",
        automatic_tax={
            "disabled_reason": None,
            "enabled": session["automatic_tax"]["enabled"],
            "liability": {"type": "self"} if session["automatic_tax"]["enabled"] else None,
        },
        billing_cycle_anchor=now,
        billing_mode={"flexible": {"proration_discounts": "included"}, "type": "flexible"},
        billing_schedules=[],
        cancel_at_period_end=False,
        cancellation_details={"comment": None, "feedback": None, "feedback_option": None, "reason": None},
        collection_method="charge_automatically",
        created=now,
        currency=session["currency"],
        customer=session["customer"],
        default_payment_method=method["id"] if method else None,
        default_tax_rates=[],
        description=asked.get("description"),
        discounts=[],
        invoice_settings={
            "account_tax_ids": None, "custom_fields": None, "description": None, "footer": None,
            "issuer": {"type": "self"},
        },
        items=listed([], ""),
        metadata=asked.get("metadata") or {},
        payment_settings={
            "payment_method_options": None, "payment_method_types": None, "save_default_payment_method": "off",
        },
        start_date=now,
        status="active",
        trial_settings={"end_behavior": {"missing_payment_method": "create_invoice"}},
    )  # fmt: skip


def _item(subscription_id: str, price: dict, quantity: int, start: int, end: int) -> dict:
    return born(
        "subscription_item",
        created=start,
        current_period_end=end,
        current_period_start=start,
        discounts=[],
        price=price,
        quantity=quantity,
        subscription=subscription_id,
        tax_rates=[],
    )


def _lasting_discount(world: World, subscription: dict, coupon: dict | None) -> list[str]:
    if coupon is None or coupon["duration"] == "once":
        return []
    end = None
    if coupon["duration"] == "repeating":
        end = calendar_steps.step(world.now(), "month", coupon["duration_in_months"])
    source = {"coupon": coupon["id"], "type": "coupon"}
    made = born("discount", customer=subscription["customer"], end=end, source=source, start=world.now(),
                subscription=subscription["id"])  # fmt: skip
    return [world.save(made)["id"]]


def _invoice_line(line: dict, subscription: dict, items: list[dict]) -> dict:
    """Return a line of the first invoice; one-time prices belong to no item."""
    item = next((item for item in items if item["price"]["id"] == line["price"]["id"]), None)
    period = {
        "start": subscription["start_date"],
        "end": item["current_period_end"] if item else subscription["start_date"],
    }
    known = {"description": line["description"], "metadata": line["metadata"], "period": period}
    known["subscription"] = subscription["id"]
    return {"price": line["price"], "quantity": line["quantity"], "parent": _line_parent(subscription, item), **known}


def _line_parent(subscription: dict, item: dict | None) -> dict | None:
    if item is None:
        return None
    details = {"invoice_item": None, "proration": False, "proration_details": None, "subscription": subscription["id"],
               "subscription_item": item["id"]}  # fmt: skip
    return {"invoice_item_details": None, "subscription_item_details": details, "type": "subscription_item_details"}


def _parent(subscription: dict) -> dict:
    details = {"metadata": subscription["metadata"], "subscription": subscription["id"]}
    return {"quote_details": None, "subscription_details": details, "type": "subscription_details"}


# --- the clock ----------------------------------------------------------------------------------------------------


@agenda_deed
def bill_cycle(world: World, subscription_id: str) -> None:
    """At the end of a period: end the subscription where that is due, else bill the next period."""
    subscription = world.find("subscription", subscription_id)
    if subscription["status"] == "canceled":
        return
    if subscription["cancel_at_period_end"]:
        end(world, subscription, reason="cancellation_requested")
        return
    if schedules.is_over(world, subscription):
        schedules.finish(world, subscription, end)
        if subscription["status"] == "canceled":
            return
    schedules.enter_phase(world, subscription, _item)
    _bill_next_period(world, subscription)


def _bill_next_period(world: World, subscription: dict) -> None:
    items = subscription["items"]["data"]
    rhythm = items[0]["price"]["recurring"]
    start = items[0]["current_period_end"]
    until = calendar_steps.next_after(
        subscription["billing_cycle_anchor"], rhythm["interval"], rhythm["interval_count"], start
    )
    for item in items:
        item.update(current_period_start=start, current_period_end=until)
    world.save(subscription)
    world.store.plan(until, "bill_cycle", subscription["id"])
    invoice = invoices.make(
        world,
        customer_id=subscription["customer"],
        currency=subscription["currency"],
        lines=[_cycle_line(world, subscription, item) for item in items],
        reason="subscription_cycle",
        coupon=_coupon_now(world, subscription),
        automatic_tax=subscription["automatic_tax"],
        parent=_parent(subscription),
    )
    invoices.finalise(world, invoice)
    subscription["latest_invoice"] = invoice["id"]
    world.save(subscription)
    publish(world, "customer.subscription.updated", subscription)
    paid = collection.collect(world, invoice, collection.method_for(world, invoice))
    collected(world, invoice, paid=paid)


def _cycle_line(world: World, subscription: dict, item: dict) -> dict:
    product = world.find("product", item["price"]["product"])
    return {
        "price": item["price"],
        "quantity": item["quantity"],
        "description": product["name"],
        "parent": _line_parent(subscription, item),
        "period": {"start": item["current_period_start"], "end": item["current_period_end"]},
        "subscription": subscription["id"],
    }


def _coupon_now(world: World, subscription: dict) -> dict | None:
    coupon_id = world.backstage(subscription["id"]).get("coupon")
    lasting = [world.find("discount", discount) for discount in subscription["discounts"]]
    if not lasting or (lasting[0]["end"] is not None and lasting[0]["end"] <= world.now()):
        return None
    return discounts.coupon_of(world, {"coupon": coupon_id})


def collected(world: World, invoice: dict, *, paid: bool) -> None:
    """Let a subscription feel how collecting an invoice went."""
    subscription = world.store.load(invoices.subscription_of(invoice) or "", "subscription")
    if subscription is None or subscription["status"] == "canceled":
        return
    before = subscription["status"]
    if paid:
        subscription["status"] = "past_due" if _owes(world, subscription) else "active"
    elif invoice["next_payment_attempt"] is None:
        end(world, subscription, reason="payment_failed")
        return
    else:
        subscription["status"] = "past_due"
    if subscription["status"] != before:
        world.save(subscription)
        publish(world, "customer.subscription.updated", subscription, {"status": before})


def _owes(world: World, subscription: dict) -> bool:
    unpaid = matching(world, "invoice", {"status": "open"}, "status")
    return any(invoices.subscription_of(invoice) == subscription["id"] for invoice in unpaid)


def end(world: World, subscription: dict, *, reason: str | None = None) -> dict:
    """End a subscription now; unpaid invoices are not tried again."""
    subscription.update(status="canceled", ended_at=world.now(), canceled_at=subscription["canceled_at"] or world.now())
    subscription["cancellation_details"]["reason"] = reason
    world.save(subscription)
    world.store.unplan(subscription["id"])
    for invoice in matching(world, "invoice", {"status": "open"}, "status"):
        if invoices.subscription_of(invoice) == subscription["id"]:
            world.store.unplan(invoice["id"])
            world.save(invoice | {"auto_advance": False, "next_payment_attempt": None})
    publish(world, "customer.subscription.deleted", subscription)
    schedules.subscription_ended(world, subscription)
    return subscription


# --- API ----------------------------------------------------------------------------------------------------------


@operation("GET /v1/subscriptions/{subscription_exposed_id}", "SubscriptionRetrieveParams")
def retrieve(world: World, params: dict, subscription_id: str) -> dict:
    """Return one subscription."""
    return world.find("subscription", subscription_id)


@operation("GET /v1/subscriptions", "SubscriptionListParams", _PAGING + " customer price status")
def list_subscriptions(world: World, params: dict) -> dict:
    """List subscriptions; ended ones only when asked for."""
    found = matching(world, "subscription", params, "customer")
    wanted, price = params.get("status"), params.get("price")
    chosen = (
        body
        for body in found
        if (wanted == "all" or body["status"] == wanted or (wanted is None and body["status"] != "canceled"))
        and (price is None or any(item["price"]["id"] == price for item in body["items"]["data"]))
    )
    return page(chosen, params, "/v1/subscriptions")


@operation(
    "POST /v1/subscriptions/{subscription_exposed_id}",
    "SubscriptionUpdateParams",
    "cancel_at_period_end default_payment_method description metadata",
)
def update(world: World, params: dict, subscription_id: str) -> dict:
    """Change a subscription that has not ended."""
    subscription = world.find("subscription", subscription_id)
    if subscription["status"] == "canceled":
        raise ApiRefusal("A canceled subscription can only update its cancellation_details and metadata.")
    if "cancel_at_period_end" in params:
        if subscription["schedule"]:
            raise ApiRefusal(
                "The subscription is managed by the subscription schedule, and updating any cancelation behavior directly"
                " is not allowed. Please update the schedule instead.",
                param="cancel_at_period_end",
            )
        ends = params["cancel_at_period_end"]
        params["cancel_at"] = subscription["items"]["data"][0]["current_period_end"] if ends else None
        params["canceled_at"] = world.now() if ends else None
    if former := customers.change(subscription, params):
        world.save(subscription)
        publish(world, "customer.subscription.updated", subscription, former)
    return subscription


@operation("DELETE /v1/subscriptions/{subscription_exposed_id}", "SubscriptionCancelParams", "cancellation_details")
def cancel(world: World, params: dict, subscription_id: str) -> dict:
    """End a subscription now."""
    subscription = world.find("subscription", subscription_id)
    if subscription["status"] == "canceled":
        raise ApiRefusal(f"No such subscription: '{subscription_id}'", status=404, code="resource_missing")
    subscription["cancellation_details"] |= params.get("cancellation_details") or {}
    return end(world, subscription, reason="cancellation_requested")
