"""Where webinars join the Wagtail admin."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from webinars.viewsets import POLICIES, WebinarGroup, WebinarPageViewSet

for model, policy in POLICIES.items():
    register_permission_policy(model, policy)


@hooks.register("register_admin_viewset")
def register_webinars() -> list[WebinarGroup | WebinarPageViewSet]:
    return [WebinarGroup(), WebinarPageViewSet()]
