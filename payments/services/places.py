"""Places: held for the time of a checkout, taken when it is settled, free again when the money or the person goes.

Every change of a row is one conditional UPDATE, and the counter moves with it in the same transaction; so a place is taken
once and given back once, whoever comes first. Rows are locked before the counter, always.
"""

from __future__ import annotations

import datetime
import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from payments.models import Grant, Order, OrderLine, Place, Refund, WaitingEntry
from payments.refusals import NoPlaceLeft, OfferLapsed

logger = logging.getLogger(__name__)

HOLD_SLACK = datetime.timedelta(minutes=10)
"""How much longer a place is held than the session lives in which it is paid."""

FREE_AGAIN = (
    Order.Status.EXPIRED, Order.Status.CANCELLED, Order.Status.REFUNDED, Order.Status.CHARGED_BACK,
    Order.Status.DEFAULTED,
)  # fmt: skip
STILL_BUYING = (Order.Status.AWAITING_PAYMENT, Order.Status.PROCESSING, Order.Status.REVIEW)


def hold_places(*, order: Order, until: datetime.datetime, slot: str = "", entry: WaitingEntry | None = None) -> None:
    """This function will hold what an order needs for as long as its session lives, or raise NoPlaceLeft.

    Call it in the transaction that makes the order. Doing it again holds on to the same places. `entry` is the person's
    own on the waiting list: the place that was offered there is the one that is bought.
    """
    for line, product in _counted_lines(order):
        place, wanted = line.places.active().first(), product.find_slot(slot)
        if place is not None and place.slot != wanted:  # another date was chosen
            release(place, product)
            place = None
        if place is not None and place.move(to=Place.Status.HELD, only_from=(Place.Status.HELD,), held_until=until):
            continue
        if entry is not None and entry.product_id == product.pk:
            _accept_offer(entry, line, until)
        elif place is None:
            _take(product, line, wanted, status=Place.Status.HELD, held_until=until)


def take_places(*, order: Order, past_the_queue: bool = False) -> bool:
    """This function will take what a paid order needs, all of it or nothing, and say whether there was room.

    What was held is taken. Where the hold has lapsed, a place is taken only if one is left that is promised to nobody;
    `past_the_queue` is the owner's word that this buyer goes before those who wait.
    """
    try:
        with transaction.atomic():
            for line, product in _counted_lines(order):
                _settle_line(order, line, product, past_the_queue=past_the_queue)
    except NoPlaceLeft:
        return False
    for line, _ in _counted_lines(order):
        WaitingEntry.objects.in_line().filter(product_id=line.product_id, email__in=_addresses(order)).update(
            status=WaitingEntry.Status.ACCEPTED, ended_at=timezone.now()
        )
    return True


def take_place_for_gift(*, grant: Grant, product: Any, slot: str) -> None:
    """This function will take a place for somebody who is given the product by hand, or raise NoPlaceLeft."""
    if not product.take_places(1, slot=slot):
        raise NoPlaceLeft("Every place is taken, or promised to those who wait. Add places on its page first.")
    Place.objects.create(product_id=product.pk, slot=slot, status=Place.Status.TAKEN, grant=grant)


def follow_order(order: Order) -> None:
    """This function will bring the places of an order to what its state says. Doing it again changes nothing.

    Call it under the order's lock, after its state was recomputed and its grants followed.
    """
    for line, product in _counted_lines(order):
        place = line.places.order_by("-pk").first()
        if place is None:
            continue
        if order.status == Order.Status.PROCESSING:
            place.move(to=Place.Status.HELD, only_from=(Place.Status.HELD,), held_until=None)
        elif order.status in FREE_AGAIN or (order.status not in STILL_BUYING and _is_given_up(line)):
            release(place, product)
        elif order.status not in STILL_BUYING and place.status == Place.Status.RELEASED:
            _take_again(place, product)
            _resize(place, line, product)
        elif order.status not in STILL_BUYING:
            _resize(place, line, product)


