"""Seats of teams in the admin: who sits where. Managers give them out; the owner lets one be passed on once more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from payments import services
from payments.forms import ReasonForm
from payments.models import Order, Seat
from payments.viewsets.answers import read_reason
from payments.viewsets.inspecting import ShopInspectView
from payments.viewsets.policies import refuse_without


class SeatIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        whole = super().get_base_queryset()
        return whole.select_related("user", "bundle__product", "bundle__manager", "bundle__line__order")


class SeatInspectView(ShopInspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seat = self.object
        return super().get_context_data(**kwargs) | {
            "may_allow": seat.moves and self.request.user.has_perm("payments.change_order"),
            "allow_url": reverse("shop_seats:allow", args=[seat.pk]),
            "allow_form": ReasonForm(),
            "audit": seat.bundle.line.order.audit_entries.select_related("actor"),
        }


@require_POST
def allow(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a seat be passed on anew, with the reason."""
    refuse_without(request, Order, "change")
    if reason := read_reason(request):
        services.allow_more_moves(seat=get_object_or_404(Seat, pk=pk), reason=reason, by=request.user)
        messages.success(request, "The manager can pass this seat on again.")
    return redirect("shop_seats:inspect", pk)


class SeatViewSet(ModelViewSet):
    model = Seat
    name = "shop_seats"
    icon = "group"
    menu_label = "Seats"
    index_view_class = SeatIndexView
    inspect_view_class = SeatInspectView
    inspect_view_enabled = True
    inspect_template_name = "payments/admin/seat.html"
    inspect_view_fields = [
        "bundle", "number", "of", "status", "email", "user", "moves", "invitations", "invited_at", "expires_at", "taken_at",
        "access_until", "refund",
    ]  # fmt: skip
    list_display = [
        TitleColumn("number", label="Seat", accessor=str, url_name="shop_seats:inspect"),
        Column("order", accessor=lambda seat: seat.bundle.line.order.number),
        Column("product", accessor=lambda seat: seat.bundle.product),
        Column("manager", accessor=lambda seat: seat.bundle.manager),
        Column("get_status_display", label="State", sort_key="status"),
        Column("email", label="For"),
        Column("moves"),
        DateColumn("taken_at", label="Since", sort_key="taken_at"),
    ]
    list_filter = ["status"]
    list_export = [
        "bundle.line.order.number", "bundle.product.title", "bundle.manager.email", "bundle.clinic_name", "number", "of",
        "status", "email", "moves", "invitations", "invited_at", "expires_at", "taken_at", "access_until",
    ]  # fmt: skip
    export_headings = {
        "bundle.line.order.number": "Order",
        "bundle.product.title": "Product",
        "bundle.manager.email": "Manager",
        "bundle.clinic_name": "Clinic",
    }
    export_filename = "seats"
    search_fields = ["email", "bundle__manager__email", "bundle__clinic_name"]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("allow/<int:pk>/", allow, name="allow")]
