"""Where the post office joins the Wagtail admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mail.viewsets import POLICIES, LetterViewSet

for model, policy in POLICIES.items():
    register_permission_policy(model, policy)


@hooks.register("register_admin_viewset")
def register_letters() -> LetterViewSet:
    return LetterViewSet()
