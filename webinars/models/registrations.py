"""Who has a place at a session, and the links that prove it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from payments.models import Grant
from webinars.models.sessions import Session
from webinars.tokens import digest_of


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> RegistrationQuerySet:
        return self.filter(status=Registration.Status.REGISTERED)

    def ahead(self) -> RegistrationQuerySet:
        """At a date that is still to come, or on."""
        return self.filter(session__ends_at__gt=timezone.now())

    def untold(self) -> RegistrationQuerySet:
        """Who has a place and has not heard of the latest change of its date. What is over needs no letter."""
        return self.active().filter(
            told_sequence__lt=models.F("session__sequence"), session__ends_at__gt=timezone.now()
        )


class Registration(models.Model):
    """One person, known by a canonical e-mail address, at one session. The address needs no account."""

    class Status(models.TextChoices):
        REGISTERED = "registered", "registered"
        CANCELLED = "cancelled", "cancelled"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="registrations")
    email = models.EmailField("e-mail address", max_length=254)
    name = models.CharField(max_length=120, blank=True)
    zone = models.CharField("time zone", max_length=64)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.REGISTERED)
    registered_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    attended_at = models.DateTimeField("came in", null=True, blank=True)
    confirmation_sent_at = models.DateTimeField(default=timezone.now)
    told_sequence = models.PositiveIntegerField(default=0)
    """The session's `sequence` that this person last heard of; lower than the session's means: a letter is owed."""
    own_changes = models.PositiveIntegerField(default=0)
    """How often this person gave the place back or took it again; their calendar must hear of that too."""

    grant = models.ForeignKey(
        Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations", editable=False
    )
    """Of a webinar that is paid: what opened it. The place is counted with the grant's, and goes back with the money."""

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-registered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "email"], name="one_registration_per_session_and_address"),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.REGISTERED

    @property
    def calendar_sequence(self) -> int:
        """The SEQUENCE of this person's calendar entry. Both parts only grow, so calendars never see it fall."""
        return self.told_sequence + self.own_changes


class PersonalLinkManager(models.Manager["PersonalLink"]):
    def find(self, token: str, *purposes: str) -> Registration | None:
        """This function will return whose link this is, if it was made for one of `purposes`."""
        link = (
            self.filter(digest=digest_of(token), purpose__in=purposes)
            .select_related("registration__session__webinar")
            .first()
        )
        return link.registration if link else None


class PersonalLink(models.Model):
    """The digest of a secret that stood in a letter. Each letter has secrets of its own, so a new one closes no old one."""

    class Purpose(models.TextChoices):
        JOIN = "join", "enter the room"
        MANAGE = "manage", "see and cancel"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonalLinkManager()

    def __str__(self) -> str:
        return f"{self.purpose} link {self.pk}"
