"""Where webinars join the Wagtail admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from webinars import selectors
from webinars.viewsets import POLICIES, WebinarGroup

for model, policy in POLICIES.items():
    register_permission_policy(model, policy)


@hooks.register("register_admin_viewset")
def register_webinars() -> WebinarGroup:
    return WebinarGroup()


@hooks.register("before_delete_page")
def keep_what_people_registered_for(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Deleting a webinar would take people's places: say what to do instead."""
    return refuse_to_delete(request, [page])


@hooks.register("before_bulk_action")
def keep_what_people_registered_for_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """The same rule for many pages ticked at once."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    return refuse_to_delete(request, pages) if action_type == "delete" else None


def refuse_to_delete(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """This function will send the editor back to the first page that must stay, with the reason; None if all may go."""
    for page in pages:
        reason = selectors.get_reason_to_keep(page)
        if reason:
            messages.error(request, f"“{page.get_admin_display_title()}” stays: {reason} Unpublish it instead.")
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None
