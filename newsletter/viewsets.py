"""Subscribers in the Wagtail admin: to look at and to take along, not to edit. Consent is given by its owner alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import URLPattern
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from newsletter.models import Subscriber


class LookOnlyPolicy(ModelPermissionPolicy):
    """Owners may see; nobody may add, change or delete, not even a superuser, to whom everything else is open."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Subscriber, LookOnlyPolicy(Subscriber))


class SubscriberIndexView(generic.IndexView):
    any_permission_required = ["view"]


class SubscriberViewSet(ModelViewSet):
    model = Subscriber
    name = "newsletter_subscribers"
    icon = "mail"
    menu_label = "Subscribers"
    add_to_admin_menu = True
    index_view_class = SubscriberIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = ["email"]
    list_display = ["email", "status", "source", "asked_at", "confirmed_at"]
    list_filter = ["status"]
    search_fields = ["email"]
    list_export = ["email", "status", "wording", "source", "asked_at", "confirmed_at", "unsubscribed_at"]
    export_filename = "subscribers"
    inspect_view_fields = [
        "email",
        "status",
        "wording",
        "source",
        "network",
        "asked_at",
        "confirmed_at",
        "unsubscribed_at",
        "created_at",
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The doors to look through; those that write are not there."""
        return [
            pattern for pattern in super().get_urlpatterns() if pattern.name in {"index", "index_results", "inspect"}
        ]
