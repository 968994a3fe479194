"""Deeds of the post office: write a letter into the outbox, and send what is due.

A letter is written inside the caller's transaction, so it exists exactly if the deed does. Sending happens later, in the
worker. What a letter says belongs to the room that writes it (`<app>/emails.py`).
"""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import timezone

from mail.addresses import check_deliverable
from mail.models import OutboxAttachment, OutboxEmail

logger = logging.getLogger(__name__)

Attachment = tuple[str, str, bytes]
"""(file name, content type, content)"""

LEASE = datetime.timedelta(minutes=5)
"""How long a letter may be "being sent" before another worker takes it up: its own worker died."""

REFUSALS_IN_A_ROW = 3
"""After so many, a round of sending ends: the provider is down, and waiting for it would block the worker."""

BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Draft:
    """A letter that is written but lies in no outbox yet. Writing takes milliseconds; a deed need not hold a lock meanwhile."""

    kind: str
    to: str
    subject: str
    text: str
    html: str
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()


def compose_email(
    *,
    kind: str,
    to: str,
    template: str,
    context: Mapping[str, Any],
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
) -> Draft:
    """This function will write a letter without posting it; nothing is stored.

    `template` is a stem such as "payments/emails/order_confirmation"; beside it lie `<stem>.subject.txt`, `<stem>.txt`
    and `<stem>.html`, the last extending "mail/base.html".
    """
    values = {**_everyday_words(), **context}
    return _draft(
        kind=kind,
        to=to,
        subject=_render_text(f"{template}.subject.txt", values),
        text=_render_text(f"{template}.txt", values),
        html=render_to_string(f"{template}.html", values),
        reply_to=reply_to,
        headers=headers or {},
        attachments=attachments,
    )


def post_email(*, key: str, draft: Draft) -> OutboxEmail:
    """This function will put a draft into the outbox, once for each `key`, in the caller's transaction."""
    letter, created = OutboxEmail.objects.get_or_create(
        key=key,
        defaults={
            "kind": draft.kind,
            "recipient": draft.to,
            "reply_to": draft.reply_to,
            "subject": draft.subject,
            "text": draft.text,
            "html": draft.html,
            "headers": dict(draft.headers),
        },
    )
    if created:
        OutboxAttachment.objects.bulk_create(
            OutboxAttachment(letter=letter, name=name, content_type=content_type, content=content)
            for name, content_type, content in draft.attachments
        )
        _send_soon(letter)
    return letter


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

    For the arguments see `compose_email`. Returns the letter, the earlier one if it was written before.
    """
    known = OutboxEmail.objects.filter(key=key).first()
    if known:
        return known
    draft = compose_email(
        kind=kind,
        to=to,
        template=template,
        context=context,
        reply_to=reply_to,
        headers=headers,
        attachments=attachments,
    )
    return post_email(key=key, draft=draft)


def queue_plain_email(*, kind: str, key: str, to: str, subject: str, text: str) -> OutboxEmail:
    """This function will write a letter that exists as text alone, dressed in the common base, such as a sign-in code."""
    html = render_to_string("mail/plain.html", {**_everyday_words(), "subject": subject, "body": text.strip()})
    return post_email(key=key, draft=_draft(kind=kind, to=to, subject=subject, text=text, html=html))


def send_due(*, limit: int = 100) -> int:
    """This function will send the letters whose time has come, oldest first, and return how many went out.

    It stops when the provider refuses several in a row: the rest stay due, and the worker is free for other work.
    """
    sent = refused = 0
    due = OutboxEmail.objects.due().order_by("next_attempt_at", "pk")
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        if send_letter(letter_id=pk):
            sent, refused = sent + 1, 0
        else:
            refused += 1
        if refused >= REFUSALS_IN_A_ROW:
            break
    return sent


def send_letter(*, letter_id: int) -> bool:
    """This function will send one letter if it is due, and return whether it went out now.

    The claim is a conditional UPDATE, so two workers never send one letter; a worker that dies after the claim leaves the
    letter to a later sweep once its lease is over. The attempt is counted with the claim: a letter that kills its
    worker is given up like any other.
    """
    claimed = (
        OutboxEmail.objects.due()
        .filter(pk=letter_id)
        .update(status=OutboxEmail.Status.SENDING, next_attempt_at=timezone.now() + LEASE, attempts=F("attempts") + 1)
    )
    if not claimed:
        return False
    letter = OutboxEmail.objects.get(pk=letter_id)
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
    """This function will put letters back whose sender died before telling how it went; return how many.

    One that has outlived all its senders is given up: somebody must look at it.
    """
    words = "The worker died while sending."
    OutboxEmail.objects.abandoned().filter(attempts__gte=settings.MAIL_MAX_ATTEMPTS).update(
        status=OutboxEmail.Status.FAILED, last_error=words
    )
    return OutboxEmail.objects.abandoned().update(status=OutboxEmail.Status.QUEUED, last_error=words)


def retry_letter(*, letter: OutboxEmail) -> bool:
    """This function will give a letter that was given up another full set of attempts; False if it was not given up."""
    given_up = OutboxEmail.objects.filter(pk=letter.pk, status=OutboxEmail.Status.FAILED)
    with transaction.atomic():
        if not given_up.update(status=OutboxEmail.Status.QUEUED, attempts=0, next_attempt_at=timezone.now()):
            return False
        _send_soon(letter)
    return True


# --- in calling order -------------------------------------------------------------------------------------------------


def _render_text(template: str, values: dict[str, Any]) -> str:
    """Plain text is not HTML: an ampersand in a title stays one, whatever the template forgot to say."""
    return get_template(template).template.render(Context(values, autoescape=False))  # type: ignore[attr-defined]


def _draft(
    *,
    kind: str,
    to: str,
    subject: str,
    text: str,
    html: str,
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
) -> Draft:
    for name, value in (headers or {}).items():
        if BREAKS.search(name) or BREAKS.search(value):
            raise ValueError(f"The header {name!r} is more than one line.")
    return Draft(
        kind=kind,
        to=check_deliverable(to),
        reply_to=check_deliverable(reply_to) if reply_to else "",
        # A name with a line break in it must not become a header of its own.
        subject=BREAKS.sub(" ", subject).strip()[:250],
        text=text.strip() + "\n",
        # What depends on the reader's device, such as a dark screen, cannot stand on an element and is kept.
        html=css_inline.inline(html, load_remote_stylesheets=False, keep_at_rules=True),
        headers=dict(headers or {}),
        attachments=tuple(attachments),
    )


def _send_soon(letter: OutboxEmail) -> None:
    # The row is the promise; the task only saves the wait for the next sweep, so losing it costs a minute and the
    # visitor, whose deed is done, must not see an error for it.
    from mail import tasks  # tasks stand above services; this one errand goes up

    transaction.on_commit(partial(tasks.send_letter.enqueue, letter.pk), robust=True)


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
