"""Reports for the desk: what goes stale, what is missing, what leads nowhere. Each as a list, as CSV and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from pages.models import PageRemark
from pages.remarks import RemarkQuerySet


class DeskReport(ReportView):
    """A report for whoever has work to do on some page."""

    index_url_name = ""
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_has_any_page_permission(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RemarkReport(DeskReport):
    """Remarks of one sort, with the page that each is about."""

    results_template_name = "pages/admin/remarks.html"

    model = PageRemark
    any_permission_required = None
    columns = [
        TitleColumn("page", label="Page", accessor="page.title", get_url=lambda remark: edit_url(remark)),
        Column("words", label="What to mend"),
        Column("kind", label="Sort", accessor="get_kind_display"),
        DateColumn("due_on", label="Due"),
    ]
    list_export = ["page.title", "page.url_path", "words", "get_kind_display", "due_on"]
    export_headings = {
        "page.title": "Page", "page.url_path": "Address", "words": "What to mend", "get_kind_display": "Sort",
        "due_on": "Due",
    }  # fmt: skip

    def get_queryset(self) -> RemarkQuerySet:
        return self.get_remarks().select_related("page")

    def get_remarks(self) -> RemarkQuerySet:
        raise NotImplementedError


class StaleContent(RemarkReport):
    page_title = "Stale content"
    header_icon = "calendar-alt"
    index_url_name = "stale_content"
    index_results_url_name = "stale_content_results"
    export_filename = "stale-content"

    def get_remarks(self) -> RemarkQuerySet:
        return PageRemark.objects.stale()


class MissingWords(RemarkReport):
    page_title = "Missing descriptions"
    header_icon = "image"
    index_url_name = "missing_words"
    index_results_url_name = "missing_words_results"
    export_filename = "missing-descriptions"

    def get_remarks(self) -> RemarkQuerySet:
        return PageRemark.objects.missing_words()


class BrokenLinks(RemarkReport):
    page_title = "Broken links"
    header_icon = "link-external"
    index_url_name = "broken_links"
    index_results_url_name = "broken_links_results"
    export_filename = "broken-links"

    def get_remarks(self) -> RemarkQuerySet:
        return PageRemark.objects.broken_links()


REPORTS: tuple[type[DeskReport], ...] = (StaleContent, MissingWords, BrokenLinks)


def report_urls(reports: Iterable[type[DeskReport]]) -> list[Any]:
    """This function will return the addresses of reports, the list alone and in its frame."""
    return [
        address
        for report in reports
        for address in (
            path(f"reports/{report.export_filename}/", report.as_view(), name=report.index_url_name),
            path(
                f"reports/{report.export_filename}/results/",
                report.as_view(results_only=True),
                name=report.index_results_url_name,
            ),
        )
    ]


def edit_url(remark: PageRemark) -> str:
    return reverse("wagtailadmin_pages:edit", args=[remark.page_id])
