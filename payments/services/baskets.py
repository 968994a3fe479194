"""What one press of the button asks for: an offer, perhaps another beside it, perhaps a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from payments.models import Offer, Order, PromotionCode
from payments.refusals import SeatRefused
from payments.services.codes import find_code


@dataclass(frozen=True)
class TeamDetails:
    """What a clinic wants to read on its receipt and its invoice."""

    clinic_name: str = ""
    tax_id: str = ""
    po_number: str = ""

    @classmethod
    def of(cls, order: Order) -> TeamDetails:
        return cls(order.clinic_name, order.tax_id, order.po_number)


@dataclass(frozen=True)
class Basket:
    """An offer, what was ticked beside it, and what a code takes off."""

    offer: Offer
    bump: Offer | None = None
    code: PromotionCode | None = None
    seats: int = 1
    details: TeamDetails = TeamDetails()

    @property
    def offers(self) -> list[Offer]:
        return [self.offer, self.bump] if self.bump else [self.offer]

    @property
    def subtotal_cents(self) -> int:
        return sum(self.amount_of(offer) for offer in self.offers)

    def quantity_of(self, offer: Offer) -> int:
        """This function will return how many of an offer are asked for."""
        return self.seats if offer.kind == Offer.Kind.SEATS else 1

    def amount_of(self, offer: Offer) -> int:
        """This function will return what an offer costs in this basket."""
        return offer.amount_cents * self.quantity_of(offer)

    @property
    def discount_cents(self) -> int:
        if self.code is None:
            return 0
        good_for = set(self.code.products.values_list("pk", flat=True))
        fitting = [self.amount_of(offer) for offer in self.offers if not good_for or offer.product_id in good_for]
        if self.offer.kind == Offer.Kind.INSTALMENTS:  # nothing stands beside them
            return self.code.discount_on_offer(self.offer)
        return self.code.discount_on(fitting)

    def is_in(self, order: Order) -> bool:
        """This function will say whether an order holds just this."""
        held = set(order.lines.values_list("offer_id", "quantity"))
        wanted = {(offer.pk, self.quantity_of(offer)) for offer in self.offers}
        code_pk = self.code.pk if self.code else None
        return held == wanted and order.promotion_code_id == code_pk and self.details == TeamDetails.of(order)


def fill_basket(
    *, offer: Offer, user: Any, typed_code: str, with_bump: bool, open_key: str, seats: int, details: TeamDetails
) -> Basket:
    """This function will return what this buyer asks for, or raise a refusal in words. Asks Stripe about the code."""
    if offer.kind == Offer.Kind.SEATS and not (offer.seats_min or 1) <= seats <= (offer.seats_max or 1):
        raise SeatRefused(f"Choose between {offer.seats_min} and {offer.seats_max} seats.")
    code = None
    if typed_code.strip():
        open_order = Order.objects.filter(open_key=open_key).first()
        code = find_code(typed=typed_code, user=user, offer=offer, order=open_order)
    return Basket(offer, _bump_for(offer, user) if with_bump else None, code, seats, details)


def _bump_for(offer: Offer, user: Any) -> Offer | None:
    bump = offer.get_bump()
    return None if bump is None or (user and bump.product.specific.is_open_to(user)) else bump
