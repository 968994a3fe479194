"""Events: snapshots of what happened, and the list of them."""

import json

from . import fidelity
from .births import born
from .operations import operation, page
from .world import World

KEPT_FOR = 30 * 86400


def publish(world: World, kind: str, thing: dict, previous: dict | None = None) -> dict:
    """Record that something happened to an object and hand it to every endpoint that listens."""
    data: dict = {"object": thing}
    if previous is not None:
        data["previous_attributes"] = previous
    event = born(
        "event",
        type=kind,
        data=json.loads(json.dumps(data)),
        created=world.now(),
        api_version=fidelity.API_VERSION,
        pending_webhooks=0,
        request=dict(world.request),
    )
    world.save(event)
    for endpoint in world.store.all("webhook_endpoint", newest_first=False):
        if endpoint["status"] == "enabled" and {"*", kind} & set(endpoint["enabled_events"]):
            world.store.rows(
                "insert into deliveries (event, endpoint, state, next_at) values (?, ?, 'waiting', 0)",
                [event["id"], endpoint["id"]],
            )
    return event


def with_pending(world: World, event: dict) -> dict:
    """Return an event with the number of deliveries that are still to succeed."""
    rows = world.store.rows(
        "select count(*) as pending from deliveries where event = ? and state = 'waiting'", [event["id"]]
    )
    return event | {"pending_webhooks": rows[0]["pending"]}


@operation("GET /v1/events/{id}", "EventRetrieveParams")
def retrieve(world: World, params: dict, event_id: str) -> dict:
    """Return one event."""
    return with_pending(world, world.find("event", event_id))


@operation("GET /v1/events", "EventListParams")
def list_events(world: World, params: dict) -> dict:
    """Return recent events, newest first; thirty days are kept."""
    kinds = set(params.get("types", [])) | ({params["type"]} if "type" in params else set())
    oldest = world.now() - KEPT_FOR
    found = (
        event
        for event in world.store.all("event")
        if event["created"] >= oldest and (not kinds or any(_fits(event["type"], kind) for kind in kinds))
    )
    if "delivery_success" in params:
        found = (event for event in found if _delivered(world, event) is params["delivery_success"])
    listing = page(found, params, "/v1/events")
    listing["data"] = [with_pending(world, event) for event in listing["data"]]
    return listing


def _fits(kind: str, wanted: str) -> bool:
    return kind == wanted or (wanted.endswith(".*") and kind.startswith(wanted[:-1]))


def _delivered(world: World, event: dict) -> bool:
    states = {row["state"] for row in world.store.rows("select state from deliveries where event = ?", [event["id"]])}
    return states <= {"delivered"}
