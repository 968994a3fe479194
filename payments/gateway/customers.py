"""Products and customers, as Stripe knows them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings

from payments.gateway.client import client, translated


def create_product(*, name: str, page_pk: int) -> str:
    """This function will make a product at Stripe and return its id. Prices are sent with each session."""
    tax = {"tax_code": settings.STRIPE_TAX_CODE} if settings.STRIPE_TAX_CODE else {}
    key = f"product:{page_pk}:{hashlib.sha256(f'{name}{tax}'.encode()).hexdigest()[:16]}"
    params: dict[str, Any] = {"name": name, "metadata": {"page": str(page_pk)}, **tax}
    with translated():
        return client().v1.products.create(params, {"idempotency_key": key}).id  # type: ignore[arg-type]


def update_customer(*, customer_id: str, email: str) -> None:
    """This function will tell Stripe a person's new address, before the next checkout shows the old one."""
    with translated():
        client().v1.customers.update(customer_id, {"email": email})
