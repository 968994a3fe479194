"""The money in the admin: what came, what will, what may go back, product by product."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.viewsets.base import ViewSet

from payments.selectors import COLUMNS, MoneyRow, get_money

PERMISSION = "payments.view_order"


class MoneyView(SpreadsheetExportMixin, WagtailAdminTemplateMixin, TemplateView):
    """A table for people, and the same rows for a spreadsheet, there in the currency's smallest unit."""

    template_name = "payments/admin/money.html"
    page_title = "Money"
    header_icon = "tag"
    export_filename = "money"
    list_export = ["title", "kind", "currency", "sold", *(f"sums.{name}" for name in COLUMNS)]
    export_headings = {
        "title": "Product", "kind": "Kind", "currency": "Currency", "sold": "Sold",
        **{f"sums.{name}": f"{words}, smallest unit" for name, words in COLUMNS.items()},
    }  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export:
            return self.as_spreadsheet(get_money(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows: list[MoneyRow] = get_money()
        return super().get_context_data(**kwargs) | {"rows": rows, "columns": list(COLUMNS.values())}


class MoneyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


class MoneyViewSet(ViewSet):
    name = "shop_money"
    icon = "tag"
    menu_label = "Money"
    menu_item_class = MoneyMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", MoneyView.as_view(), name="index")]
