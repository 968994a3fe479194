"""The ledger of access in the admin: given and taken back by hand, with a reason."""

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
from payments.forms import ExtendForm, GiftForm, ReasonForm
from payments.models import Grant
from payments.refusals import NoPlaceLeft
from payments.viewsets.answers import read_reason, telling
from payments.viewsets.inspecting import ShopInspectView
from payments.viewsets.policies import refuse_without


class GrantIndexView(generic.IndexView):
    add_item_label = "Give by hand"

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("user", "product", "order_line__order")


class GiveView(generic.CreateView):
    page_title = "Give by hand"

    def save_instance(self) -> Grant:
        return self.form.save()

    def form_valid(self, form: GiftForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except NoPlaceLeft as refusal:
            form.add_error("product", refusal.words)
            return self.render_to_response(self.get_context_data(form=form))

    def get_success_buttons(self) -> list[Any]:
        return []


class GrantInspectView(ShopInspectView):
    def get_order_line_display_value(self) -> str:
        line = self.object.order_line
        return f"order {line.order.number}: {line.title}" if line else "given by hand"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        may_extend = self.object.status == Grant.Status.ACTIVE and self.request.user.has_perm("payments.change_grant")
        return context | {
            "may_extend": may_extend,
            "extend_url": reverse("shop_grants:extend", args=[self.object.pk]),
            "extend_form": ExtendForm(initial={"until": self.object.ends_at}, prefix="extend"),
            "may_revoke": self.object.status != Grant.Status.REVOKED
            and self.request.user.has_perm("payments.change_grant"),
            "revoke_url": reverse("shop_grants:revoke", args=[self.object.pk]),
            "revoke_form": ReasonForm(),
            "audit": self.object.audit_entries.select_related("actor"),
        }


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one grant back, with the reason."""
    refuse_without(request, Grant, "change")
    grant = get_object_or_404(Grant, pk=pk)
    if reason := read_reason(request):
        services.revoke_grant(grant=grant, reason=reason, by=request.user)
        messages.success(request, "The grant is taken back. What other grants open stays open.")
    return redirect("shop_grants:inspect", pk)


@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the end of one grant, with the reason."""
    refuse_without(request, Grant, "change")
    grant = get_object_or_404(Grant, pk=pk)
    form = ExtendForm(request.POST, prefix="extend")
    if not form.is_valid():
        messages.error(request, "Give a date and a reason: nothing was changed.")
        return redirect("shop_grants:inspect", pk)
    with telling(request, "The end of this access is changed."):
        services.extend_grant(
            grant=grant, until=form.cleaned_data["until"], reason=form.cleaned_data["reason"], by=request.user
        )
    return redirect("shop_grants:inspect", pk)


class GrantViewSet(ModelViewSet):
    model = Grant
    name = "shop_grants"
    icon = "key"
    menu_label = "Access"
    index_view_class = GrantIndexView
    add_view_class = GiveView
    inspect_view_class = GrantInspectView
    inspect_view_enabled = True
    inspect_template_name = "payments/admin/grant.html"
    inspect_view_fields = [
        "user", "product", "status", "reason", "order_line", "given_by", "starts_at", "ends_at", "created_at",
    ]  # fmt: skip
    list_display = [
        TitleColumn("user", label="Person", url_name="shop_grants:inspect"),
        Column("product"),
        Column("get_status_display", label="State", sort_key="status"),
        Column(
            "order_line",
            label="Bought as",
            accessor="order_number",
        ),
        Column("reason"),
        DateColumn("created_at", label="Since", sort_key="created_at"),
        DateColumn("ends_at", label="Until"),
    ]
    list_filter = ["status"]
    list_export = [
        "user", "product", "status", "cause", "reason", "order_number", "starts_at", "ends_at", "created_at",
    ]  # fmt: skip
    export_headings = {"order_number": "Order"}
    export_filename = "access"
    search_fields = ["user__email", "reason"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update: bool = False) -> type[GiftForm]:
        return GiftForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("extend/<int:pk>/", extend, name="extend"),
            path("revoke/<int:pk>/", revoke, name="revoke"),
        ]
