"""Who may do what with the rows of the shop."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.permission_policies import ModelPermissionPolicy


class OnlyThese(ModelPermissionPolicy):
    """Django's own permissions, less what nobody may do here."""

    def __init__(self, model: Any, *actions: str) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def refuse_without(request: HttpRequest, model: Any, action: str) -> None:
    """This function will raise PermissionDenied unless the person holds Django's permission for it."""
    if not request.user.has_perm(f"payments.{get_permission_codename(action, model._meta)}"):
        raise PermissionDenied
