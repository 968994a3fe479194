"""A way to pay for a product."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from payments import money


class OfferQuerySet(models.QuerySet["Offer"]):
    def valid(self) -> OfferQuerySet:
        """Offers that are open at this moment."""
        now = timezone.now()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=now), Q(valid_until__isnull=True) | Q(valid_until__gt=now)
        )


class Offer(models.Model):
    """What a product costs, when, and for how long one then owns it.

    What was sold is kept on the order line, so a later change never touches it; an offer that was ever put into an order
    refuses to change what it promised all the same. A new price is a new offer.
    """

    class Kind(models.TextChoices):
        ONCE = "once", "one payment"
        FREE = "free", "free"

    FROZEN_ONCE_SOLD = ("product_id", "kind", "amount_cents", "currency", "access_days")

    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ONCE)
    name = models.CharField(max_length=120, help_text="As it stands on the order and the receipt.")
    amount_cents = models.PositiveIntegerField(
        "amount", help_text="In the smallest unit of the currency: 79000 is $790. For a free offer 0."
    )
    currency = models.CharField(max_length=3, default="usd", choices=[(code, code.upper()) for code in money.EXPONENTS])
    valid_from = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    valid_until = models.DateTimeField(null=True, blank=True, help_text="Empty: until you end it.")
    access_days = models.PositiveIntegerField(
        "days of access", null=True, blank=True, help_text="Empty: for as long as the school exists."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["product_id", "amount_cents", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="free", amount_cents=0) | (~Q(kind="free") & Q(amount_cents__gt=0)),
                name="offer_free_means_nothing_to_pay",
                violation_error_message="A free offer costs 0, any other offer more than 0.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="offer_ends_after_it_begins",
                violation_error_message="The offer must end after it begins.",
            ),
            models.CheckConstraint(
                condition=Q(access_days__isnull=True) | Q(access_days__gt=0),
                name="offer_gives_at_least_a_day",
                violation_error_message="Give at least one day of access, or leave it empty.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.price_display}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.currency = self.currency.lower()
        super().save(*args, **kwargs)

    @property
    def is_free(self) -> bool:
        return self.kind == self.Kind.FREE

    @property
    def price_display(self) -> str:
        """The price as it stands on a price tag."""
        return "Free" if self.is_free else money.show(self.amount_cents, self.currency)

    def is_valid_now(self) -> bool:
        """This function will say whether the offer is open at this moment."""
        now = timezone.now()
        return (self.valid_from is None or self.valid_from <= now) and (
            self.valid_until is None or self.valid_until > now
        )

    def is_sold(self) -> bool:
        """This function will say whether the offer was ever put into an order."""
        return self.pk is not None and self.order_lines.exists()

    def clean(self) -> None:
        super().clean()
        if self.pk is None or not self.is_sold():
            return
        before = Offer.objects.get(pk=self.pk)
        changed = [name for name in self.FROZEN_ONCE_SOLD if getattr(before, name) != getattr(self, name)]
        if changed:
            raise ValidationError(
                {
                    name.removesuffix(
                        "_id"
                    ): "This offer has been ordered, so it stays as it is. End it and make a new one."
                    for name in changed
                }
            )
