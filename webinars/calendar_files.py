"""Calendar entries (RFC 5545), made so that Outlook, Google and Apple show the right hour in any zone.

Times are local with their zone's rules beside them. The library's own rules begin daylight saving an hour late, so they
are written here, transition by transition, for the years around the date.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from scheduling.wall_time import instants_of, wall_of

if TYPE_CHECKING:
    from webinars.models import Registration, Session

ALARM_BEFORE = datetime.timedelta(minutes=15)


def public_calendar(session: Session) -> bytes:
    """This function will return the entry that anyone may have: without a door."""
    event = _event(session, sequence=session.sequence)
    event.add("LOCATION", "Online")
    event.add("DESCRIPTION", f"{session.webinar.get_summary()}\n\nSign up: {_page_address(session)}")
    return _write("PUBLISH", session, event)


def personal_calendar(session: Session, registration: Registration, *, sequence: int, join_url: str) -> bytes:
    """This function will return the entry of one registered person, with the personal door in it."""
    event = _event(session, sequence=sequence)
    event.add("ATTENDEE", _attendee(registration))
    event.add("LOCATION", join_url)
    event.add(
        "DESCRIPTION",
        f"{session.webinar.get_summary()}\n\n"
        f"Your personal door: {join_url}\nIt opens 15 minutes before the start. Please do not pass it on.\n\n"
        f"About this webinar: {_page_address(session)}",
    )
    event.add("CONFERENCE", join_url, parameters={"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "Enter the webinar"})
    event.add_component(_alarm(session))
    return _write("REQUEST", session, event)


def withdrawn_calendar(session: Session, registration: Registration, *, sequence: int) -> bytes:
    """This function will return the entry that takes the date out of one person's calendar."""
    event = _event(session, sequence=sequence, status="CANCELLED")
    event.add("ATTENDEE", _attendee(registration))
    return _write("CANCEL", session, event)


# --- in calling order -------------------------------------------------------------------------------------------------


def _event(session: Session, *, sequence: int, status: str = "") -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", f"webinar-{session.uid}@{_domain()}")
    event.add("SEQUENCE", sequence)
    event.add("DTSTAMP", timezone.now())
    for name, instant in (("DTSTART", session.starts_at), ("DTEND", session.ends_at)):
        event.add(name, _local(instant, session.zone))
    event.add("SUMMARY", session.webinar.title)
    event.add("URL", _page_address(session))
    event.add("STATUS", status or ("CANCELLED" if session.status == session.Status.CANCELLED else "CONFIRMED"))
    organizer = icalendar.vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    organizer.params["CN"] = settings.WAGTAIL_SITE_NAME
    event.add("ORGANIZER", organizer)
    return event


def _local(instant: datetime.datetime, zone: str) -> datetime.datetime:
    """The instant in its zone; in UTC where the clocks show that hour twice and this is the second time."""
    meant = instants_of(wall_of(instant, zone), zone)[0]  # an entry without more words means the first
    return instant.astimezone(ZoneInfo(zone) if meant == instant else datetime.UTC)


def _attendee(registration: Registration) -> icalendar.vCalAddress:
    attendee = icalendar.vCalAddress(f"mailto:{registration.email}")
    attendee.params["CN"] = _one_line(registration.name) or registration.email
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    return attendee


def _one_line(name: str) -> str:
    """A parameter has no way to write a quotation mark or a control character: they go."""
    return " ".join("".join(character for character in name if character.isprintable() and character != '"').split())


def _alarm(session: Session) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", -ALARM_BEFORE)
    alarm.add("DESCRIPTION", session.webinar.title)
    return alarm


def _write(method: str, session: Session, event: icalendar.Event) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("PRODID", f"-//{settings.WAGTAIL_SITE_NAME}//Webinars//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    if session.zone != "UTC":
        calendar.add_component(_zone_rules(session.zone, session.starts_at.year))
    calendar.add_component(event)
    return calendar.to_ical()


def _zone_rules(zone: str, year: int) -> icalendar.Timezone:
    """VTIMEZONE: every change of the clocks from the year before the date to the year after it."""
    rules = icalendar.Timezone()
    rules.add("TZID", zone)
    for onset, before, after, is_daylight, name in _changes(zone, year):
        rule: Any = icalendar.TimezoneDaylight() if is_daylight else icalendar.TimezoneStandard()
        rule.add("DTSTART", (onset + before).replace(tzinfo=None))  # on the clock that was valid until then
        rule.add("TZOFFSETFROM", before)
        rule.add("TZOFFSETTO", after)
        rule.add("TZNAME", name)
        rules.add_component(rule)
    return rules


Change = tuple[datetime.datetime, datetime.timedelta, datetime.timedelta, bool, str]


@lru_cache(maxsize=64)
def _changes(zone: str, year: int) -> tuple[Change, ...]:
    """When (UTC) the clocks change, from which offset to which; first, what holds at the beginning."""
    place = ZoneInfo(zone)
    start = datetime.datetime(year - 1, 1, 1, tzinfo=datetime.UTC)

    def offset(moment: datetime.datetime) -> datetime.timedelta:
        return moment.astimezone(place).utcoffset() or datetime.timedelta()

    def change(moment: datetime.datetime, before: datetime.timedelta) -> Change:
        there = moment.astimezone(place)
        return moment, before, offset(moment), bool(there.dst()), there.tzname() or zone

    found = [change(start, offset(start))]
    days = [start + datetime.timedelta(days=number) for number in range(3 * 366)]
    for low, high in pairwise(days):
        before = offset(low)
        if offset(high) == before:
            continue
        while high - low > datetime.timedelta(minutes=1):
            middle = low + (high - low) / 2
            low, high = (middle, high) if offset(middle) == before else (low, middle)
        found.append(change(high.replace(second=0, microsecond=0), before))
    return tuple(found)


def _page_address(session: Session) -> str:
    return settings.PUBLIC_URL + (session.webinar.url or reverse("wagtail_serve", args=[""]))


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
