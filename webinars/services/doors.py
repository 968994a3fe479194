"""The personal doors: who may go in, and when. The address of the room is told within its hour, to the registered alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from webinars.models import Registration, Session
from webinars.refusals import DoorClosed


@dataclass(frozen=True)
class Door:
    """How the room's door stands for one registered person, with the words for it."""

    is_open: bool
    words: str
    is_early: bool = False


def get_door(registration: Registration) -> Door:
    """This function will say whether this person may go in now. Looking changes nothing."""
    session = registration.session
    now = timezone.now()
    if session.status == Session.Status.CANCELLED:
        return Door(False, session.standing.words)
    if not registration.is_active:
        return Door(False, "You gave this place back. To come after all, sign up again.")
    if now >= session.closes_at:
        return Door(False, "This webinar is over.")
    if now < session.opens_at:
        return Door(False, "The door opens 15 minutes before the start.", is_early=True)
    if not session.join_url:
        return Door(False, "The host is still setting up the room. Please look again in a minute.", is_early=True)
    return Door(True, "The door is open.")


def enter_room(*, registration: Registration) -> str:
    """This function will note that this person came and return the address of the room, or raise DoorClosed."""
    door = get_door(registration)
    if not door.is_open:
        raise DoorClosed(door.words)
    Registration.objects.filter(pk=registration.pk, attended_at__isnull=True).update(attended_at=timezone.now())
    return registration.session.join_url
