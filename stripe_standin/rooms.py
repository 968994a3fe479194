"""The rooms that register operations, pages or planned deeds when they are imported."""

import importlib

ROOMS = (
    "account",
    "catalogue",
    "checkout",
    "customers",
    "discounts",
    "disputes",
    "endpoints",
    "events",
    "methods",
    "pages",
    "payments",
    "refunds",
    "sessions",
)


def open_all() -> None:
    """Import every room."""
    for room in ROOMS:
        importlib.import_module(f"stripe_standin.{room}")
