"""What Stripe told us, as ids only: an event is a hint, and its payload is never believed."""

from __future__ import annotations

from django.db import models


class StripeEvent(models.Model):
    """One delivery that bore a true signature. Deduplicated on *processed*, not on *seen*."""

    class Status(models.TextChoices):
        RECEIVED = "received", "received"
        PROCESSED = "processed", "processed"
        IGNORED = "ignored", "not for us"
        FAILED = "failed", "failed, waiting for the next delivery"

    event_id = models.CharField(max_length=255)
    livemode = models.BooleanField()
    type = models.CharField(max_length=120)
    object_id = models.CharField(max_length=255, blank=True)
    api_version = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["livemode", "event_id"], name="one_row_per_event")]
        indexes = [models.Index(fields=["status", "received_at"], name="events_to_look_at")]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
