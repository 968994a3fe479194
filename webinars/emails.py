"""Letters about webinars. Written as drafts outside the transaction; the deed posts them inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from mail import services as mail_services
from scheduling.wall_time import spoken
from webinars import calendar_files
from webinars.models import Registration, Session

CALENDAR_NAME = "webinar.ics"


@dataclass(frozen=True)
class Doors:
    """The secrets of one letter, as addresses."""

    join_url: str
    manage_url: str

    @classmethod
    def of(cls, *, join_token: str, manage_token: str) -> Doors:
        return cls(
            join_url=_absolute(reverse("webinars:join", args=[join_token])),
            manage_url=_absolute(reverse("webinars:registration", args=[manage_token])),
        )


def compose_confirmation(registration: Registration, doors: Doors) -> mail_services.Draft:
    """This function will write the letter that follows on a registration: when, the way in, the calendar entry."""
    session = registration.session
    calendar = calendar_files.personal_calendar(
        session, registration, sequence=_sequence(registration), join_url=doors.join_url
    )
    return _compose(
        "confirmation", registration, {"join_url": doors.join_url, "manage_url": doors.manage_url}, "REQUEST", calendar
    )


def compose_moved(registration: Registration, doors: Doors) -> mail_services.Draft:
    """This function will write that the date was moved, with the entry that corrects the calendar."""
    session = registration.session
    calendar = calendar_files.personal_calendar(
        session, registration, sequence=_sequence(registration), join_url=doors.join_url
    )
    return _compose(
        "moved", registration, {"join_url": doors.join_url, "manage_url": doors.manage_url}, "REQUEST", calendar
    )


def compose_called_off(registration: Registration) -> mail_services.Draft:
    """This function will write that the date was called off, with the entry that takes it out of the calendar."""
    session = registration.session
    calendar = calendar_files.withdrawn_calendar(session, registration, sequence=_sequence(registration))
    return _compose("called_off", registration, {}, "CANCEL", calendar)


def compose_place_released(registration: Registration) -> mail_services.Draft:
    """This function will write to somebody who gave the place back: so that a stranger's click would not go unnoticed."""
    session = registration.session
    calendar = calendar_files.withdrawn_calendar(session, registration, sequence=_sequence(registration))
    return _compose("place_released", registration, {}, "CANCEL", calendar)


# --- in calling order -------------------------------------------------------------------------------------------------


def _sequence(registration: Registration) -> int:
    """What the calendar will count this letter as: the date's own changes and the person's."""
    return registration.session.sequence + registration.own_changes


def _compose(
    kind: str, registration: Registration, more: dict[str, Any], method: str, calendar: bytes
) -> mail_services.Draft:
    session = registration.session
    return mail_services.compose_email(
        kind=f"webinar_{kind}",
        to=registration.email,
        template=f"webinars/emails/{kind}",
        context={
            "name": " ".join(registration.name.split()),
            "webinar": session.webinar,
            "session": session,
            "when": when(session, registration.zone),
            "page_url": _absolute(session.webinar.url or "/"),
            **more,
        },
        attachments=[(CALENDAR_NAME, f"text/calendar; method={method}; charset=utf-8", calendar)],
    )


def when(session: Session, zone: str) -> dict[str, str]:
    """This function will say the time twice: on the reader's clock and, where it differs, on the event's."""
    there = spoken(session.starts_at, session.zone)
    here = spoken(session.starts_at, zone or session.zone)
    is_same = here.partition(" (")[0] == there.partition(" (")[0]
    return {"here": here, "there": "" if is_same else there}


def _absolute(path: str) -> str:
    return path if path.startswith("http") else settings.PUBLIC_URL + path
