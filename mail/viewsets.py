"""Letters in the Wagtail admin: what waits, what went out, what was given up and why. Nobody edits a letter."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from mail import services
from mail.models import OutboxEmail


class LookOnlyPolicy(ModelPermissionPolicy):
    """Letters are looked at; the one deed, trying again, asks for the right to change."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


POLICIES = {OutboxEmail: LookOnlyPolicy(OutboxEmail)}


class LetterIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().defer("text", "html", "headers")


class LetterInspectView(generic.InspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        letter = self.object
        may_retry = letter.is_given_up and self.request.user.has_perm("mail.change_outboxemail")
        return context | {
            "retry_url": reverse("letters:retry", args=[letter.pk]) if may_retry else "",
            "attachments": letter.attachments.values_list("name", "content_type"),
        }


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a letter that was given up another set of attempts."""
    if not request.user.has_perm("mail.change_outboxemail"):
        raise PermissionDenied
    letter = get_object_or_404(OutboxEmail, pk=pk)
    if services.retry_letter(letter=letter):
        messages.success(request, "The letter is tried again within a minute.")
    else:
        messages.error(request, "This letter was not given up; there is nothing to try again.")
    return redirect("letters:inspect", pk)


class LetterViewSet(ModelViewSet):
    model = OutboxEmail
    name = "letters"
    icon = "mail"
    menu_label = "Letters"
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = LetterIndexView
    inspect_view_class = LetterInspectView
    inspect_view_enabled = True
    inspect_template_name = "mail/admin/letter.html"
    # Never the text: letters hold secrets.
    inspect_view_fields = [
        "kind", "recipient", "subject", "status", "attempts", "last_error", "created_at", "next_attempt_at", "sent_at",
    ]  # fmt: skip
    form_fields: list[str] = []
    list_display = [
        TitleColumn("subject", label="Subject", url_name="letters:inspect"),
        Column("recipient", label="To", sort_key="recipient"),
        Column("get_status_display", label="State", sort_key="status"),
        Column("attempts", label="Attempts"),
        Column("last_error", label="Last error"),
        DateColumn("created_at", label="Written", sort_key="created_at"),
        DateColumn("sent_at", label="Sent", sort_key="sent_at"),
    ]
    list_filter = ["status", "kind"]
    search_fields = ["recipient", "subject"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("retry/<int:pk>/", retry, name="retry")]
