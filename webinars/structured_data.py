"""What a date of a webinar says of itself in the words of schema.org. It follows the same standing as page and form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages import structured_data as words
from pages.structured_data import Thing, known
from payments import money
from scheduling.wall_time import wall_of
from webinars.models.sessions import Session, State

if TYPE_CHECKING:
    from webinars.models import WebinarPage


def event(page: WebinarPage, session: Session) -> Thing:
    """This function will return one date as an event that takes place online."""
    address, standing = page.get_address(), session.standing
    is_off = standing.state == State.CANCELLED
    now_valid = [offer for offer in page.offers.all() if offer.is_valid_now() and not offer.is_private]
    price = min(now_valid, key=lambda offer: offer.amount_cents, default=None)
    return known(
        type="EducationEvent",
        name=page.title,
        description=page.get_summary(),
        url=address,
        image=page.get_share_picture().address,
        startDate=with_offset(session, session.starts_at),
        endDate=with_offset(session, session.ends_at),
        eventAttendanceMode="https://schema.org/OnlineEventAttendanceMode",
        eventStatus=f"https://schema.org/{'EventCancelled' if is_off else 'EventScheduled'}",
        location=known(type="VirtualLocation", url=address),
        isAccessibleForFree=not page.is_paid,
        maximumAttendeeCapacity=session.capacity,
        organizer=words.the_organization(),
        performer=words.person(page.host) if page.host else None,
        offers=words.offer(
            price=money.as_decimal(price.amount_cents, price.currency) if price else 0,
            currency=price.currency if price else "usd",
            url=page.get_path(),
            availability=standing.availability,
            description=standing.words,
        )
        if standing.availability and (price or not page.is_paid)
        else None,
    )


def with_offset(session: Session, instant: Any) -> str:
    """This function will write an instant as local time with its offset, the form search engines ask for."""
    wall = wall_of(instant, session.zone)
    offset = wall.replace(tzinfo=instant.tzinfo) - instant
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{wall:%Y-%m-%dT%H:%M:%S}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
