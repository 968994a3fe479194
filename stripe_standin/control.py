"""The control room: move the clock, trouble the deliveries, trouble the answers, decide what banks decide.

Each act is one function; the page and the JSON API are both made from the list of them.
"""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from . import checkout, control_page, disputes, endpoints, refunds, sessions
from .courier import Courier
from .errors import ApiRefusal
from .replies import Reply, json_reply, page_reply, see_other
from .world import World

ACTS: dict[str, "Act"] = {}
FAULTS = ("429", "500", "timeout", "disconnect_after_commit")


@dataclass(frozen=True)
class Act:
    """One thing a person or a test can do here."""

    name: str
    group: str
    words: str
    fields: dict[str, str]
    run: Callable


def act(group: str, **fields: str) -> Callable:
    """Register an act with its fields and their defaults; the docstring is shown on the page."""

    def register(function: Callable) -> Callable:
        name = function.__name__
        ACTS[name] = Act(name, group, (function.__doc__ or "").strip(), fields, function)
        return function

    return register


def answer(
    world: World, courier: Courier, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
) -> Reply:
    """Answer the control page, its JSON views and its acts."""
    name = path.removeprefix("/_control").strip("/")
    if method == "GET" and name in ("", "state", "deliveries", "requests"):
        with world.deed():
            world.catch_up()
            if not name:
                return page_reply(control_page.page(world, list(ACTS.values()), dict(parse_qsl(query)).get("done", "")))
            return json_reply(getattr(control_page, name)(world))
    if method != "POST" or name not in ACTS:
        return json_reply({"error": f"There is no {method} {path}."}, 404)
    wants_json = "json" in headers.get("Content-Type", "") or "json" in headers.get("Accept", "")
    try:
        given = _given(headers, body)
        fields = ACTS[name].fields
        if unknown := set(given) - set(fields):
            raise ApiRefusal(f"{name} takes {', '.join(fields) or 'nothing'}, not {', '.join(sorted(unknown))}.")
        done = ACTS[name].run(world, courier, **(fields | given))
    except (ApiRefusal, ValueError) as trouble:
        if wants_json:
            return json_reply({"error": str(trouble)}, 400)
        return see_other("/_control?" + urlencode({"done": f"Refused: {trouble}"}))
    if wants_json:
        return json_reply({"done": done})
    return see_other("/_control?" + urlencode({"done": f"{name}: {done}"}))


def _given(headers: Mapping[str, str], body: bytes) -> dict[str, str]:
    if "json" in headers.get("Content-Type", ""):
        given = json.loads(body or b"{}")
        if not isinstance(given, dict):
            raise ApiRefusal("Send a JSON object.")
        return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in given.items()}
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _is_on(text: str) -> bool:
    return text.lower() in ("on", "true", "1", "yes")


# --- the clock ----------------------------------------------------------------------------------------------------


@act("Clock", seconds="0", days="0")
def advance(world: World, courier: Courier, seconds: str, days: str) -> object:
    """Move the clock on; everything planned until then happens, in order."""
    total = int(seconds or 0) + int(days or 0) * 86400
    if total <= 0:
        raise ApiRefusal("The clock only moves forward.")
    with world.deed():
        return world.advance(total)


@act("Clock")
def next_thing(world: World, courier: Courier) -> object:
    """Move the clock to the next thing that is planned."""
    with world.deed():
        planned = world.store.planned()
        if not planned:
            raise ApiRefusal("Nothing is planned.")
        return world.advance(max(0, planned[0]["at"] - world.now()))


# --- deliveries ---------------------------------------------------------------------------------------------------


@act("Deliveries")
def hold(world: World, courier: Courier) -> object:
    """Deliver nothing until release."""
    with world.deed():
        world.set_lever("hold", True)
    return "held"


