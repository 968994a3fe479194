"""The list of API operations: which method and path, which parameters of the SDK, which of them are played here."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from . import errors, forms
from .world import World

OPERATIONS: list["Operation"] = []
INCLUDED: dict[tuple[str, str], Callable] = {}


@dataclass(frozen=True)
class Operation:
    """One method on one path."""

    method: str
    path: str
    params: str | None
    imitates: frozenset[str]
    run: Callable

    def match(self, method: str, path: str) -> tuple[str, ...] | None:
        """Return the ids in the path when this operation is meant."""
        found = re.fullmatch(re.sub(r"\{\w+\}", "([^/]+)", self.path), path)
        return found.groups() if found and method == self.method else None

    def refuse_what_is_not_played(self, params: dict) -> None:
        """Refuse parameters that Stripe knows and this program would otherwise silently ignore."""
        if "*" in self.imitates or not params:
            return
        for leaf in forms.flatten(params):
            parts = leaf.split(".")
            if parts[0] == "expand":
                continue
            if not any(".".join(parts[:length]) in self.imitates for length in range(1, len(parts) + 1)):
                raise errors.not_imitated(leaf)


def operation(route: str, params: str | None, imitates: str = "*") -> Callable:
    """Register a function ``(world, params, *ids) -> object`` for ``POST /v1/things/{id}``."""
    method, path = route.split()

    def register(function: Callable) -> Callable:
        OPERATIONS.append(Operation(method, path, params, frozenset(imitates.split()), function))
        return function

    return register


def included(object_name: str, field: str) -> Callable:
    """Register what fills a field that the API leaves out until it is expanded."""

    def register(function: Callable) -> Callable:
        INCLUDED[object_name, field] = function
        return function

    return register


def find(method: str, path: str) -> tuple[Operation, tuple[str, ...]]:
    """Return the operation for a request with the ids of its path."""
    for known in OPERATIONS:
        ids = known.match(method, path)
        if ids is not None:
            return known, ids
    raise errors.ApiRefusal(f"Unrecognized request URL ({method}: {path}).", status=404)


# --- lists --------------------------------------------------------------------------------------------------------


def page(objects: Iterable[dict], params: dict, url: str) -> dict:
    """Return one page of a list, newest first as given; ``created`` is honoured for every kind."""
    kept = [body for body in objects if _within(body, params.get("created"))]
    size = params.get("limit", 10)
    if not 1 <= size <= 100:
        raise errors.ApiRefusal("Invalid integer: limit must be between 1 and 100", param="limit")
    ids = [body["id"] for body in kept]
    if "starting_after" in params:
        kept = kept[_place(ids, params["starting_after"], "starting_after") + 1 :]
    elif "ending_before" in params:
        kept = kept[: _place(ids, params["ending_before"], "ending_before")]
        return listed(kept[-size:], url, has_more=len(kept) > size)
    return listed(kept[:size], url, has_more=len(kept) > size)


def listed(data: list[dict], url: str, *, has_more: bool = False) -> dict:
    """Return a list object."""
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


def matching(world: World, object_name: str, params: dict, fields: str) -> Iterator[dict]:
    """Yield the objects of a kind whose named fields equal the parameters given."""
    for body in world.store.all(object_name):
        if all(body[name] == params[name] for name in fields.split() if name in params):
            yield body


def _within(body: dict, created: object) -> bool:
    if created is None:
        return True
    if isinstance(created, int):
        return body["created"] == created
    tests = {"gt": int.__gt__, "gte": int.__ge__, "lt": int.__lt__, "lte": int.__le__}
    return all(tests[name](body["created"], bound) for name, bound in created.items())  # type: ignore[attr-defined]


def _place(ids: list[str], wanted: str, param: str) -> int:
    if wanted not in ids:
        raise errors.missing("object", wanted, param)
    return ids.index(wanted)


# --- expansion ----------------------------------------------------------------------------------------------------


def expand(world: World, body: dict, wishes: list[str]) -> dict:
    """Replace ids by the objects they name, for paths such as ``payment_intent.latest_charge``."""
    for wish in sorted(wishes):
        if wish.count(".") > 3:
            raise errors.ApiRefusal(f"You cannot expand more than 4 levels of a property: {wish}", param="expand")
        _expand(world, body, wish.split("."), wish)
    return body


def _expand(world: World, here: object, parts: list[str], wish: str) -> None:
    if isinstance(here, list):
        for item in here:
            _expand(world, item, parts, wish)
        return
    if not parts or here is None:
        return
    if not isinstance(here, dict):
        raise _not_expandable(wish)
    name, rest = parts[0], parts[1:]
    include = INCLUDED.get((here.get("object", ""), name))
    if include and name not in here:
        here[name] = include(world, here)
    if name not in here:
        raise _not_expandable(wish)
    here[name] = _looked_up(world, here[name], name, rest, wish)
    _expand(world, here[name], rest, wish)


def _looked_up(world: World, value: object, name: str, rest: list[str], wish: str) -> object:
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return [_looked_up(world, item, name, rest, wish) for item in value]
    if isinstance(value, str):
        found = world.store.load(value) if name != "id" else None
        if found is None:
            raise _not_expandable(wish)
        return found
    if value is not None and not rest and not isinstance(value, dict | list):
        raise _not_expandable(wish)
    return value


def _not_expandable(wish: str) -> errors.ApiRefusal:
    return errors.ApiRefusal(f"This property cannot be expanded ({wish}).", param="expand")
