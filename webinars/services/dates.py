"""Dates: moved or called off by the owner, and everyone who has a place told once, however often a task runs.

The change itself is one short transaction. Who has heard of it stands in each registration (`told_sequence`), so telling
is a sweep: a worker that dies in the middle leaves the rest for the next one, and nobody is told twice.
"""

from __future__ import annotations

import datetime
import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mail import services as mail_services
from scheduling.wall_time import instant_of, instants_of, read_wall, write_wall
from webinars import emails
from webinars.models import Registration, Session
from webinars.refusals import IllegalMove
from webinars.services.links import Secrets

logger = logging.getLogger(__name__)

TOLD_A_ROUND = 200


def change_date(
    *, session: Session, wall: datetime.datetime, zone: str, minutes: int, capacity: int, join_url: str
) -> Session:
    """This function will write what the editor changed; a new time or length is told to everyone who has a place.

    Places can be added or taken away, but not those that people have: IllegalMove.
    """
    starts_at = instant_of(wall, zone)
    if session.status == Session.Status.CANCELLED or session.is_over:
        raise IllegalMove("This date is over or called off. Make a new one instead.")
    with transaction.atomic():
        this = Session.objects.scheduled().filter(pk=session.pk)
        if not this.filter(places_taken__lte=capacity).update(capacity=capacity, join_url=join_url):
            taken = Session.objects.get(pk=session.pk).places_taken
            raise IllegalMove(f"{taken} people have a place; there cannot be fewer places than that.")
        this.exclude(starts_at=starts_at, zone=zone, minutes=minutes).update(
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(minutes=minutes),
            zone=zone,
            minutes=minutes,
            local_start=write_wall(wall),
            sequence=F("sequence") + 1,
        )
    session.refresh_from_db()
    return session


def call_off(*, session: Session, note: str = "") -> Session:
    """This function will call a date off and have everyone told who has a place. Twice is once."""
    if session.is_over:
        raise IllegalMove("This date is over; it cannot be called off any more.")
    Session.objects.scheduled().filter(pk=session.pk).update(
        status=Session.Status.CANCELLED, cancellation_note=note.strip(), sequence=F("sequence") + 1
    )
    session.refresh_from_db()
    return session


def tell_registrants(*, limit: int = TOLD_A_ROUND) -> int:
    """This function will write to those who have not heard of the latest change of their date; return to how many.

    At most `limit` letters a round, so that other work of the worker gets its turn.
    """
    owed = Registration.objects.untold().select_related("session__webinar__host").order_by("pk")
    return sum(_tell(registration) for registration in owed[:limit])


def align_wall_times() -> int:
    """This function will bring coming dates back to the hour that was announced, where a zone's rules have changed since.

    A government that moves its clocks does not move the webinar: six in the evening stays six in the evening.
    """
    moved = 0
    coming = Session.objects.scheduled().filter(starts_at__gt=timezone.now())
    for session in coming:
        meant = instants_of(read_wall(session.local_start), session.zone)
        if not meant or session.starts_at in meant:
            continue
        length = datetime.timedelta(minutes=session.minutes)
        moved += coming.filter(pk=session.pk, sequence=session.sequence).update(
            starts_at=meant[0], ends_at=meant[0] + length, sequence=F("sequence") + 1
        )
        logger.warning("session %s moved with the clocks of %s", session.pk, session.zone)
    return moved


# --- in calling order -------------------------------------------------------------------------------------------------


def _tell(registration: Registration) -> bool:
    session = registration.session
    told = registration.told_sequence
    secrets = None
    if session.status == Session.Status.CANCELLED:
        draft = emails.compose_called_off(registration)
    else:
        secrets = Secrets.make()
        draft = emails.compose_moved(registration, secrets.doors)
    mine = Registration.objects.active().filter(pk=registration.pk, told_sequence=told)
    with transaction.atomic():
        if not mine.update(told_sequence=session.sequence):
            return False
        if secrets:
            secrets.store(registration)
        mail_services.post_email(key=f"{draft.kind}:{registration.pk}:{session.sequence}", draft=draft)
    return True
