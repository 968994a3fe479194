"""The one ledger of access. Whoever may open a product has a row here, and a reason."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page

from payments.models.orders import OrderLine


class GrantQuerySet(models.QuerySet["Grant"]):
    def current(self) -> GrantQuerySet:
        """Active at this very moment: the clock is asked when the question is."""
        now = timezone.now()
        return self.filter(
            models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=now),
            status=Grant.Status.ACTIVE,
            starts_at__lte=now,
        )

    def for_user(self, user: Any) -> GrantQuerySet:
        """The grants of a person; nobody's, for a stranger or for somebody whose account was closed."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(user_id=user.pk)


class Grant(models.Model):
    """This person may open this product, because of this order line or for this reason."""

    class Status(models.TextChoices):
        ACTIVE = "active", "active"
        SUSPENDED = "suspended", "suspended"
        REVOKED = "revoked", "revoked"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="grants")
    order_line = models.ForeignKey(OrderLine, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    reason = models.CharField(max_length=200)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="grants_given"
    )
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "product", "status"], name="grants_asked_at_read_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["order_line", "user"],
                condition=models.Q(order_line__isnull=False),
                name="one_grant_per_line_and_person",
            )
        ]

    def __str__(self) -> str:
        return f"Grant {self.pk}"

    def is_current(self) -> bool:
        now = timezone.now()
        return self.status == self.Status.ACTIVE and self.starts_at <= now and (not self.ends_at or self.ends_at > now)
