"""Places: taken by an e-mail address, given back by a personal link. Never more of them than there are.

A stranger must not learn from any answer whether an address is registered, so a known address takes the same way, does
the same work and meets the same refusals as a new one.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from mail import services as mail_services
from payments.models import Grant
from webinars import emails
from webinars.models import Registration, Session, State
from webinars.refusals import IllegalMove, NoPlaceLeft, NotOpen
from webinars.services.links import Secrets

CONFIRMATION_AGAIN_AFTER = datetime.timedelta(hours=24)
"""An address that others type in again and again gets one confirmation a day, not a hundred."""


MOST_TRIES = 3


class JustFreed(Exception):
    """There was no place, and a moment later somebody gave one back: worth another try."""


def register(*, session: Session, email: str, name: str = "", zone: str = "") -> Registration:
    """This function will give `email` (canonical) a place at once and post the letter with the personal links.

    Somebody who has a place already keeps it and gets the letter again, at most once a day. Raises NotOpen or, for
    everyone alike, NoPlaceLeft.
    """
    session = Session.objects.select_related("webinar__host").get(pk=session.pk)
    standing = session.standing
    if standing.state in (State.PAST, State.CANCELLED):
        raise NotOpen(standing.words)
    if session.webinar.is_paid:
        raise NotOpen("Places of this webinar are sold on its page.")
    known = session.get_registration(email)
    registration = known or Registration(session=session, email=email)
    if not registration.is_active or known is None:
        registration.name, registration.zone = name, zone or session.zone
        registration.own_changes += 1 if known else 0
    registration.session = session
    secrets = Secrets.make()
    draft = emails.compose_confirmation(registration, secrets.doors)  # in every case: the time taken tells nothing
    if known and known.is_active:
        _post_again(known, draft, secrets)
    if standing.state == State.FULL:
        raise NoPlaceLeft(standing.words)
    if known and known.is_active:
        return known
    for _ in range(MOST_TRIES):
        try:
            return _take_place(registration, draft, secrets)
        except JustFreed:
            continue
        except IntegrityError:
            # The same address was written at the same moment, by a double click: that one has the place.
            return Registration.objects.active().get(session=session, email=email)
    raise NoPlaceLeft("Every place is taken.")


def admit(*, session: Session, user: Any, grant: Grant) -> Registration:
    """This function will register somebody whose grant has a place counted already, and post the personal links.

    Call it in the transaction that wrote the grant. Doing it again changes nothing.
    """
    session = Session.objects.select_related("webinar__host").get(pk=session.pk)
    known = session.get_registration(user.email)
    if known and known.is_active:
        if known.grant_id is None:  # signed up while it was free: that place is free now, the bought one counts
            Session.objects.give_place_back(session.pk)
        Registration.objects.filter(pk=known.pk).update(grant=grant)
        return known
    registration = known or Registration(session=session, email=user.email)
    registration.session, registration.grant = session, grant
    registration.name, registration.zone = user.display_name, user.time_zone or session.zone
    registration.own_changes += 1 if known else 0
    registration.told_sequence = session.sequence
    secrets, now = Secrets.make(), timezone.now()
    if known:
        _come_back(registration, now)
        Registration.objects.filter(pk=known.pk).update(grant=grant)
    else:
        registration.registered_at = registration.confirmation_sent_at = now
        registration.save(force_insert=True)
    secrets.store(registration)
    draft = emails.compose_confirmation(registration, secrets.doors)
    mail_services.post_email(key=_confirmation_key(registration, now), draft=draft)
    return registration


def dismiss(*, grant: Grant) -> int:
    """This function will end the registrations that a closed grant opened, each with a letter; its place goes back with it."""
    ended = 0
    mine = Registration.objects.active().filter(grant=grant).select_related("session__webinar__host")
    for registration in mine:
        registration.own_changes += 1
        gone = (
            Registration.objects.active()
            .filter(pk=registration.pk)
            .update(
                status=Registration.Status.CANCELLED, cancelled_at=timezone.now(), own_changes=registration.own_changes
            )
        )
        if gone and not registration.session.is_over:
            draft = emails.compose_place_released(registration)
            key = f"webinar_place_released:{registration.pk}:{registration.own_changes}"
            mail_services.post_email(key=key, draft=draft)
        ended += gone
    return ended


def send_links_again(*, session: Session, email: str) -> None:
    """This function will post the confirmation again if that address has a place; the caller learns nothing."""
    registration = session.get_registration(email)
    is_known = registration is not None and registration.is_active and not session.is_over
    whose = registration if is_known and registration else Registration(session=session, email=email, zone=session.zone)
    secrets = Secrets.make()
    draft = emails.compose_confirmation(whose, secrets.doors)
    if is_known and session.status == Session.Status.SCHEDULED:
        _post_again(whose, draft, secrets)


def cancel_registration(*, registration: Registration) -> bool:
    """This function will give a place back and confirm it by letter; False if it was given back before."""
    session = registration.session
    if session.is_over:
        raise IllegalMove("This webinar is over; there is nothing left to cancel.")
    if registration.grant_id is not None:
        raise IllegalMove("This place was paid for: ask for your money back under Orders, and the place goes with it.")
    registration.own_changes += 1
    draft = emails.compose_place_released(registration)
    with transaction.atomic():
        mine = Registration.objects.active().filter(pk=registration.pk)
        if not mine.update(
            status=Registration.Status.CANCELLED, cancelled_at=timezone.now(), own_changes=F("own_changes") + 1
        ):
            return False
        mail_services.post_email(
            key=f"webinar_place_released:{registration.pk}:{registration.own_changes}", draft=draft
        )
        Session.objects.give_place_back(session.pk)
    registration.refresh_from_db()
    return True


# --- in calling order -------------------------------------------------------------------------------------------------


def _post_again(registration: Registration, draft: mail_services.Draft, secrets: Secrets) -> None:
    """Post the confirmation once more, unless one went out within a day; the condition is part of the UPDATE."""
    now = timezone.now()
    due = Registration.objects.active().filter(
        pk=registration.pk, confirmation_sent_at__lte=now - CONFIRMATION_AGAIN_AFTER
    )
    with transaction.atomic():
        if due.update(confirmation_sent_at=now):
            secrets.store(registration)
            mail_services.post_email(key=_confirmation_key(registration, now), draft=draft)


def _take_place(registration: Registration, draft: mail_services.Draft, secrets: Secrets) -> Registration:
    """Rows first, the counter last: the one row that everybody wants is locked for the shortest time."""
    now = timezone.now()
    registration.told_sequence = registration.session.sequence
    is_new = registration._state.adding
    with transaction.atomic():
        if is_new:
            registration.registered_at = registration.confirmation_sent_at = now
            registration.save(force_insert=True)
        elif not _come_back(registration, now):
            return registration
        secrets.store(registration)
        mail_services.post_email(key=_confirmation_key(registration, now), draft=draft)
        if Session.objects.take_place(registration.session_id):
            return registration
        transaction.set_rollback(True)
    if is_new:  # the row is gone again
        registration.pk, registration._state.adding = None, True
    standing = Session.objects.get(pk=registration.session_id).standing
    if standing.is_open:
        raise JustFreed
    raise (NoPlaceLeft if standing.state == State.FULL else NotOpen)(standing.words)


def _come_back(registration: Registration, now: datetime.datetime) -> bool:
    """Revive the row of somebody who had given the place back; False if another request was quicker."""
    gone = Registration.objects.filter(pk=registration.pk, status=Registration.Status.CANCELLED)
    revived = gone.update(
        status=Registration.Status.REGISTERED,
        name=registration.name,
        zone=registration.zone,
        registered_at=now,
        confirmation_sent_at=now,
        cancelled_at=None,
        told_sequence=registration.told_sequence,
        own_changes=registration.own_changes,
    )
    if revived:
        registration.refresh_from_db()
    return bool(revived)


def _confirmation_key(registration: Registration, now: datetime.datetime) -> str:
    return f"webinar_confirmation:{registration.pk}:{now.isoformat()}"
