"""Subscription schedules: how an instalment plan is told when to end."""

from collections.abc import Callable

from . import calendar_steps
from .births import born
from .customers import merged
from .errors import ApiRefusal
from .events import publish
from .operations import matching, operation, page
from .world import World

_PHASE = (
    "phases.items.price phases.items.quantity phases.items.metadata phases.start_date phases.end_date phases.duration"
    " phases.proration_behavior phases.metadata phases.description phases.currency phases.collection_method"
)
_ENDED = ("canceled", "completed", "released")


@operation("POST /v1/subscription_schedules", "SubscriptionScheduleCreateParams", "from_subscription")
def create(world: World, params: dict) -> dict:
    """Put a running subscription under a schedule whose first phase is its current period."""
    if "from_subscription" not in params:
        raise ApiRefusal("The stand-in only makes schedules from_subscription.", param="from_subscription")
    subscription = world.find("subscription", params["from_subscription"], "from_subscription")
    if subscription["status"] == "canceled":
        raise ApiRefusal("You cannot migrate a subscription that is canceled.", param="from_subscription")
    if subscription["schedule"]:
        raise ApiRefusal(
            f"You cannot migrate a subscription that is already attached to a schedule: {subscription['schedule']}.",
            param="from_subscription",
        )
    items = subscription["items"]["data"]
    start, end = items[0]["current_period_start"], items[0]["current_period_end"]
    wanted = [{"price": item["price"]["id"], "quantity": item["quantity"]} for item in items]
    schedule = born(
        "subscription_schedule",
        billing_mode=subscription["billing_mode"],
        created=world.now(),
        current_phase={"start_date": start, "end_date": end},
        customer=subscription["customer"],
        default_settings=_default_settings(),
        end_behavior="release",
        pause_schedules=[],
        phases=[_phase(subscription, {"items": wanted, "proration_behavior": "create_prorations"}, start, end)],
        status="active",
        subscription=subscription["id"],
    )
    world.save(schedule)
    subscription["schedule"] = schedule["id"]
    world.save(subscription)
    publish(world, "subscription_schedule.created", schedule)
    publish(world, "customer.subscription.updated", subscription, {"schedule": None})
    return schedule


def _default_settings() -> dict:
    empty = dict.fromkeys(("account_tax_ids", "custom_fields", "days_until_due", "description", "footer"))
    return {
        "application_fee_percent": None,
        "automatic_tax": {"disabled_reason": None, "enabled": False, "liability": None},
        "billing_cycle_anchor": "automatic",
        "billing_thresholds": None,
        "collection_method": "charge_automatically",
        "default_payment_method": None,
        "description": None,
        "invoice_settings": empty | {"issuer": {"type": "self"}},
        "on_behalf_of": None,
        "transfer_data": None,
    }


def _phase(subscription: dict, wanted: dict, start: int, end: int) -> dict:
    nulls = ("application_fee_percent", "billing_cycle_anchor", "billing_thresholds", "collection_method",
             "default_payment_method", "default_tax_rates", "description", "invoice_settings", "on_behalf_of",
             "transfer_data", "trial_end")  # fmt: skip
    items = [
        {
            "billing_thresholds": None,
            "discounts": [],
            "metadata": item.get("metadata") or {},
            "price": item["price"],
            "quantity": item.get("quantity", 1),
            "tax_rates": [],
        }
        for item in wanted["items"]
    ]
    return dict.fromkeys(nulls) | {
        "add_invoice_items": [],
        "currency": subscription["currency"],
        "description": wanted.get("description") or None,
        "discounts": [],
        "end_date": end,
        "items": items,
        "metadata": wanted.get("metadata") or {},
        "proration_behavior": wanted.get("proration_behavior", "create_prorations"),
        "start_date": start,
    }


@operation(
    "POST /v1/subscription_schedules/{schedule}",
    "SubscriptionScheduleUpdateParams",
    "end_behavior metadata proration_behavior " + _PHASE,
)
def update(world: World, params: dict, schedule_id: str) -> dict:
    """Change what happens next; the phase under way keeps its start."""
    schedule = world.find("subscription_schedule", schedule_id)
    _refuse_ended(schedule, "updated")
    subscription = world.find("subscription", schedule["subscription"])
    if "metadata" in params:
        schedule["metadata"] = merged(schedule["metadata"], params["metadata"])
    schedule["end_behavior"] = params.get("end_behavior", schedule["end_behavior"])
    if "phases" in params:
        schedule["phases"] = _read_phases(world, subscription, schedule, params["phases"])
        current = current_phase(schedule, world.now())
        schedule["current_phase"] = {"start_date": current["start_date"], "end_date": current["end_date"]}
        world.store.unplan(schedule_id)
        world.store.plan(schedule["phases"][-1]["end_date"], "end_schedule", schedule_id)
    world.save(schedule)
    publish(world, "subscription_schedule.updated", schedule)
    return schedule


