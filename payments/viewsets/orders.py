"""Orders in the admin: looked at, settled again, given back."""

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
from payments.models import Grant, Order, Refund
from payments.refusals import Refusal
from payments.viewsets.answers import read_reason, telling
from payments.viewsets.inspecting import ShopInspectView
from payments.viewsets.policies import refuse_without
from payments.viewsets.refunds import refund


class OrderIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        orders = super().get_base_queryset().select_related("buyer")
        return orders.with_money() if self.is_export else orders


class OrderInspectView(ShopInspectView):
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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        order = self.object
        plan = getattr(order, "plan", None)
        return context | {
            "lines": order.lines.select_related("offer"),
            "payments": order.payments.all(),
            "attempts": order.attempts.all(),
            "plan": plan,
            "instalments": plan.instalments.all() if plan else [],
            "grants": Grant.objects.filter(order_line__order=order).select_related("user"),
            "audit": order.audit_entries.select_related("actor"),
            "may_settle": self.request.user.has_perm("payments.change_order"),
            "money_waits": any(payment.is_held and payment.get_refundable_cents() for payment in order.payments.all()),
            "refunds": Refund.objects.filter(payment__order=order).select_related("payment", "made_by"),
            "may_refund": self.request.user.has_perm("payments.refund_order")
            and any(payment.get_refundable_cents() for payment in order.payments.all()),
            "refund_url": reverse("shop_orders:refund", args=[order.pk]),
            "settle_url": reverse("shop_orders:settle", args=[order.pk]),
            "accept_url": reverse("shop_orders:accept", args=[order.pk]),
            "accept_obstacle": self._get_obstacle(order),
            "accept_form": ReasonForm(prefix="accept"),
            "end_plan_url": reverse("shop_orders:end_plan", args=[order.pk]),
            "end_plan_form": ReasonForm(prefix="end_plan"),
        }

    @staticmethod
    def _get_obstacle(order: Order) -> str:
        held = services.find_held_payment(order)
        return services.get_obstacle(order, held) if held else "Nothing is held."


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


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the held money of an order buy what was ordered."""
    refuse_without(request, Order, "change")
    order = get_object_or_404(Order, pk=pk)
    payment = services.find_held_payment(order)
    form = ReasonForm(request.POST, prefix="accept")
    if payment is None or not form.is_valid():
        messages.error(request, "Nothing was changed: " + ("say why." if payment else "no money waits for a decision."))
        return redirect("shop_orders:inspect", pk)
    with telling(request, "The money is accepted: what was ordered is open, and the buyer was written to."):
        services.accept_payment(payment=payment, reason=form.cleaned_data["reason"], by=request.user)
    return redirect("shop_orders:inspect", pk)


@require_POST
def end_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """End the instalments of an order at Stripe."""
    refuse_without(request, Order, "change")
    order = get_object_or_404(Order, pk=pk)
    if reason := read_reason(request, prefix="end_plan"):
        with telling(request, "The plan is ended at Stripe: nothing more is charged."):
            services.end_plan(order=order, reason=reason, by=request.user)
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
    list_export = [
        "number", "uuid", "created_at", "paid_at", "status", "review_reason", "contact_email", "currency",
        "subtotal_cents", "discount_cents", "tax_cents", "total_cents", "arrived_cents", "given_back_cents", "livemode",
    ]  # fmt: skip
    export_headings = {
        "number": "Order",
        "subtotal_cents": "Quoted, smallest unit",
        "discount_cents": "Discount, smallest unit",
        "tax_cents": "Tax, smallest unit",
        "total_cents": "Total, smallest unit",
        "arrived_cents": "Arrived, smallest unit",
        "given_back_cents": "Given back, smallest unit",
    }
    export_filename = "orders"
    search_fields = ["contact_email", "uuid"]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("settle/<int:pk>/", settle_again, name="settle"),
            path("refund/<int:pk>/", refund, name="refund"),
            path("accept/<int:pk>/", accept, name="accept"),
            path("end-plan/<int:pk>/", end_plan, name="end_plan"),
        ]
