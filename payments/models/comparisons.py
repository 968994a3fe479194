"""What the daily comparison of our books with Stripe's found. Written once, kept as the proof that somebody looked."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from payments.models.orders import Order


class Comparison(models.Model):
    """One look at everything of the last thirty days, on both sides."""

    started_at = models.DateTimeField(default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.PositiveIntegerField(default=0, help_text="Things of Stripe's and of ours that were compared.")
    failure = models.CharField(max_length=200, blank=True, help_text="Why it could not be finished.")

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"comparison of {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def verdict(self) -> str:
        """What it comes to, in words."""
        if self.failure:
            return "not finished"
        if self.finished_at is None:
            return "under way"
        differences = list(self.differences.all())
        if not differences:
            return "the books agree"
        still_open = sum(not difference.is_mended for difference in differences)
        mended = len(differences) - still_open
        return " and ".join(
            filter(None, [f"{mended} mended" if mended else "", f"{still_open} to look at" if still_open else ""])
        )


class Difference(models.Model):
    """One thing on which the two sides, or two of our own rows, did not agree."""

    class Kind(models.TextChoices):
        UNSETTLED = "unsettled", "paid at Stripe, not here"
        UNOPENED = "unopened", "paid, but no access"
        UNPAID_ACCESS = "unpaid_access", "access, but no payment behind it"
        STATE = "state", "a state that does not follow from the facts"
        REFUND = "refund", "a refund that the sides see differently"
        DISPUTE = "dispute", "a dispute that the sides see differently"
        PLAN = "plan", "a plan that nothing ends, or that the sides see differently"
        PLACES = "places", "a count of places that is not the number of its holders"
        WAITING = "waiting", "money that waits for a decision"
        EVENT = "event", "a message that could not be worked off"
        ENDPOINT = "endpoint", "Stripe does not send us its messages"

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="differences")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=255, blank=True, help_text="Stripe's id, or the key of our row.")
    words = models.CharField(max_length=300)
    is_mended = models.BooleanField(default=False)

    class Meta:
        ordering = ["is_mended", "kind", "pk"]

    def __str__(self) -> str:
        return self.words
