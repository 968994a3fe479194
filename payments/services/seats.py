"""Who sits where in a team, and what money that went back takes away.

Every deed locks the order first, as settling does, so a refund and an acceptance never pass each other. What a seat opens
is a grant in the ledger like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from payments import emails
from payments.models import AuditEntry, Grant, Order, OrderLine, Refund, Seat, SeatBundle
from payments.months import add_months
from payments.refusals import ChooseSeats, SeatRefused
from payments.services import places


def make_bundle(*, line: OrderLine, order: Order) -> SeatBundle:
    """This function will give the buyer of a paid order the seats of one line, once. Call it under the order's lock."""
    bundle, is_new = SeatBundle.objects.get_or_create(
        line=line,
        defaults={
            "manager": cast(User, order.buyer),  # a paid order has one
            "product_id": line.product_id,
            "size": line.quantity,
            "clinic_name": order.clinic_name,
        },
    )
    if is_new:
        numbers = range(1, bundle.size + 1)
        Seat.objects.bulk_create(Seat(bundle=bundle, number=number, of=bundle.size) for number in numbers)
    return bundle


def take_back_seat(*, seat: Seat, by: Any) -> Seat:
    """This function will end an invitation, or the access of whoever sits there; the seat is free again.

    Once somebody had taken it, that counts as a move: a seat is not passed around.
    """
    with transaction.atomic():
        seat = lock_seat(seat)
        empty_seat(seat, by=by)
    return seat


def take_own_seat(*, manager: Any, product: Any) -> Seat:
    """This function will give the person who bought seats the one to which they invited themselves, or else a free one."""
    with transaction.atomic():
        bundles = lock_team(manager=manager, product=product)
        if product.specific.is_owned_by(manager):
            raise SeatRefused("You can open it already; the seat stays free for somebody else.")
        for seat in _seats_for(manager, bundles):
            before = seat.status
            if Seat.objects.change(
                seat, status=Seat.Status.TAKEN, email=manager.email, user=manager, **taken_now(seat)
            ):
                open_grant(seat, manager)
                note_seat(seat, "seat taken by the manager", before=before, by=manager)
                return seat
        raise SeatRefused("No seat is free.")


def _seats_for(person: User, bundles: list[SeatBundle]) -> list[Seat]:
    """The seats that somebody may take unasked. In a bundle where an address has a seat already, it gets no other."""
    with_line = Seat.objects.select_related("bundle__line__order")
    named = with_line.of_bundles(bundles).assigned().filter(email=person.email)
    asked = named.filter(status=Seat.Status.INVITED).exclude(pk__in=Seat.objects.going_back().values("pk"))
    free = with_line.to_give().of_bundles(bundles).exclude(bundle_id__in=[seat.bundle_id for seat in named])
    return [*asked, *free]


def release_seats_of(*, user: Any, by: Any) -> list[Seat]:
    """This function will free every seat of a person whose account is closed, so that their teams can give it on."""
    seats = []
    for pk in Seat.objects.filter(user=user, status=Seat.Status.TAKEN).values_list("pk", flat=True):
        with transaction.atomic():
            seat = lock_seat(Seat.objects.get(pk=pk))
            if seat.user_id == user.pk and seat.status == Seat.Status.TAKEN:
                empty_seat(seat, by=by)
                seats.append(seat)
    return seats


def allow_more_moves(*, seat: Seat, reason: str, by: Any) -> Seat:
    """This function will let a seat that was passed on too often be given out again: the owner's word, with a reason."""
    with transaction.atomic():
        seat = lock_seat(seat)
        moves, seat.moves = seat.moves, 0
        seat.save(update_fields=["moves"])
        AuditEntry.objects.create(
            actor=by, deed="seat may move again", order=seat.bundle.line.order, before=f"{moves} moves",
            after="0 moves", reason=f"{seat}: {reason}"[:200],
        )  # fmt: skip
    return seat


# --- money that went back ---------------------------------------------------------------------------------------------


