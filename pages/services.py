"""Deeds about pages as a whole, and one of the site's own: take a message."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from pages import emails, share_images
from pages.contact import ContactMessage
from pages.models import BasePage
from pages.selectors import page_types
from pages.share_images import ShareCard

SAME_WITHIN = datetime.timedelta(hours=1)
"""A second press of the button, or going back and sending again, is still the same message."""

SHARE_IMAGES_KEPT = datetime.timedelta(days=30)
"""Other sites fetch a picture days after a link was shared; until then it stays, although the title has changed."""


def share_cards() -> Iterator[ShareCard]:
    """This function will yield the card of every page that a stranger may know of, some pages in memory at a time."""
    for model in page_types():
        for page in model.known_to_strangers().defer_streamfields().iterator(chunk_size=500):
            yield page.get_share_card()


def make_share_images() -> tuple[int, int]:
    """This function will make the missing pictures for shared links and remove the old ones; it returns how many of each."""
    made, current = 0, set()
    for card in share_cards():
        made += not share_images.is_kept(card)
        current.add(share_images.keep(card))
    gone = share_images.prune(current, older_than=timezone.now() - SHARE_IMAGES_KEPT)
    return made, gone


def make_share_image(*, page: BasePage) -> None:
    """This function will make the picture of one page, so that the first to share it does not wait."""
    if page.is_public_now():
        share_images.keep(page.get_share_card())


@transaction.atomic
def leave_message(*, name: str, email: str, about: str, text: str) -> ContactMessage:
    """This function will keep a message and write the owner a letter about it, once."""
    lately = ContactMessage.objects.filter(written_at__gt=timezone.now() - SAME_WITHIN)
    known = lately.filter(email=email, about=about, text=text).first()
    if known:
        return known
    message = ContactMessage.objects.create(name=name, email=email, about=about, text=text)
    emails.queue_contact_message(message)
    return message
