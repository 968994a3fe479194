"""Stripe's own page on which a customer changes the card and finds the invoices."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings

from payments.gateway.client import client, translated


def portal_wishes() -> dict[str, Any]:
    """This function will return what the page may do: a card and old invoices, and never a plan."""
    return {
        "business_profile": {"headline": f"{settings.WAGTAIL_SITE_NAME}: your card and your invoices"},
        "features": {
            "customer_update": {"enabled": False},
            "invoice_history": {"enabled": True},
            "payment_method_update": {"enabled": True},
            "subscription_cancel": {"enabled": False},
            "subscription_update": {"enabled": False},
        },
    }


def portal_fingerprint() -> str:
    """This function will name those wishes, so that other wishes make another page."""
    return hashlib.sha256(json.dumps(portal_wishes(), sort_keys=True).encode()).hexdigest()[:32]


def create_portal_configuration(*, attempt: int) -> str:
    """This function will tell Stripe what the page may do, and return the id; asked again, it is the same."""
    key = {"idempotency_key": f"portal:{portal_fingerprint()}:{attempt}"}
    with translated():
        return client().v1.billing_portal.configurations.create(portal_wishes(), key).id  # type: ignore[arg-type]


def create_portal_session(*, customer_id: str, configuration_id: str, return_url: str) -> str:
    """This function will open the page for one customer and return its address."""
    params = {"customer": customer_id, "configuration": configuration_id, "return_url": return_url}
    with translated():
        return client().v1.billing_portal.sessions.create(params).url  # type: ignore[arg-type]