def free_place_of(grant: Grant) -> None:
    """This function will give back the place of a grant that was closed; of seats, the seat is free and the place stays."""
    product = grant.product.specific
    if not product.counts_places:
        return
    if grant.order_line_id:
        line = grant.order_line
        if line is not None and _is_given_up(line):
            for place in line.places.active():
                release(place, product)
        return
    for place in grant.places.active():
        release(place, product)


def release(place: Place, product: Any) -> bool:
    """This function will give a place back, once; an offer from the waiting list that still runs gets it back first."""
    with transaction.atomic():
        if _back_to_its_offer(place, Place.objects.held()):
            return False
        ended = {"ended_at": timezone.now(), "held_until": None}
        if not place.move(to=Place.Status.RELEASED, only_from=Place.COUNTED, **ended):
            return False
        product.give_places_back(place.quantity, slot=place.slot)
    return True


def lapse_holds() -> int:
    """This function will give back what was held for longer than promised, and return how many places that were."""
    freed = 0
    for place in Place.objects.lapsed().select_related("product").order_by("held_until", "pk"):
        freed += _lapse(place, place.product.specific)
    return freed


def tidy_places() -> int:
    """This function will give back what an order that is over still takes, whatever kept that from happening at once."""
    over = Place.objects.filter(order_line__order__status__in=FREE_AGAIN, status__in=Place.COUNTED)
    orders = list(over.values_list("order_line__order_id", flat=True).distinct())
    for pk in orders:
        with transaction.atomic(durable=True):
            follow_order(Order.objects.select_for_update().get(pk=pk))
    return len(orders)


def follow_grant(grant: Grant) -> None:
    """This function will do what follows on a grant that opened or closed; while it only rests, nothing follows."""
    product = grant.product.specific
    if grant.status == Grant.Status.REVOKED:
        product.let_go(grant=grant)
    elif grant.status == Grant.Status.ACTIVE:
        product.take_in(user=grant.user, grant=grant, slot=slot_of(grant))


def slot_of(grant: Grant) -> str:
    """This function will return which date of its product the grant's place is at; "" if it has but one, or none."""
    held = grant.order_line.places if grant.order_line else grant.places
    place = held.order_by("-pk").first()
    return place.slot if place else ""


# --- in calling order -------------------------------------------------------------------------------------------------


def _counted_lines(order: Order) -> list[tuple[OrderLine, Any]]:
    lines = order.lines.select_related("product")
    pairs = [(line, line.product.specific) for line in lines]
    return [(line, product) for line, product in pairs if product.counts_places]


def _accept_offer(entry: WaitingEntry, line: OrderLine, until: datetime.datetime) -> None:
    """Turn the place that is kept for somebody on the list into the one of their checkout, unless its time has run out."""
    kept = Place.objects.held().filter(entry=entry, order_line__isnull=True, held_until__gt=timezone.now())
    if not kept.update(order_line=line, held_until=until):
        raise OfferLapsed
    accepted = WaitingEntry.Status.ACCEPTED
    entry.move(to=accepted, only_from=(WaitingEntry.Status.OFFERED,))


def _take(product: Any, line: OrderLine, slot: str, *, past_the_queue: bool = False, **fields: Any) -> None:
    if not product.take_places(line.quantity, slot=slot, past_the_queue=past_the_queue):
        raise NoPlaceLeft
    Place.objects.create(product_id=product.pk, slot=slot, quantity=line.quantity, order_line=line, **fields)


def _settle_line(order: Order, line: OrderLine, product: Any, *, past_the_queue: bool) -> None:
    place = line.places.order_by("-pk").first()
    if place is not None and place.status == Place.Status.TAKEN:
        return
    taken = {"held_until": None, "ended_at": None}
    if place is not None and place.move(to=Place.Status.TAKEN, only_from=(Place.Status.HELD,), **taken):
        return
    if _take_what_was_offered(order, line):
        return
    slot = place.slot if place else product.find_slot()
    _take(product, line, slot, past_the_queue=past_the_queue, status=Place.Status.TAKEN)


