"""An order, how its payment was tried, and what was paid."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from payments import money
from payments.models.codes import PromotionCode


class OrderQuerySet(models.QuerySet["Order"]):
    def for_user(self, user: Any) -> OrderQuerySet:
        return self.filter(buyer=user)

    def shown_to_buyers(self) -> OrderQuerySet:
        """Orders that mean something to the person who made them: paid, on their way, being looked at, given back."""
        return self.exclude(status__in=[Order.Status.AWAITING_PAYMENT, Order.Status.EXPIRED, Order.Status.CANCELLED])

    def with_money(self) -> OrderQuerySet:
        """Each with `arrived_cents` and `given_back_cents`: what `paid_cents` and `refunded_cents` ask of one order alone."""
        counted = Payment.objects.filter(order=OuterRef("pk"), status=Payment.Status.SETTLED).order_by().values("order")
        arrived = counted.annotate(sum=Sum("amount_cents")).values("sum")
        back = counted.filter(refunds__status="succeeded").annotate(sum=Sum("refunds__amount_cents")).values("sum")
        return self.annotate(arrived_cents=Coalesce(Subquery(arrived), 0), given_back_cents=Coalesce(Subquery(back), 0))


class Order(models.Model):
    """One purchase: by whom, of what, for how much, and what became of it.

    `status` is derived: `recompute` reads it off the payments, refunds, disputes, instalments, attempts and the review, so any
    order in which Stripe's messages arrive leads to the same state. `open_key` says "this buyer is
    paying for this offer now"; being unique it makes a second click find the first order, however quick it is.
    """

    class Status(models.TextChoices):
        AWAITING_PAYMENT = "awaiting_payment", "waiting for payment"
        PROCESSING = "processing", "payment under way"
        PAID = "paid", "paid"
        PAYING = "paying", "being paid in instalments"
        PAST_DUE = "past_due", "an instalment is missing"
        DEFAULTED = "defaulted", "ended unpaid"
        PARTIALLY_REFUNDED = "partially_refunded", "paid, partly given back"
        REFUNDED = "refunded", "given back"
        DISPUTED = "disputed", "disputed"
        CHARGED_BACK = "charged_back", "taken back by the bank"
        CANCELLED = "cancelled", "cancelled"
        EXPIRED = "expired", "expired"
        REVIEW = "review", "to be looked at"

    BOUGHT = (Status.PAID, Status.PAYING, Status.PARTIALLY_REFUNDED)
    """What the buyer may open."""
    PLAN_STANDS_STILL = (Status.PAST_DUE, Status.DEFAULTED)
    """Named alike on a plan and on its order."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="orders",
        help_text="Empty until a guest has paid.",
    )  # fmt: skip
    contact_email = models.EmailField(max_length=254, blank=True, help_text="A guest's is known once Stripe tells it.")
    visitor_key = models.CharField(max_length=64, blank=True, help_text="The browser of a guest, hashed.")
    open_key = models.CharField(max_length=100, null=True, blank=True, unique=True, editable=False)
    promotion_code = models.ForeignKey(
        PromotionCode, null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    currency = models.CharField(max_length=3)
    subtotal_cents = models.PositiveIntegerField(help_text="As quoted, from the lines.")
    discount_cents = models.PositiveIntegerField(default=0, help_text="As quoted; once paid, what Stripe took off.")
    tax_cents = models.PositiveIntegerField(default=0)
    total_cents = models.PositiveIntegerField(help_text="As quoted; once paid, what Stripe took.")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.AWAITING_PAYMENT, db_index=True)
    review_reason = models.CharField(max_length=200, blank=True)
    terms = models.TextField(blank=True, help_text="The very words that the buyer accepted.")
    terms_accepted_at = models.DateTimeField(null=True, blank=True)
    clinic_name = models.CharField(max_length=80, blank=True, help_text="Of a team, as the buyer gave it.")
    tax_id = models.CharField("tax number", max_length=40, blank=True)
    po_number = models.CharField("purchase order number", max_length=40, blank=True)
    refund_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="For how many days after paying the accepted policy gives the money back."
    )
    livemode = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True, help_text="When the buyer or the owner gave it up.")

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [("refund_order", "Can give money back")]
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

    @property
    def refund_until(self) -> datetime.datetime | None:
        """Until when the policy that the buyer accepted gives the money back; None if it never does, or nothing was paid."""
        if self.refund_days is None or self.paid_at is None:
            return None
        return self.paid_at + datetime.timedelta(days=self.refund_days)

    def get_settled_payment(self) -> Payment | None:
        """This function will return the payment that settled the order, if any; of a plan the first."""
        return self.payments.filter(status=Payment.Status.SETTLED).first()

    def get_recovery_url(self) -> str:
        """This function will return where an order that ran out can be taken up again at Stripe; "" if it cannot."""
        last = self.attempts.filter(status=CheckoutAttempt.Status.EXPIRED).exclude(recovery_url="").last()
        return last.recovery_url if last and self.status == self.Status.EXPIRED else ""

    @property
    def paid_cents(self) -> int:
        """What arrived and counts: no held money, nothing subtracted."""
        return self._sum(self.payments.filter(status=Payment.Status.SETTLED), "amount_cents")

    @property
    def refunded_cents(self) -> int:
        """What went back of the money that counts, as far as it has really gone."""
        gone = {"payments__status": Payment.Status.SETTLED, "payments__refunds__status": "succeeded"}
        return self._sum(Order.objects.filter(pk=self.pk, **gone), "payments__refunds__amount_cents")

    @property
    def is_money_gone(self) -> bool:
        """Whether all that was paid is back with the buyer, or a bank took some of it; an open dispute does not matter."""
        back = self.refunded_cents
        if back and back >= self.paid_cents:
            return True
        return self.payments.filter(status=Payment.Status.SETTLED, disputes__status="lost").exists()

    @staticmethod
    def _sum(rows: models.QuerySet[Any], column: str) -> int:
        return rows.aggregate(total=models.Sum(column))["total"] or 0

    def recompute(self) -> None:
        """This function will read the state off the facts and store it. Call it while the order is locked."""
        before = self.status, self.open_key
        self.status = self.derive_status()
        if self.status != self.Status.AWAITING_PAYMENT:
            self.open_key = None
        if before != (self.status, self.open_key):
            self.save()

    def derive_status(self) -> Order.Status:
        """This function will return the state that the facts amount to, whatever is stored."""
        payments = set(self.payments.values_list("status", flat=True))
        if Payment.Status.SETTLED in payments:
            return self._derive_status_of_paid()
        if payments and not self.payments.filter(returned_cents__lt=models.F("amount_cents")).exists():
            return self.Status.REFUNDED  # all that came bought nothing, and is on its way back
        if payments or self.review_reason:
            return self.Status.REVIEW
        attempts = set(self.attempts.values_list("status", flat=True))
        if CheckoutAttempt.Status.PROCESSING in attempts:
            return self.Status.PROCESSING
        if CheckoutAttempt.Status.OPEN in attempts:
            return self.Status.AWAITING_PAYMENT
        if self.cancelled_at:
            return self.Status.CANCELLED
        return self.Status.EXPIRED if attempts else self.Status.AWAITING_PAYMENT

    def _derive_status_of_paid(self) -> Order.Status:
        """The weightiest fact wins: the bank's word, then money that went back, then a plan that stands still."""
        counted = self.payments.filter(status=Payment.Status.SETTLED)
        disputes = set(counted.values_list("disputes__status", flat=True))
        plan = getattr(self, "plan", None)
        back = self.refunded_cents
        if "open" in disputes:
            return self.Status.DISPUTED
        if "lost" in disputes:
            return self.Status.CHARGED_BACK
        if back and back >= self.paid_cents:
            return self.Status.REFUNDED
        if plan is not None and plan.status in self.PLAN_STANDS_STILL:
            return self.Status(plan.status)
        if back:
            return self.Status.PARTIALLY_REFUNDED
        return self.Status.PAYING if plan is not None and plan.status == "active" else self.Status.PAID


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
    recovery_url = models.TextField(blank=True, help_text="Once expired: where Stripe lets the buyer take it up again.")
    customer_id = models.CharField(max_length=255, blank=True)
    subscription_id = models.CharField(max_length=255, blank=True, help_text="Of a plan: what it began at Stripe.")
    subscription_ended_at = models.DateTimeField(
        null=True, blank=True, help_text="When we ended one that bought nothing."
    )
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
    invoice_id = models.CharField(max_length=255, blank=True)
    invoice_url = models.TextField(blank=True)
    invoice_pdf = models.TextField(blank=True)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=12, choices=Status.choices)
    number = models.PositiveSmallIntegerField(default=1, help_text="The how-manieth instalment it paid; else 1.")
    returned_cents = models.PositiveIntegerField(
        default=0, help_text="Went back or is on its way, as Stripe has it; what failed is not among it."
    )
    livemode = models.BooleanField(default=False)
    settled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["settled_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_cents__lte=models.F("amount_cents")), name="payment_returns_at_most_what_came"
            ),
            models.UniqueConstraint(fields=["livemode", "reference"], name="one_payment_per_reference"),
            models.UniqueConstraint(
                fields=["order", "number"], condition=Q(status="settled"), name="one_settled_payment_per_order"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def amount_display(self) -> str:
        return money.show_exactly(self.amount_cents, self.currency)

    @property
    def returned_display(self) -> str:
        return money.show_exactly(self.returned_cents, self.currency)

    @property
    def is_held(self) -> bool:
        """Whether the money bought nothing."""
        return self.status in (self.Status.HELD, self.Status.DUPLICATE)

    def get_refundable_cents(self) -> int:
        """This function will return what may still go back: neither asked for already, nor taken by the bank."""
        asked = self.refunds.filter(status__in=["requested", "pending", "succeeded"]).aggregate(
            sum=models.Sum("amount_cents")
        )
        taken = self.disputes.filter(status="lost").aggregate(sum=models.Sum("amount_cents"))
        return max(0, self.amount_cents - (asked["sum"] or 0) - (taken["sum"] or 0))

    def recount_returned(self) -> None:
        """This function will add up what went back of it. Call it while the order is locked."""
        known = self.refunds.exclude(refund_id=None).filter(status__in=["pending", "succeeded"])
        self.returned_cents = known.aggregate(sum=models.Sum("amount_cents"))["sum"] or 0
        self.save(update_fields=["returned_cents"])
