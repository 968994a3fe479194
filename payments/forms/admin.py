"""Forms of the shop's admin. The owner types amounts as people write them; rows hold whole cents."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput, AdminPageChooser
from wagtail.models import Page, get_page_models

from accounts.models import User
from mail.addresses import canonical_email
from payments import money, services
from payments.models import Grant, Offer, PromotionCode
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
        min_value=0, max_digits=10, decimal_places=2,
        help_text="The whole price, such as 790 or 49.50; for a team the price of one seat. For a free offer 0.",
    )  # fmt: skip

    by_link = forms.BooleanField(
        label="Only by a private link",
        required=False,
        help_text="For a price agreed with one buyer. The link is shown once, after saving; a new one can be made any time.",
    )

    class Meta:
        model = Offer
        fields = [
            "product", "name", "kind", "currency", "instalment_count", "seats_min", "seats_max", "valid_from",
            "valid_until", "access_months", "bump",
        ]  # fmt: skip
        widgets = {"valid_from": AdminDateTimeInput(), "valid_until": AdminDateTimeInput()}

    STAYS_ONCE_SOLD = (
        "product", "kind", "price", "currency", "instalment_count", "seats_min", "seats_max", "access_months",
    )  # fmt: skip

    field_order = [
        "product", "name", "kind", "price", "currency", "instalment_count", "seats_min", "seats_max", "valid_from",
        "valid_until", "access_months", "bump", "by_link",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].widget = product_chooser()
        offer = self.instance
        if offer.pk:  # whether everyone sees it is settled when it is made
            del self.fields["by_link"]
        if offer.pk or offer.amount_cents:
            self.fields["price"].initial = money.as_decimal(offer.amount_cents, offer.currency)
        if offer.is_sold():
            for name in self.STAYS_ONCE_SOLD:
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
        elif price and (cleaned.get("instalment_count") or 0) > price:
            self.add_error("instalment_count", ValidationError("Each instalment is at least 1."))
        return cleaned


class PromotionCodeForm(WagtailAdminModelForm):
    """A promotion code: what it takes off, what it is good for, and its limits."""

    amount_off = forms.DecimalField(
        min_value=0, max_digits=10, decimal_places=2, required=False, help_text="Instead of a percentage, such as 100."
    )

    class Meta:
        model = PromotionCode
        fields = [
            "code", "percent_off", "currency", "products", "first_purchase_only", "max_uses", "max_uses_per_person",
            "valid_from", "valid_until",
        ]  # fmt: skip
        widgets = {
            "valid_from": AdminDateTimeInput(),
            "valid_until": AdminDateTimeInput(),
            "products": forms.CheckboxSelectMultiple(),
        }
        help_texts = {"currency": "Of the amount; empty for a percentage."}

    field_order = [
        "code", "percent_off", "amount_off", "currency", "products", "first_purchase_only", "max_uses",
        "max_uses_per_person", "valid_from", "valid_until",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["products"].queryset = Page.objects.filter(offers__isnull=False).distinct().order_by("title")

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        amount, currency = cleaned.get("amount_off"), cleaned.get("currency")
        if amount and not currency:
            self.add_error("currency", ValidationError("Say the currency of the amount."))
        elif amount:
            try:
                self.instance.amount_off_cents = money.to_cents(amount, currency)
            except ValueError:
                self.add_error("amount_off", ValidationError("This currency has no such fractions."))
        if bool(amount) == bool(cleaned.get("percent_off")):
            self.add_error("percent_off", ValidationError("Give either a percentage or an amount."))
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

    def clean_ends_at(self) -> datetime.datetime | None:
        until = self.cleaned_data["ends_at"]
        if until is not None and until <= timezone.now():
            raise ValidationError("This moment has passed.")
        return until

    def save(self, commit: bool = True) -> Grant:
        self.instance = services.give_grant(
            user=self.user,
            product=self.cleaned_data["product"],
            reason=self.cleaned_data["reason"],
            by=self.for_user,
            until=self.cleaned_data["ends_at"],
        )
        return self.instance


class ExtendForm(forms.Form):
    """Until when access lasts from now on, and why."""

    until = forms.DateTimeField(
        required=False, widget=AdminDateTimeInput(), help_text="In your own time zone. Empty: without an end."
    )
    reason = forms.CharField(max_length=200, help_text="Kept in the audit.")


class ReasonForm(forms.Form):
    """Why the owner does what stands on the button."""

    reason = forms.CharField(
        max_length=150, help_text="Kept in the audit. No names, and nothing about anyone's health."
    )
