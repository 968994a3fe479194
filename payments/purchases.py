"""What a person can do with a product now, worked out for the page that sells it: every way to pay, with its price and terms."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import HttpRequest

from accounts.origins import origin_of
from payments import money
from payments.products import REFUND_POLICY_URL, TERMS_URL
from payments.refusals import AlreadyOwned, Refusal
from payments.standing import Standing
from payments.visitor_forms import WaitingForm
from scheduling.limits import is_used_up, is_within

if TYPE_CHECKING:
    from payments.models import Offer


HOUR = 3600
MOST_UNKNOWN_CODES = 30
TRY_LATER = "Many codes were tried from your network within an hour. Please try yours again later."


@dataclass(frozen=True)
class AppliedCode:
    """What a promotion code does to the price that is shown."""

    typed: str
    is_good: bool
    words: str
    """What it takes off, or why it does not."""
    price_display: str = ""
    """What is paid with it, in all."""
    terms_display: str = ""


@dataclass(frozen=True)
class Choice:
    """One way to pay, as the buy box shows it: everything a buyer has to know before the button."""

    offer: Offer
    title: str
    terms: str
    button: str
    code: AppliedCode | None = None
    bump: Offer | None = None


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
    choices: tuple[Choice, ...] = ()
    """Every way to pay, cheapest first."""
    code: AppliedCode | None = None
    """What was typed, as the first choice that takes it sees it; else why none does."""
    standing: Standing | None = None
    opens_at: datetime.datetime | None = None
    """Where it is owned already and opens later: when, on the clocks of `opens_zone`."""
    opens_zone: str = "UTC"
    waiting_form: WaitingForm | None = None
    team_offers: tuple[Offer, ...] = ()
    """Seats for others, also for who owns the product."""
    terms_url: str = TERMS_URL
    refund_policy_url: str = REFUND_POLICY_URL


def purchase_on(product: Any, request: HttpRequest, *, is_owned: bool | None = None, is_open: bool = False) -> Purchase:
    """This function will say what the reader of a page can do with its product now; a code may stand in the address."""
    code, origin = request.GET.get("code", ""), origin_of(request)
    return purchase_for(product, request.user, typed_code=code, origin=origin, is_owned=is_owned, is_open=is_open)


def purchase_for(
    product: Any,
    user: Any,
    *,
    typed_code: str = "",
    origin: str = "",
    is_owned: bool | None = None,
    is_open: bool = False,
) -> Purchase:
    """This function will say what this person can do with this product now: buy, take for free, open, or nothing.

    `typed_code` comes from the address of the page: a link can bring a code, and the price with it is shown at once.
    Codes that do not exist are counted by the `origin` of the request: nobody shall find one by trying. Callers that asked the
    ledger already say what it knows.
    """
    person = user if user.is_authenticated else None
    standing = product.get_standing()
    try:
        if is_owned:
            raise AlreadyOwned
        product.check_buyable_by(user=person if is_owned is None else None, standing=standing)
    except AlreadyOwned as refusal:
        opening = None if is_open else product.get_opening_for(user)
        return _purchase(product, "owned", standing, reason=refusal.words, opening=opening)
    except Refusal as refusal:
        return _purchase(product, "closed", standing, reason=refusal.words)
    offers = list(product.get_offers().select_related("bump__product"))
    state = "free" if offers[0].is_free else "buy"
    if state == "free":
        offers = offers[:1]
    typed_code = typed_code.replace("\x00", "")
    codes = _applied(typed_code, offers, person, origin) if typed_code.strip() else [None] * len(offers)
    choices = tuple(_choice(offer, code) for offer, code in zip(offers, codes, strict=True))
    return _purchase(product, state, standing, choices=choices, needs_sign_in=state == "free" and person is None)


def _applied(typed: str, offers: Sequence[Offer], person: Any, origin: str) -> list[AppliedCode | None]:
    """Say for each offer what the code does to it. The code is looked up once, however many offers there are."""
    if origin and is_used_up("promotion-code", origin, most=MOST_UNKNOWN_CODES):
        return [AppliedCode(typed.strip()[:60], False, TRY_LATER)] * len(offers)
    try:
        code = apps.get_model("payments", "PromotionCode").objects.named(typed)
    except Refusal as refusal:
        if origin:
            is_within("promotion-code", origin, most=MOST_UNKNOWN_CODES, seconds=HOUR)
        return [AppliedCode(typed.strip()[:60], False, refusal.words)] * len(offers)
    try:
        code.check_person(person)
    except Refusal as refusal:
        return [AppliedCode(typed.strip()[:60], False, refusal.words)] * len(offers)
    return [_applied_to(offer, code) for offer in offers]


def _applied_to(offer: Offer, code: Any) -> AppliedCode:
    try:
        code.check_offer(offer)
    except Refusal as refusal:
        return AppliedCode(code.code, False, refusal.words)
    price = money.show(offer.amount_cents - code.discount_on_offer(offer), offer.currency)
    return AppliedCode(code.code, True, code.worth_display, price, offer.get_terms(code))


def _choice(offer: Offer, code: AppliedCode | None) -> Choice:
    title = f"In {offer.instalment_count} instalments" if offer.instalment_count else "Pay once"
    price = code.price_display if code and code.is_good else ""
    return Choice(offer, title, offer.terms_display, button_for(offer, price=price), code, offer.get_bump())


def button_for(offer: Offer, *, price: str = "") -> str:
    """This function will return what stands on the button of an offer; `price` is what a code makes of it."""
    if offer.is_free:
        return "Enrol free"
    if offer.seats_max:
        return "Choose how many seats"
    if offer.instalment_count:
        return f"Pay in {offer.instalment_count} instalments"
    return f"Buy for {price or offer.price_display}"


def team_offers_of(product: Any) -> tuple[Offer, ...]:
    """This function will return the offers of seats that anyone may buy of a product now, cheapest first."""
    offers = tuple(product.offers.public().valid().filter(kind="seats").order_by("amount_cents", "pk"))
    try:
        if offers:
            product.check_buyable_by(user=None, offer=offers[0])
    except Refusal:
        return ()
    return offers


def _purchase(
    product: Any,
    state: str,
    standing: Standing,
    *,
    choices: tuple[Choice, ...] = (),
    reason: str = "",
    needs_sign_in: bool = False,
    opening: tuple[datetime.datetime, str] | None = None,
) -> Purchase:
    codes = [choice.code for choice in choices if choice.code]
    return Purchase(
        state=state,
        offer=choices[0].offer if choices else None,
        reason=reason,
        access_url=product.access_url if state == "owned" else "",
        price_display=choices[0].offer.price_display if choices else "",
        inclusions=product.get_inclusions(),
        needs_sign_in=needs_sign_in,
        choices=choices,
        team_offers=team_offers_of(product),
        code=next((code for code in codes if code.is_good), codes[0] if codes else None),
        standing=standing,
        opens_at=opening[0] if opening else None,
        opens_zone=opening[1] if opening else "UTC",
        waiting_form=WaitingForm(product_pk=product.pk) if state == "closed" and standing.takes_names else None,
    )
