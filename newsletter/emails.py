"""The newsletter's own letters. Each is written into the outbox inside the transaction of the deed that it tells of."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from mail import services as mail_services
from mail.models import OutboxEmail
from newsletter.models import CONFIRM_WITHIN, Subscriber


def queue_confirmation(subscriber: Subscriber, *, token: str) -> OutboxEmail:
    """This function will write the letter that asks whether it was really them.

    It offers no way to unsubscribe: nobody is subscribed yet, and a mail program that unsubscribes by itself would leave a
    trace where there was no consent.
    """
    return mail_services.queue_email(
        kind="newsletter_confirm",
        key=f"newsletter_confirm:{subscriber.confirm_hash}",
        to=subscriber.email,
        template="newsletter/emails/confirm",
        context={
            "confirm_url": _absolute("newsletter:confirm", token),
            "wording": subscriber.wording,
            "days": CONFIRM_WITHIN.days,
        },
    )


def queue_welcome(subscriber: Subscriber) -> OutboxEmail:
    """This function will write the first letter of the list, with the way out that every letter of the list has."""
    token = subscriber.get_unsubscribe_token()
    return mail_services.queue_email(
        kind="newsletter_welcome",
        key=f"newsletter_welcome:{subscriber.confirm_hash}",
        to=subscriber.email,
        template="newsletter/emails/welcome",
        context={"unsubscribe_url": _absolute("newsletter:unsubscribe", token), "wording": subscriber.wording},
        headers=get_list_headers(token),
    )


def get_list_headers(token: str) -> dict[str, str]:
    """This function will return the headers by which a mail program offers its own "unsubscribe" (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{_absolute('newsletter:one_click', token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _absolute(name: str, token: str) -> str:
    return settings.PUBLIC_URL + reverse(name, args=[token])
