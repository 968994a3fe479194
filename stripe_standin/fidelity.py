"""The guard against invention: everything that passes is compared with the types of the pinned ``stripe`` package.

Requests are read by the SDK's own ``stripe.params`` TypedDicts, answers and events are compared with the annotations of
its resource classes. There is no second description that could grow old.
"""

import ast
import importlib
import inspect
import re
import types
import typing
from decimal import Decimal
from functools import cache
from pathlib import Path

import stripe
from stripe._object_classes import OBJECT_CLASSES
from stripe._request_options import RequestOptions
from stripe._stripe_object import StripeObject, UntypedStripeObject

from .errors import ApiRefusal, required, unknown_parameter

# Declared as never null, yet kept out of Stripe's public description: left out, so that no code comes to rely on them.
HIDDEN = {"Product": {"type"}, "SubscriptionItem": {"plan"}, "SubscriptionSchedule.Phase.Item": {"plan"}}

API_VERSION = stripe.api_version
_INTEGER = re.compile(r"^-?\d{1,15}$")


class Unfaithful(Exception):
    """Our own answer differs from the SDK's types; the message names the path."""


# --- reading the SDK's declarations -------------------------------------------------------------------------------


@cache
def _names(module_name: str) -> dict[str, object]:
    """Return what annotations of a module may refer to, its imports under TYPE_CHECKING included."""
    module = importlib.import_module(module_name)
    names = dict(vars(module))
    for node in ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for item in node.body:
                if isinstance(item, ast.ImportFrom) and item.module and not item.module.startswith("stripe.params"):
                    source = importlib.import_module(item.module)
                    for alias in item.names:
                        names[alias.asname or alias.name] = getattr(source, alias.name)
    return names


@cache
def fields_of(declared: type) -> dict[str, object]:
    """Return the fields of a resource class or TypedDict with their resolved types."""
    names = _names(declared.__module__)
    raw = {
        name: hint
        for name, hint in inspect.get_annotations(declared).items()
        if not (name.isupper() or name.startswith("_"))
    }
    if is_params(declared):
        raw = {name: hint for name, hint in raw.items() if name not in RequestOptions.__annotations__}
    holder = types.SimpleNamespace(__annotations__=raw)
    return typing.get_type_hints(holder, globalns=names, localns=names, include_extras=True)


def is_params(declared: object) -> bool:
    """Say whether a declaration is one of the SDK's TypedDicts."""
    return isinstance(declared, type) and hasattr(declared, "__required_keys__")


@cache
def resource(object_name: str) -> type:
    """Return the SDK's class for an object name such as ``checkout.session``."""
    module, name = OBJECT_CLASSES[object_name]
    return getattr(importlib.import_module(module), name)


@cache
def params(dotted: str) -> type:
    """Return the SDK's TypedDict for a dotted name such as ``checkout.SessionCreateParams``."""
    package, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module("stripe.params" + (f".{package}" if package else "")), name)