def _take_what_was_offered(order: Order, line: OrderLine) -> bool:
    """Whoever pays late may have been offered a place on the waiting list meanwhile: that one is theirs."""
    offered = Place.objects.held().filter(entry__email__in=_addresses(order), held_until__gt=timezone.now())
    place = offered.filter(product_id=line.product_id, quantity=line.quantity, order_line__isnull=True).first()
    return place is not None and place.move(
        to=Place.Status.TAKEN, only_from=(Place.Status.HELD,), order_line=line, held_until=None
    )


def _addresses(order: Order) -> set[str]:
    addresses = {order.contact_email, order.buyer.email if order.buyer else ""}
    return addresses - {""}


def _given_back(line: OrderLine) -> int:
    """How many of a line were given back for money that has really gone."""
    entries = line.refund_lines.filter(refund__status=Refund.Status.SUCCEEDED)
    return sum(entry.quantity or line.quantity for entry in entries)


def _resize(place: Place, line: OrderLine, product: Any) -> None:
    """Give back the places of seats that were given back, and take them again should that money come back."""
    wanted = line.quantity - _given_back(line)
    surplus = place.quantity - wanted
    if wanted <= 0 or surplus == 0:
        return
    if not Place.objects.active().filter(pk=place.pk, quantity=place.quantity).update(quantity=wanted):
        return
    if surplus > 0:
        product.give_places_back(surplus, slot=place.slot)
    else:
        _count_again(-surplus, place, product)


def _is_given_up(line: OrderLine) -> bool:
    """Whether what the line bought is closed for good: given back, or taken back by hand from the one who had it."""
    if _given_back(line) >= line.quantity:
        return True
    if line.quantity > 1:
        return False
    grants = line.grants.all()
    closed = [grant for grant in grants if grant.status == Grant.Status.REVOKED and grant.cause != Grant.Cause.SEAT]
    return bool(grants) and len(closed) == len(grants)


def _take_again(place: Place, product: Any) -> None:
    """A buyer whose access came back keeps what was paid for, if need be beyond the last place; the owner reads it in the log."""
    if place.move(to=Place.Status.TAKEN, only_from=(Place.Status.RELEASED,), ended_at=None):
        _count_again(place.quantity, place, product)


def _count_again(quantity: int, place: Place, product: Any) -> None:
    if not product.take_places(quantity, slot=place.slot, past_the_queue=True):
        product.take_places_regardless(quantity, slot=place.slot)
        logger.error("product %s has more owners than places: an order came back to life", product.pk)


def _back_to_its_offer(place: Place, among: Any) -> bool:
    """Who accepted an offer and did not pay in time may try again, for as long as the offer runs."""
    entry = place.entry
    if entry is None or place.order_line_id is None or not (entry.offer_until and entry.offer_until > timezone.now()):
        return False
    if entry.status != WaitingEntry.Status.ACCEPTED:
        return False
    back = among.filter(pk=place.pk).update(order_line=None, held_until=entry.offer_until)
    return bool(back and entry.move(to=WaitingEntry.Status.OFFERED, only_from=(WaitingEntry.Status.ACCEPTED,)))


def _lapse(place: Place, product: Any) -> bool:
    with transaction.atomic(durable=True):
        if _back_to_its_offer(place, Place.objects.lapsed()):
            return False
        # The condition is asked again: the buyer may have come back, or paid, since the row was read.
        still = Place.objects.lapsed().filter(pk=place.pk)
        if not still.update(status=Place.Status.RELEASED, held_until=None, ended_at=timezone.now()):
            return False
        product.give_places_back(place.quantity, slot=place.slot)
        if place.entry is not None:
            place.entry.move(
                to=WaitingEntry.Status.LAPSED,
                only_from=(WaitingEntry.Status.OFFERED, WaitingEntry.Status.ACCEPTED),
                ended_at=timezone.now(),
            )
    return True
