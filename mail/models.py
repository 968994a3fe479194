"""The outbox: a letter is a row, written in the transaction of the deed that it tells of."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

BACK_OFF_SECONDS = (15, 60, 300, 900, 3600, 3 * 3600, 12 * 3600)


class OutboxEmailQuerySet(models.QuerySet["OutboxEmail"]):
    def due(self) -> OutboxEmailQuerySet:
        return self.filter(status=OutboxEmail.Status.QUEUED, next_attempt_at__lte=timezone.now())

    def abandoned(self) -> OutboxEmailQuerySet:
        """Letters whose sender died before telling how it went: their lease is over."""
        return self.filter(status=OutboxEmail.Status.SENDING, next_attempt_at__lte=timezone.now())


class OutboxEmail(models.Model):
    """One letter to one person.

    `key` says which letter this is ("order_confirmation:<uuid>"): writing it twice leaves one row. The body is blanked
    once it was sent, unless the mailbox page is on: letters hold secrets that are stored nowhere else.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", "waiting"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        FAILED = "failed", "given up"

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField(max_length=254, db_index=True)
    reply_to = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    headers = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxEmailQuerySet.as_manager()

    class Meta:
        verbose_name = "letter"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "next_attempt_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_given_up(self) -> bool:
        return self.status == self.Status.FAILED

    def mark_sent(self) -> None:
        """Record that the provider took the letter, and forget what it said."""
        said = {} if settings.MAIL_MAILBOX_ENABLED else {"text": "", "html": ""}
        is_ours = self._settle(status=self.Status.SENT, sent_at=timezone.now(), last_error="", **said)
        if is_ours and said:
            self.attachments.all().delete()

    def mark_refused(self, error: Exception) -> None:
        """Record a failed attempt and set the next one, later each time; after the last, give up visibly."""
        told = f"{type(error).__name__}: {error}"[:300]
        if self.attempts >= settings.MAIL_MAX_ATTEMPTS:
            self._settle(status=self.Status.FAILED, last_error=told)
            return
        wait = BACK_OFF_SECONDS[min(self.attempts, len(BACK_OFF_SECONDS)) - 1]
        next_attempt_at = timezone.now() + datetime.timedelta(seconds=wait)
        self._settle(status=self.Status.QUEUED, last_error=told, next_attempt_at=next_attempt_at)

    def _settle(self, **result: Any) -> bool:
        """Write how this attempt went, unless the lease ended meanwhile and the letter is another sender's by now."""
        mine = OutboxEmail.objects.filter(pk=self.pk, status=self.Status.SENDING, attempts=self.attempts)
        for name, value in result.items():
            setattr(self, name, value)
        return bool(mine.update(**result))


class OutboxAttachment(models.Model):
    """A small file that travels with a letter, such as a calendar entry."""

    letter = models.ForeignKey(OutboxEmail, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class MailboxMessage(models.Model):
    """What the demo's mail backend "delivered": the message as it would have gone over the wire."""

    recipient = models.EmailField(max_length=254, db_index=True)
    subject = models.CharField(max_length=250)
    raw = models.BinaryField()
    delivered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-delivered_at", "-pk"]

    def __str__(self) -> str:
        return self.subject
