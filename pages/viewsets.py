"""How the desk shows and edits the pages of the school, and the messages that people wrote: nobody changes those."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from pages import editorial
from pages.contact import ContactMessage
from pages.proofreading import say_faults
from pages.workflow import HasFaults


class DeskEditView(EditView):
    """Wagtail's own, with letters about comments that go through the outbox."""

    def send_commenting_notifications(self, changes: dict[str, Any]) -> None:
        editorial.tell_of_comments(page=self.page, by=self.request.user, changes=changes)


class DeskWorkflowActionView(WorkflowActionView):
    """Approving from a list of waiting texts: what keeps one is said, on the page where it can be mended."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except HasFaults as refusal:
            title = self.object.get_admin_display_title()
            messages.error(request, say_faults(title, refusal.faults, deed="approved"))
        address = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":  # the dialogue that asks for a comment
            return self.render_modal_json(request, {"step": "success", "redirect": address})
        return redirect(address)


class DeskIndexView(ExplorableIndexView):
    """What lies under a page, with what its columns show fetched for all rows at once."""

    fetched: tuple[str, ...] = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        self.equip(list(context["object_list"]))
        return context

    def equip(self, pages: list[Any]) -> None:
        """This function will put beside the pages of one screen what their columns show."""
        models.prefetch_related_objects(pages, *self.fetched)


class DeskViewSet(PageViewSet):
    """For one kind of page."""

    edit_view_class = DeskEditView
    index_view_class = DeskIndexView
    workflow_action_view_class = DeskWorkflowActionView


class NothingToAddPolicy(ModelPermissionPolicy):
    """Messages come from outside; not even a superuser adds one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


register_permission_policy(ContactMessage, NothingToAddPolicy(ContactMessage))


class ContactMessageViewSet(ModelViewSet):
    model = ContactMessage
    name = "contact_messages"
    icon = "comment"
    menu_label = "Messages"
    menu_order = 255
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["name", "email", "about", "text", "written_at", "is_answered"]
    form_fields = ["is_answered"]
    list_display = [
        TitleColumn("__str__", label="Message", url_name="contact_messages:inspect"),
        Column("name", label="From", sort_key="name"),
        Column("email", label="Address", sort_key="email"),
        DateColumn("written_at", label="Written", sort_key="written_at"),
        BooleanColumn("is_answered", label="Answered", sort_key="is_answered"),
    ]
    list_filter = ["is_answered", "about"]
    search_fields = ["name", "email", "text"]
