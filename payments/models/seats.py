"""Seats of a team: bought by one person, taken by others."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from payments.models.lines import OrderLine
from payments.models.orders import Order
from payments.models.refunds import Refund


class SeatBundleQuerySet(models.QuerySet["SeatBundle"]):
    def of_team(self, *, manager: Any, product: Any) -> SeatBundleQuerySet:
        """All that one person bought of one product, oldest first: together they are that person's team."""
        return self.filter(manager=manager, product_id=product.pk).order_by("pk")


class SeatBundle(models.Model):
    """The seats that one order line bought. Made once, from the number that was really paid for."""

    OPEN_ORDERS = (Order.Status.PAID, Order.Status.PAYING, Order.Status.PARTIALLY_REFUNDED)

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="seat_bundle")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seat_bundles")
    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="seat_bundles")
    size = models.PositiveIntegerField()
    clinic_name = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SeatBundleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(size__gte=1), name="seat_bundle_has_a_seat")]

    def __str__(self) -> str:
        return f"{self.size} seats of order {self.line.order.number}"

    @property
    def is_open(self) -> bool:
        """Whether its seats can be given out: not while the money is disputed, nor once it went back."""
        return self.line.order.status in self.OPEN_ORDERS


class SeatQuerySet(models.QuerySet["Seat"]):
    def assigned(self) -> SeatQuerySet:
        """Seats that somebody sits on, or was asked to."""
        return self.filter(status__in=[Seat.Status.INVITED, Seat.Status.TAKEN])

    def of_bundles(self, bundles: Any) -> SeatQuerySet:
        return self.filter(bundle__in=bundles).order_by("bundle_id", "number")

    def going_back(self) -> SeatQuerySet:
        """Seats whose money went back, or is on its way."""
        return self.filter(refund__isnull=False).exclude(
            refund__status__in=[Refund.Status.FAILED, Refund.Status.CANCELLED]
        )

    def to_give(self) -> SeatQuerySet:
        """Seats that can be given to somebody now."""
        spoken_for = self.model.objects.going_back().values("pk")
        return self.filter(status=Seat.Status.FREE, moves__lte=settings.SEAT_MOVES).exclude(pk__in=spoken_for)

    def change(self, seat: Seat, **fields: Any) -> bool:
        """This function will write a seat if it is still as it was read, and say whether it was.

        The one guard of every move: two people, two tabs or two clicks never both win a seat.
        """
        as_read = self.filter(pk=seat.pk, status=seat.status, token_digest=seat.token_digest, user_id=seat.user_id)
        if not as_read.update(**fields):
            return False
        for name, value in fields.items():
            setattr(seat, name, value)
        return True


class Seat(models.Model):
    """One place in a team. There is a row for each seat that was bought and none more, so none can be given out twice.

    Whoever takes it gets a grant in the ledger; the seat itself opens nothing.
    """

    class Status(models.TextChoices):
        FREE = "free", "free"
        INVITED = "invited", "invited"
        TAKEN = "taken", "taken"
        REVOKED = "revoked", "given back"

    EMPTY: dict[str, Any] = {
        "status": Status.FREE, "email": "", "user": None, "token_digest": None,  # nosec B105  no secret at all
        "invited_at": None, "expires_at": None, "taken_at": None,
    }  # fmt: skip

    bundle = models.ForeignKey(SeatBundle, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveIntegerField()
    of = models.PositiveIntegerField(help_text="How many seats were bought with it.")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.FREE)
    email = models.EmailField(max_length=254, blank=True, help_text="In its canonical spelling.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    token_digest = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    invitations = models.PositiveIntegerField(default=0, help_text="Letters sent for it so far, to whomever.")
    moves = models.PositiveSmallIntegerField(default=0, help_text="How often it was taken back from somebody.")
    refund = models.ForeignKey(Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    invited_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField("invitation ends", null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    access_until = models.DateTimeField(
        null=True, blank=True, help_text="Runs from the day on which the seat was first taken, whoever sits on it."
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["bundle_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="one_row_per_seat"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=F("of")), name="seat_is_one_of_those_bought"),
            models.UniqueConstraint(
                fields=["bundle", "email"],
                condition=Q(status__in=["invited", "taken"]),
                name="one_seat_per_bundle_and_address",
            ),
            models.UniqueConstraint(
                fields=["bundle", "user"], condition=Q(status="taken"), name="one_seat_per_bundle_and_person"
            ),
            models.CheckConstraint(
                condition=Q(status="free", email="", user__isnull=True, token_digest__isnull=True)
                | (Q(status="invited", user__isnull=True, token_digest__isnull=False) & ~Q(email=""))
                | (Q(status="taken", user__isnull=False) & ~Q(email=""))
                | Q(status="revoked", token_digest__isnull=True),
                name="seat_is_free_or_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.number} of {self.of}"

    @property
    def is_expired(self) -> bool:
        """Whether its invitation ran out before it was accepted."""
        return self.status == self.Status.INVITED and self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def is_spent(self) -> bool:
        """Whether it was passed on so often that it rests."""
        return self.moves > settings.SEAT_MOVES

    @property
    def moves_left(self) -> int:
        """How often it can still be given to somebody else."""
        return max(settings.SEAT_MOVES - self.moves, 0)
