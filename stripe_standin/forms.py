"""Decode ``a[b][0][c]=x``, the way in which Stripe's clients write nested parameters into a form."""

import re
from urllib.parse import parse_qsl

_KEY = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")
_PART = re.compile(r"\[([^\[\]]*)\]")


class BadForm(ValueError):
    """The text is no form that Stripe would read."""


def decode(text: str) -> dict:
    """Turn a form or query string into a tree of dicts; lists stay dicts keyed by their index until typed."""
    tree: dict = {}
    for key, value in parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text)):
        plant(tree, split_key(key), value)
    return tree


def split_key(key: str) -> list[str]:
    """Split ``a[b][0]`` into its parts."""
    match = _KEY.match(key)
    if match is None:
        raise BadForm(f"Invalid parameter name: {key}")
    return [match.group(1), *_PART.findall(match.group(2))]


def plant(tree: dict, parts: list[str], value: str) -> None:
    """Put one value at its place; an empty part (``a[]``) means the next free index."""
    here = tree
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        name = part if part != "" else str(len(here))
        if following is None:
            here[name] = value
            return
        branch = here.setdefault(name, {})
        if not isinstance(branch, dict):
            raise BadForm(f"Parameter {parts[0]} is both a value and a group")
        here = branch


def flatten(tree: object, path: str = "") -> dict[str, object]:
    """List the leaves of typed parameters by dotted path without indices, to see which ones were used."""
    if isinstance(tree, dict):
        leaves: dict[str, object] = {}
        for name, value in tree.items():
            leaves |= flatten(value, f"{path}.{name}" if path else str(name))
        return leaves or {path: tree}
    if isinstance(tree, list):
        leaves = {}
        for value in tree:
            leaves |= flatten(value, path)
        return leaves or {path: tree}
    return {path: tree}
