"""Where the pages of the school join the Wagtail admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from pages import panels, selectors
from pages.models import BasePage
from pages.proofreading import faults_of, say_faults
from pages.reports import REPORTS, report_urls
from pages.viewsets import ContactMessageViewSet, DeskViewSet


@hooks.register("register_admin_viewset")
def register_messages() -> ContactMessageViewSet:
    return ContactMessageViewSet()


@hooks.register("before_delete_page")
def keep_what_people_own(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Deleting what people bought, registered for or completed would take it from them: say what to do instead."""
    return refuse_to_delete(request, [page])


@hooks.register("before_bulk_action")
def keep_what_people_own_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """The same rule for many pages ticked at once."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    return refuse_to_delete(request, pages) if action_type == "delete" else None


@hooks.register("before_bulk_action")
def read_over_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """Publishing many pages at once goes past the form in which one is read over: do it here, all or none."""
    if action_type != "publish":
        return None
    pages = [page for thing in objects if isinstance(thing, Page) for page in with_drafts_below(request, thing)]
    faults = [(page, faults_of(page)) for page in pages if isinstance(page, BasePage)]
    for page, found in faults:
        if found:
            messages.error(request, say_faults(page.get_admin_display_title(), found, deed="published"))
    if not any(found for _, found in faults):
        return None
    messages.error(request, "No page was published.")
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def with_drafts_below(request: HttpRequest, page: Page) -> list[Page]:
    """This function will return the newest version of a page, and of the drafts below it where those are to be published too."""
    below = page.get_descendants().not_live().specific() if request.POST.get("include_descendants") else []
    return [one.get_latest_revision_as_object() for one in (page, *below)]


def refuse_to_delete(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """This function will send the editor back to the first page that must stay, with the reason; None if all may go."""
    for page in pages:
        reason = selectors.get_reason_to_keep(page)
        if reason:
            messages.error(request, f"“{page.get_admin_display_title()}” stays: {reason} Unpublish it instead.")
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("register_admin_viewset", order=-1)
def register_pages() -> list[DeskViewSet]:
    """First, so that a room may say more about a kind of page of its own."""
    return [DeskViewSet(f"pages_{kind.__name__.lower()}", model=kind) for kind in selectors.page_types()]


@hooks.register("register_admin_urls")
def register_report_urls() -> list[Any]:
    return report_urls(REPORTS)


@hooks.register("construct_reports_menu")
def add_reports(request: HttpRequest, menu_items: list[Any]) -> None:
    """The reports stand before Wagtail's own: they are looked at every week."""
    for place, report in enumerate(REPORTS):
        menu_items.append(
            MenuItem(
                report.page_title,
                reverse(report.index_url_name),
                name=report.export_filename,
                icon_name=report.header_icon,
                order=100 + place,
            )
        )


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, home_panels: list[Any]) -> None:
    """What waits for review is Wagtail's own first panel; the rest follows it."""
    home_panels += [panels.StalePanel(), panels.BrokenLinksPanel(), panels.ForgottenDraftsPanel()]


@hooks.register("insert_global_admin_css")
def wear_own_colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/desk.css"))
