"""The one ledger of access."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from payments.models.orders import OrderLine


class GrantQuerySet(models.QuerySet["Grant"]):
    def current(self) -> GrantQuerySet:
        """Grants that open something at this moment."""
        now = timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), status=Grant.Status.ACTIVE, starts_at__lte=now)

    def for_user(self, user: Any) -> GrantQuerySet:
        """A person's grants; none for a stranger, nor for somebody whose account was closed in an open session."""
        return self.filter(user_id=user.pk) if user.is_authenticated and user.is_active else self.none()


class Grant(models.Model):
    """One person may open one product: because of an order line, or by hand with a reason.

    Access is the union of a person's grants: taking back what one order gave leaves what another one gave.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", "active"
        SUSPENDED = "suspended", "suspended"
        REVOKED = "revoked", "revoked"

    order_line = models.ForeignKey(OrderLine, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="grants")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
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

    def is_current(self) -> bool:
        """This function will say whether the grant opens something at this moment."""
        now = timezone.now()
        return (
            self.status == self.Status.ACTIVE and self.starts_at <= now and (self.ends_at is None or self.ends_at > now)
        )

    def revoke(self, *, reason: str) -> None:
        """This function will close the grant for good; doing it again changes nothing."""
        if self.status == self.Status.REVOKED:
            return
        self.status = self.Status.REVOKED
        self.reason = reason
        self.save()
