"""The one ledger of access."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from payments.models.lines import OrderLine


class GrantQuerySet(models.QuerySet["Grant"]):
    def current(self) -> GrantQuerySet:
        """Grants that open something at this moment."""
        now = timezone.now()
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            # The grace of a missing instalment ends by the clock, whenever the sweep comes by.
            Q(order_line__order__plan__grace_until__isnull=True) | Q(order_line__order__plan__grace_until__gt=now),
            status=Grant.Status.ACTIVE,
            starts_at__lte=now,
        )

    def owning(self, pages: Any) -> GrantQuerySet:
        """Grants of these pages, or of something that contained one of them when it was sold or given."""
        return self.filter(Q(product_id__in=pages) | Q(opens__in=pages))

    def opening(self, pages: Any) -> GrantQuerySet:
        """As `owning`, less what a cohort's owners may only open from its first day, while that has not come."""
        return self.filter(Q(product_id__in=pages) | (Q(opens__in=pages) & has_begun()))

    def for_user(self, user: Any) -> GrantQuerySet:
        """A person's grants; none for a stranger, nor for somebody whose account was closed in an open session."""
        return self.filter(user_id=user.pk) if user.is_authenticated and user.is_active else self.none()


def has_begun() -> Q:
    """This function will return the condition that what a grant contains may be opened now, as the page's dates stand."""
    opens_at = "product__intake__opens_at"
    return Q(**{f"{opens_at}__isnull": True}) | Q(**{f"{opens_at}__lte": timezone.now()})


class Grant(models.Model):
    """One person may open one product: because of an order line, or by hand with a reason.

    Access is the union of a person's grants: taking back what one order gave leaves what another one gave.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", "active"
        SUSPENDED = "suspended", "suspended"
        REVOKED = "revoked", "revoked"

    class Cause(models.TextChoices):
        """Why a grant is not active. What a person took back by hand, no fact about money opens again."""

        NONE = "", "none"
        BY_HAND = "by_hand", "by hand"
        REFUND = "refund", "the money went back"
        DISPUTE = "dispute", "the payment is disputed"
        ARREARS = "arrears", "an instalment is missing"
        SEAT = "seat", "the seat was taken back"

    order_line = models.ForeignKey(OrderLine, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="grants")
    opens = models.ManyToManyField(
        Page,
        blank=True,
        related_name="+",
        editable=False,
        help_text="What the product contained when it was sold or given.",
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    cause = models.CharField(max_length=8, choices=Cause.choices, default=Cause.NONE, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="grants_given"
    )
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "product", "status"], name="grant_ledger")]
        constraints = [
            models.UniqueConstraint(fields=["order_line", "user"], name="one_grant_per_order_line_and_person"),
            models.UniqueConstraint(
                fields=["user", "product"],
                condition=Q(order_line__isnull=True, status="active"),
                name="one_gift_per_person_and_product",
            ),
            models.CheckConstraint(
                condition=Q(order_line__isnull=False) | ~Q(reason=""), name="grant_by_hand_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="grant_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            line = self.order_line
            self.opens.set(line.opens.all() if line else self.product.specific.get_contained_pages())

    @property
    def order_number(self) -> str:
        """The number of the order it was bought with; "" where it was given."""
        return self.order_line.order.number if self.order_line else ""

    def is_current(self) -> bool:
        """This function will say whether the grant opens something at this moment."""
        now = timezone.now()
        plan = getattr(self.order_line.order, "plan", None) if self.order_line else None
        grace_until = plan.grace_until if plan else None
        return (
            self.status == self.Status.ACTIVE
            and self.starts_at <= now
            and (self.ends_at is None or self.ends_at > now)
            and (grace_until is None or grace_until > now)
        )

    def revoke(self, *, reason: str) -> None:
        """This function will close the grant by hand, for good; doing it again changes nothing."""
        if self.status == self.Status.REVOKED and self.cause == self.Cause.BY_HAND:
            return
        self.status, self.cause = self.Status.REVOKED, self.Cause.BY_HAND
        self.reason = reason
        self.save()

    def follow(self, status: Grant.Status, cause: Grant.Cause) -> bool:
        """This function will bring the grant to what the money says, and say whether that changed it.

        What was taken back by hand, or with its seat, stays so.
        """
        if self.cause in (self.Cause.BY_HAND, self.Cause.SEAT) or (self.status, self.cause) == (status, cause):
            return False
        self.status, self.cause = status, cause
        self.save(update_fields=["status", "cause"])
        return True
