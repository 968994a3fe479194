"""The form on the contact page: who writes, about what, and two traps for machines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing

from mail.addresses import check_deliverable
from pages.contact import ContactMessage

MOST_OF_MESSAGE = 5000
FEWEST_SECONDS = 3
"""Nobody reads the form and writes a message in less."""


def stamp() -> str:
    """This function will return a sealed note of this moment."""
    return _signer().sign("opened")


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="pages.contact")


class ContactForm(forms.Form):
    name = forms.CharField(
        label="Your name", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Write the address to which we may answer.",
            "invalid": "This does not look like an e-mail address. It needs an @ and a domain, such as name@clinic.com.",
        },
    )
    about = forms.ChoiceField(label="What is it about?", choices=ContactMessage.About.choices, initial="other")
    text = forms.CharField(
        label="Message",
        max_length=MOST_OF_MESSAGE,
        help_text="Please write nothing about a patient: no name, no date, no diagnosis.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Write what you would like to say.",
            "max_length": f"This is longer than the {MOST_OF_MESSAGE:,} characters that fit here. Please say it in fewer words.",
        },
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        required=False, label="Leave this empty", widget=forms.TextInput(attrs={"tabindex": "-1"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = stamp

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))

    def clean_email(self) -> str:
        """The address as letters will be sent to it: folding may have made it one to which none can be."""
        try:
            return check_deliverable(self.cleaned_data["email"])
        except forms.ValidationError as fault:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"]) from fault

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            _signer().unsign(cleaned.get("opened", ""), max_age=FEWEST_SECONDS)
        except signing.SignatureExpired:
            return cleaned
        except signing.BadSignature:
            self.data = {**dict(self.data.items()), "opened": stamp()}
        raise forms.ValidationError(
            "That was faster than people write. Nothing is lost: please press the button once more."
        )