def choose_seats(*, line: OrderLine, quantity: int | None, chosen: Sequence[Seat] = ()) -> list[Seat]:
    """This function will return which seats of a line so many given back would be: free ones first, then those chosen.

    None is all that are left. Raises ChooseSeats if too few are free and too few, or too many, were chosen.
    """
    bundle = SeatBundle.objects.filter(line=line).first()
    if bundle is None:
        return []
    left = list(bundle.seats.exclude(pk__in=Seat.objects.going_back().values("pk")).order_by("-number"))
    if quantity is None or quantity == len(left):
        return left
    if quantity > len(left):
        raise ChooseSeats("The order holds fewer seats than that.")
    free = [seat for seat in left if seat.status == Seat.Status.FREE][:quantity]
    leaving = [seat for seat in left if seat in chosen and seat.status != Seat.Status.FREE]
    if len(free) + len(leaving) != quantity:
        raise ChooseSeats
    return [*free, *leaving]


def shrink_bundle(*, line: OrderLine, refund: Refund, quantity: int | None, chosen: Sequence[Seat] = ()) -> list[Seat]:
    """This function will note which seats go back with a refund, and return them. Call it under the order's lock.

    They cannot be given out from now on; whoever sits on one keeps it until the money has gone (`follow_seats`).
    """
    seats = choose_seats(line=line, quantity=quantity, chosen=chosen)
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(refund=refund)
    return seats


def follow_seats(order: Order) -> set[tuple[int, int]]:
    """This function will close the seats whose money is gone, and open them again should the money come back.

    Returns the (line, person) pairs that lost their seat so. Call it under the order's lock; twice is once.
    """
    gone: set[tuple[int, int]] = set()
    seated: set[tuple[int, int]] = set()
    for seat in Seat.objects.filter(bundle__line__order=order).select_related("refund", "bundle__line").order_by("pk"):
        is_gone = order.status in (Order.Status.REFUNDED, Order.Status.CHARGED_BACK, Order.Status.DEFAULTED) or (
            seat.refund is not None and seat.refund.status == Refund.Status.SUCCEEDED
        )
        if is_gone and seat.status != Seat.Status.REVOKED:
            note_seat(seat, "seat given back", before=seat.status, after=Seat.Status.REVOKED, order=order)
            Seat.objects.change(seat, status=Seat.Status.REVOKED, token_digest=None)
        elif not is_gone and seat.status == Seat.Status.REVOKED:
            _restore(seat, order)
        if seat.user_id:
            whose = gone if is_gone else seated
            whose.add((seat.bundle.line_id, seat.user_id))
    return gone - seated  # whoever lost one seat and was given another sits


def _restore(seat: Seat, order: Order) -> None:
    """Put back whoever sat there, unless that person has found another seat of the bundle meanwhile."""
    others = seat.bundle.seats.assigned().exclude(pk=seat.pk)
    is_taken = seat.user_id is not None and not others.filter(Q(email=seat.email) | Q(user_id=seat.user_id)).exists()
    fields: dict[str, Any] = {"status": Seat.Status.TAKEN} if is_taken else Seat.EMPTY
    note_seat(seat, "seat restored", before=Seat.Status.REVOKED, after=fields["status"], order=order)
    Seat.objects.change(seat, **fields)


# --- used by the other deeds on seats ---------------------------------------------------------------------------------


def lock_seat(seat: Seat) -> Seat:
    """This function will lock the seat's order and return the seat as it is now."""
    Order.objects.select_for_update().get(pk=seat.bundle.line.order_id)
    return Seat.objects.select_related("bundle__line__order", "bundle__product", "bundle__manager", "user").get(
        pk=seat.pk
    )