def members(hint: object) -> list:
    """Return the members of a union, or the type itself alone."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        found = [*typing.get_args(hint)]
        # "Literal[...] | str" is how the SDK says "an enumeration that may grow": for us it is closed.
        if any(typing.get_origin(member) is typing.Literal and member != typing.Literal[""] for member in found):
            found = [member for member in found if member is not str]
        return found
    return [hint]


def is_nullable(hint: object) -> bool:
    """Say whether None is among the values of a type."""
    return type(None) in members(hint)


# --- answers ------------------------------------------------------------------------------------------------------


def check_object(body: dict, path: str = "") -> None:
    """Raise Unfaithful unless a whole object (or list) could have been made by the pinned API."""
    if body.get("object") == "list":
        _check_list(body, path or "list")
        return
    name = body.get("object", "")
    if name not in OBJECT_CLASSES:
        raise Unfaithful(f"{path}: there is no object called {name!r}")
    _check_fields(body, resource(name), path or name)
    if name == "event":
        check_object(body["data"]["object"], f"event({body['type']}).data.object")


def _check_list(body: dict, path: str, member: object = None) -> None:
    if set(body) != {"object", "data", "has_more", "url"} or body["object"] != "list":
        raise Unfaithful(f"{path}: a list has object, data, has_more and url, not {sorted(body)}")
    for index, item in enumerate(body["data"]):
        if member is None:
            check_object(item, f"{path}.data[{index}]")
        else:
            _check(item, member, f"{path}.data[{index}]")


def _check_fields(body: dict, declared: type, path: str) -> None:
    fields = fields_of(declared)
    for name, value in body.items():
        if name not in fields:
            raise Unfaithful(f"{path}.{name}: {declared.__qualname__} of stripe {stripe.VERSION} has no such field")
        _check(value, fields[name], f"{path}.{name}")
    if body.get("deleted") is True:
        return
    hidden = HIDDEN.get(declared.__qualname__, ())
    for name, hint in fields.items():
        if name not in body and name not in hidden and not is_nullable(hint):
            raise Unfaithful(f"{path}.{name}: is missing and never null")


def _check(value: object, hint: object, path: str) -> None:
    breaches = []
    for member in members(hint):
        try:
            _check_member(value, member, path)
        except Unfaithful as breach:
            breaches.append(breach)
        else:
            return
    # The deepest complaint is the useful one: it names the field inside the object, not the union around it.
    raise max(breaches, key=lambda breach: len(str(breach).split(":")[0]))


def _check_member(value: object, hint: object, path: str) -> None:
    origin = typing.get_origin(hint)
    if hint is typing.Any or hint is object:
        return
    if origin is typing.Literal:
        fits = value in typing.get_args(hint)
    elif origin in (list, dict) or origin is UntypedStripeObject or hint is UntypedStripeObject:
        _check_container(value, hint, path)
        return
    elif isinstance(origin, type) and issubclass(origin, StripeObject):
        if not isinstance(value, dict):
            raise Unfaithful(f"{path}: {value!r} is no list object")
        _check_list(value, path, typing.get_args(hint)[0])
        return
    elif isinstance(hint, type) and issubclass(hint, StripeObject):
        if not isinstance(value, dict):
            raise Unfaithful(f"{path}: {value!r} is no {hint.__name__}")
        _check_fields(value, hint, path)
        return
    else:
        fits = _is_scalar(value, hint)
    if not fits:
        raise Unfaithful(f"{path}: {value!r} is not {getattr(hint, '__name__', hint)}")


def _check_container(value: object, hint: object, path: str) -> None:
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is list:
        if not isinstance(value, list):
            raise Unfaithful(f"{path}: {value!r} is no list")
        for index, item in enumerate(value):
            _check(item, arguments[0], f"{path}[{index}]")
        return
    if not isinstance(value, dict):
        raise Unfaithful(f"{path}: {value!r} is no mapping")
    for name, item in value.items():
        if arguments:
            _check(item, arguments[-1], f"{path}.{name}")


def _is_scalar(value: object, hint: object) -> bool:
    if hint is type(None):
        return value is None
    if hint is bool:
        return isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is Decimal:
        return isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) is not None
    if hint is str:
        return isinstance(value, str)
    raise Unfaithful(f"the guard cannot read the type {hint!r}")


# --- requests -----------------------------------------------------------------------------------------------------


def read_params(tree: dict, declared: type, path: str = "") -> dict:
    """Return a decoded form with the types of the SDK's TypedDict, or refuse it as Stripe would."""
    fields = fields_of(declared)
    typed = {}
    for name, raw in tree.items():
        param = f"{path}[{name}]" if path else name
        if name not in fields:
            raise unknown_parameter(param)
        typed[name] = _read(raw, _unwrapped(fields[name]), param)
    for name, hint in fields.items():
        if name not in typed and typing.get_origin(hint) is not typing.NotRequired:
            raise required(f"{path}[{name}]" if path else name)
    return typed


def _unwrapped(hint: object) -> object:
    return typing.get_args(hint)[0] if typing.get_origin(hint) is typing.NotRequired else hint


def _read(raw: object, hint: object, param: str) -> object:
    refusals = []
    for member in members(hint):
        try:
            return _read_member(raw, member, param)
        except ApiRefusal as refusal:
            refusals.append(refusal)
    raise max(refusals, key=lambda refusal: len(refusal.param or ""))


def _read_member(raw: object, hint: object, param: str) -> object:
    origin = typing.get_origin(hint)
    if is_params(hint):
        if not isinstance(raw, dict):
            raise ApiRefusal("Invalid object", param=param)
        return read_params(raw, typing.cast("type", hint), param)
    if origin is list:
        return [_read(item, typing.get_args(hint)[0], f"{param}[{index}]") for index, item in _items(raw, param)]
    if origin is dict:
        if not isinstance(raw, dict):
            raise ApiRefusal("Invalid hash", param=param)
        return {name: _read(item, typing.get_args(hint)[1], f"{param}[{name}]") for name, item in raw.items()}
    if not isinstance(raw, str):
        raise ApiRefusal("Invalid string: expected a plain value", param=param)
    return _read_scalar(raw, hint, param)


def _items(raw: object, param: str) -> list[tuple[str, object]]:
    if not isinstance(raw, dict) or not all(name.isdigit() for name in raw):
        raise ApiRefusal("Invalid array", param=param)
    return sorted(raw.items(), key=lambda pair: int(pair[0]))


def _read_scalar(raw: str, hint: object, param: str) -> object:
    if typing.get_origin(hint) is typing.Literal:
        choices = typing.get_args(hint)
        if raw in choices:
            return raw
        raise ApiRefusal(f"Invalid {param}: must be one of {', '.join(map(str, choices))}", param=param)
    if hint is bool:
        if raw in ("true", "false"):
            return raw == "true"
        raise ApiRefusal(f"Invalid boolean: {raw}", param=param, code="parameter_invalid_boolean")
    if hint is int:
        if _INTEGER.match(raw):
            return int(raw)
        raise ApiRefusal(f"Invalid integer: {raw}", param=param, code="parameter_invalid_integer")
    if hint in (float, Decimal):
        if re.fullmatch(r"-?\d{1,15}(\.\d{1,12})?", raw):
            return float(raw) if hint is float else raw
        raise ApiRefusal(f"Invalid decimal: {raw}", param=param)
    if hint is str:
        return raw
    raise ApiRefusal(f"Invalid value for {param}", param=param)
