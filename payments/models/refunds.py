"""Money that went back, or that somebody asked back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from payments import money
from payments.models.lines import OrderLine
from payments.models.orders import Order, Payment


class Refund(models.Model):
    """One return of money at Stripe. The row is saved first, so that our call and Stripe's message meet on it.

    `lines` are the things that the buyer gives back: their access ends once the money went. An empty list on a part of the
    money leaves the access as it is.
    """

    class Status(models.TextChoices):
        REQUESTED = "requested", "being sent"
        PENDING = "pending", "under way"
        SUCCEEDED = "succeeded", "paid back"
        FAILED = "failed", "failed"
        CANCELLED = "cancelled", "cancelled"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    refund_id = models.CharField(max_length=255, null=True, blank=True)
    credit_note_id = models.CharField(max_length=255, blank=True)
    credit_note_url = models.TextField(blank=True)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.REQUESTED)
    reason = models.CharField(max_length=200, help_text="Why; the buyer does not see it.")
    failure_reason = models.CharField(max_length=120, blank=True)
    made_at_stripe = models.BooleanField(default=False, help_text="By somebody in Stripe's own Dashboard.")
    lines = models.ManyToManyField(OrderLine, blank=True, through="RefundLine", related_name="refunds")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="refunds_made",
        help_text="Empty: the shop itself, or somebody at Stripe.",
    )  # fmt: skip
    livemode = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["livemode", "refund_id"], name="one_row_per_refund"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="refund_gives_something_back"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_display} back on {self.payment}"

    @property
    def amount_display(self) -> str:
        return money.show_exactly(self.amount_cents, self.currency)

    @property
    def is_of_interest(self) -> bool:
        """Whether it means something to the buyer: gone, on its way, or come back; not what Stripe never took up."""
        return self.status in (self.Status.PENDING, self.Status.SUCCEEDED) or (
            self.status == self.Status.FAILED and self.settled_at is not None
        )

    @property
    def words(self) -> str:
        """Its state, as the buyer reads it."""
        return {
            self.Status.PENDING: "on its way",
            self.Status.SUCCEEDED: "sent back",
            self.Status.FAILED: "returned by your bank",
        }[self.Status(self.status)]

    @property
    def idempotency_key(self) -> str:
        return f"re:{self.uuid}"


class RefundLine(models.Model):
    """One thing that is given back with a refund: all of a line, or some of its seats."""

    refund = models.ForeignKey(Refund, on_delete=models.CASCADE, related_name="refund_lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="refund_lines")
    quantity = models.PositiveIntegerField(null=True, blank=True, help_text="How many of the line; empty: all of it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refund", "line"], name="one_entry_per_refund_and_line"),
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gte=1), name="refund_line_gives_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity or 'all'} of line {self.line_id}"


class RefundRequest(models.Model):
    """A learner asks for the money back; the owner answers."""

    class Status(models.TextChoices):
        WAITING = "waiting", "waiting for an answer"
        GRANTED = "granted", "granted"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refund_requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="refund_requests")
    words = models.TextField(max_length=2000, blank=True, help_text="What the learner says.")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING, db_index=True)
    refund = models.OneToOneField(
        Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="request", help_text="What it led to."
    )
    answer = models.TextField(max_length=2000, blank=True, help_text="What the learner is told.")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(status="waiting"), name="one_waiting_request_per_order"
            ),
        ]

    def __str__(self) -> str:
        return f"request on {self.order}"
