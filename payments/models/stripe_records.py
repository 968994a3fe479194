"""What we know of Stripe's own objects: three kinds of ids, and which messages came."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page


class StripeEventQuerySet(models.QuerySet["StripeEvent"]):
    def unfinished(self) -> StripeEventQuerySet:
        """Messages that were stored, but whose work is not done."""
        return self.filter(status__in=[StripeEvent.Status.RECEIVED, StripeEvent.Status.FAILED])


class StripeEvent(models.Model):
    """One message from Stripe. It is a hint to look something up, so only what it points at is kept, no payload."""

    class Status(models.TextChoices):
        RECEIVED = "received", "received"
        PROCESSED = "processed", "processed"
        IGNORED = "ignored", "not for us"
        FAILED = "failed", "failed"

    event_id = models.CharField(max_length=255)
    livemode = models.BooleanField()
    type = models.CharField(max_length=120)
    object_id = models.CharField(max_length=255, blank=True)
    api_version = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECEIVED, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    processed_at = models.DateTimeField(null=True, blank=True)

    objects = StripeEventQuerySet.as_manager()

    class Meta:
        verbose_name = "Stripe event"
        ordering = ["-received_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["livemode", "event_id"], name="one_row_per_event")]

    def __str__(self) -> str:
        return self.event_id


class StripeCustomer(models.Model):
    """A person as Stripe knows them; test and live are different worlds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stripe_customers")
    livemode = models.BooleanField()
    customer_id = models.CharField(max_length=255)
    email = models.EmailField(max_length=254, help_text="As Stripe was last told.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "livemode"], name="one_customer_per_person_and_mode"),
            models.UniqueConstraint(fields=["livemode", "customer_id"], name="one_person_per_customer"),
        ]

    def __str__(self) -> str:
        return self.customer_id


class StripePortal(models.Model):
    """The page for cards and invoices, as Stripe was told to make it. Other wishes have another fingerprint."""

    livemode = models.BooleanField()
    fingerprint = models.CharField(max_length=32)
    configuration_id = models.CharField(max_length=255)
    made = models.PositiveSmallIntegerField(default=1, help_text="How often it was made: Stripe may have lost it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["livemode", "fingerprint"], name="one_portal_of_a_kind_and_mode"),
        ]

    def __str__(self) -> str:
        return self.configuration_id


class StripeProduct(models.Model):
    """A product as Stripe knows it. Prices are sent with each session, from our own order line."""

    product = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="stripe_products")
    livemode = models.BooleanField()
    product_id_at_stripe = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "livemode"], name="one_stripe_product_per_product_and_mode"),
        ]

    def __str__(self) -> str:
        return self.product_id_at_stripe
