"""What a visitor fills in. These forms know no rows, so a page may show them; the deeds are in `services`."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.zones import zone_choices, zone_names
from mail.addresses import canonical_email

LOOKS_LIKE_AN_ADDRESS = re.compile(r"[@<>\\/:]|www\.|\w{2,}\.\w{2,}", re.IGNORECASE)
"""A name stands in a letter to an address that anyone may type in: it must not become an advertisement there."""


class AddressField(forms.EmailField):
    """An e-mail address in the one spelling under which it is stored: folded first, judged after."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return canonical_email(text) if "\n" not in text and "\r" not in text else text


class TrapMixin(forms.Form):
    """A field that no person sees. Whoever fills it in is thanked, and nothing is done."""

    website = forms.CharField(
        required=False, label="Leave this empty", widget=forms.TextInput(attrs={"tabindex": "-1"})
    )

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get(self.add_prefix("website"), "").strip())


class RegistrationForm(TrapMixin):
    """Sign up for one date, by e-mail alone."""

    email = AddressField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        help_text="Your confirmation, the calendar entry and your personal link go there.",
    )
    name = forms.CharField(
        label="Name", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    zone = forms.ChoiceField(
        label="Your time zone",
        choices=zone_choices,
        error_messages={"invalid_choice": "Choose a time zone from the list."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = "Without an address we cannot send you the link."

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if LOOKS_LIKE_AN_ADDRESS.search(name):
            raise ValidationError("Please write your name alone, without an address or a link.")
        return name

    @classmethod
    def for_visitor(cls, user: Any, zone: str) -> RegistrationForm:
        """This function will return the empty form, filled with what we know: the person's zone, else the event's."""
        if not user.is_authenticated:
            form = cls(initial={"zone": zone})
            form.fields["zone"].widget.attrs["data-visitor-zone"] = (
                zone  # as long as it stands so, the browser may choose
            )
            return form
        known = user.time_zone if user.time_zone in zone_names() else zone
        return cls(initial={"email": user.email, "name": user.display_name, "zone": known})


class ResendForm(TrapMixin):
    """Ask for one's own letter again."""

    email = AddressField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
