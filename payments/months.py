"""Months as people count them: from the 31st of January one month leads to the last day of February."""

from __future__ import annotations

import calendar
import datetime


def add_months(moment: datetime.datetime, months: int) -> datetime.datetime:
    """This function will return the same day and hour some months later; where the month is too short, its last day."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))
