"""Where a product stands at this moment, worked out in one place: every button, badge, date, letter and price tag shows this.

Pure: the rows were read elsewhere. Each span of time holds its first second and not its last.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from scheduling.wall_time import spoken


class State(models.TextChoices):
    """What anybody may know of a product."""

    OPENS_SOON = "opens_soon", "Opens soon"
    OPEN = "open", "Open"
    FULL = "full", "Full"
    CLOSED = "closed", "Closed"
    EVERGREEN = "evergreen", "Begin any time"


TONES = {State.OPENS_SOON: "gold", State.OPEN: "", State.FULL: "gold", State.CLOSED: "quiet", State.EVERGREEN: ""}
AVAILABILITY = {
    State.OPENS_SOON: "PreOrder",
    State.OPEN: "InStock",
    State.FULL: "SoldOut",
    State.CLOSED: "Discontinued",
    State.EVERGREEN: "InStock",
}
"""The words that schema.org has for it."""


@dataclass(frozen=True)
class Window:
    """When one can enrol and when it takes place, on the clocks of `zone`. None: without a beginning, or without an end."""

    opens_at: datetime.datetime | None = None
    closes_at: datetime.datetime | None = None
    starts_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True)
class Room:
    """How many places there are and how many are left for anyone who comes; None: without limit."""

    capacity: int | None = None
    left: int | None = None

    @property
    def is_full(self) -> bool:
        return self.left is not None and self.left <= 0

    @property
    def few_left(self) -> int | None:
        """How many places are left if that is few enough to be worth saying."""
        if self.left is None or self.capacity is None or self.left <= 0:
            return None
        return self.left if self.left <= min(10, max(3, self.capacity // 5)) else None


Span = tuple[datetime.datetime | None, datetime.datetime | None]
"""From when until when an offer is valid."""


@dataclass(frozen=True)
class Standing:
    """A state with its words, and what a reader can do about it."""

    state: State
    words: str
    has_list: bool = False
    few_left: int | None = None
    changes_at: datetime.datetime | None = None
    """The next boundary that a date draws: it opens, or it closes."""
    zone: str = "UTC"

    @property
    def label(self) -> str:
        return f"{_places(self.few_left)} left" if self.few_left else str(self.state.label)

    @property
    def tone(self) -> str:
        return "accent" if self.few_left else TONES[self.state]

    @property
    def is_buyable(self) -> bool:
        return self.state in (State.OPEN, State.EVERGREEN)

    @property
    def is_for_a_place(self) -> bool:
        """Whether whoever joins the list now waits for a place, rather than for the opening."""
        return self.state == State.FULL

    @property
    def takes_names(self) -> bool:
        """Whether one can join the list now."""
        return self.has_list and not self.is_buyable

    @property
    def call(self) -> str:
        """What the button says where nothing can be bought."""
        if not self.takes_names:
            return ""
        return "Join the waiting list" if self.is_for_a_place else "Tell me when it opens"

    @property
    def availability(self) -> str:
        """The word schema.org has for it."""
        return "LimitedAvailability" if self.few_left else AVAILABILITY[self.state]


def stand(
    *,
    now: datetime.datetime,
    spans: Iterable[Span],
    window: Window | None = None,
    room: Room | None = None,
    is_published: bool = True,
    has_list: bool = False,
) -> Standing:
    """This function will say where a product stands, from when it is offered, when it takes people, and what room it has."""
    window, room = window or Window(), room or Room()
    opens_at = _next_opening(now, spans, window) if is_published else None
    if opens_at is None:
        return Standing(State.CLOSED, "Enrolment is closed.", has_list=has_list, zone=window.zone)
    if opens_at > now:
        words = f"Enrolment opens on {spoken(opens_at, window.zone)}."
        return Standing(State.OPENS_SOON, words, has_list=has_list, changes_at=opens_at, zone=window.zone)
    if room.is_full:
        return Standing(
            State.FULL, "Every place is taken.", has_list=has_list, changes_at=window.closes_at, zone=window.zone
        )
    if window.closes_at is None and room.capacity is None:
        return Standing(State.EVERGREEN, "Begin at any time.", has_list=has_list, zone=window.zone)
    few = f"Only {_places(room.few_left)} left. " if room.few_left else ""
    until = (
        f"Enrolment closes on {spoken(window.closes_at, window.zone)}." if window.closes_at else "Enrolment is open."
    )
    return Standing(
        State.OPEN,
        few + until,
        has_list=has_list,
        few_left=room.few_left,
        changes_at=window.closes_at,
        zone=window.zone,
    )


def _next_opening(now: datetime.datetime, spans: Iterable[Span], window: Window) -> datetime.datetime | None:
    """The first moment, from now on, at which an offer is valid and enrolment is open; None if there is none."""
    earliest = max(now, window.opens_at or now)
    moments = [max(earliest, begins or earliest) for begins, ends in spans if ends is None or ends > earliest]
    in_time = [moment for moment in moments if window.closes_at is None or moment < window.closes_at]
    return min(in_time, default=None)


def _places(number: int | None) -> str:
    return "1 place" if number == 1 else f"{number} places"
