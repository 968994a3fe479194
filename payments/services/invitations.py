"""Seats given by letter: asked, asked again, moved, accepted, declined.

An invitation is bound to the mailbox it went to: its link shows a page, and only a person who has proved that mailbox can
accept there. Each letter has a token of its own; the one before is dead.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mail.addresses import canonical_email
from mail.models import OutboxEmail
from payments import emails
from payments.models import AuditEntry, Seat, SeatBundle
from payments.models.offers import digest_of
from payments.refusals import InvitationGone, InvitedUnderAnotherAddress, SeatRefused
from payments.services.seats import (
    check_moves,
    check_open,
    empty_seat,
    lock_seat,
    lock_team,
    note_seat,
    open_grant,
    taken_now,
)

DAY = datetime.timedelta(days=1)
MOST_TO_ONE_ADDRESS_AND_DAY = 3
INVITED = "seat invited"


@dataclass(frozen=True)
class Asked:
    """What became of one address of a list."""

    address: str
    is_sent: bool
    words: str = ""


def invite_to_seats(*, manager: Any, product: Any, addresses: Sequence[str]) -> list[Asked]:
    """This function will invite people to the free seats of a team, one letter each, and say of each address how it went.

    Who has a seat already is left alone. What does not fit any more is refused address by address; the others go out.
    """
    with transaction.atomic():
        bundles = lock_team(manager=manager, product=product)
        team = SeatBundle.objects.of_team(manager=manager, product=product)
        seated = set(Seat.objects.assigned().filter(bundle__in=team).values_list("email", flat=True))
        letters_left = _letters_left(team)
        found = []
        for address in dict.fromkeys(canonical_email(address) for address in addresses):
            words = _why_not(address, seated, letters_left)
            seat = None if words else _hold_free_seat(bundles, address, by=manager)
            if seat is None:
                found.append(Asked(address, False, words or "No seat is free for this address."))
                continue
            seated.add(address)
            letters_left -= 1
            found.append(Asked(address, True))
    return found


def invite_again(*, seat: Seat, by: Any) -> Seat:
    """This function will send the letter of an invitation once more, with a new link and a new date; the old link dies."""
    with transaction.atomic():
        seat = lock_seat(seat)
        check_open(seat)
        if seat.status != Seat.Status.INVITED:
            raise SeatRefused("This seat has no open invitation.")
        team = SeatBundle.objects.of_team(manager=seat.bundle.manager, product=seat.bundle.product)
        if words := _why_not(seat.email, set(), _letters_left(team)):
            raise SeatRefused(words)
        if not _offer(seat, seat.email, by=by):
            raise SeatRefused("The seat changed at this very moment. Look again.")
    return seat


def move_seat(*, seat: Seat, address: str, by: Any) -> Seat:
    """This function will take a seat back and invite somebody else to it, in one step or not at all."""
    with transaction.atomic():
        seat = lock_seat(seat)
        check_open(seat)
        check_moves(seat, extra=1 if seat.status == Seat.Status.TAKEN else 0)
        address = canonical_email(address)
        team = SeatBundle.objects.of_team(manager=seat.bundle.manager, product=seat.bundle.product)
        seated = set(Seat.objects.assigned().filter(bundle__in=team).values_list("email", flat=True))
        if words := _why_not(address, seated, _letters_left(team)):
            raise SeatRefused(words)
        empty_seat(seat, by=by)
        if not _offer(seat, address, by=by):
            raise SeatRefused("The seat changed at this very moment. Look again.")
    return seat


def find_invitation(token: str) -> Seat | None:
    """This function will return the seat that a link belongs to; None for a link that is dead or was never one of ours."""
    whole = Seat.objects.select_related("bundle__line__order", "bundle__product", "user")
    return whole.filter(token_digest=digest_of(token)).first()


def accept_seat(*, token: str, user: Any) -> Seat:
    """This function will give the seat to the person who was invited, once, and open the product to them."""
    with transaction.atomic():
        seat = _lock_invitation(token, user)
        check_open(seat)
        if seat.bundle.product.specific.is_owned_by(user):
            raise SeatRefused("You own this already, so the seat would give you nothing. Leave it to somebody else.")
        if not Seat.objects.change(seat, status=Seat.Status.TAKEN, user=user, **taken_now(seat)):
            raise InvitationGone
        open_grant(seat, user)
        note_seat(seat, "seat accepted", before=Seat.Status.INVITED, by=user)
    return seat


def decline_seat(*, token: str, user: Any) -> Seat:
    """This function will leave the seat to somebody else, and tell the team's manager."""
    with transaction.atomic():
        seat = _lock_invitation(token, user)
        emails.queue_seat_declined(seat=seat)
        if not Seat.objects.change(seat, **Seat.EMPTY):
            raise InvitationGone
        note_seat(seat, "seat declined", before=Seat.Status.INVITED, by=user)
    return seat


