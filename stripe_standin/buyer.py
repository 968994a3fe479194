"""Read what a buyer typed. The number, expiry and CVC are looked at and forgotten."""

import re
import time
from dataclasses import dataclass, field

from . import cards, methods

COUNTRIES = {
    "US": "United States",
    "AU": "Australia",
    "CA": "Canada",
    "CH": "Switzerland",
    "DE": "Germany",
    "FR": "France",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "NL": "Netherlands",
    "NZ": "New Zealand",
}
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")
_ADDRESS = ("line1", "line2", "city", "state", "postal_code")


@dataclass
class Buyer:
    """Who pays, and with which test card or account."""

    email: str | None
    name: str | None
    address: dict | None
    business_name: str | None = None
    tax_ids: list[dict] = field(default_factory=list)
    card: cards.Card | None = None
    account: cards.BankAccount | None = None
    payment_troubles: dict[str, str] = field(default_factory=dict)

    @property
    def billing(self) -> dict:
        """Return billing details for methods and charges."""
        return methods.billing_details(self.email, self.name, self.address)


def read_buyer(
    session: dict, known: dict, form: dict[str, str], now: int, *, to_pay: bool
) -> tuple[Buyer, dict[str, str]]:
    """Return the buyer and what is wrong with the fields that every payment needs."""
    typed = {name: " ".join(value.split()) for name, value in form.items()}
    buyer = Buyer(
        email=fixed_email(session) or typed.get("email", known.get("email") or "") or None,
        name=typed.get("name", known.get("name") or "") or None,
        address=_address(typed, known),
        business_name=typed.get("business_name") or None,
        tax_ids=_tax_ids(typed.get("tax_id", "")),
    )
    if not to_pay:
        return buyer, {}
    troubles = _contact_troubles(session, buyer, typed)
    if typed.get("method") == "bank":
        _read_account(session, buyer, typed)
    else:
        _read_card(buyer, typed, now)
    return buyer, troubles


def fixed_email(session: dict) -> str | None:
    """Return the address that the site named, which the buyer cannot change."""
    known = (session["customer_details"] or {}).get("email")
    return session["customer_email"] or (known if session["customer"] else None)


def _address(typed: dict[str, str], known: dict) -> dict | None:
    if "country" not in typed and "postal_code" not in typed:
        return known.get("address")
    parts = {name: typed.get(name) or None for name in _ADDRESS}
    return {
        "city": parts["city"],
        "country": typed.get("country") or "US",
        "line1": parts["line1"],
        "line2": parts["line2"],
        "postal_code": parts["postal_code"],
        "state": parts["state"],
    }


def _tax_ids(typed: str) -> list[dict]:
    if not typed:
        return []
    return [{"type": "eu_vat" if typed[:2].isalpha() else "us_ein", "value": typed}]


def _contact_troubles(session: dict, buyer: Buyer, typed: dict[str, str]) -> dict[str, str]:
    troubles = {}
    if not buyer.email:
        troubles["email"] = "Give your e-mail address."
    elif not _EMAIL.match(buyer.email):
        troubles["email"] = "This e-mail address is incomplete."
    if typed.get("country", "US") not in COUNTRIES:
        troubles["country"] = "Choose a country from the list."
    if session["billing_address_collection"] == "required":
        for name, word in (("line1", "street"), ("city", "city"), ("postal_code", "postal code")):
            if not (buyer.address or {}).get(name):
                troubles[name] = f"Give your {word}."
    consent = session["consent_collection"]
    if consent and consent["terms_of_service"] == "required" and not typed.get("terms"):
        troubles["terms"] = "Accept the terms to go on."
    return troubles


def _read_card(buyer: Buyer, typed: dict[str, str], now: int) -> None:
    buyer.card, buyer.payment_troubles = read_card(typed | {"name": buyer.name or ""}, now)


def read_card(form: dict[str, str], now: int) -> tuple[cards.Card | None, dict[str, str]]:
    """Return the test card that was typed, and what is wrong with its fields."""
    typed = {name: " ".join(value.split()) for name, value in form.items()}
    troubles = {}
    number = typed.get("card_number", "")
    card = cards.recognise(number)
    if not number:
        troubles["card_number"] = "Give a card number from the list of test cards."
    elif card is None:
        troubles["card_number"] = (
            "This is not one of the test cards. No other number is taken here; never type a real one."
        )
    if trouble := _expiry_trouble(typed.get("card_expiry", ""), now):
        troubles["card_expiry"] = trouble
    digits = 4 if card and card.brand == "amex" else 3
    if not re.fullmatch(rf"\d{{{digits}}}", typed.get("card_cvc", "")):
        troubles["card_cvc"] = f"Give the {'four' if digits == 4 else 'three'}-digit code; any will do."
    if not typed.get("name"):
        troubles["name"] = "Give the name on the card; any will do."
    return card, troubles


def _expiry_trouble(typed: str, now: int) -> str | None:
    match = re.fullmatch(r"(\d{1,2})\s*/?\s*(?:20)?(\d{2})", typed)
    if not match or not 1 <= int(match[1]) <= 12:
        return "Give month and year, such as 12/34."
    today = time.gmtime(now)
    if (2000 + int(match[2]), int(match[1])) < (today.tm_year, today.tm_mon):
        return "This date is in the past."
    return None


def _read_account(session: dict, buyer: Buyer, typed: dict[str, str]) -> None:
    kind = next((kind for kind in session["payment_method_types"] if kind != "card"), "")
    buyer.account = cards.recognise_account(typed.get("bank_account", ""), kind)
    if buyer.account is None:
        buyer.payment_troubles["bank_account"] = "Give a test account from the list; no other is taken here."
    if not buyer.name:
        buyer.payment_troubles["name"] = "Give the name of the account holder; any will do."
