"""The shop in the Wagtail admin. The owner alone enters: no other role has these permissions.

Facts are looked at, not edited: orders, payments, events and the audit have no form. Offers are edited until they are
sold; grants are given and taken back by hand, with a reason.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy

from payments import services
from payments.forms import GiftForm, OfferForm, RevokeForm
from payments.models import AuditEntry, Grant, Offer, Order, StripeEvent
from payments.refusals import Refusal


class OnlyThese(ModelPermissionPolicy):
    """Django's own permissions, less what nobody may do here."""

    def __init__(self, model: Any, *actions: str) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


POLICIES = {
    Offer: OnlyThese(Offer, "add", "change", "view"),
    Order: OnlyThese(Order, "view"),
    Grant: OnlyThese(Grant, "add", "view"),
    StripeEvent: OnlyThese(StripeEvent, "view"),
    AuditEntry: OnlyThese(AuditEntry, "view"),
}
"""Nothing of the shop is ever deleted in the admin: an offer ends, a grant is revoked, an order is a fact."""


def refuse_without(request: HttpRequest, model: Any, action: str) -> None:
    """This function will raise PermissionDenied unless the person holds Django's permission for it."""
    if not request.user.has_perm(f"payments.{get_permission_codename(action, model._meta)}"):
        raise PermissionDenied


# --- offers -----------------------------------------------------------------------------------------------------------


class OfferViewSet(ModelViewSet):
    model = Offer
    name = "shop_offers"
    icon = "tag"
    menu_label = "Offers"
    list_display = ["name", "product", Column("price_display", label="Price"), "valid_from", "valid_until"]
    list_filter = ["kind"]
    search_fields = ["name"]
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update: bool = False) -> type[OfferForm]:
        return OfferForm


# --- orders -----------------------------------------------------------------------------------------------------------


class OrderIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("buyer")


class OrderInspectView(generic.InspectView):
    labels = {
        "uuid": "UUID",
        "status": "State",
        "review_reason": "To be looked at",
        "contact_email": "E-mail",
        "subtotal_display": "Quoted",
        "discount_display": "Discount",
        "tax_display": "Tax",
        "total_display": "Total",
        "livemode": "Real money",
        "created_at": "Made",
        "paid_at": "Paid",
        "terms_accepted_at": "Terms accepted",
    }

    def get_field_label(self, field_name: str, field: Any) -> str:
        return self.labels.get(field_name) or super().get_field_label(field_name, field)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        order = self.object
        return context | {
            "lines": order.lines.select_related("offer"),
            "payments": order.payments.all(),
            "attempts": order.attempts.all(),
            "grants": Grant.objects.filter(order_line__order=order).select_related("user"),
            "audit": order.audit_entries.select_related("actor"),
            "may_settle": self.request.user.has_perm("payments.change_order"),
            "settle_url": reverse("shop_orders:settle", args=[order.pk]),
        }


@require_POST
def settle_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask Stripe about every session of an order: the same deed that the webhook calls."""
    refuse_without(request, Order, "change")
    order = get_object_or_404(Order, pk=pk)
    try:
        settlement = services.settle_order(order=order, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        state = settlement.order.get_status_display()
        if settlement.changed:
            messages.success(request, f"Settled: the order is now “{state}”.")
        else:
            messages.success(request, f"Stripe says nothing new: the order is “{state}”.")
    return redirect("shop_orders:inspect", pk)


class OrderViewSet(ModelViewSet):
    model = Order
    name = "shop_orders"
    icon = "doc-full"
    menu_label = "Orders"
    index_view_class = OrderIndexView
    inspect_view_class = OrderInspectView
    inspect_view_enabled = True
    inspect_template_name = "payments/admin/order.html"
    inspect_view_fields = [
        "number", "uuid", "status", "review_reason", "buyer", "contact_email", "subtotal_display", "discount_display",
        "tax_display", "total_display", "livemode", "created_at", "paid_at", "terms_accepted_at", "terms",
    ]  # fmt: skip
    list_display = [
        TitleColumn("number", label="Order", url_name="shop_orders:inspect"),
        DateColumn("created_at", label="Made", sort_key="created_at"),
        Column("get_status_display", label="State", sort_key="status"),
        Column("review_reason", label="To be looked at"),
        Column("total_display", label="Total"),
        Column("contact_email", label="Buyer"),
    ]
    list_filter = ["status", "livemode"]
    search_fields = ["contact_email", "uuid"]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("settle/<int:pk>/", settle_again, name="settle")]


# --- grants -----------------------------------------------------------------------------------------------------------


class GrantIndexView(generic.IndexView):
    add_item_label = "Give by hand"

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("user", "product", "order_line__order")


class GiveView(generic.CreateView):
    page_title = "Give by hand"

    def save_instance(self) -> Grant:
        return self.form.save()

    def get_success_buttons(self) -> list[Any]:
        return []


class GrantInspectView(generic.InspectView):
    def get_order_line_display_value(self) -> str:
        line = self.object.order_line
        return f"order {line.order.number}: {line.title}" if line else "given by hand"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "may_revoke": self.object.status != Grant.Status.REVOKED
            and self.request.user.has_perm("payments.change_grant"),
            "revoke_url": reverse("shop_grants:revoke", args=[self.object.pk]),
            "revoke_form": RevokeForm(),
            "audit": self.object.audit_entries.select_related("actor"),
        }


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one grant back, with the reason."""
    refuse_without(request, Grant, "change")
    grant = get_object_or_404(Grant, pk=pk)
    form = RevokeForm(request.POST)
    if form.is_valid():
        services.revoke_grant(grant=grant, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The grant is taken back. What other grants open stays open.")
    else:
        messages.error(request, "Say why: nothing was changed.")
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
            accessor=lambda grant: grant.order_line.order.number if grant.order_line else "",
        ),
        Column("reason"),
        DateColumn("created_at", label="Since", sort_key="created_at"),
        DateColumn("ends_at", label="Until"),
    ]
    list_filter = ["status"]
    search_fields = ["user__email", "reason"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update: bool = False) -> type[GiftForm]:
        return GiftForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("revoke/<int:pk>/", revoke, name="revoke")]


# --- what came from Stripe, and who did what ----------------------------------------------------------------------------


class StripeEventViewSet(ModelViewSet):
    model = StripeEvent
    name = "shop_events"
    icon = "mail"
    menu_label = "Stripe events"
    inspect_view_enabled = True
    list_display = [
        TitleColumn("event_id", label="Event", url_name="shop_events:inspect"),
        Column("type"),
        Column("get_status_display", label="State", sort_key="status"),
        Column("attempts"),
        Column("last_error", label="What went wrong"),
        DateColumn("received_at", label="Received", sort_key="received_at"),
    ]
    list_filter = ["status", "livemode"]
    search_fields = ["event_id", "type", "object_id"]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []


class AuditViewSet(ModelViewSet):
    model = AuditEntry
    name = "shop_audit"
    icon = "history"
    menu_label = "Audit"
    inspect_view_enabled = True
    list_display = [
        TitleColumn("deed", url_name="shop_audit:inspect"),
        DateColumn("at", label="When", sort_key="at"),
        Column("actor", accessor=lambda entry: entry.actor or "the shop itself"),
        Column("order"),
        Column("grant"),
        Column("before"),
        Column("after"),
        Column("reason"),
    ]
    list_filter = ["deed"]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []


class ShopGroup(ModelViewSetGroup):
    menu_label = "Shop"
    menu_icon = "tag"
    menu_order = 250
    items = (OrderViewSet, GrantViewSet, OfferViewSet, StripeEventViewSet, AuditViewSet)
