"""What a page must know to be sold and owned.

`Product` is worn by page types. It says what a page costs, who may buy it now, and whom it is open to; it names no page
type. Deeds are in `payments.services`; they come back here for the counter of places and for what follows on owning.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from payments.refusals import AlreadyOwned, NoPlaceLeft, NotForSale
from payments.standing import Room, Standing, State, Window, stand

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

    chosen_slot = ""
    """Which of its dates a buyer or reader has in hand; "" is the one that matters now."""

    counts_places = False
    """Whether owning it takes a place: such a product has a counter, even where it has no limit."""

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

    def get_contained_pages(self) -> list[int]:
        """This function will return the other pages that its owner may open. Kept on what is sold, as it was that day."""
        return []

    def get_usage_of(self, user: Any) -> list[Usage]:
        """This function will return what a person did with it, oldest first: for a bank that asks whether it was used."""
        return []

    def get_refund_days(self) -> int | None:
        """This function will return for how many days after paying that policy gives the money back; None if it names none."""
        return None

    def get_progress_of(self, user_pks: Collection[int]) -> dict[int, Progress]:
        """This function will return how far some people are, by key, in a number of queries that does not grow with them.

        Progress and nothing else: it is shown to whoever paid for their seats. Empty where nothing is learnt.
        """
        return {}

    def get_offers(self) -> OfferQuerySet:
        """This function will return the offers that anyone may take now for themselves, cheapest first."""
        return self.offers.public().valid().for_one().order_by("amount_cents", "pk")  # type: ignore[attr-defined]

    def get_offer(self) -> Offer | None:
        """This function will return the offer to show on a page, if there is one."""
        return self.get_offers().first()

    def is_open_to(self, user: Any) -> bool:
        """This function will ask the ledger whether this person may open it now. It never remembers the answer.

        Itself, or a cohort or bundle that contained it when it was sold; of a cohort perhaps not before its first day.
        """
        return ledger_of(user).opening([self.pk]).exists() if user.is_authenticated else False

    def is_owned_by(self, user: Any) -> bool:
        """This function will ask the ledger whether this person owns it, though its first day may be still to come."""
        return ledger_of(user).owning([self.pk]).exists() if user.is_authenticated else False

    def get_opening_for(self, user: Any) -> tuple[datetime.datetime, str] | None:
        """This function will return when, and in which zone, it opens to somebody who owns it already; None without a date."""
        return None

    # --- where it stands --------------------------------------------------------------------------------------------

    has_waiting_list = True
    """Whether people may leave their address where nothing can be bought now."""

    def get_window(self) -> Window:
        """This function will return when one can enrol and when it takes place."""
        return Window()

    def get_room(self, intake: Any) -> Room:
        """This function will return how many places are left, from the shop's own row about this product (or None)."""
        if intake is None or intake.capacity is None:
            return Room()
        is_promised = intake.has_list and intake.somebody_waits
        return Room(intake.capacity, 0 if is_promised else max(0, intake.capacity - intake.used))

    def get_standing(self) -> Standing:
        """This function will say where it stands at this moment."""
        return standings_of([self])[self.pk]

    # --- places: the counter, and what follows on owning ----------------------------------------------------------------

    def find_slot(self, wanted: str = "") -> str:
        """This function will return which of its dates is meant; "" if it has but one."""
        return ""

    def take_places(self, quantity: int, *, slot: str = "", past_the_queue: bool = False) -> bool:
        """This function will count so many places as taken if there are so many, in one statement, and say whether it did."""
        return apps.get_model("payments", "Intake").objects.take(self.pk, quantity, past_the_queue=past_the_queue)

    def take_places_regardless(self, quantity: int, *, slot: str = "") -> None:
        """This function will count places for somebody who must not be turned away."""
        apps.get_model("payments", "Intake").objects.take_regardless(self.pk, quantity)

    def give_places_back(self, quantity: int, *, slot: str = "") -> None:
        """This function will count so many places as free again."""
        apps.get_model("payments", "Intake").objects.give_back(self.pk, quantity)

    def take_in(self, *, user: Any, grant: Any, slot: str = "") -> None:
        """This function will do what follows on owning it, in the transaction that wrote the grant. Twice is once."""

    def let_go(self, *, grant: Any) -> None:
        """This function will undo what followed on owning it, in the transaction that closed the grant. Twice is once."""

    def get_letter_facts(self) -> list[tuple[str, str]]:
        """This function will return what a letter should say of it, such as its dates, as (label, words)."""
        return []

    def is_published_now(self) -> bool:
        """This function will say whether the page can be seen at this very moment, whatever the clockwork has done."""
        expire_at = self.expire_at  # type: ignore[attr-defined]
        return bool(self.live) and (expire_at is None or expire_at > timezone.now())  # type: ignore[attr-defined]

    def check_buyable_by(
        self,
        *,
        user: Any,
        offer: Offer | None = None,
        past_the_queue: bool = False,
        standing: Standing | None = None,
    ) -> None:
        """This function will raise a refusal, in words, unless this person (None: a guest) may buy it now.

        `offer` is the one that was agreed on by a private link; without it there must be one for everyone. Whoever is
        `past_the_queue` has a place held already. `standing` is given by callers that know it.
        """
        if user is not None and self.is_owned_by(user):
            raise AlreadyOwned
        standing = standing or standings_of([self], offer=offer)[self.pk]
        if standing.state == State.CLOSED:
            raise NotForSale
        if standing.state == State.FULL and not past_the_queue:
            raise NoPlaceLeft(standing.words)
        if standing.state == State.OPENS_SOON:
            raise NotForSale(standing.words)


