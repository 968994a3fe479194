"""The door for the SDK: key, version, idempotency, the guard on the way in and on the way out."""

import base64
import hashlib
import json
import sys
from collections.abc import Mapping

from . import fidelity, forms, metadata, operations
from .errors import ApiRefusal
from .replies import Reply, json_reply
from .world import World

REMEMBERED_FOR = 24 * 3600


def answer(world: World, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Answer one API request as Stripe would."""
    request_id = world.new_request_id()
    marks = {"Request-Id": request_id, "Stripe-Version": fidelity.API_VERSION}
    key = headers.get("Idempotency-Key") if method == "POST" else None
    if key:
        marks["Idempotency-Key"] = key
    try:
        _check_caller(headers, body)
        if fault := _take_fault(world, path, before=True):
            return Reply(fault.status, fault.body, fault.headers | marks, disconnect=fault.disconnect, wait=fault.wait)
        run, ids = operations.find(method, path)
        params = _read(run, query, body)
        status, text, replayed = _execute(world, run, ids, params, key, f"{method} {path}", request_id)
    except ApiRefusal as refusal:
        status, text, replayed = refusal.status, _text(refusal.body()), False
    except fidelity.Unfaithful as breach:
        print(f"stripe_standin: answer to {method} {path} is unfaithful: {breach}", file=sys.stderr, flush=True)
        status, replayed = 500, False
        text = _text({"error": {"type": "api_error", "message": f"The stand-in made an unfaithful object: {breach}"}})
    if replayed:
        marks["Idempotent-Replayed"] = "true"
    late = _take_fault(world, path, before=False) if status < 400 else None
    return Reply(status, text.encode(), marks | {"Content-Type": "application/json"}, disconnect=late is not None)


def _execute(
    world: World,
    run: operations.Operation,
    ids: tuple[str, ...],
    params: dict,
    key: str | None,
    route: str,
    request_id: str,
) -> tuple[int, str, bool]:
    """Run an operation once per idempotency key; returns status, body and whether it is a replay."""
    asked = hashlib.sha256(f"{route} {json.dumps(params, sort_keys=True)}".encode()).hexdigest()
    refused = None
    with world.lock:
        try:
            with world.deed():
                world.catch_up()
                if key and (known := _replay(world, key, asked)):
                    return known
                world.request = {"id": request_id, "idempotency_key": key}
                status, text = _run(world, run, ids, params)
                if key:
                    _remember(world, key, asked, status, text)
                return status, text, False
        except ApiRefusal as refusal:
            refused = refusal
        finally:
            world.request = {"id": None, "idempotency_key": None}
        text = _text(refused.body())
        if key and refused.kind != "idempotency_error":
            with world.deed():
                _remember(world, key, asked, refused.status, text)
        return refused.status, text, False


def _run(world: World, run: operations.Operation, ids: tuple[str, ...], params: dict) -> tuple[int, str]:
    try:
        body = run.run(world, params, *ids)
    except ApiRefusal as refusal:
        if refusal.keeps_traces:
            return refusal.status, _text(refusal.body())
        raise
    operations.expand(world, body, params.get("expand", []))
    fidelity.check_object(body)
    return 200, _text(body)


def _replay(world: World, key: str, asked: str) -> tuple[int, str, bool] | None:
    rows = world.store.rows("select * from replays where key = ? and at > ?", [key, world.now() - REMEMBERED_FOR])
    if not rows:
        return None
    if rows[0]["asked"] != asked:
        raise ApiRefusal(
            "Keys for idempotent requests can only be used with the same parameters they were first used with. Try"
            f" using a key other than '{key}' if you meant to execute a different request.",
            kind="idempotency_error",
        )
    return rows[0]["status"], rows[0]["body"], True


def _remember(world: World, key: str, asked: str, status: int, text: str) -> None:
    world.store.rows("insert or replace into replays values (?, ?, ?, ?, ?)", [key, asked, status, text, world.now()])


def _read(run: operations.Operation, query: str, body: bytes) -> dict:
    try:
        text = body.decode() if body else ""
        tree = forms.decode(query) | forms.decode(text)
    except (forms.BadForm, ValueError) as trouble:
        raise ApiRefusal(f"Invalid request: {trouble}") from trouble
    params = fidelity.read_params(tree, fidelity.params(run.params))
    metadata.check(params)
    run.refuse_what_is_not_played(params)
    return params


def _check_caller(headers: Mapping[str, str], body: bytes) -> None:
    key = _key(headers.get("Authorization", ""))
    if not key:
        raise ApiRefusal("You did not provide an API key.", status=401)
    if not key.startswith(("sk_test_", "rk_test_")):
        shown = f"{key[:8]}{'*' * 8}"
        live = "live" in key[:8]
        words = "A live key was sent to the stand-in; it takes test keys only" if live else "Invalid API Key provided"
        raise ApiRefusal(f"{words}: {shown}", status=401)
    version = headers.get("Stripe-Version", fidelity.API_VERSION)
    if version != fidelity.API_VERSION:
        raise ApiRefusal(f"Invalid Stripe API version: {version}. The stand-in speaks {fidelity.API_VERSION} only.")
    if headers.get("Stripe-Account") or headers.get("Stripe-Context"):
        raise ApiRefusal("The stand-in imitates one account without Connect.")
    if body and not headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
        raise ApiRefusal("Invalid request: send parameters as application/x-www-form-urlencoded.")


def _key(authorization: str) -> str:
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value).decode().partition(":")[0]
        except ValueError:
            return ""
    return ""


def _take_fault(world: World, path: str, *, before: bool) -> Reply | None:
    """Return the fault that the control page asked for, once for each time it asked."""
    with world.deed():
        planned = list(world.lever("faults", []) or [])  # type: ignore[call-overload]
        for index, fault in enumerate(planned):
            if path.startswith(fault["path"]) and (fault["kind"] != "disconnect_after_commit") is before:
                fault["count"] -= 1
                if fault["count"] <= 0:
                    del planned[index]
                world.set_lever("faults", planned)
                return _fault_reply(fault)
    return None


def _fault_reply(fault: dict) -> Reply:
    if fault["kind"] == "429":
        body = ApiRefusal("Too many requests hit the API too quickly.", status=429, code="rate_limit").body()
        return json_reply(body, 429)
    if fault["kind"] == "500":
        return json_reply({"error": {"type": "api_error", "message": "An unknown error occurred"}}, 500)
    if fault["kind"] == "timeout":
        return Reply(200, b"", {}, disconnect=True, wait=fault["seconds"])
    return Reply(200, b"", {}, disconnect=True)


def _text(body: dict) -> str:
    return json.dumps(body, indent=2)
