"""What the first page of the desk shows: what waits for me, what goes stale, what leads nowhere, what lies unfinished."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.models import PageRemark

MOST_SHOWN = 6
FORGOTTEN_AFTER = datetime.timedelta(days=30)


class DeskPanel(Component):
    """A short list with a way to all of it; nothing where there is nothing to do."""

    template_name = "pages/admin/panel.html"
    name = heading = report = ""

    def get_entries(self, user: Any) -> list[dict[str, Any]]:
        raise NotImplementedError

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        user = (parent_context or {})["request"].user
        entries = self.get_entries(user)
        return {
            "name": self.name, "heading": self.heading, "report": self.report,
            "entries": entries[:MOST_SHOWN], "has_more": len(entries) > MOST_SHOWN,
        }  # fmt: skip


class RemarkPanel(DeskPanel):
    """Remarks about pages that this person may mend."""

    def get_remarks(self) -> Any:
        raise NotImplementedError

    def get_entries(self, user: Any) -> list[dict[str, Any]]:
        mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
        remarks = self.get_remarks().filter(page__in=mine).select_related("page")[: MOST_SHOWN + 1]
        return [{"page": remark.page, "words": remark.words, "is_urgent": self.is_urgent(remark)} for remark in remarks]

    def is_urgent(self, remark: PageRemark) -> bool:
        return True


class StalePanel(RemarkPanel):
    name, heading, report, order = "stale", "Facts to check within 30 days", "stale_content", 230

    def get_remarks(self) -> Any:
        return PageRemark.objects.stale()

    def is_urgent(self, remark: PageRemark) -> bool:
        return remark.is_overdue


class BrokenLinksPanel(RemarkPanel):
    name, heading, report, order = "broken-links", "Links that lead nowhere", "broken_links", 240

    def get_remarks(self) -> Any:
        return PageRemark.objects.broken_links()


class ForgottenDraftsPanel(DeskPanel):
    name, heading, order = "forgotten-drafts", "Drafts that nobody has touched for a month", 260

    def get_entries(self, user: Any) -> list[dict[str, Any]]:
        mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
        drafts = mine.filter(
            has_unpublished_changes=True, latest_revision_created_at__lt=timezone.now() - FORGOTTEN_AFTER
        )
        return [
            {
                "page": page,
                "words": f"Last touched on {page.latest_revision_created_at:%B %-d, %Y}.",
                "is_urgent": False,
            }
            for page in drafts.order_by("latest_revision_created_at")[: MOST_SHOWN + 1]
        ]
