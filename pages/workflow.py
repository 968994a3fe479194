"""A step of the way from a draft to its readers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import AbstractGroupApprovalTask

from pages.proofreading import Remark, faults_of


class HasFaults(PermissionDenied):
    """A page was to go on, and something in it keeps it. Carries what that is."""

    def __init__(self, faults: list[Remark]) -> None:
        self.faults = faults
        super().__init__("The page has faults that keep it from going out.")


class ReviewTask(AbstractGroupApprovalTask):
    """Somebody of a group reads what somebody else has written. Nobody approves what they handed in themselves."""

    class Meta:
        verbose_name = "step of review"
        verbose_name_plural = "steps of review"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        state = obj.current_workflow_state
        if state and state.requested_by_id == user.pk and not user.is_superuser:
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **options: Any) -> Any:
        # The form has been read over; this holds for approvals that come past it, from a list or after a link has died.
        if action_name == "approve" and (faults := faults_of(task_state.revision.as_object())):
            raise HasFaults(faults)
        return super().on_action(task_state, user, action_name, **options)

    @classmethod
    def get_description(cls) -> str:
        return "Members of the chosen groups approve what others have written, or hand it back with a comment"
