"""Steps of the calendar: a month after the 31st of January is the last of February, and then the 31st of March."""

import calendar
import datetime

SECONDS = {"day": 86400, "week": 7 * 86400}


def step(anchor: int, interval: str, count: int) -> int:
    """Return the moment ``count`` intervals after an anchor, keeping the anchor's day where the month has it."""
    if interval in SECONDS:
        return anchor + count * SECONDS[interval]
    start = datetime.datetime.fromtimestamp(anchor, datetime.UTC)
    months = start.month - 1 + count * (12 if interval == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return int(start.replace(year=year, month=month, day=day).timestamp())


def next_after(anchor: int, interval: str, count: int, moment: int) -> int:
    """Return the first step of a rhythm that lies after a moment."""
    number = 1
    while step(anchor, interval, count * number) <= moment:
        number += 1
    return step(anchor, interval, count * number)
