"""The form in which every page is written. Drafts always save; what goes out is read over first."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm

from pages.proofreading import as_error, faults_of

TAKES_BACK = ("action-cancel-workflow",)


class ProofreadPageForm(WagtailAdminPageForm):
    """Sends a page back to its writer, with all that was typed, if it has faults and is asked to go out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clocks = timezone.get_current_timezone_name().replace("_", " ")
        for name in ("go_live_at", "expire_at"):
            if name in self.fields:
                self.fields[name].help_text = f"On the clocks of {clocks}. Yours are set under Account."

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_going_out and not self.errors:
            for field, remarks in groupby(sorted(faults_of(self.instance), key=_field), key=_field):
                error: Any = as_error(self.instance, field, list(remarks))
                self.add_error(field if field in self.fields else None, error)

    @property
    def is_going_out(self) -> bool:
        """Whether it was sent to be published, submitted or approved, rather than kept or handed back."""
        if self.is_deferred_validation or not self.is_bound:
            return False
        is_handed_back = self.data.get("workflow-action-name") == "reject"
        return not is_handed_back and not any(name in self.data for name in TAKES_BACK)


def _field(remark: Any) -> str:
    return remark.field
