"""What we sell, as Stripe knows it."""

from __future__ import annotations

from payments import gateway
from payments.models import StripeProduct


def product_at_stripe(*, page_pk: int, name: str) -> str:
    """This function will return a product's id at Stripe, making it there if need be."""
    known = StripeProduct.objects.filter(product_id=page_pk, livemode=gateway.is_live()).first()
    if known is None:
        made = gateway.create_product(name=name, page_pk=page_pk)
        known, _ = StripeProduct.objects.get_or_create(
            product_id=page_pk, livemode=gateway.is_live(), defaults={"product_id_at_stripe": made}
        )
    return known.product_id_at_stripe
