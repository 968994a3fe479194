"""What a visitor fills in to wait. This form knows no rows, so a page may show it; the deed is in `services`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_email

from mail.addresses import canonical_email


class WaitingForm(forms.Form):
    """Leave an address on the list of a product, by e-mail alone."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Write the address that the letter should go to.",
            "invalid": "This does not look like an e-mail address. It needs an @ and a domain, such as name@clinic.com.",
        },
    )
    website = forms.CharField(
        required=False, label="Leave this empty", widget=forms.TextInput(attrs={"tabindex": "-1"})
    )

    def __init__(self, *args: Any, product_pk: int, **kwargs: Any) -> None:
        # Several lists may stand on one page: each form has ids of its own.
        kwargs.setdefault("auto_id", f"waiting-{product_pk}-%s")
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.product_pk = product_pk

    def clean_email(self) -> str:
        email = canonical_email(self.cleaned_data["email"])
        validate_email(email)  # folding may have changed it
        return email

    @property
    def is_trapped(self) -> bool:
        """Whether a field was filled in that no person sees."""
        return bool(self.data.get(self.add_prefix("website"), "").strip())