def is_invited(*, seat: Seat, user: Any) -> bool:
    """This function will say whether a person has proved that the invited mailbox is theirs."""
    proved = EmailAddress.objects.filter(user_id=user.pk, verified=True).values_list("email", flat=True)
    return any(canonical_email(address) == seat.email for address in proved)


# --- in calling order -------------------------------------------------------------------------------------------------


def _why_not(address: str, seated: set[str], letters_left: int) -> str:
    if address in seated:
        return "This address has a seat or an invitation already."
    if letters_left <= 0:
        return "The team has sent as many invitations today as it may. Go on tomorrow."
    return _why_no_letter(address)


def _why_no_letter(address: str) -> str:
    letters = OutboxEmail.objects.filter(kind="seat_invitation", recipient=address)
    if letters.filter(created_at__gt=timezone.now() - DAY).count() >= MOST_TO_ONE_ADDRESS_AND_DAY:
        return "This address got enough letters for today. Go on tomorrow."
    return ""


def _letters_left(team: Any) -> int:
    """Count what was really sent: rows of the audit cannot be evicted as counters in a cache can."""
    sizes = list(team.values_list("size", "line__order_id"))
    sent = AuditEntry.objects.filter(
        deed=INVITED, order__in=[order for _, order in sizes], at__gt=timezone.now() - DAY
    ).count()
    return sum(size for size, _ in sizes) + settings.SEAT_SPARE_INVITATIONS - sent


def _hold_free_seat(bundles: list[SeatBundle], address: str, *, by: Any) -> Seat | None:
    free = Seat.objects.to_give().of_bundles(bundles)
    for seat in free.select_related("bundle__line__order", "bundle__product", "bundle__manager"):
        if _offer(seat, address, by=by):
            return seat
    return None


def _offer(seat: Seat, address: str, *, by: Any) -> bool:
    """Hold the seat for an address and write the letter, whose secret is kept nowhere else. False if it has just changed."""
    token, before, now = secrets.token_urlsafe(32), seat.status, timezone.now()
    is_held = Seat.objects.change(
        seat,
        status=Seat.Status.INVITED,
        email=address,
        token_digest=digest_of(token),
        invitations=seat.invitations + 1,
        invited_at=now,
        expires_at=now + settings.SEAT_INVITATION_DAYS * DAY,
    )
    if is_held:
        emails.queue_seat_invitation(seat=seat, token=token)
        note_seat(seat, INVITED, before=before, by=by)
    return is_held


def _lock_invitation(token: str, user: Any) -> Seat:
    known = find_invitation(token)
    if known is None:
        raise InvitationGone
    seat = lock_seat(known)
    if seat.token_digest != digest_of(token) or seat.status != Seat.Status.INVITED or seat.is_expired:
        raise InvitationGone
    if not user.is_active or not is_invited(seat=seat, user=user):
        raise InvitedUnderAnotherAddress
    return seat
