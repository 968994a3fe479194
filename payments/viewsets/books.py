"""The daily comparisons in the admin: what agreed, what was mended, what a person has to look at."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from payments import tasks
from payments.models import Comparison, Order
from payments.viewsets.inspecting import ShopInspectView
from payments.viewsets.policies import refuse_without


class BooksIndexView(generic.IndexView):
    template_name = "payments/admin/books.html"

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("differences")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        may_compare = self.request.user.has_perm("payments.change_order")
        return context | {"may_compare": may_compare, "compare_url": reverse("shop_books:compare")}


class BooksInspectView(ShopInspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"differences": self.object.differences.select_related("order")}


@require_POST
def compare_now(request: HttpRequest) -> HttpResponse:
    """Have the books compared now; the worker does it, since Stripe may take its time."""
    refuse_without(request, Order, "change")
    tasks.compare_books.enqueue()
    messages.success(request, "The comparison has begun. Its report appears here in a moment.")
    return redirect("shop_books:index")


class BooksViewSet(ModelViewSet):
    model = Comparison
    name = "shop_books"
    icon = "check"
    menu_label = "Books"
    index_view_class = BooksIndexView
    inspect_view_class = BooksInspectView
    inspect_view_enabled = True
    inspect_template_name = "payments/admin/comparison.html"
    inspect_view_fields = ["started_at", "finished_at", "looked_at", "failure"]
    list_display = [
        TitleColumn("started_at", label="Begun", url_name="shop_books:inspect"),
        Column("looked_at", label="Looked at"),
        Column("verdict"),
        DateColumn("finished_at", label="Finished"),
    ]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("compare/", compare_now, name="compare")]
