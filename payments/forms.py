"""Forms of the shop's admin. The owner types amounts as people write them; rows hold whole cents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput, AdminPageChooser
from wagtail.models import Page, get_page_models

from accounts.models import User
from mail.addresses import canonical_email
from payments import money, services
from payments.models import Grant, Offer
from payments.products import Product


def product_chooser() -> AdminPageChooser:
    """This function will return a chooser that offers only pages that can be owned."""
    return AdminPageChooser(target_models=[model for model in get_page_models() if issubclass(model, Product)])


def clean_product(page: Page) -> Page:
    """This function will refuse a page that cannot be owned: the chooser offers none, but a form can be made by hand."""
    if not issubclass(page.specific_class or Page, Product):
        raise ValidationError("This page cannot be sold or given.")
    return page


class OfferForm(WagtailAdminModelForm):
    """An offer, with its price as it stands on a price tag."""

    price = forms.DecimalField(
        min_value=0, max_digits=10, decimal_places=2, help_text="Such as 790 or 49.50. For a free offer 0."
    )

    class Meta:
        model = Offer
        fields = ["product", "name", "kind", "currency", "valid_from", "valid_until", "access_days"]
        widgets = {"valid_from": AdminDateTimeInput(), "valid_until": AdminDateTimeInput()}

    field_order = ["product", "name", "kind", "price", "currency", "valid_from", "valid_until", "access_days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].widget = product_chooser()
        offer = self.instance
        if offer.pk or offer.amount_cents:
            self.fields["price"].initial = money.as_decimal(offer.amount_cents, offer.currency)
        if offer.is_sold():
            for name in ("product", "kind", "price", "currency", "access_days"):
                self.fields[name].disabled = True
                self.fields[
                    name
                ].help_text = "It has been ordered, so this stays. For a new price end it and make another."

    def clean_product(self) -> Page:
        return clean_product(self.cleaned_data["product"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        price, currency = cleaned.get("price"), cleaned.get("currency")
        if price is not None and currency:
            try:
                self.instance.amount_cents = money.to_cents(price, currency)
            except ValueError:
                self.add_error("price", ValidationError("This currency has no such fractions."))
        if price is not None and (cleaned.get("kind") == Offer.Kind.FREE) != (price == 0):
            self.add_error("price", ValidationError("A free offer costs 0, any other offer more than 0."))
        return cleaned


class GiftForm(WagtailAdminModelForm):
    """A grant by hand: to whom, of what, why, until when."""

    email = forms.EmailField(
        label="E-mail address", help_text="Of a person with an account. Add the person first if there is none."
    )
    reason = forms.CharField(max_length=200, help_text="Such as “scholarship” or “refund arranged by telephone”.")

    class Meta:
        model = Grant
        fields = ["product", "reason", "ends_at"]
        labels = {"ends_at": "Until"}
        help_texts = {"ends_at": "Empty: without an end."}
        widgets = {"ends_at": AdminDateTimeInput()}

    field_order = ["email", "product", "reason", "ends_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].widget = product_chooser()

    def clean_email(self) -> str:
        address = canonical_email(self.cleaned_data["email"])
        self.user = User.objects.filter(email=address).first()
        if self.user is None:
            raise ValidationError("There is no account under this address.")
        return address

    def clean_product(self) -> Page:
        return clean_product(self.cleaned_data["product"])

    def save(self, commit: bool = True) -> Grant:
        self.instance = services.give_grant(
            user=self.user,
            product=self.cleaned_data["product"],
            reason=self.cleaned_data["reason"],
            by=self.for_user,
            until=self.cleaned_data["ends_at"],
        )
        return self.instance


class RevokeForm(forms.Form):
    """Why a grant is taken back."""

    reason = forms.CharField(max_length=200, help_text="Kept with the grant and in the audit.")
