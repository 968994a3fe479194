"""Webhook endpoints: where events go and how they are signed."""

import secrets
from urllib.parse import urlsplit

from . import errors, fidelity
from .births import born
from .customers import change
from .operations import operation, page
from .world import World

MAIN = "we_standin_main"
_FIELDS = "description enabled_events metadata url"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@operation("POST /v1/webhook_endpoints", "WebhookEndpointCreateParams", _FIELDS + " api_version")
def create(world: World, params: dict) -> dict:
    """Create an endpoint; only this answer tells its secret."""
    if params.get("api_version", fidelity.API_VERSION) != fidelity.API_VERSION:
        raise errors.ApiRefusal(f"This stand-in speaks {fidelity.API_VERSION} only.", param="api_version")
    secret = f"whsec_{secrets.token_hex(16)}"
    endpoint = make(
        world,
        params["url"],
        secret,
        params["enabled_events"],
        description=params.get("description"),
        metadata=params.get("metadata") or {},
    )
    return endpoint | {"secret": secret}


def make(world: World, url: str, secret: str, enabled_events: list[str], **facts: object) -> dict:
    """Create an endpoint with a known secret."""
    refuse_far_away(url)
    endpoint = born(
        "webhook_endpoint",
        api_version=fidelity.API_VERSION,
        created=world.now(),
        enabled_events=enabled_events,
        status="enabled",
        url=url,
        **facts,
    )
    return world.save(endpoint, {"secrets": [secret]})


def refuse_far_away(url: str) -> None:
    """Refuse addresses that are not on this machine: a toy must not post to the world."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not (host in _LOOPBACK or host.endswith(".localhost")):
        raise errors.ApiRefusal("Invalid URL: the stand-in only delivers to this machine.", param="url")


def ensure_main(world: World) -> None:
    """Make the endpoint of the command line, or bring it up to date after a restart."""
    url, secret = world.options.webhook_url, world.options.webhook_secret
    if url is None or secret is None:
        return
    known = world.store.load(MAIN)
    if known is None:
        make(world, url, secret, ["*"], id=MAIN, description="Named on the command line")
        return
    refuse_far_away(url)
    world.save(known | {"url": url}, {"secrets": [secret]})


@operation("GET /v1/webhook_endpoints/{webhook_endpoint}", "WebhookEndpointRetrieveParams")
def retrieve(world: World, params: dict, endpoint_id: str) -> dict:
    """Return one endpoint, without its secret."""
    return world.find("webhook_endpoint", endpoint_id)


@operation("GET /v1/webhook_endpoints", "WebhookEndpointListParams")
def list_endpoints(world: World, params: dict) -> dict:
    """List endpoints."""
    return page(world.store.all("webhook_endpoint"), params, "/v1/webhook_endpoints")


@operation("POST /v1/webhook_endpoints/{webhook_endpoint}", "WebhookEndpointUpdateParams", _FIELDS + " disabled")
def update(world: World, params: dict, endpoint_id: str) -> dict:
    """Change an endpoint or switch it off."""
    endpoint = world.find("webhook_endpoint", endpoint_id)
    if "url" in params:
        refuse_far_away(params["url"])
    if "disabled" in params:
        endpoint["status"] = "disabled" if params.pop("disabled") else "enabled"
    change(endpoint, params)
    return world.save(endpoint)


@operation("DELETE /v1/webhook_endpoints/{webhook_endpoint}", "WebhookEndpointDeleteParams")
def delete(world: World, params: dict, endpoint_id: str) -> dict:
    """Remove an endpoint; what was waiting for it is given up."""
    world.find("webhook_endpoint", endpoint_id)
    world.store.forget(endpoint_id)
    world.store.rows(
        "update deliveries set state = 'given up' where endpoint = ? and state != 'delivered'", [endpoint_id]
    )
    return {"id": endpoint_id, "object": "webhook_endpoint", "deleted": True}
