"""What was ordered, how its payment was tried, and what was paid."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from payments import money
from payments.models.offers import Offer


class OrderQuerySet(models.QuerySet["Order"]):
    def for_user(self, user: Any) -> OrderQuerySet:
        return self.filter(buyer=user)

    def shown_to_buyers(self) -> OrderQuerySet:
        """Orders that mean something to the person who made them: paid, on their way, or being looked at."""
        return self.filter(status__in=[Order.Status.PAID, Order.Status.PROCESSING, Order.Status.REVIEW])


class Order(models.Model):
    """One purchase: by whom, of what, for how much, and what became of it.

    `status` is derived: `recompute` reads it off the payments, the attempts and the review. `open_key` says "this buyer is
    paying for this offer now"; being unique it makes a second click find the first order, however quick it is.
    """

    class Status(models.TextChoices):
        AWAITING_PAYMENT = "awaiting_payment", "waiting for payment"
        PROCESSING = "processing", "payment under way"
        PAID = "paid", "paid"
        EXPIRED = "expired", "expired"
        REVIEW = "review", "to be looked at"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="orders",
        help_text="Empty until a guest has paid.",
    )  # fmt: skip
    contact_email = models.EmailField(max_length=254, blank=True, help_text="A guest's is known once Stripe tells it.")
    visitor_key = models.CharField(max_length=64, blank=True, help_text="The browser of a guest, hashed.")
    open_key = models.CharField(max_length=100, null=True, blank=True, unique=True, editable=False)
    currency = models.CharField(max_length=3)
    subtotal_cents = models.PositiveIntegerField(help_text="As quoted, from the lines.")
    discount_cents = models.PositiveIntegerField(default=0)
    tax_cents = models.PositiveIntegerField(default=0)
    total_cents = models.PositiveIntegerField(help_text="As quoted; once paid, what Stripe took.")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.AWAITING_PAYMENT, db_index=True)
    review_reason = models.CharField(max_length=200, blank=True)
    terms = models.TextField(blank=True, help_text="The very words that the buyer accepted.")
    terms_accepted_at = models.DateTimeField(null=True, blank=True)
    livemode = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    paid_at = models.DateTimeField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_at__isnull=False) | ~Q(status="paid"), name="order_paid_has_a_date"
            ),
            models.CheckConstraint(
                condition=~Q(review_reason="") | ~Q(status="review"), name="order_in_review_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The order as people name it. Not a secret, and no way to guess the next one."""
        return str(self.uuid)[:8].upper()

    @property
    def total_display(self) -> str:
        return money.show_exactly(self.total_cents, self.currency)

    @property
    def subtotal_display(self) -> str:
        return money.show_exactly(self.subtotal_cents, self.currency)

    @property
    def discount_display(self) -> str:
        return money.show_exactly(self.discount_cents, self.currency)

    @property
    def tax_display(self) -> str:
        return money.show_exactly(self.tax_cents, self.currency)

    def get_settled_payment(self) -> Payment | None:
        """This function will return the payment that settled the order, if any."""
        return self.payments.filter(status=Payment.Status.SETTLED).first()

    def recompute(self) -> None:
        """This function will read the state off the facts and store it. Call it while the order is locked."""
        before = self.status, self.open_key
        self.status = self._derive_status()
        if self.status != self.Status.AWAITING_PAYMENT:
            self.open_key = None
        if before != (self.status, self.open_key):
            self.save()

    def _derive_status(self) -> Order.Status:
        payments = set(self.payments.values_list("status", flat=True))
        attempts = set(self.attempts.values_list("status", flat=True))
        if Payment.Status.SETTLED in payments:
            return self.Status.PAID
        if payments or self.review_reason:
            return self.Status.REVIEW
        if CheckoutAttempt.Status.PROCESSING in attempts:
            return self.Status.PROCESSING
        if CheckoutAttempt.Status.OPEN in attempts:
            return self.Status.AWAITING_PAYMENT
        return self.Status.EXPIRED if attempts else self.Status.AWAITING_PAYMENT


class OrderLine(models.Model):
    """One thing in an order, as it was offered at that moment. Later changes of the offer never touch it."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="order_lines")
    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="order_lines")
    title = models.CharField(max_length=255)
    unit_amount_cents = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField(default=1)
    access_days = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_has_a_quantity"),
            models.UniqueConstraint(fields=["order", "offer"], name="one_line_per_order_and_offer"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amount_cents(self) -> int:
        return self.unit_amount_cents * self.quantity

    @property
    def amount_display(self) -> str:
        return money.show_exactly(self.amount_cents, self.order.currency)


class CheckoutAttemptQuerySet(models.QuerySet["CheckoutAttempt"]):
    def unfinished(self) -> CheckoutAttemptQuerySet:
        """Attempts about which Stripe may still have news."""
        return self.filter(status__in=[CheckoutAttempt.Status.OPEN, CheckoutAttempt.Status.PROCESSING])


class CheckoutAttempt(models.Model):
    """One session at Stripe, ours or one that Stripe made out of an expired one.

    Everything that goes into the request is stored here first, so that asking again after a lost answer is the same
    request under the same idempotency key.
    """

    class Status(models.TextChoices):
        OPEN = "open", "open"
        PROCESSING = "processing", "payment under way"
        COMPLETE = "complete", "complete"
        EXPIRED = "expired", "expired"
        FAILED = "failed", "failed"

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    session_id = models.CharField(max_length=255, null=True, blank=True)
    url = models.TextField(blank=True)
    customer_id = models.CharField(max_length=255, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    is_recovered = models.BooleanField(default=False, help_text="Made by Stripe, not by us.")
    origin = models.CharField(max_length=64, blank=True, db_index=True, help_text="The network address, hashed.")
    livemode = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    expires_at = models.DateTimeField()

    objects = CheckoutAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["order_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_attempt_per_order_and_number"),
            models.UniqueConstraint(fields=["livemode", "session_id"], name="one_attempt_per_session"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(status="open", is_recovered=False), name="one_open_attempt_per_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number}"

    @property
    def idempotency_key(self) -> str:
        return f"cs:{self.order.uuid}:{self.number}"

    def is_unfinished(self) -> bool:
        """This function will say whether Stripe may still have news about it."""
        return self.status in (self.Status.OPEN, self.Status.PROCESSING)


class Payment(models.Model):
    """Money that arrived for an order, or the knowledge that nothing was due.

    `reference` is Stripe's payment intent, or `free:…` where there is none. Held money was taken but bought nothing: it did
    not match the order, or the order was paid already. A person decides about it.
    """

    class Status(models.TextChoices):
        SETTLED = "settled", "settled"
        HELD = "held", "held: does not match"
        DUPLICATE = "duplicate", "held: paid twice"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    reference = models.CharField(max_length=255)
    session_id = models.CharField(max_length=255, blank=True)
    charge_id = models.CharField(max_length=255, blank=True)
    receipt_url = models.TextField(blank=True)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=12, choices=Status.choices)
    livemode = models.BooleanField(default=False)
    settled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["settled_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["livemode", "reference"], name="one_payment_per_reference"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(status="settled"), name="one_settled_payment_per_order"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def amount_display(self) -> str:
        return money.show_exactly(self.amount_cents, self.currency)
