"""What a page must know to be sold and owned.

`Product` is worn by page types. It says what a page costs, who may buy it now, and whom it is open to; it names no page
type, and it changes nothing: deeds are in `payments.services`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from payments.refusals import AlreadyOwned, NotForSale, Refusal

if TYPE_CHECKING:
    from payments.models import Offer
    from payments.models.offers import OfferQuerySet


TERMS_URL = "/terms/"
REFUND_POLICY_URL = "/refund-policy/"
TERMS_LINE = "By going on to pay you accept the terms and the refund policy."
"""Shown above the button, and kept on the order with the policy itself."""


class Product(models.Model):
    """A page that can be owned."""

    class Meta:
        abstract = True

    places: int | None = None
    """How many people can own it; None is without limit."""

    @property
    def access_url(self) -> str:
        """Where the owner goes after buying."""
        return self.url or ""  # type: ignore[attr-defined]

    def get_inclusions(self) -> list[str]:
        """This function will return what the price includes, in short lines for a price box."""
        return []

    def get_refund_policy(self) -> str:
        """This function will return the refund policy in the words that a buyer accepts and the order keeps."""
        return ""

    def get_products_granting_access(self) -> list[int]:
        """This function will return the pages whose owner may open this one: itself, later its cohorts and bundles."""
        return [self.pk]

    def get_offers(self) -> OfferQuerySet:
        """This function will return the offers that are valid now, cheapest first."""
        return self.offers.valid().order_by("amount_cents", "pk")  # type: ignore[attr-defined]

    def get_offer(self) -> Offer | None:
        """This function will return the offer to show on a page, if there is one."""
        return self.get_offers().first()

    def is_open_to(self, user: Any) -> bool:
        """This function will ask the ledger whether this person owns it now. It never remembers the answer."""
        if not user.is_authenticated:
            return False
        ledger = apps.get_model("payments", "Grant").objects
        return ledger.current().for_user(user).filter(product_id__in=self.get_products_granting_access()).exists()

    def is_published_now(self) -> bool:
        """This function will say whether the page can be seen at this very moment, whatever the clockwork has done."""
        expire_at = self.expire_at  # type: ignore[attr-defined]
        return bool(self.live) and (expire_at is None or expire_at > timezone.now())  # type: ignore[attr-defined]

    def check_buyable_by(self, *, user: Any) -> None:
        """This function will raise a refusal, in words, unless this person (None: a guest) may buy it now."""
        if not self.is_published_now() or not self.get_offers().exists():
            raise NotForSale
        if user is not None and self.is_open_to(user):
            raise AlreadyOwned


@dataclass(frozen=True)
class Purchase:
    """What a sales page has to know, worked out before the template sees it."""

    state: str
    """buy | free | owned | closed"""
    offer: Offer | None
    reason: str
    access_url: str
    price_display: str
    inclusions: list[str]
    needs_sign_in: bool
    terms_url: str = TERMS_URL
    refund_policy_url: str = REFUND_POLICY_URL


def purchase_for(product: Any, user: Any) -> Purchase:
    """This function will say what this person can do with this product now: buy, take for free, open, or nothing."""
    person = user if user.is_authenticated else None
    try:
        product.check_buyable_by(user=person)
    except AlreadyOwned as refusal:
        return _purchase(product, "owned", reason=refusal.words)
    except Refusal as refusal:
        return _purchase(product, "closed", reason=refusal.words)
    offer = product.get_offer()
    state = "free" if offer.is_free else "buy"
    return _purchase(product, state, offer=offer, needs_sign_in=offer.is_free and person is None)


def owned_by(user: Any, some: Sequence[Any]) -> set[int]:
    """This function will return the keys of those among some products that this person owns now, asking the ledger once."""
    if not user.is_authenticated:
        return set()
    ledger = apps.get_model("payments", "Grant").objects
    granted = set(ledger.current().for_user(user).values_list("product_id", flat=True))
    return {product.pk for product in some if granted.intersection(product.get_products_granting_access())}


def price_tags(some: Sequence[Any]) -> dict[int, str]:
    """This function will return what each of some products costs now, in words, by key; what is not for sale is left out."""
    offers = apps.get_model("payments", "Offer").objects.valid()
    found = offers.filter(product_id__in=[product.pk for product in some]).order_by("-amount_cents", "-pk")
    return {offer.product_id: offer.price_display for offer in found}  # the cheapest comes last, and stays


def _purchase(
    product: Any, state: str, *, offer: Offer | None = None, reason: str = "", needs_sign_in: bool = False
) -> Purchase:
    return Purchase(
        state=state,
        offer=offer,
        reason=reason,
        access_url=product.access_url if state == "owned" else "",
        price_display=offer.price_display if offer else "",
        inclusions=product.get_inclusions(),
        needs_sign_in=needs_sign_in,
    )