def _read_phases(world: World, subscription: dict, schedule: dict, wanted: list[dict]) -> list[dict]:
    began = schedule["current_phase"]["start_date"]
    if not wanted or wanted[0].get("start_date") != began:
        raise ApiRefusal(
            "You can not modify the start date of the current phase, and have to pass it in the first phase.",
            param="phases[0][start_date]",
        )
    phases, start = [], began
    for index, phase in enumerate(wanted):
        path = f"phases[{index}]"
        if ("duration" in phase) == ("end_date" in phase):
            raise ApiRefusal("Give either a duration or an end_date for each phase.", param=path)
        if phase.get("start_date", start) != start:
            raise ApiRefusal("A phase starts where the one before it ends.", param=f"{path}[start_date]")
        for item in phase["items"]:
            if "price" not in item:
                raise ApiRefusal("An item needs a price.", param=f"{path}[items]")
            price = world.find("price", item["price"], f"{path}[items][price]")
            if not price["recurring"]:
                raise ApiRefusal("The price is not recurring.", param=f"{path}[items][price]")
        if "duration" in phase:
            length = phase["duration"]
            stop = calendar_steps.step(start, length["interval"], length.get("interval_count", 1))
        else:
            stop = world.now() if phase["end_date"] == "now" else phase["end_date"]
        if stop <= start:
            raise ApiRefusal("A phase has to end after it starts.", param=path)
        phases.append(_phase(subscription, phase, start, stop))
        start = stop
    return phases


def current_phase(schedule: dict, moment: int) -> dict:
    """Return the phase under way, or the last one."""
    phases = schedule["phases"]
    return next((phase for phase in phases if phase["start_date"] <= moment < phase["end_date"]), phases[-1])


def of(world: World, subscription: dict) -> dict | None:
    """Return the active schedule of a subscription."""
    schedule = world.store.load(subscription["schedule"] or "", "subscription_schedule")
    return schedule if schedule and schedule["status"] not in _ENDED else None


def is_over(world: World, subscription: dict) -> bool:
    """Say whether the last phase of a subscription's schedule has ended."""
    schedule = of(world, subscription)
    return schedule is not None and schedule["phases"][-1]["end_date"] <= world.now()


def finish(world: World, subscription: dict, end: Callable) -> None:
    """Complete a schedule: end its subscription, or let it go on by itself."""
    schedule = of(world, subscription)
    if schedule is None:
        return
    if schedule["end_behavior"] == "cancel":
        schedule.update(status="completed", completed_at=world.now(), current_phase=None)
        world.save(schedule)
        publish(world, "subscription_schedule.completed", schedule)
        end(world, subscription)
        return
    _release(world, schedule, subscription)


def enter_phase(world: World, subscription: dict, make_item: Callable) -> None:
    """Give a subscription the items of the phase that begins now."""
    schedule = of(world, subscription)
    if schedule is None:
        return
    phase = current_phase(schedule, world.now())
    bounds = {"start_date": phase["start_date"], "end_date": phase["end_date"]}
    if schedule["current_phase"] == bounds:
        return
    schedule["current_phase"] = bounds
    world.save(schedule)
    old = subscription["items"]["data"][0]
    subscription["items"]["data"] = [
        make_item(
            subscription["id"], world.find("price", item["price"]), item["quantity"], old["current_period_start"],
            old["current_period_end"],
        )
        for item in phase["items"]
    ]  # fmt: skip
    world.save(subscription)
    publish(world, "subscription_schedule.updated", schedule)


def subscription_ended(world: World, subscription: dict) -> None:
    """Cancel the schedule of a subscription that ended by another way."""
    schedule = of(world, subscription)
    if schedule:
        schedule.update(status="canceled", canceled_at=world.now(), current_phase=None)
        world.save(schedule)
        publish(world, "subscription_schedule.canceled", schedule)


@operation("POST /v1/subscription_schedules/{schedule}/release", "SubscriptionScheduleReleaseParams")
def release(world: World, params: dict, schedule_id: str) -> dict:
    """Let a subscription go on without its schedule."""
    schedule = world.find("subscription_schedule", schedule_id)
    _refuse_ended(schedule, "released")
    return _release(world, schedule, world.find("subscription", schedule["subscription"]))


def _release(world: World, schedule: dict, subscription: dict) -> dict:
    schedule.update(
        status="released", released_at=world.now(), released_subscription=subscription["id"], subscription=None,
        current_phase=None,
    )  # fmt: skip
    world.save(schedule)
    subscription["schedule"] = None
    world.save(subscription)
    publish(world, "subscription_schedule.released", schedule)
    return schedule


@operation("GET /v1/subscription_schedules/{schedule}", "SubscriptionScheduleRetrieveParams")
def retrieve(world: World, params: dict, schedule_id: str) -> dict:
    """Return one schedule."""
    return world.find("subscription_schedule", schedule_id)


@operation(
    "GET /v1/subscription_schedules",
    "SubscriptionScheduleListParams",
    "created customer ending_before limit starting_after",
)
def list_schedules(world: World, params: dict) -> dict:
    """List schedules."""
    return page(matching(world, "subscription_schedule", params, "customer"), params, "/v1/subscription_schedules")


def _refuse_ended(schedule: dict, verb: str) -> None:
    if schedule["status"] in _ENDED:
        raise ApiRefusal(f"You cannot perform this action: a schedule that is {schedule['status']} cannot be {verb}.")
