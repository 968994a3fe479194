"""The way to Stripe's page for cards and invoices."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from payments import gateway
from payments.models import Order, StripePortal
from payments.refusals import NotForSale, StripeRefused


def open_portal(*, order: Order) -> str:
    """This function will return the address where whoever pays a plan changes the card; the caller knows who asks.

    The customer is the one of this very plan, so the page shows nobody else's card or invoices.
    """
    plan = getattr(order, "plan", None)
    if plan is None or not plan.customer_id:
        raise NotForSale("This order has no card to be changed.")
    back = settings.PUBLIC_URL + reverse("payments:order", args=[order.uuid])
    portal = _portal()
    try:
        return gateway.create_portal_session(
            customer_id=plan.customer_id, configuration_id=portal.configuration_id, return_url=back
        )
    except StripeRefused as refusal:
        if refusal.param != "configuration":
            raise
    portal = _portal(gone=portal)  # Stripe has lost it, or somebody switched it off there
    return gateway.create_portal_session(
        customer_id=plan.customer_id, configuration_id=portal.configuration_id, return_url=back
    )


def _portal(*, gone: StripePortal | None = None) -> StripePortal:
    kind: dict[str, Any] = {"livemode": gateway.is_live(), "fingerprint": gateway.portal_fingerprint()}
    known = StripePortal.objects.filter(**kind).first()
    if known and (gone is None or known.configuration_id != gone.configuration_id):
        return known
    made = known.made + 1 if known else 1
    configuration_id = gateway.create_portal_configuration(attempt=made)
    portal, _ = StripePortal.objects.update_or_create(
        **kind, defaults={"configuration_id": configuration_id, "made": made}
    )
    return portal
