"""Deeds of the newsletter: ask for it, confirm it, leave it."""

from __future__ import annotations

import secrets

from django.db import transaction

from mail.addresses import canonical_email
from newsletter import emails
from newsletter.models import Subscriber, SubscriberQuerySet, digest
from newsletter.refusals import UnknownLink


@transaction.atomic
def subscribe(*, email: str, wording: str, source: str = "", network: str = "") -> None:
    """This function will write a confirmation letter to an address that asked, unless there is nothing to confirm.

    It returns nothing, whatever it found: who is on the list is nobody's business. The row of an address is its own
    limit: `asked_at` is the moment of its last letter, and only a letter moves it.
    """
    token = secrets.token_urlsafe(32)
    proof = {"wording": wording, "source": source, "network": network}
    subscriber, is_new = Subscriber.objects.get_or_create(
        email=canonical_email(email), defaults={**proof, "confirm_hash": digest(token)}
    )
    if not is_new:
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if subscriber.status == Subscriber.Status.CONFIRMED or subscriber.had_a_letter_lately:
            return
        subscriber.ask_again(**proof, confirm_token=token)
    emails.queue_confirmation(subscriber, token=token)


@transaction.atomic
def confirm(token: str) -> Subscriber:
    """This function will put the person who got this letter on the list, and welcome them once.

    Returns the subscriber as they now stand: still pending if the letter is too old, unsubscribed if they left since.
    """
    subscriber = _locked(Subscriber.objects.by_confirm_token(token))
    if subscriber.may_confirm:
        subscriber.mark_confirmed()
        emails.queue_welcome(subscriber)
    return subscriber


@transaction.atomic
def unsubscribe(token: str) -> Subscriber:
    """This function will take the person whose letter carries this secret off the list; the second time changes nothing."""
    subscriber = _locked(Subscriber.objects.by_unsubscribe_token(token))
    if subscriber.status != Subscriber.Status.UNSUBSCRIBED:
        subscriber.mark_unsubscribed()
    return subscriber


def _locked(found: SubscriberQuerySet) -> Subscriber:
    subscriber = found.select_for_update().first()
    if subscriber is None:
        raise UnknownLink
    return subscriber
