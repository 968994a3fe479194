"""Places: one counter for each product that counts them, and a row for everyone who holds some.

What moves by itself lies here, never on a page: publishing an older revision would write it back.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from wagtail.models import Page

from payments.models.grants import Grant
from payments.models.lines import OrderLine
from payments.models.waiting import WaitingEntry


class IntakeQuerySet(models.QuerySet["Intake"]):
    def follow(self, product_pk: int, *, capacity: int | None, has_list: bool, opens_at: Any = None) -> None:
        """Bring the shop's copy to what the page says now. Fewer places than are taken throw nobody out."""
        self.get_or_create(product_id=product_pk)
        self.filter(product_id=product_pk).update(
            capacity=capacity,
            ceiling=None if capacity is None else Greatest(Value(capacity), F("used")),
            has_list=has_list,
            opens_at=opens_at,
        )

    def take(self, product_pk: int, quantity: int = 1, *, past_the_queue: bool = False) -> bool:
        """Take places if there are so many, in a single statement, and say whether it did.

        The condition is part of the UPDATE. While somebody waits for a place, places go to the list alone.
        """
        free = self.filter(product_id=product_pk).filter(
            Q(capacity__isnull=True) | Q(capacity__gte=F("used") + quantity)
        )
        if not past_the_queue:
            free = free.filter(Q(has_list=False) | ~Exists(waiting_for(OuterRef("product_id"))))
        return bool(free.update(used=F("used") + quantity))

    def take_regardless(self, product_pk: int, quantity: int = 1) -> None:
        """Count somebody who must not be turned away, such as a buyer whose refund failed."""
        self.filter(product_id=product_pk, capacity__isnull=False).update(
            ceiling=Greatest(F("ceiling"), F("used") + quantity)
        )
        self.filter(product_id=product_pk).update(used=F("used") + quantity)

    def give_back(self, product_pk: int, quantity: int = 1) -> bool:
        return bool(self.filter(product_id=product_pk, used__gte=quantity).update(used=F("used") - quantity))

    def with_queue(self) -> IntakeQuerySet:
        """Each with whether somebody waits for a place."""
        return self.annotate(somebody_waits=Exists(waiting_for(OuterRef("product_id"))))


def waiting_for(product: Any) -> Any:
    """This function will return who waits for a place of that product."""
    return WaitingEntry.objects.filter(
        product_id=product, wants=WaitingEntry.Wants.A_PLACE, status=WaitingEntry.Status.WAITING
    )


class Intake(models.Model):
    """What the shop keeps of a product with places or a date: a copy of what its page says, and the one counter."""

    product = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="intake")
    capacity = models.PositiveIntegerField(null=True, blank=True)
    ceiling = models.PositiveIntegerField(null=True, blank=True)
    """How many may hold a place at most: the capacity, or those who had one when it was lowered."""
    used = models.PositiveIntegerField(default=0)
    has_list = models.BooleanField(default=False)
    opens_at = models.DateTimeField(null=True, blank=True)
    """From when its owners may open what it contains; empty: at once."""

    objects = IntakeQuerySet.as_manager()

    class Meta:
        constraints = [
            # The last wall: whatever the code forgets, the database sells no place twice.
            models.CheckConstraint(
                condition=Q(ceiling__isnull=True) | Q(used__lte=F("ceiling")), name="intake_never_oversold"
            ),
        ]

    def __str__(self) -> str:
        return f"intake {self.pk}"


class PlaceQuerySet(models.QuerySet["Place"]):
    def active(self) -> PlaceQuerySet:
        """Places that count."""
        return self.filter(status__in=Place.COUNTED)

    def held(self) -> PlaceQuerySet:
        return self.filter(status=Place.Status.HELD)

    def lapsed(self) -> PlaceQuerySet:
        """Held for longer than was promised."""
        return self.held().filter(held_until__lte=timezone.now())


class Place(models.Model):
    """So many places of a product: held for a checkout or for somebody on the waiting list, or taken.

    `slot` says which date of the product, where it has several. A row is released once; the counter moves with it.
    """

    class Status(models.TextChoices):
        HELD = "held", "held"
        TAKEN = "taken", "taken"
        RELEASED = "released", "given back"

    COUNTED = (Status.HELD, Status.TAKEN)

    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="places_held")
    slot = models.CharField(max_length=40, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.HELD, db_index=True)
    order_line = models.ForeignKey(OrderLine, null=True, blank=True, on_delete=models.CASCADE, related_name="places")
    grant = models.ForeignKey(
        Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="places", help_text="Given by hand."
    )
    entry = models.ForeignKey(
        WaitingEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="places",
        help_text="Offered to somebody on the waiting list.",
    )  # fmt: skip
    held_until = models.DateTimeField(null=True, blank=True, help_text="Empty: as long as a payment is under way.")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "held_until"], name="places_that_lapse")]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="place_is_at_least_one"),
            models.UniqueConstraint(
                fields=["order_line"], condition=Q(status__in=["held", "taken"]), name="one_place_per_order_line"
            ),
            models.UniqueConstraint(
                fields=["grant"], condition=Q(status__in=["held", "taken"]), name="one_place_per_gift"
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.pk}"

    @property
    def holder(self) -> str:
        """Whose place it is, by the address that is known."""
        if self.order_line is not None:
            order = self.order_line.order
            return order.contact_email or (order.buyer.email if order.buyer else "a guest who is paying")
        if self.grant is not None:
            return self.grant.user.email
        return self.entry.email if self.entry is not None else ""

    def move(self, *, to: str, only_from: tuple[str, ...], **changes: Any) -> bool:
        """This function will bring the row into another state if it is still in one of those, and say whether it did."""
        moved = Place.objects.filter(pk=self.pk, status__in=only_from).update(status=to, **changes)
        if moved:
            self.refresh_from_db()
        return bool(moved)