@act("Deliveries", order="as made")
def release(world: World, courier: Courier, order: str) -> object:
    """Deliver what waits, one by one, in order: as made, reversed or shuffled; then go on as usual."""
    with world.deed():
        rows = world.store.rows("select seq from deliveries where state = 'waiting' order by seq")
    waiting = [row["seq"] for row in rows]
    if order == "reversed":
        waiting.reverse()
    elif order == "shuffled":
        secrets.SystemRandom().shuffle(waiting)
    elif order != "as made":
        raise ApiRefusal("The order is: as made, reversed or shuffled.")
    answers = [courier.deliver(seq) for seq in waiting]
    with world.deed():
        world.set_lever("hold", False)
    return answers


@act("Deliveries", event="")
def deliver(world: World, courier: Courier, event: str) -> object:
    """Deliver one event now, waiting, held, dropped or delivered before; tells the site's answers."""
    with world.deed():
        rows = world.store.rows("select seq from deliveries where event = ? order by seq", [event])
    if not rows:
        raise ApiRefusal(f"No delivery of an event {event!r} is known.")
    return [courier.deliver(row["seq"]) for row in rows]


@act("Deliveries", times="1")
def duplicate(world: World, courier: Courier, times: str) -> object:
    """Send each of the next so many deliveries twice."""
    return _count(world, "duplicate", times)


@act("Deliveries", on="true")
def shuffle(world: World, courier: Courier, on: str) -> object:
    """Deliver what waits in random order."""
    with world.deed():
        world.set_lever("shuffle", _is_on(on))
    return _is_on(on)


@act("Deliveries", times="1")
def drop(world: World, courier: Courier, times: str) -> object:
    """Lose the next so many deliveries without a word."""
    return _count(world, "drop", times)


@act("Deliveries", times="1", seconds="-3600")
def stale_timestamp(world: World, courier: Courier, times: str, seconds: str) -> object:
    """Stamp the next so many deliveries with another time (positive: in the future)."""
    with world.deed():
        world.set_lever("stale_seconds", int(seconds))
    return _count(world, "stale_timestamp", times)


@act("Deliveries", times="1")
def wrong_version(world: World, courier: Courier, times: str) -> object:
    """Send the next so many events with another API version."""
    return _count(world, "wrong_version", times)


@act("Deliveries", times="1")
def live_mode(world: World, courier: Courier, times: str) -> object:
    """Send the next so many events as if they came from live mode."""
    return _count(world, "live_mode", times)


def _count(world: World, lever: str, times: str) -> int:
    with world.deed():
        world.set_lever(lever, max(0, int(times)))
    return max(0, int(times))


@act("Endpoint", secret="", endpoint=endpoints.MAIN)  # nosec B106
def second_secret(world: World, courier: Courier, secret: str, endpoint: str) -> object:
    """Begin a rotation: sign with a new secret and the old one; returns the new one."""
    with world.deed():
        body = world.find("webhook_endpoint", endpoint)
        made = secret or f"whsec_{secrets.token_hex(16)}"
        world.save(body, {"secrets": [made, world.backstage(endpoint)["secrets"][0]]})
    return made


@act("Endpoint", endpoint=endpoints.MAIN)
def end_rotation(world: World, courier: Courier, endpoint: str) -> object:
    """End a rotation: sign with the newest secret alone."""
    with world.deed():
        body = world.find("webhook_endpoint", endpoint)
        world.save(body, {"secrets": world.backstage(endpoint)["secrets"][:1]})
    return "rotated"


@act("Endpoint", endpoint=endpoints.MAIN, on="false")
def switch_endpoint(world: World, courier: Courier, endpoint: str, on: str) -> object:
    """Switch an endpoint off, as Stripe does after days of failures, or on again."""
    with world.deed():
        body = world.find("webhook_endpoint", endpoint)
        world.save(body | {"status": "enabled" if _is_on(on) else "disabled"})
    return "enabled" if _is_on(on) else "disabled"


# --- answers ------------------------------------------------------------------------------------------------------


