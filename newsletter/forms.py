"""The one form of the newsletter: an address, and a trap for machines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.encoding import iri_to_uri

from mail.addresses import check_deliverable

WORDING = (
    "Send me an e-mail when there is a new article or a free webinar, at most twice a month. "
    "I can leave with one click in every letter."
)
"""What a person agrees to. Kept on the row as it was shown, so it may be reworded at any time."""

MOST_OF_SOURCE = 200


class SubscribeForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Write the address that the letters should go to.",
            "invalid": "This does not look like an e-mail address. It needs an @ and a domain, such as name@clinic.com.",
        },
    )
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        required=False, label="Leave this empty", widget=forms.TextInput(attrs={"tabindex": "-1"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "newsletter-%s"
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        try:
            return check_deliverable(self.cleaned_data["email"])
        except forms.ValidationError as fault:  # folding may have changed it
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"]) from fault

    def clean_source(self) -> str:
        """A path of this site or nothing: it is evidence, not an address that anybody is sent to."""
        source = self.cleaned_data["source"]
        return iri_to_uri(source)[:MOST_OF_SOURCE] if source.startswith("/") and not source.startswith("//") else ""

    @property
    def was_filled_by_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))
