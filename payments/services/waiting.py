"""The waiting list: joined by an e-mail address, served in order, left by a personal link.

A stranger must not learn from any answer whether an address is on a list: a known one takes the same way as a new one.
"""

from __future__ import annotations

import datetime
import logging
import secrets
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from mail import services as mail_services
from payments import emails
from payments.models import Place, WaitingEntry, WaitingLink
from payments.models.offers import digest_of
from payments.products import standings_of
from payments.refusals import NotForSale, OfferLapsed
from payments.services import places

logger = logging.getLogger(__name__)

LETTER_AGAIN_AFTER = datetime.timedelta(hours=24)
"""An address that others type in again and again gets one letter a day, not a hundred."""

MOST_A_ROUND = 200

Status, Wants = WaitingEntry.Status, WaitingEntry.Wants


class SomebodyElseWasQuicker(Exception):
    """The row that this deed wanted moved under its hands: look again."""


# --- joining and leaving ------------------------------------------------------------------------------------------------


def join_waiting_list(*, product: Any, email: str) -> None:
    """This function will put `email` (canonical) on the list of a product and post the letter that says so.

    Whoever is on it already keeps the place in line and gets the letter again, at most once a day. Raises NotForSale where
    there is no list to join.
    """
    standing = product.get_standing()
    if not standing.takes_names:
        raise NotForSale("Places can be had now: nobody has to wait.")
    wants = Wants.A_PLACE if standing.is_for_a_place else Wants.THE_OPENING
    now = timezone.now()
    entry = WaitingEntry.objects.filter(product_id=product.pk, email=email).first()
    candidate = entry or WaitingEntry(product_id=product.pk, email=email, wants=wants)
    token = secrets.token_urlsafe(32)
    draft = emails.compose_waiting_letter("joined", candidate, product, url=link_of(token))  # in every case
    try:
        with transaction.atomic():
            if entry is None:
                candidate.joined_at = candidate.told_at = now
                candidate.save(force_insert=True)
            elif not _back_in_line(entry, wants, now) and not _may_be_told_again(entry, now):
                return
            _post(candidate, draft, token, key=f"waiting_joined:{candidate.pk}:{now.isoformat()}")
    except IntegrityError:  # a double click: the other half wrote the row and the letter
        return


def find_entry(token: str, product: Any = None) -> WaitingEntry:
    """This function will return whose personal link this is, or raise OfferLapsed if it cannot buy that product now."""
    entry = WaitingLink.objects.find(token)
    is_usable = entry is not None and entry.status in (Status.OFFERED, Status.ACCEPTED)
    if entry is None or (product is not None and (entry.product_id != product.pk or not is_usable)):
        raise OfferLapsed
    return entry


def decline_place(*, entry: WaitingEntry) -> bool:
    """This function will give an offered place back because the person does not want it. They are not asked again."""
    return _step_out(entry, to=Status.DECLINED, only_from=(Status.OFFERED,))


def leave_waiting_list(*, entry: WaitingEntry) -> bool:
    """This function will take somebody off the list, and give back what was offered to them."""
    return _step_out(entry, to=Status.LEFT, only_from=WaitingEntry.IN_LINE)


# --- serving ------------------------------------------------------------------------------------------------------------


def serve_waiting_lists() -> int:
    """This function will let lapse what was held too long, offer what is free in order, and tell who asked about openings.

    A sweep over rows that know their own state: twice does no more than once. Returns how many things it did.
    """
    done = places.lapse_holds() + places.tidy_places()
    done += sum(_say_it_lapsed(entry) for entry in _lapsed_unsaid())
    waiting = WaitingEntry.objects.waiting().values_list("product_id", flat=True).distinct()
    products = Page.objects.filter(pk__in=set(waiting)).specific()
    for product in products:
        standing = standings_of([product])[product.pk]
        if product.has_waiting_list and (standing.is_buyable or standing.is_for_a_place):
            done += _offer_free_places(product)
            done += _tell_it_is_open(product)
    return done


def _offer_free_places(product: Any) -> int:
    offered = 0
    while offered < MOST_A_ROUND:
        entry = WaitingEntry.objects.waiting(Wants.A_PLACE).filter(product_id=product.pk).first()
        if entry is None:
            break
        try:
            if not _offer_place(entry, product):
                break
        except SomebodyElseWasQuicker:
            continue
        offered += 1
    return offered


