"""What last night's proofreading found on pages that are out, kept for the desk's first page and for the reports."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from wagtail.models import Page

SOON = datetime.timedelta(days=30)


class RemarkQuerySet(models.QuerySet["PageRemark"]):
    def stale(self, *, within: datetime.timedelta = SOON) -> RemarkQuerySet:
        """Those whose facts are to be checked soon, or should have been."""
        return self.filter(kind="check", due_on__lte=timezone.localdate() + within).order_by("due_on", "pk")

    def broken_links(self) -> RemarkQuerySet:
        return self.filter(kind="link").order_by("page__title", "pk")

    def missing_words(self) -> RemarkQuerySet:
        """Descriptions and words for pictures that are not there."""
        return self.filter(kind__in=["description", "picture"]).order_by("page__title", "pk")


class PageRemark(models.Model):
    """One thing to mend on a page that readers see. Written by `pages.editorial.proofread_everything`; nobody edits it."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(
        max_length=20,
        choices=[
            ("picture", "Picture without words"),
            ("link", "Broken link"),
            ("claim", "Claim without a source"),
            ("description", "Missing description"),
            ("check", "Check of facts"),
            ("heading", "Order of headings"),
            ("length", "Long paragraph"),
            ("table", "Table without headings"),
            ("places", "Fewer places than are taken"),
        ],
    )
    words = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "remark"
        indexes = [models.Index(fields=["kind", "due_on"], name="remarks_by_kind")]

    def __str__(self) -> str:
        return self.words

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on <= timezone.localdate()
