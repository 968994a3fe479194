"""A buyer's bank takes money back and asks who is right."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from payments import money
from payments.models.orders import Payment


class Dispute(models.Model):
    """One dispute at Stripe. `status` is its meaning for us; `status_at_stripe` is what Stripe called it last."""

    class Status(models.TextChoices):
        OPEN = "open", "open"
        WON = "won", "won"
        LOST = "lost", "lost"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    dispute_id = models.CharField(max_length=255)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    status_at_stripe = models.CharField(max_length=60)
    reason = models.CharField(max_length=120, blank=True, help_text="As the bank names it.")
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    is_charge_refundable = models.BooleanField(default=False)
    due_by = models.DateTimeField("evidence due by", null=True, blank=True)
    evidence_sent_at = models.DateTimeField(null=True, blank=True)
    livemode = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["livemode", "dispute_id"], name="one_row_per_dispute")]

    def __str__(self) -> str:
        return self.dispute_id

    @property
    def amount_display(self) -> str:
        return money.show_exactly(self.amount_cents, self.currency)