def _offer_place(entry: WaitingEntry, product: Any) -> bool:
    """Hold a place for the first in line and write to them; False if none is free."""
    until = timezone.now() + datetime.timedelta(hours=settings.WAITING_OFFER_HOURS)
    closes_at = product.get_window().closes_at
    until = min(until, closes_at) if closes_at else until
    token = secrets.token_urlsafe(32)
    draft = emails.compose_waiting_letter("offered", entry, product, url=link_of(token), until=until)
    slot = product.find_slot()
    with transaction.atomic():
        if not product.take_places(1, slot=slot, past_the_queue=True):
            return False
        if not entry.move(to=Status.OFFERED, only_from=(Status.WAITING,), offer_until=until):
            raise SomebodyElseWasQuicker  # and the place goes back with the transaction
        Place.objects.create(product_id=product.pk, slot=slot, entry=entry, held_until=until)
        _post(entry, draft, token, key=f"waiting_offered:{entry.pk}:{until.isoformat()}")
    logger.info("waiting entry %s: a place is offered", entry.pk)
    return True


def _tell_it_is_open(product: Any) -> int:
    told = 0
    for entry in WaitingEntry.objects.waiting(Wants.THE_OPENING).filter(product_id=product.pk)[:MOST_A_ROUND]:
        draft = emails.compose_waiting_letter("opened", entry, product)
        with transaction.atomic():
            if entry.move(to=Status.TOLD, only_from=(Status.WAITING,), ended_at=timezone.now()):
                mail_services.post_email(key=f"waiting_opened:{entry.pk}:{entry.joined_at.isoformat()}", draft=draft)
                told += 1
    return told


# --- in calling order -------------------------------------------------------------------------------------------------


def _back_in_line(entry: WaitingEntry, wants: str, now: datetime.datetime) -> bool:
    """Put somebody who was off the list at the end of it, if they were."""
    gone = tuple(status for status in Status.values if status not in WaitingEntry.IN_LINE)
    return entry.move(
        to=Status.WAITING,
        only_from=gone,
        wants=wants,
        joined_at=now,
        told_at=now,
        offer_until=None,
        ended_at=None,
        lapse_told_at=None,
    )


def _may_be_told_again(entry: WaitingEntry, now: datetime.datetime) -> bool:
    due = WaitingEntry.objects.filter(pk=entry.pk, status=Status.WAITING, told_at__lte=now - LETTER_AGAIN_AFTER)
    return bool(due.update(told_at=now))


def _post(entry: WaitingEntry, draft: mail_services.Draft, token: str, *, key: str) -> None:
    WaitingLink.objects.create(entry=entry, digest=digest_of(token))
    mail_services.post_email(key=key, draft=draft)


def _step_out(entry: WaitingEntry, *, to: str, only_from: tuple[str, ...]) -> bool:
    with transaction.atomic():
        kept = Place.objects.held().filter(entry=entry, order_line__isnull=True).select_related("product").first()
        if kept is not None:  # rows of places first, as everywhere
            places.release(kept, kept.product.specific)
        return entry.move(to=to, only_from=only_from, ended_at=timezone.now())


def _lapsed_unsaid() -> Any:
    """Whose offer lapsed and who was not told yet."""
    lapsed = WaitingEntry.objects.filter(status=Status.LAPSED, lapse_told_at__isnull=True)
    return lapsed.select_related("product")[:MOST_A_ROUND]


def _say_it_lapsed(entry: WaitingEntry) -> bool:
    now = timezone.now()
    draft = emails.compose_waiting_letter("lapsed", entry, entry.product.specific)
    with transaction.atomic():
        untold = WaitingEntry.objects.filter(pk=entry.pk, status=Status.LAPSED, lapse_told_at__isnull=True)
        if not untold.update(lapse_told_at=now):
            return False
        mail_services.post_email(key=f"waiting_lapsed:{entry.pk}:{now.isoformat()}", draft=draft)
    return True


def link_of(token: str) -> str:
    """This function will return the address of somebody's personal page."""
    return settings.PUBLIC_URL + reverse("payments:waiting", args=[token])