@act("Answers", kind="500", times="1", path="/v1/", seconds="20")
def fail_next(world: World, courier: Courier, kind: str, times: str, path: str, seconds: str) -> object:
    """Spoil the next API answers: 429, 500, timeout (after seconds) or disconnect_after_commit."""
    if kind not in FAULTS:
        raise ApiRefusal(f"The kind is one of {', '.join(FAULTS)}.")
    fault = {"kind": kind, "count": max(1, int(times)), "path": path, "seconds": float(seconds)}
    with world.deed():
        world.set_lever("faults", [*(world.lever("faults", []) or []), fault])  # type: ignore[misc]
    return fault


@act("Answers")
def heal(world: World, courier: Courier) -> object:
    """Put every lever back."""
    with world.deed():
        world.store.rows("delete from settings where name like 'lever:%'")
    return "healed"


@act("Account", on="true")
def tax(world: World, courier: Courier, on: str) -> object:
    """Switch automatic tax on or off (invented rates)."""
    with world.deed():
        world.set_lever("tax_active", _is_on(on))
    return _is_on(on)


@act("Account", on="true")
def free_is_paid(world: World, courier: Courier, on: str) -> object:
    """Let free orders complete as "paid" instead of "no_payment_required"."""
    with world.deed():
        world.set_lever("free_is_paid", _is_on(on))
    return _is_on(on)


@act("Account")
def reset(world: World, courier: Courier) -> object:
    """Forget everything: objects, events, clock, levers. The endpoint of the command line is made anew."""
    with world.deed():
        world.store.wipe()
        endpoints.ensure_main(world)
    return f"empty since {int(time.time())}"


# --- what banks and buyers decide ---------------------------------------------------------------------------------


@act("Purchases", session="")
def expire(world: World, courier: Courier, session: str) -> object:
    """Let an open session run out now."""
    with world.deed():
        return sessions.end_unpaid(world, sessions.find_open(world, session))["status"]


@act("Purchases", session="", amount="", quantity="", currency="")
def tamper(world: World, courier: Courier, session: str, amount: str, quantity: str, currency: str) -> object:
    """Change the first line of a session behind the site's back: unit amount, quantity or currency."""
    with world.deed():
        body = world.find("checkout.session", session)
        backstage = world.backstage(session)
        line = backstage["lines"][0]
        if amount:
            line["price"]["unit_amount"] = int(amount)
            line["price"]["unit_amount_decimal"] = amount
        if quantity:
            line["quantity"] = int(quantity)
        if currency:
            body["currency"] = line["currency"] = line["price"]["currency"] = currency.lower()
        sessions.reprice(world, body, backstage)
        return {"amount_total": body["amount_total"], "currency": body["currency"]}


@act("Purchases", payment_intent="", arrives="true")
def settle(world: World, courier: Courier, payment_intent: str, arrives: str) -> object:
    """Let a bank debit arrive, or bounce, now."""
    with world.deed():
        intent = world.find("payment_intent", payment_intent)
        if intent["status"] != "processing":
            raise ApiRefusal(f"This payment is {intent['status']}, not processing.")
        world.store.unplan(payment_intent)
        checkout.end_debit(world, intent, settles=_is_on(arrives))
        return intent["status"]


@act("Purchases", charge="", reason="product_not_received")
def dispute(world: World, courier: Courier, charge: str, reason: str) -> object:
    """Let the card's holder dispute a charge (ch_... or pi_...)."""
    with world.deed():
        if charge.startswith("pi_"):
            charge = world.find("payment_intent", charge)["latest_charge"] or ""
        return disputes.open_dispute(world, world.find("charge", charge), reason)["id"]


@act("Purchases", dispute="", outcome="won")
def decide(world: World, courier: Courier, dispute: str, outcome: str) -> object:
    """End a dispute: won or lost."""
    if outcome not in ("won", "lost"):
        raise ApiRefusal("The outcome is won or lost.")
    with world.deed():
        return disputes.finish(world, world.find("dispute", dispute), outcome)["status"]


@act("Purchases", refund="")
def fail_refund(world: World, courier: Courier, refund: str) -> object:
    """Let a refund fail, even one that succeeded."""
    with world.deed():
        return refunds.fail(world, world.find("refund", refund))["status"]
