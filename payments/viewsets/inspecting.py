"""One row of the shop, looked at."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from wagtail.admin.views import generic


class ShopInspectView(generic.InspectView):
    """Wagtail's page about one row, headed by what the row is, and with words for what is not there."""

    labels: dict[str, str] = {}
    """Names of fields, where the model's own are not what the owner would say."""

    def get_page_title(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    def get_field_label(self, field_name: str, field: Any) -> str:
        return self.labels.get(field_name) or super().get_field_label(field_name, field)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "-" if value is None or value == "" else value
