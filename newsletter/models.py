"""Who asked for letters, what they agreed to, and how they leave."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

CONFIRM_WITHIN = datetime.timedelta(days=7)
"""How long a confirmation letter may lie in a mailbox. Whoever finds it later is asked again."""

ONE_LETTER_EVERY = datetime.timedelta(days=1)
"""Whatever a form is fed with, an address gets one confirmation letter in this time."""


def digest(token: str) -> str:
    """This function will return what is kept of a secret that travels in a letter."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_nonce() -> str:
    return secrets.token_hex(16)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def by_confirm_token(self, token: str) -> SubscriberQuerySet:
        return self.filter(confirm_hash=digest(token))

    def by_unsubscribe_token(self, token: str) -> SubscriberQuerySet:
        return self.filter(unsubscribe_hash=digest(token))


class Subscriber(models.Model):
    """One address, its standing on the list, and the proof of its last consent.

    `wording`, `source`, `network` and `asked_at` belong to the confirmation letter whose token is in `confirm_hash`: they
    change together or not at all, so that a confirmed row proves exactly what was confirmed.
    """

    class Status(models.TextChoices):
        PENDING = "pending", "waiting for confirmation"
        CONFIRMED = "confirmed", "confirmed"
        UNSUBSCRIBED = "unsubscribed", "unsubscribed"
        BOUNCED = "bounced", "not reachable"

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PENDING)
    wording = models.CharField("wording shown", max_length=400)
    source = models.CharField("asked on page", max_length=200, blank=True)
    network = models.CharField("network address, hashed", max_length=64, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirm_hash = models.CharField(max_length=64, unique=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    unsubscribe_nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    unsubscribe_hash = models.CharField(max_length=64, unique=True, editable=False)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["status", "-created_at"], name="subscribers_by_status")]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="subscriber_email_is_canonical"),
            models.CheckConstraint(
                condition=models.Q(status__in=["pending", "confirmed", "unsubscribed", "bounced"]),
                name="subscriber_status_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="confirmed") | models.Q(confirmed_at__isnull=False),
                name="subscriber_confirmed_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="pending") | models.Q(confirmed_at__isnull=True),
                name="subscriber_pending_is_unconfirmed",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="unsubscribed") | models.Q(unsubscribed_at__isnull=False),
                name="subscriber_unsubscribed_has_its_moment",
            ),
            models.CheckConstraint(condition=~models.Q(wording=""), name="subscriber_wording_is_kept"),
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.unsubscribe_hash:
            self.unsubscribe_hash = digest(self._derive(settings.SECRET_KEY))
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def may_confirm(self) -> bool:
        """Whether the letter that is out may still be answered. Somebody who left does not come back by an old letter."""
        return self.status == self.Status.PENDING and timezone.now() < self.asked_at + CONFIRM_WITHIN

    @property
    def had_a_letter_lately(self) -> bool:
        return timezone.now() < self.asked_at + ONE_LETTER_EVERY

    def get_unsubscribe_token(self) -> str:
        """This function will return the secret with which this person leaves, for a letter to them.

        Every letter needs the plain secret, so a random one would have to be stored plain, and whoever reads the table could
        take everybody off the list. It is derived instead, by HMAC from a random nonce on the row and the school's
        SECRET_KEY; the row keeps its hash to be found by. After a change of key, the key that the hash was made with is
        looked for among the fallbacks, so that links in old letters go on working as long as that key is kept.
        """
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            token = self._derive(key)
            if constant_time_compare(digest(token), self.unsubscribe_hash):
                return token
        token = self._derive(settings.SECRET_KEY)
        self.unsubscribe_hash = digest(token)
        self.save(update_fields=["unsubscribe_hash"])
        return token

    def ask_again(self, *, wording: str, source: str, network: str, confirm_token: str) -> None:
        """Begin anew: the letter that goes out now, with its own proof, replaces the one before."""
        self.status = self.Status.PENDING
        self.wording = wording
        self.source = source
        self.network = network
        self.asked_at = timezone.now()
        self.confirm_hash = digest(confirm_token)
        self.confirmed_at = None
        self.save()

    def mark_confirmed(self) -> None:
        self.status = self.Status.CONFIRMED
        self.confirmed_at = timezone.now()
        self.save()

    def mark_unsubscribed(self) -> None:
        self.status = self.Status.UNSUBSCRIBED
        self.unsubscribed_at = timezone.now()
        self.save()

    def _derive(self, key: str) -> str:
        return salted_hmac("newsletter.unsubscribe", self.unsubscribe_nonce, secret=key, algorithm="sha256").hexdigest()
