"""Promotion codes in the admin: made, looked at, ended."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from payments import services
from payments.forms import PromotionCodeForm
from payments.models import PromotionCode
from payments.refusals import Refusal
from payments.viewsets.inspecting import ShopInspectView
from payments.viewsets.policies import refuse_without

NOT_YET = (
    "Stripe did not answer. The code is kept, works from the moment Stripe knows it, and is sent there again by itself."
)


class CodeCreateView(generic.CreateView):
    def save_instance(self) -> PromotionCode:
        self.form.instance.made_by = self.request.user
        self.form.instance.livemode = settings.PAYMENTS_MODE == "live"
        return super().save_instance()

    def save_action(self) -> HttpResponse:
        is_known_at_stripe = _tell_stripe(self.object, self.request.user)  # the code is committed: no transaction waits
        response = super().save_action()
        if not is_known_at_stripe:
            messages.warning(self.request, NOT_YET)
        return response


def _tell_stripe(code: PromotionCode, by: Any) -> bool:
    try:
        services.publish_code(code=code, by=by)
    except Refusal:
        return False
    return True


class CodeInspectView(ShopInspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.object
        may_change = self.request.user.has_perm("payments.change_promotioncode")
        return super().get_context_data(**kwargs) | {
            "may_end": may_change and code.ended_at is None,
            "end_url": reverse("shop_codes:end", args=[code.pk]),
            "count_url": reverse("shop_codes:count", args=[code.pk]),
            "orders": code.orders.select_related("buyer")[:50],
        }


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a code for everyone. What it gave stays."""
    refuse_without(request, PromotionCode, "change")
    try:
        services.end_code(code=get_object_or_404(PromotionCode, pk=pk), by=request.user)
    except Refusal:
        messages.warning(request, "The code has ended here. Stripe did not answer and is told again by itself.")
    else:
        messages.success(request, "The code has ended.")
    return redirect("shop_codes:inspect", pk)


@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask Stripe how often a code was used."""
    refuse_without(request, PromotionCode, "change")
    code = get_object_or_404(PromotionCode, pk=pk)
    try:
        services.refresh_code(code=services.publish_code(code=code, by=request.user))
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, f"Stripe counts {code.used} use(s).")
    return redirect("shop_codes:inspect", pk)


class PromotionCodeViewSet(ModelViewSet):
    model = PromotionCode
    name = "shop_codes"
    icon = "tag"
    menu_label = "Promotion codes"
    add_view_class = CodeCreateView
    inspect_view_class = CodeInspectView
    inspect_view_enabled = True
    inspect_template_name = "payments/admin/code.html"
    inspect_view_fields = [
        "code", "worth_display", "products", "first_purchase_only", "max_uses", "max_uses_per_person", "used",
        "valid_from", "valid_until", "ended_at", "made_by", "created_at", "code_id",
    ]  # fmt: skip
    list_display = [
        TitleColumn("code", url_name="shop_codes:inspect"),
        Column("worth_display", label="Takes off"),
        Column("used"),
        Column("max_uses", label="Of"),
        DateColumn("valid_from"),
        DateColumn("valid_until"),
        DateColumn("ended_at", label="Ended"),
    ]
    list_export = ["code", "percent_off", "amount_off_cents", "currency", "used", "max_uses", "valid_until", "ended_at"]
    search_fields = ["code"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update: bool = False) -> type[PromotionCodeForm]:
        return PromotionCodeForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("end/<int:pk>/", end, name="end"),
            path("count/<int:pk>/", count, name="count"),
        ]
