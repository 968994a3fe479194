"""What a page must be to be owned: the mixin that sold pages wear.

Stands above the ledger and below the deeds. It knows no course and no webinar; it asks the page it is worn by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from payments.models import Grant, Offer
from payments.refusals import AlreadyOwned, NotForSale, Refusal


class Product(models.Model):
    """Worn by page types that can be owned."""

    class Meta:
        abstract = True

    places: int | None = None
    """How many people may own it; None for any number."""

    def get_offers(self) -> models.QuerySet[Offer]:
        """This function will return the ways to pay for it that hold now, cheapest first."""
        return Offer.objects.filter(product_id=self.pk).valid()

    def get_offer(self) -> Offer | None:
        """This function will return the offer that the sales page shows."""
        return self.get_offers().first()

    def get_products_granting_access(self) -> list[int]:
        """This function will return the ids of the pages whose grants open this one: itself, and whatever contains it."""
        return [self.pk]

    def is_open_to(self, user: Any) -> bool:
        """This function will ask the ledger, now, whether this person may open the product."""
        grants = Grant.objects.current().for_user(user)
        return grants.filter(product_id__in=self.get_products_granting_access()).exists()

    def check_buyable_by(self, user: Any) -> None:
        """This function will raise a refusal, in words for the person, unless they may buy it now."""
        if not self.live or not self.is_within_its_dates():
            raise NotForSale("This is not for sale just now.")
        if self.is_open_to(user):
            raise AlreadyOwned("You own this already.")
        if not self.get_offers().exists():
            raise NotForSale("This is not for sale just now.")

    @property
    def access_url(self) -> str:
        """Where the owner goes after buying, and every day after that."""
        return self.url or "/"


@dataclass(frozen=True)
class Purchase:
    """What the buy button of one product says to one person."""

    state: str  # "buy", "free", "owned" or "closed"
    offer: Offer | None = None
    reason: str = ""
    access_url: str = ""
    price: str = ""


def purchase_for(product: Any, user: Any) -> Purchase:
    """This function will return what the buy button of this product says to this person."""
    if product.is_open_to(user):
        return Purchase("owned", access_url=product.access_url)
    try:
        product.check_buyable_by(user)
    except Refusal as refusal:
        return Purchase("closed", reason=str(refusal))
    offer = product.get_offer()
    if offer is None:
        return Purchase("closed", reason="This is not for sale just now.")
    return Purchase("free" if offer.is_free else "buy", offer=offer, price=offer.price, access_url=product.access_url)
