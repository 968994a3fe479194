"""What is paid in instalments: a plan for each order, an instalment for each invoice of Stripe's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils import timezone

from payments import money
from payments.models.orders import Order, Payment
from payments.months import add_months


class InstalmentPlanQuerySet(models.QuerySet["InstalmentPlan"]):
    def to_end(self) -> InstalmentPlanQuerySet:
        """Plans that still collect although the money is gone."""
        return self.running().filter(money_gone_at__isnull=False)

    def running(self) -> InstalmentPlanQuerySet:
        """Plans of which Stripe still collects."""
        return self.filter(status__in=[InstalmentPlan.Status.ACTIVE, InstalmentPlan.Status.PAST_DUE], ended_at=None)


@dataclass(frozen=True)
class ToCome:
    """An instalment that Stripe has not asked for yet."""

    number: int
    amount_display: str
    due_at: datetime.datetime


class InstalmentPlan(models.Model):
    """An order that is paid month by month, by a subscription at Stripe that a schedule ends by itself.

    The status is derived from the instalments and from what Stripe says of the subscription; `grace_until` is how long
    access stays open after an instalment failed.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", "being paid"
        PAST_DUE = "past_due", "an instalment is missing"
        COMPLETED = "completed", "paid up"
        DEFAULTED = "defaulted", "ended unpaid"

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="plan")
    subscription_id = models.CharField(max_length=255)
    customer_id = models.CharField(max_length=255, blank=True, help_text="Whose card pays it.")
    schedule_id = models.CharField(max_length=255, blank=True, help_text="Empty until Stripe was told when to stop.")
    count = models.PositiveSmallIntegerField("instalments")
    monthly_cents = models.PositiveIntegerField(default=0, help_text="What each instalment after the first comes to.")
    started_at = models.DateTimeField(default=timezone.now, help_text="The day of the month is its day of payment.")
    asked_at = models.DateTimeField(default=timezone.now, help_text="When Stripe was last asked about it.")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE, db_index=True)
    grace_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When the subscription ended at Stripe.")
    money_gone_at = models.DateTimeField(
        null=True, blank=True,
        help_text="Since when all that was paid is back, or with a bank: no more is collected, and what still comes goes back.",
    )  # fmt: skip
    livemode = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = InstalmentPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["livemode", "subscription_id"], name="one_plan_per_subscription"),
            models.CheckConstraint(condition=Q(count__gte=2), name="plan_has_at_least_two_instalments"),
        ]

    def __str__(self) -> str:
        return self.subscription_id

    @property
    def ends_at(self) -> datetime.datetime:
        """When Stripe has to have ended it: with the period that the last instalment paid."""
        return add_months(self.started_at, self.count)

    @property
    def is_running(self) -> bool:
        return self.status in (self.Status.ACTIVE, self.Status.PAST_DUE) and self.ended_at is None

    @property
    def paid_count(self) -> int:
        """How many instalments were paid: our own counter, whatever Stripe's schedule does."""
        return self.instalments.filter(status=Instalment.Status.PAID, number__lte=self.count).count()

    def get_missing(self) -> Instalment | None:
        """This function will return the oldest instalment that could not be collected, if any is missing."""
        return self.instalments.filter(status=Instalment.Status.FAILED, number__lte=self.count).first()

    def get_to_come(self) -> list[ToCome]:
        """This function will return the instalments that Stripe has not asked for yet; none once the plan has ended."""
        if not self.is_running:
            return []
        asked = self.instalments.aggregate(last=models.Max("number"))["last"] or 0
        amount = money.show_exactly(self.monthly_cents, self.order.currency)
        return [
            ToCome(number, amount, add_months(self.started_at, number - 1))
            for number in range(asked + 1, self.count + 1)
        ]

    def derive(self, *, grace: datetime.timedelta, now: datetime.datetime) -> None:
        """This function will read status and grace off the instalments. Call it while the order is locked.

        An instalment that was voided at Stripe was forgiven: it is not paid, and not owed. An instalment is late from the
        day it was due, so the end is the same whenever we learn of it.
        """
        rates = list(self.instalments.filter(number__lte=self.count))
        settled = sum(rate.status in (Instalment.Status.PAID, Instalment.Status.VOID) for rate in rates)
        missing = [rate.due_at for rate in rates if rate.status == Instalment.Status.FAILED]
        self.grace_until = min(missing) + grace if missing else None
        if settled >= self.count:
            self.status, self.grace_until = self.Status.COMPLETED, None
        elif self.ended_at is not None:
            self.status = self.Status.DEFAULTED
        elif self.grace_until and self.grace_until <= now:
            self.status = self.Status.PAST_DUE
        else:
            self.status = self.Status.ACTIVE


class Instalment(models.Model):
    """One invoice of a plan. Paid, it points at its payment."""

    class Status(models.TextChoices):
        OPEN = "open", "due"
        PAID = "paid", "paid"
        FAILED = "failed", "could not be collected"
        VOID = "void", "void"

    plan = models.ForeignKey(InstalmentPlan, on_delete=models.PROTECT, related_name="instalments")
    invoice_id = models.CharField(max_length=255)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    invoice_url = models.TextField(blank=True)
    invoice_pdf = models.TextField(blank=True)
    payment = models.OneToOneField(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="instalment")
    livemode = models.BooleanField(default=False)
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["livemode", "invoice_id"], name="one_instalment_per_invoice"),
            models.UniqueConstraint(fields=["plan", "number"], name="one_instalment_per_plan_and_number"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}/{self.number}"

    @property
    def amount_display(self) -> str:
        return money.show_exactly(self.amount_cents, self.currency)
