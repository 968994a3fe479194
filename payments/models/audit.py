"""Who did what to whom: written once, never changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from payments.models.grants import Grant
from payments.models.offers import Offer
from payments.models.orders import Order
from payments.refusals import IllegalMove


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Entries are read and added to."""

    def update(self, **fields: Any) -> int:
        raise IllegalMove("An audit entry is never changed.")

    def delete(self) -> Any:
        raise IllegalMove("An audit entry is never removed.")


class AuditEntry(models.Model):
    """One deed. Holds states, amounts and ids; no address and no name of a buyer."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="audit_entries",
        help_text="Empty: the shop itself.",
    )  # fmt: skip
    deed = models.CharField(max_length=60)
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="audit_entries")
    grant = models.ForeignKey(Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="audit_entries")
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="audit_entries")
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise IllegalMove("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise IllegalMove("An audit entry is never removed.")
