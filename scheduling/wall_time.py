"""What the clock on the wall says somewhere, and which instant that is.

An editor thinks "six in the evening in Los Angeles". On two days a year some wall times never come and some come twice;
those are refused in words instead of being guessed at.
"""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

WALL_FORMAT = "%Y-%m-%dT%H:%M"


class NoSuchTime(ValueError):
    """The clocks are put forward over this time: it never comes."""


class TwiceThatDay(ValueError):
    """The clocks are put back over this time: it comes twice."""


def instants_of(wall: datetime.datetime, zone: str) -> list[datetime.datetime]:
    """This function will return every instant (UTC) at which the clocks of `zone` show `wall`: none, one or two."""
    found = []
    for fold in (0, 1):
        instant = wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(datetime.UTC)
        if wall_of(instant, zone) == wall and instant not in found:
            found.append(instant)
    return found


def instant_of(wall: datetime.datetime, zone: str) -> datetime.datetime:
    """This function will return the one instant at which the clocks of `zone` show `wall`, or refuse."""
    found = instants_of(wall, zone)
    place = zone.rpartition("/")[2].replace("_", " ")
    if not found:
        raise NoSuchTime(
            f"The clocks in {place} are put forward that day and never show {wall:%H:%M}. Choose a time an hour later."
        )
    if len(found) > 1:
        raise TwiceThatDay(
            f"The clocks in {place} are put back that day and show {wall:%H:%M} twice. Choose a time outside that hour."
        )
    return found[0]


def wall_of(instant: datetime.datetime, zone: str) -> datetime.datetime:
    """This function will return what the clocks of `zone` show at `instant`, without a zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def day_at_school(instant: datetime.datetime) -> datetime.date:
    """This function will return the day on which an instant falls where the owner lives."""
    return wall_of(instant, settings.SCHOOL_TIME_ZONE).date()


def today_at_school() -> datetime.date:
    return day_at_school(timezone.now())


def write_wall(wall: datetime.datetime) -> str:
    """This function will return a wall time as it is stored."""
    return wall.strftime(WALL_FORMAT)


def read_wall(text: str) -> datetime.datetime:
    """This function will return a stored wall time."""
    return datetime.datetime.strptime(text, WALL_FORMAT)  # noqa: DTZ007  a wall time has no zone: that is its point


def spoken(instant: datetime.datetime, zone: str) -> str:
    """This function will say a time in words: "Thursday, December 3, 2026, 6:00 PM PST (Los Angeles)"."""
    there = instant.astimezone(ZoneInfo(zone))
    place = zone.rpartition("/")[2].replace("_", " ")
    return f"{there:%A, %B} {there.day}, {there.year}, {_clock(there)}" + ("" if place == "UTC" else f" ({place})")


def noted(instant: datetime.datetime, zone: str) -> str:
    """This function will say a time as a narrow list has room for it: "Dec 3, 2026, 6:00 PM PST"."""
    there = instant.astimezone(ZoneInfo(zone))
    return f"{there:%b} {there.day}, {there.year}, {_clock(there)}"


def _clock(there: datetime.datetime) -> str:
    return f"{there.hour % 12 or 12}:{there:%M} {'AM' if there.hour < 12 else 'PM'} {_abbreviation(there)}"


def _abbreviation(there: datetime.datetime) -> str:
    name = there.tzname() or ""
    if name[:1] in "+-":  # a zone without letters of its own, such as Dubai's "+04"
        offset = there.utcoffset() or datetime.timedelta()
        minutes = abs(int(offset.total_seconds())) // 60
        sign = "-" if offset < datetime.timedelta() else "+"
        return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02d}" if minutes % 60 else "")
    return name
