"""What was agreed and what was paid. Facts are written once; the state of an order is worked out from them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from wagtail.models import Page

from payments.models.offers import Offer
from payments.money import format_money


class Order(models.Model):
    """One purchase of one person, as it was quoted."""

    class Status(models.TextChoices):
        AWAITING_PAYMENT = "awaiting_payment", "waiting for payment"
        PROCESSING = "processing", "the bank is working on it"
        PAID = "paid", "paid"
        EXPIRED = "expired", "expired"
        REVIEW = "review", "needs a look"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    contact_email = models.EmailField(max_length=254, blank=True)
    currency = models.CharField(max_length=3)
    subtotal_cents = models.PositiveIntegerField()
    discount_cents = models.PositiveIntegerField(default=0)
    tax_cents = models.PositiveIntegerField(default=0)
    total_cents = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.AWAITING_PAYMENT)
    review_reason = models.CharField(max_length=200, blank=True)
    terms_shown_at = models.DateTimeField()
    livemode = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["buyer", "-created_at"], name="orders_of_a_person")]

    def __str__(self) -> str:
        return f"Order {self.number}"

    @property
    def number(self) -> str:
        """Short enough to say on the telephone; no secret, and no key to anything."""
        return str(self.uuid)[:8].upper()

    @property
    def total(self) -> str:
        return format_money(self.total_cents, self.currency)

    @property
    def is_paid(self) -> bool:
        return self.status == self.Status.PAID

    def work_out_status(self) -> str:
        """This function will return the state that the order's facts add up to, whatever order they came in."""
        if self.payments.filter(status=Payment.Status.SETTLED).exists():
            return self.Status.PAID
        if self.review_reason:
            return self.Status.REVIEW
        states = set(self.attempts.values_list("status", flat=True))
        if CheckoutAttempt.Status.PROCESSING in states:
            return self.Status.PROCESSING
        if states and states <= {CheckoutAttempt.Status.EXPIRED}:
            return self.Status.EXPIRED
        return self.Status.AWAITING_PAYMENT

    def ask_for_review(self, reason: str) -> None:
        """This function will hold the order for the owner's eyes; nothing is granted until she has looked."""
        self.review_reason = reason[:200]
        self.status = self.work_out_status()
        self.save()


class OrderLine(models.Model):
    """What was agreed, frozen: a later price touches nothing here."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="order_lines")
    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="order_lines")
    title = models.CharField(max_length=255)
    amount_cents = models.PositiveIntegerField()
    quantity = models.PositiveSmallIntegerField(default=1)
    access_days = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def total(self) -> str:
        return format_money(self.amount_cents * self.quantity, self.order.currency)


class CheckoutAttempt(models.Model):
    """One session at Stripe for an order. Another try after an expiry is another attempt with another key."""

    class Status(models.TextChoices):
        OPEN = "open", "open"
        PROCESSING = "processing", "the bank is working on it"
        COMPLETE = "complete", "complete"
        EXPIRED = "expired", "expired"

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    session_id = models.CharField(max_length=255, null=True, blank=True, unique=True)
    url = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_attempt_per_number"),
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(status="open"), name="one_open_attempt_per_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}, attempt {self.number}"

    @property
    def idempotency_key(self) -> str:
        return f"cs:{self.order.uuid}:{self.number}"


class Payment(models.Model):
    """Money that Stripe says it took. `reference` is Stripe's own id, so that one payment is one row."""

    class Status(models.TextChoices):
        SETTLED = "settled", "settled"
        DUPLICATE = "duplicate", "paid twice: to be given back"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    reference = models.CharField(max_length=255, unique=True)
    session_id = models.CharField(max_length=255, blank=True)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=20, choices=Status.choices)
    receipt_url = models.URLField(max_length=500, blank=True)
    settled_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["settled_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(status="settled"), name="one_settled_payment_per_order"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def amount(self) -> str:
        return format_money(self.amount_cents, self.currency)
