"""A dated session of a webinar. What moves by itself lives here, never on the page: a revision would write it back."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Now
from django.utils import timezone

from accounts.zones import validate_zone
from scheduling.wall_time import spoken, wall_of, write_wall

if TYPE_CHECKING:
    from webinars.models.registrations import Registration

DOOR_OPENS_BEFORE = datetime.timedelta(minutes=15)
DOOR_CLOSES_AFTER = datetime.timedelta(minutes=30)


class State(models.TextChoices):
    """Where a webinar stands, as everyone may know it."""

    NOT_ANNOUNCED = "not_announced", "Date to be announced"
    OPEN = "open", "Open"
    FEW = "few", "Few places left"
    FULL = "full", "Full"
    PAST = "past", "Past"
    CANCELLED = "cancelled", "Cancelled"


TONES = {State.FEW: "accent", State.FULL: "gold", State.CANCELLED: "danger", State.OPEN: ""}
SCHEMA_AVAILABILITY = {State.OPEN: "InStock", State.FEW: "LimitedAvailability", State.FULL: "SoldOut"}


@dataclass(frozen=True)
class Standing:
    """A state together with the sentence that says it. Page, list, form and structured data all show this one."""

    state: State
    words: str

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "quiet")

    @property
    def is_open(self) -> bool:
        return self.state in (State.OPEN, State.FEW)

    @property
    def availability(self) -> str:
        """The word schema.org has for it, empty where nothing can be had."""
        return SCHEMA_AVAILABILITY.get(self.state, "")


NOT_ANNOUNCED = Standing(State.NOT_ANNOUNCED, "The date of this webinar is not announced yet.")


class SessionQuerySet(models.QuerySet["Session"]):
    def upcoming(self) -> SessionQuerySet:
        """Not over yet, called off or not, the soonest first."""
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def scheduled(self) -> SessionQuerySet:
        return self.filter(status=Session.Status.SCHEDULED)

    def take_place(self, session_pk: int, quantity: int = 1) -> bool:
        """This function will take places if there are so many, in a single statement, and say whether it did.

        The condition is part of the UPDATE, and the database's own clock decides whether the session is over.
        """
        free = self.scheduled().filter(pk=session_pk, capacity__gte=F("places_taken") + quantity, ends_at__gt=Now())
        return bool(free.update(places_taken=F("places_taken") + quantity))

    def take_regardless(self, session_pk: int, quantity: int) -> None:
        """This function will count somebody who must not be turned away, making room if need be."""
        self.filter(pk=session_pk).update(
            capacity=Greatest(F("capacity"), F("places_taken") + quantity), places_taken=F("places_taken") + quantity
        )

    def give_place_back(self, session_pk: int, quantity: int = 1) -> bool:
        enough = self.filter(pk=session_pk, places_taken__gte=quantity)
        return bool(enough.update(places_taken=F("places_taken") - quantity))


class Session(models.Model):
    """One date of a webinar: when, where on the clock, how many places.

    `local_start` and `zone` are what the editor meant and stay when a government moves its clocks; `starts_at` is the
    instant that follows from them. `sequence` counts the changes that calendars must hear of.
    """

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "scheduled"
        CANCELLED = "cancelled", "cancelled"

    webinar = models.ForeignKey("webinars.WebinarPage", on_delete=models.CASCADE, related_name="sessions")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(editable=False)
    zone = models.CharField("time zone", max_length=64, validators=[validate_zone])
    local_start = models.CharField(max_length=16, editable=False)
    minutes = models.PositiveSmallIntegerField(default=60, validators=[MinValueValidator(5), MaxValueValidator(1440)])
    capacity = models.PositiveIntegerField("places", default=100, validators=[MinValueValidator(1)])
    places_taken = models.PositiveIntegerField(default=0, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SCHEDULED, editable=False)
    cancellation_note = models.TextField(
        max_length=500,
        blank=True,
        help_text="For the people who have a place: why, and whether there will be another date.",
    )
    join_url = models.URLField(
        "address of the meeting room",
        max_length=500,
        blank=True,
        help_text="From the meeting provider. Shown to nobody before the door opens.",
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "date"
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["webinar", "ends_at"], name="session_by_webinar")]
        constraints = [
            # The last wall: whatever the code forgets, the database sells no place twice.
            models.CheckConstraint(condition=Q(places_taken__lte=F("capacity")), name="session_never_oversold"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_its_start"),
        ]

    def __str__(self) -> str:
        return f"{self.webinar.title}: {spoken(self.starts_at, self.zone)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ends_at = self.starts_at + datetime.timedelta(minutes=self.minutes)
        if not self.local_start:
            self.local_start = write_wall(wall_of(self.starts_at, self.zone))
        super().save(*args, **kwargs)

    @property
    def places_left(self) -> int:
        return max(0, self.capacity - self.places_taken)

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_running(self) -> bool:
        return self.starts_at <= timezone.now() < self.ends_at and self.status == self.Status.SCHEDULED

    @property
    def opens_at(self) -> datetime.datetime:
        """When the personal door lets people in."""
        return self.starts_at - DOOR_OPENS_BEFORE

    @property
    def closes_at(self) -> datetime.datetime:
        return self.ends_at + DOOR_CLOSES_AFTER

    @property
    def standing(self) -> Standing:
        """Where this date stands now, with its sentence."""
        if self.status == self.Status.CANCELLED:
            return Standing(State.CANCELLED, f"This date was called off. {self.cancellation_note}".strip())
        if self.is_over:
            return Standing(State.PAST, "This webinar is over.")
        if not self.places_left:
            return Standing(State.FULL, "Every place is taken.")
        running = "It is on now. " if self.is_running else ""
        if self.places_left <= max(1, min(10, self.capacity // 5)):
            return Standing(State.FEW, f"{running}Only {_places(self.places_left)} left.")
        return Standing(State.OPEN, f"{running}{_places(self.places_left)} left.")

    def get_registration(self, email: str) -> Registration | None:
        """This function will return the registration of a canonical address, whatever its status."""
        return self.registrations.filter(email=email).first()


def _places(number: int) -> str:
    return f"{number} place" if number == 1 else f"{number} places"
