"""Deeds of the post office: write a letter into the outbox, and send what is due.

A letter is written inside the caller's transaction, so it exists exactly if the deed does. Sending happens later, in the
worker. What a letter says belongs to the room that writes it (`<app>/emails.py`).
"""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import linebreaks, urlize

from mail.addresses import canonical_email
from mail.models import OutboxAttachment, OutboxEmail

logger = logging.getLogger(__name__)

Attachment = tuple[str, str, bytes]
"""(file name, content type, content)"""

LEASE = datetime.timedelta(minutes=5)
"""How long a letter may be "being sent" before another worker takes it up: its own worker died."""

BREAKS = re.compile(r"[\r\n\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def queue_email(
    *,
    kind: str,
    key: str,
    to: str,
    template: str,
    context: Mapping[str, Any],
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
) -> OutboxEmail:
    """This function will write one letter into the outbox, once for each `key`, in the caller's transaction.

    `template` is a stem such as "payments/emails/order_confirmation"; beside it lie `<stem>.subject.txt`, `<stem>.txt`
    and `<stem>.html`, the last extending "mail/base.html". Returns the letter, the earlier one if it was written before.
    """
    known = OutboxEmail.objects.filter(key=key).first()
    if known:
        return known
    values = {**_everyday_words(), **context}
    return _write(
        kind=kind,
        key=key,
        to=to,
        subject=render_to_string(f"{template}.subject.txt", values),
        text=render_to_string(f"{template}.txt", values),
        html=render_to_string(f"{template}.html", values),
        reply_to=reply_to,
        headers=headers or {},
        attachments=attachments,
    )


def queue_plain_email(*, kind: str, key: str, to: str, subject: str, text: str) -> OutboxEmail:
    """This function will write a letter that exists as text alone, dressed in the common base, such as a sign-in code."""
    html = render_to_string(
        "mail/plain.html", {**_everyday_words(), "subject": subject, "body": linebreaks(urlize(text, autoescape=True))}
    )
    return _write(kind=kind, key=key, to=to, subject=subject, text=text, html=html)


def send_due(*, limit: int = 100) -> int:
    """This function will send the letters whose time has come and return how many went out."""
    return sum(send_letter(letter_id=pk) for pk in OutboxEmail.objects.due().values_list("pk", flat=True)[:limit])


def send_letter(*, letter_id: int) -> bool:
    """This function will send one letter if it is due, and return whether it went out now.

    The claim is a conditional UPDATE, so two workers never send one letter; a worker that dies after the claim leaves the
    letter to the next sweep once its lease is over.
    """
    now = timezone.now()
    claimed = (
        OutboxEmail.objects.due()
        .filter(pk=letter_id)
        .update(status=OutboxEmail.Status.SENDING, next_attempt_at=now + LEASE)
    )
    if not claimed:
        return False
    letter = OutboxEmail.objects.get(pk=letter_id)
    letter.attempts += 1
    try:
        _message(letter).send()
    except Exception as error:  # whatever the provider's library throws, the letter must not be lost
        letter.mark_refused(error)
        logger.warning(
            "letter %s (%s) refused, attempt %s: %s", letter.pk, letter.kind, letter.attempts, type(error).__name__
        )
        return False
    letter.mark_sent()
    return True


def release_expired_leases() -> int:
    """This function will put letters back whose sender died before telling how it went."""
    return OutboxEmail.objects.filter(status=OutboxEmail.Status.SENDING, next_attempt_at__lte=timezone.now()).update(
        status=OutboxEmail.Status.QUEUED
    )


def retry_letter(*, letter: OutboxEmail) -> None:
    """This function will give a letter that was given up another full set of attempts."""
    letter.status = OutboxEmail.Status.QUEUED
    letter.attempts = 0
    letter.next_attempt_at = timezone.now()
    letter.save()
    _send_soon(letter)


def _write(
    *,
    kind: str,
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str,
    reply_to: str = "",
    headers: Mapping[str, str] = {},
    attachments: Sequence[Attachment] = (),
) -> OutboxEmail:
    letter, created = OutboxEmail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "recipient": canonical_email(to),
            "reply_to": reply_to,
            # A name with a line break in it must not become a header of its own.
            "subject": BREAKS.sub(" ", subject).strip()[:250],
            "text": text.strip() + "\n",
            "html": css_inline.inline(html, load_remote_stylesheets=False),
            "headers": dict(headers),
        },
    )
    if created:
        OutboxAttachment.objects.bulk_create(
            OutboxAttachment(letter=letter, name=name, content_type=content_type, content=content)
            for name, content_type, content in attachments
        )
        _send_soon(letter)
    return letter


def _send_soon(letter: OutboxEmail) -> None:
    # The row is the promise; the task only saves the wait for the next sweep, so losing it costs a minute.
    from mail import tasks  # tasks stand above services; this one errand goes up

    transaction.on_commit(partial(tasks.send_letter.enqueue, letter.pk))


def _message(letter: OutboxEmail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.recipient],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        # The same letter has the same id on every attempt, so that a provider can recognise a repetition.
        headers={"Message-ID": f"<letter-{letter.pk}@{_mail_domain()}>", **letter.headers},
    )
    message.attach_alternative(letter.html, "text/html")
    for attachment in letter.attachments.all():
        message.attach(attachment.name, bytes(attachment.content), attachment.content_type)
    return message


def _mail_domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")


def _everyday_words() -> dict[str, Any]:
    return {
        "school": settings.WAGTAIL_SITE_NAME,
        "public_url": settings.PUBLIC_URL,
        "postal_address": settings.MAIL_POSTAL_ADDRESS,
    }
