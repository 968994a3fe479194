"""Deeds on the ledger of access."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from payments.models import AuditEntry, Grant, Order, Refund, RefundLine
from payments.months import add_months
from payments.refusals import IllegalMove
from payments.services import places
from payments.services.seats import follow_seats, make_bundle


def give_grant(*, user: Any, product: Any, reason: str, by: Any, until: datetime.datetime | None = None) -> Grant:
    """This function will open a product to a person by hand, with a reason, and return the grant.

    A person holds at most one gift of a product: given again with another end, the one there is lasts until then, also if
    it had run out. A gift takes a place where there are places; NoPlaceLeft where none is left. Raises IllegalMove for an
    end that has passed.
    """
    if until is not None and until <= timezone.now():
        raise IllegalMove("That moment has passed.")
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                user=user, product_id=product.pk, reason=reason, given_by=by, ends_at=until, starts_at=timezone.now()
            )
            AuditEntry.objects.create(
                actor=by, deed="grant given", grant=grant, after=grant.status, reason=reason[:200]
            )
            _take_in(grant, product=product.specific)
            return grant
    except IntegrityError:
        gift = Grant.objects.filter(
            user=user, product_id=product.pk, order_line__isnull=True, status=Grant.Status.ACTIVE
        ).first()
        if gift is None:
            raise
        return _give_again(gift, reason=reason, by=by, until=until)


def revoke_grant(*, grant: Grant, reason: str, by: Any) -> Grant:
    """This function will take one grant back; what other grants of the same person open stays open."""
    with transaction.atomic():
        grant = Grant.objects.select_for_update().get(pk=grant.pk)
        before = grant.status
        if grant.cause == Grant.Cause.BY_HAND:
            return grant
        grant.revoke(reason=reason[:200])
        AuditEntry.objects.create(
            actor=by, deed="grant revoked", grant=grant, before=before, after=grant.status, reason=reason[:200]
        )
        grant.product.specific.let_go(grant=grant)
        places.free_place_of(grant)
    return grant


def follow_money(order: Order) -> list[Grant]:
    """This function will bring every grant of an order to what its state says, and return those that changed.

    Call it under the order's lock, after `order.recompute()`. Doing it again changes nothing; other orders' grants stay.
    """
    given_back = _lines_given_back(order)
    without_seat = follow_seats(order)
    changed = []
    for grant in Grant.objects.select_for_update().filter(order_line__order=order).order_by("pk"):
        before, key = grant.status, (grant.order_line_id, grant.user_id)
        if grant.follow(*_wanted(order, is_given_back=grant.order_line_id in given_back or key in without_seat)):
            AuditEntry.objects.create(
                deed="access followed the money", order=order, grant=grant, before=before, after=grant.status,
                reason=grant.get_cause_display() if grant.cause else "",
            )  # fmt: skip
            places.follow_grant(grant)
            changed.append(grant)
    places.follow_order(order)
    return changed


def _lines_given_back(order: Order) -> set[int]:
    """The lines of which all was given back, for money that has really gone. Some seats of a line are not the line."""
    gone = RefundLine.objects.filter(line__order=order, refund__status=Refund.Status.SUCCEEDED).select_related("line")
    seats: dict[int, int] = {}
    for entry in gone:
        seats[entry.line_id] = seats.get(entry.line_id, 0) + (entry.quantity or entry.line.quantity)
    return {line.pk for line in order.lines.all() if seats.get(line.pk, 0) >= line.quantity}


def _give_again(gift: Grant, *, reason: str, by: Any, until: datetime.datetime | None) -> Grant:
    if gift.ends_at == until:  # a second click
        return gift
    with transaction.atomic():
        gift = extend_grant(grant=gift, until=until, reason=reason, by=by)
        gift.reason = reason
        gift.save(update_fields=["reason"])
    return gift


def _take_in(grant: Grant, *, product: Any) -> None:
    slot = places.slot_of(grant) or product.find_slot()
    if product.counts_places and grant.order_line_id is None:
        places.take_place_for_gift(grant=grant, product=product, slot=slot)
    product.take_in(user=grant.user, grant=grant, slot=slot)


def _wanted(order: Order, *, is_given_back: bool) -> tuple[Grant.Status, Grant.Cause]:
    """The written policy: who may read while money is disputed, missing or gone."""
    states, status = Order.Status, order.status
    if status == states.DISPUTED and settings.SUSPEND_ON_DISPUTE:
        return Grant.Status.SUSPENDED, Grant.Cause.DISPUTE
    if status == states.CHARGED_BACK:
        return Grant.Status.REVOKED, Grant.Cause.DISPUTE
    if status == states.REFUNDED or is_given_back:
        return Grant.Status.REVOKED, Grant.Cause.REFUND
    if status == states.PAST_DUE:
        return Grant.Status.SUSPENDED, Grant.Cause.ARREARS
    if status == states.DEFAULTED:
        return Grant.Status.REVOKED, Grant.Cause.ARREARS
    return Grant.Status.ACTIVE, Grant.Cause.NONE


def opened_states() -> list[Order.Status]:
    """This function will return the states in which an order opens what it holds."""
    opened = [Order.Status.PAID, Order.Status.PAYING, Order.Status.PARTIALLY_REFUNDED]
    return opened if settings.SUSPEND_ON_DISPUTE else [*opened, Order.Status.DISPUTED]


def extend_grant(*, grant: Grant, until: datetime.datetime | None, reason: str, by: Any) -> Grant:
    """This function will move the end of an active grant (None: no end), whoever or whatever gave it.

    Raises IllegalMove for a grant that is not active, and for an end that has passed.
    """
    with transaction.atomic():
        grant = Grant.objects.select_for_update().get(pk=grant.pk)
        if grant.status != Grant.Status.ACTIVE:
            raise IllegalMove("Only active access can be extended. Give it anew instead.")
        if until is not None and until <= timezone.now():
            raise IllegalMove("That moment has passed. To end access, take it back.")
        before = _end_in_words(grant)
        if grant.ends_at != until:
            grant.ends_at = until
            grant.save(update_fields=["ends_at"])
            AuditEntry.objects.create(
                actor=by, deed="grant extended", grant=grant, before=before, after=_end_in_words(grant),
                reason=reason[:200],
            )  # fmt: skip
    return grant


def _end_in_words(grant: Grant) -> str:
    return f"until {grant.ends_at:%Y-%m-%d %H:%M} UTC" if grant.ends_at else "without an end"


def grant_lines(order: Order) -> list[Grant]:
    """This function will open what a paid order holds to its buyer, once for each line; of seats it makes a team.

    Call it under the order's lock.
    """
    now = timezone.now()
    grants = []
    for line in order.lines.all():
        if line.is_for_team:
            make_bundle(line=line, order=order)
            continue
        ends_at = add_months(now, line.access_months) if line.access_months else None
        grant, created = Grant.objects.get_or_create(
            order_line=line,
            user=order.buyer,
            defaults={"product_id": line.product_id, "starts_at": now, "ends_at": ends_at},
        )
        if created:
            _take_in(grant, product=grant.product.specific)
            grants.append(grant)
    return grants
