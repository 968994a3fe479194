"""The rooms that register operations, pages or planned deeds when they are imported."""

import importlib

ROOMS = (
    "account", "catalogue", "checkout", "credit_notes", "customers", "discounts", "disputes", "dunning", "endpoints",
    "events", "invoice_pages", "invoices", "methods", "pages", "payments", "portal", "portal_pages", "refunds",
    "schedules", "sessions", "subscriptions",
)  # fmt: skip


def open_all() -> None:
    """Import every room."""
    for room in ROOMS:
        importlib.import_module(f"stripe_standin.{room}")