def lock_team(*, manager: Any, product: Any) -> list[SeatBundle]:
    """This function will lock the orders of a team, oldest first, and return the bundles whose seats can be given out."""
    team = SeatBundle.objects.of_team(manager=manager, product=product)
    list(
        Order.objects.select_for_update().filter(pk__in=list(team.values_list("line__order", flat=True))).order_by("pk")
    )
    bundles = [bundle for bundle in team.select_related("line__order") if bundle.is_open]
    if not bundles:
        raise SeatRefused("The seats of this team cannot be given out at the moment.")
    return bundles


def check_open(seat: Seat) -> None:
    """This function will refuse while the money of a seat is disputed, on its way back, or gone."""
    if not seat.bundle.is_open or Seat.objects.going_back().filter(pk=seat.pk).exists():
        raise SeatRefused("The seats of this team cannot be given out at the moment.")


def check_moves(seat: Seat, *, extra: int = 0) -> None:
    """This function will refuse a seat that was passed on as often as it may be."""
    if seat.moves + extra > settings.SEAT_MOVES:
        raise SeatRefused("This seat has changed hands as often as it may. Write to us, and we find a way.")


def taken_now(seat: Seat) -> dict[str, Any]:
    """This function will return the dates of a seat that is taken now; its time runs from the first who took it."""
    now, months = timezone.now(), seat.bundle.line.access_months
    until = seat.access_until or (add_months(now, months) if months else None)
    if until is not None and until <= now:
        raise SeatRefused("The time of access that was bought with this seat is over.")
    return {"taken_at": now, "expires_at": None, "access_until": until}


def open_grant(seat: Seat, user: Any) -> Grant:
    """This function will open the product to whoever took a seat."""
    line = seat.bundle.line
    grant, is_new = Grant.objects.get_or_create(
        order_line=line, user=user, defaults={"product_id": line.product_id, "ends_at": seat.access_until}
    )
    if is_new:
        places.follow_grant(grant)
        return grant
    if grant.cause == Grant.Cause.BY_HAND:
        raise SeatRefused("We have closed this access by hand. Please write to us.")
    before = grant.status
    grant.status, grant.cause, grant.ends_at = Grant.Status.ACTIVE, Grant.Cause.NONE, seat.access_until
    grant.save(update_fields=["status", "cause", "ends_at"])
    AuditEntry.objects.create(
        deed="grant of a seat opened again", order=line.order, grant=grant, before=before, after=grant.status
    )
    places.follow_grant(grant)
    return grant


def note_seat(
    seat: Seat, deed: str, *, before: str, by: Any = None, after: str = "", order: Order | None = None
) -> None:
    """This function will write a move of a seat into the audit: its number, never an address."""
    AuditEntry.objects.create(
        actor=by, deed=deed, order=order or seat.bundle.line.order, before=before, after=after or seat.status,
        reason=str(seat),
    )  # fmt: skip


def empty_seat(seat: Seat, *, by: Any) -> None:
    """This function will take a locked seat from whoever has it or was asked."""
    before, user = seat.status, seat.user
    if before not in (Seat.Status.INVITED, Seat.Status.TAKEN):
        raise SeatRefused("Nobody has this seat.")
    if user is not None:
        _close_grant(seat, user)
        emails.queue_seat_ended(seat=seat, user=user)
    moves = seat.moves + (1 if user is not None else 0)
    if not Seat.objects.change(seat, **Seat.EMPTY, moves=moves):
        raise SeatRefused("The seat changed at this very moment. Look again.")
    note_seat(seat, "seat taken back", before=before, by=by)


def _close_grant(seat: Seat, user: Any) -> None:
    grant = Grant.objects.select_for_update().filter(order_line=seat.bundle.line, user=user).first()
    if grant is None or grant.cause == Grant.Cause.BY_HAND:
        return
    before = grant.status
    grant.status, grant.cause = Grant.Status.REVOKED, Grant.Cause.SEAT
    grant.save(update_fields=["status", "cause"])
    AuditEntry.objects.create(
        deed="grant of a seat closed", order=seat.bundle.line.order, grant=grant, before=before, after=grant.status
    )
    places.follow_grant(grant)
