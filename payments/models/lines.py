"""The lines of an order: what was ordered, as it was offered at that moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page

from payments import money
from payments.models.offers import Offer
from payments.models.orders import Order


@dataclass(frozen=True)
class LinePart:
    """What a line asks for at the first payment, as it is sent to Stripe and compared with what comes back."""

    name: str
    unit_cents: int
    quantity: int
    is_monthly: bool = False


class OrderLine(models.Model):
    """One thing in an order, as it was offered at that moment. Later changes of the offer never touch it."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="order_lines")
    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="order_lines")
    title = models.CharField(max_length=255)
    kind = models.CharField(max_length=12, choices=Offer.Kind.choices, default=Offer.Kind.ONCE)
    unit_amount_cents = models.PositiveIntegerField(help_text="The whole price; of seats, the price of one.")
    quantity = models.PositiveIntegerField(default=1)
    instalment_count = models.PositiveSmallIntegerField(null=True, blank=True)
    access_months = models.PositiveSmallIntegerField(null=True, blank=True)
    opens = models.ManyToManyField(
        Page, blank=True, related_name="+", help_text="What the product contained when it was ordered."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_has_a_quantity"),
            models.CheckConstraint(
                condition=Q(instalment_count__isnull=True) | Q(kind="instalments", quantity=1),
                name="order_line_in_instalments_is_one_thing",
            ),
            models.UniqueConstraint(fields=["order", "offer"], name="one_line_per_order_and_offer"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            self.opens.set(self.product.specific.get_contained_pages())

    @property
    def amount_cents(self) -> int:
        return self.unit_amount_cents * self.quantity

    def get_parts(self, *, quantity: int | None = None) -> list[LinePart]:
        """This function will return the line as it is paid: whole, or its first instalment and what dividing left over.

        `quantity` is how many were paid for, where the buyer could change that.
        """
        if not self.instalment_count:
            return [LinePart(str(self.pk), self.unit_amount_cents, quantity or self.quantity)]
        monthly, odd = divmod(self.unit_amount_cents, self.instalment_count)
        parts = [LinePart(str(self.pk), monthly, 1, is_monthly=True)]
        return [*parts, LinePart(f"{self.pk}-odd", odd, 1)] if odd else parts

    @property
    def is_for_team(self) -> bool:
        """Whether it bought seats, which its buyer gives out, and not access of the buyer's own."""
        return self.kind == Offer.Kind.SEATS

    def get_quantity_span(self) -> tuple[int, int]:
        """This function will return how few and how many of it the buyer may choose on Stripe's page.

        Seats can still be changed there, within what was offered; where places are held for them, their number stands.
        """
        if not self.is_for_team or self.product.specific.counts_places:
            return self.quantity, self.quantity
        return self.offer.seats_min or self.quantity, self.offer.seats_max or self.quantity

    def get_access_url(self) -> str:
        """This function will return where the buyer goes with it: into the course, or to the seats to give out."""
        if self.is_for_team:
            return reverse("payments:team", args=[self.product_id])
        return self.product.specific.access_url

    @property
    def amount_display(self) -> str:
        return money.show_exactly(self.amount_cents, self.order.currency)
