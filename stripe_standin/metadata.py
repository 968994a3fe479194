"""Stripe's limits on metadata."""

from .errors import ApiRefusal


def check(tree: object, path: str = "") -> None:
    """Refuse metadata beyond fifty keys, forty characters a key or five hundred a value, wherever it stands."""
    if isinstance(tree, list):
        for index, item in enumerate(tree):
            check(item, f"{path}[{index}]")
    if not isinstance(tree, dict):
        return
    for name, value in tree.items():
        here = f"{path}[{name}]" if path else name
        if name == "metadata" and isinstance(value, dict):
            _check_one(value, here)
        else:
            check(value, here)


def _check_one(metadata: dict, path: str) -> None:
    if len(metadata) > 50:
        raise ApiRefusal("You can only have 50 metadata keys.", param=path)
    for name, value in metadata.items():
        if len(name) > 40:
            raise ApiRefusal(f"Metadata keys may have up to 40 characters. {name!r} is too long.", param=path)
        if len(value) > 500:
            raise ApiRefusal(f"Metadata values can have up to 500 characters. '{name}' is too long.", param=path)
