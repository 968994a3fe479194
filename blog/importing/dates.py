"""When a post appeared, out of what old blogs write: with a zone, without one, in milliseconds, or nonsense."""

from __future__ import annotations

import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST_YEAR = 1990
LATEST_YEAR = 2100


def find_zone(name: Any) -> ZoneInfo | None:
    """This function will return the zone of that name, if there is one."""
    try:
        return ZoneInfo(str(name)) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def is_plausible(moment: datetime.date) -> bool:
    return EARLIEST_YEAR <= moment.year <= LATEST_YEAR


def read_wall_time(text: str) -> datetime.datetime | None:
    """This function will read `2021-03-09 14:05:00`; WordPress writes zeros for a draft that has no date."""
    try:
        moment = datetime.datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None
    return moment if is_plausible(moment) else None


def read_rfc_date(text: str) -> datetime.datetime | None:
    """This function will read the date of an RSS item, as a moment in UTC."""
    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    try:
        return moment.astimezone(datetime.UTC) if is_plausible(moment) else None
    except OverflowError:
        return None


def read_milliseconds(value: Any) -> datetime.datetime | None:
    """This function will read the milliseconds since 1970 that Squarespace writes."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        moment = datetime.datetime.fromtimestamp(value / 1000, tz=datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if is_plausible(moment) else None
