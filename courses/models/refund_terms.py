"""The refund policy of a page that is sold: its own words, or the site's."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel

from pages.models import SiteSettings


class RefundTerms(models.Model):
    """A page that may be sold under a refund policy of its own."""

    refund_policy = models.TextField(blank=True, help_text="Left empty, the policy of the site settings is shown.")
    refund_days = models.PositiveSmallIntegerField(
        "days for refunds", null=True, blank=True,
        help_text="For how many days after paying, as the words above say. Counts with words of its own alone.",
    )  # fmt: skip

    class Meta:
        abstract = True

    refund_panels = [FieldPanel("refund_policy"), FieldPanel("refund_days")]

    def get_refund_policy(self) -> str:
        site: Any = self.get_site()  # type: ignore[attr-defined]
        return self.refund_policy or (strip_tags(SiteSettings.for_site(site).refund_policy) if site else "")

    def get_refund_days(self) -> int | None:
        if self.refund_policy:  # the days belong to the words; the site's may not fit a page's own
            return self.refund_days
        site: Any = self.get_site()  # type: ignore[attr-defined]
        return SiteSettings.for_site(site).refund_days if site else None
