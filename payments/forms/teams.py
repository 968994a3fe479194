"""What the manager of a team types."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mail.addresses import check_deliverable
from payments import money
from payments.models import Offer
from payments.services import TeamDetails

LOOKS_LIKE_A_LINK = re.compile(r"://|www\.|@|/|\w\.\w{2,}", re.IGNORECASE)
IN_BRACKETS = re.compile(r"<([^<>]*)>")
BETWEEN_ADDRESSES = re.compile(r"[\s,;]+")
MOST_ADDRESSES = 200


def clean_clinic_name(name: str) -> str:
    """This function will return the name as one plain line, or refuse one with a link or an address in it.

    It is the only word of the buyer's in a letter to people who may not know them.
    """
    name = " ".join("".join(character if character.isprintable() else " " for character in name).split())
    if LOOKS_LIKE_A_LINK.search(name):
        raise ValidationError("Write the name alone, without a web or e-mail address.")
    return name


class TeamOrderForm(forms.Form):
    """How many seats, and what the clinic wants on its invoice."""

    seats = forms.IntegerField(label="Number of seats")
    clinic_name = forms.CharField(
        label="Name of the clinic",
        max_length=80,
        required=False,
        help_text="Stands on the receipt and in your invitations.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    tax_id = forms.CharField(label="Tax ID", max_length=40, required=False, help_text="Stands on the receipt.")
    po_number = forms.CharField(
        label="Purchase order number", max_length=40, required=False, help_text="Stands on the receipt."
    )

    code = forms.CharField(
        label="Promotion code",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    link = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats: Any = self.fields["seats"]
        least, most = offer.seats_min or 1, offer.seats_max or 1
        words = f"Choose between {least} and {most} seats."
        seats.validators = []
        seats.min_value, seats.max_value = least, most
        seats.help_text = f"{least} to {most} seats, {money.show(offer.amount_cents, offer.currency)} each."
        seats.error_messages = dict.fromkeys(("required", "invalid"), words)
        seats.widget.attrs |= {"min": least, "max": most, "data-price": offer.amount_cents, "inputmode": "numeric"}
        self.words, self.least, self.most = words, least, most

    def clean_seats(self) -> int:
        seats = self.cleaned_data["seats"]
        if not self.least <= seats <= self.most:
            raise ValidationError(self.words)
        return seats

    def clean_clinic_name(self) -> str:
        return clean_clinic_name(self.cleaned_data["clinic_name"])

    def clean_tax_id(self) -> str:
        return " ".join(self.cleaned_data["tax_id"].split())

    def clean_po_number(self) -> str:
        return " ".join(self.cleaned_data["po_number"].split())

    def get_details(self) -> TeamDetails:
        """This function will return what stands on the receipt and the invoice."""
        return TeamDetails(**{name: self.cleaned_data[name] for name in ("clinic_name", "tax_id", "po_number")})


class InviteForm(forms.Form):
    """One address or a pasted list. What cannot be an address is kept in the field with the reason; the rest can go out."""

    addresses = forms.CharField(
        label="E-mail addresses",
        max_length=20_000,
        help_text="One or many: a line each, or with commas between them. Names around the addresses do not matter.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "off"}),
        error_messages={"required": "Type at least one address."},
    )

    def split(self) -> tuple[list[str], list[tuple[str, str]]]:
        """This function will return the good addresses, and what is none with the reason."""
        good: list[str] = []
        bad: list[tuple[str, str]] = []
        for typed in split_addresses(self.cleaned_data["addresses"]):
            try:
                good.append(check_deliverable(typed))
            except ValidationError:
                bad.append((typed, "is no e-mail address"))
        surplus = good[MOST_ADDRESSES:]
        return good[:MOST_ADDRESSES], bad + [(typed, f"is beyond the {MOST_ADDRESSES} of one go") for typed in surplus]


def split_addresses(text: str) -> list[str]:
    """This function will take a pasted list apart: lines, commas, semicolons, names with the address in brackets."""
    found: list[str] = []
    for line in re.split(r"[\n\r;]+", text):
        bracketed = IN_BRACKETS.findall(line)
        found += [part.strip() for part in bracketed or BETWEEN_ADDRESSES.split(line)]
    return [part[:254] for part in found if part]


class MoveSeatForm(forms.Form):
    """To whom a seat goes instead."""

    email = forms.EmailField(label="New e-mail address", max_length=254)

    def clean_email(self) -> str:
        return check_deliverable(self.cleaned_data["email"])
