"""What can be bought, and for how much."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.models import Page

from payments.money import EXPONENTS, format_money


class OfferQuerySet(models.QuerySet["Offer"]):
    def valid(self, at: datetime.datetime | None = None) -> OfferQuerySet:
        at = at or timezone.now()
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=at),
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=at),
        )


class Offer(models.Model):
    """A way to pay for a product. Once sold, its money never changes: another price is another offer."""

    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="offers")
    name = models.CharField(max_length=120, help_text="As it stands on the receipt.")
    amount_cents = models.PositiveIntegerField("price in minor units", help_text="79000 is $790.00. 0 is free.")
    currency = models.CharField(max_length=3, choices=[(code, code.upper()) for code in EXPONENTS], default="usd")
    valid_from = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True, help_text="Set it to now to withdraw the offer.")
    access_days = models.PositiveIntegerField(null=True, blank=True, help_text="Empty: access without an end.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfferQuerySet.as_manager()

    FROZEN_ONCE_SOLD = ("product_id", "amount_cents", "currency", "access_days")

    class Meta:
        ordering = ["amount_cents", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="offer_ends_after_it_begins",
                violation_error_message="The offer would end before it begins.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.price})"

    @property
    def price(self) -> str:
        return format_money(self.amount_cents, self.currency)

    @property
    def is_free(self) -> bool:
        return self.amount_cents == 0

    def is_sold(self) -> bool:
        return self.order_lines.exists()

    def clean(self) -> None:
        super().clean()
        if self.pk and self.is_sold():
            before = Offer.objects.get(pk=self.pk)
            if any(getattr(before, field) != getattr(self, field) for field in self.FROZEN_ONCE_SOLD):
                raise ValidationError("This offer was sold. Withdraw it with a date and make another for the new price.")
