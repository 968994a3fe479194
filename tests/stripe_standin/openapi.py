"""A second witness of the stand-in: Stripe's own description of its API, where an excerpt of it lies beside the project.

The project holds no copy. Where the file is there, everything that any test sends to the stand-in or gets from it (requests,
answers, events) is held against it; where it is not, nothing happens here and the SDK's own types are the only guard.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from stripe_standin import api, events

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "stripe-openapi-excerpt.json"
PLACE = Path(os.environ.get("STRIPE_OPENAPI", BESIDE))


class Description:
    """The excerpt, with every object closed: a field that it does not name is a breach."""

    @cached_property
    def document(self) -> dict[str, Any]:
        document = json.loads(PLACE.read_text())
        _close(document["components"]["schemas"])
        return document

    @cached_property
    def registry(self) -> Any:
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        return Registry().with_resource("urn:stripe", resource)

    @property
    def version(self) -> str:
        return self.document["info"]["version"]

    @lru_cache(maxsize=500)  # noqa: B019  one description for the whole run
    def validator(self, pointer: str) -> Any:
        from jsonschema import Draft202012Validator

        return Draft202012Validator({"$ref": f"urn:stripe#{pointer}"}, registry=self.registry)

    def breaches(self, pointer: str, body: Any) -> list[str]:
        """List what in a body the schema at that place does not allow."""
        found = []
        for error in self.validator(pointer).iter_errors(body):
            deepest = _deepest(error)
            found.append(f"{'.'.join(str(part) for part in deepest.absolute_path)}: {deepest.message[:200]}")
        return found


def _close(schema: Any) -> None:
    if isinstance(schema, dict):
        if "properties" in schema and "additionalProperties" not in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            _close(part)
    elif isinstance(schema, list):
        for part in schema:
            _close(part)


def _deepest(error: Any) -> Any:
    """Of the branches of an anyOf the one that came furthest tells what is wrong."""
    while error.context:
        error = max(error.context, key=lambda branch: len(branch.absolute_path))
    return error


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


DESCRIPTION = Description()


class Witness:
    """What was said since the last look."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, Any]] = []
        """(what it was, the place of its schema, the body)"""
        self.seen: set[tuple[str, str]] = set()
        self.unknown: set[str] = set()

    def hear_exchange(self, method: str, path: str, params: dict[str, Any], status: int, text: str) -> None:
        operation = DESCRIPTION.document["paths"].get(path, {}).get(method.lower())
        route = f"{method} {path}"
        if operation is None:
            self.unknown.add(route)
            return
        place = f"/paths/{_escaped(path)}/{method.lower()}"
        if method == "POST":
            kind = "application~1x-www-form-urlencoded"
            self.heard.append((f"request {route}", f"{place}/requestBody/content/{kind}/schema", params))
        if status == 200:
            answer = f"{place}/responses/200/content/application~1json/schema"
            self.heard.append((f"answer {route}", answer, json.loads(text)))

    def hear_event(self, event: dict[str, Any]) -> None:
        kind = DESCRIPTION.document["info"]["x-events"].get(event["type"])
        if kind is None:
            self.unknown.add(event["type"])
            return
        self.heard.append((f"event {event['type']}", f"/components/schemas/{kind}", event["data"]["object"]))

    def verdict(self) -> list[str]:
        """Hold what was heard against the description, each shape once, and forget it."""
        heard, self.heard = self.heard, []
        found = []
        for what, place, body in heard:
            shape = (what, json.dumps(_shape(body), sort_keys=True))
            if shape not in self.seen:
                self.seen.add(shape)
                found += [f"{what}: {breach}" for breach in DESCRIPTION.breaches(place, body)]
        return found


def _shape(body: Any) -> Any:
    """A body with its values replaced by their types, so that the same thing is not looked at a thousand times."""
    if isinstance(body, dict):
        return {name: _shape(value) for name, value in body.items()}
    if isinstance(body, list):
        return [_shape(value) for value in body]
    return type(body).__name__ if not isinstance(body, str) or len(body) > 24 else body


@contextmanager
def witness() -> Iterator[Witness]:
    """Listen to every stand-in of this process."""
    listener = Witness()
    if not PLACE.exists():
        yield listener
        return
    run, born = api._run, events.born

    def heard_run(world: Any, operation: Any, ids: Any, params: dict[str, Any]) -> tuple[int, str]:
        status, text = run(world, operation, ids, params)
        listener.hear_exchange(operation.method, operation.path, params, status, text)
        return status, text

    def heard_birth(*args: Any, **kwargs: Any) -> dict[str, Any]:
        event = born(*args, **kwargs)
        listener.hear_event(event)
        return event

    api._run, events.born = heard_run, heard_birth
    try:
        yield listener
    finally:
        api._run, events.born = run, born