@dataclass(frozen=True)
class Progress:
    """How far one person is: so many of so many lessons."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True)
class Usage:
    """One thing that a person did with a product, as a bank may be told it."""

    at: datetime.datetime
    words: str


def ledger_of(user: Any) -> Any:
    """This function will return the grants of a person that are good at this moment."""
    return apps.get_model("payments", "Grant").objects.current().for_user(user)


def owned_by(user: Any, some: Sequence[Any]) -> set[int]:
    """This function will return the keys of those among some products that this person may open now, asking the ledger once."""
    return look_in_ledger(user, some)[1]


def look_in_ledger(user: Any, some: Sequence[Any]) -> tuple[set[int], set[int]]:
    """This function will return the keys of those that this person owns, and of those that are open now, in one query."""
    owned: set[int] = set()
    opened: set[int] = set()
    if not user.is_authenticated:
        return owned, opened
    now, wanted = timezone.now(), {product.pk for product in some}
    grants = ledger_of(user).owning(wanted)
    for product_pk, contained_pk, opens_at in grants.values_list("product_id", "opens", "product__intake__opens_at"):
        owned |= {product_pk, contained_pk}
        opened |= {product_pk} if opens_at and opens_at > now else {product_pk, contained_pk}
    return owned & wanted, opened & wanted


def standings_of(
    some: Sequence[Any], *, offer: Offer | None = None, offers: dict[int, list[Offer]] | None = None
) -> dict[int, Standing]:
    """This function will say where each of some products stands now, in two queries however many they are.

    `offer`, agreed on with one buyer, stands in for those that are open to everyone; `offers` are those, where they were
    looked up already.
    """
    now = timezone.now()
    found = {offer.product_id: [offer]} if offer else offers_of(some) if offers is None else offers
    spans = {pk: [(one.valid_from, one.valid_until) for one in several] for pk, several in found.items()}
    counted = [product.pk for product in some if product.counts_places]
    intakes = apps.get_model("payments", "Intake").objects.with_queue().filter(product_id__in=counted)
    rows = {intake.product_id: intake for intake in intakes} if counted else {}
    return {
        product.pk: stand(
            now=now,
            spans=spans.get(product.pk, ()),
            window=product.get_window(),
            room=product.get_room(rows.get(product.pk)),
            is_published=product.is_published_now(),
            has_list=product.has_waiting_list,
        )
        for product in some
    }


def offers_of(some: Sequence[Any]) -> dict[int, list[Offer]]:
    """This function will return the offers of some products that anyone may take, now or later, by key, cheapest first."""
    offers = apps.get_model("payments", "Offer").objects.public().for_one()
    found: dict[int, list[Offer]] = {}
    for offer in offers.filter(product_id__in=[product.pk for product in some]).order_by("amount_cents", "pk"):
        found.setdefault(offer.product_id, []).append(offer)
    return found


def price_tags(some: Sequence[Any]) -> dict[int, str]:
    """This function will return what each of some products costs now, in words, by key; what is not for sale is left out."""
    offers = apps.get_model("payments", "Offer").objects.public().valid().for_one()
    found = offers.filter(product_id__in=[product.pk for product in some]).order_by("-amount_cents", "-pk")
    return {offer.product_id: offer.price_display for offer in found}  # the cheapest comes last, and stays
