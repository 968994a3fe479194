"""Disputes in the admin: by when to answer, and with what."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from payments import services
from payments.models import Dispute
from payments.refusals import Refusal
from payments.viewsets.answers import telling
from payments.viewsets.inspecting import ShopInspectView
from payments.viewsets.policies import refuse_without


class DisputeIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("payment__order")


class DisputeInspectView(ShopInspectView):
    labels = {
        "status": "State",
        "status_at_stripe": "At Stripe",
        "amount_display": "Amount",
        "is_charge_refundable": "May still be refunded",
        "created_at": "Noted here",
        "livemode": "Real money",
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dispute = self.object
        may_change = self.request.user.has_perm("payments.change_dispute")
        return super().get_context_data(**kwargs) | {
            "order": dispute.payment.order,
            "is_open": dispute.status == Dispute.Status.OPEN,
            "may_change": may_change,
            "ask_url": reverse("shop_disputes:ask", args=[dispute.pk]),
            "pack_url": reverse("shop_disputes:pack", args=[dispute.pk]),
            "lay_down_url": reverse("shop_disputes:lay_down", args=[dispute.pk]),
            "sent_url": reverse("shop_disputes:sent", args=[dispute.pk]),
            "audit": dispute.payment.order.audit_entries.select_related("actor"),
        }


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask Stripe how a dispute stands."""
    refuse_without(request, Dispute, "change")
    dispute = get_object_or_404(Dispute, pk=pk)
    try:
        services.sync_dispute(dispute_id=dispute.dispute_id)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        dispute.refresh_from_db()
        messages.success(request, f"Stripe says: {dispute.status_at_stripe}.")
    return redirect("shop_disputes:inspect", pk)


@require_POST
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the evidence was handed in at Stripe."""
    refuse_without(request, Dispute, "change")
    services.mark_evidence_sent(dispute=get_object_or_404(Dispute, pk=pk), by=request.user)
    messages.success(request, "Noted: the evidence was handed in.")
    return redirect("shop_disputes:inspect", pk)


@require_safe
@never_cache
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out the evidence pack as one PDF. Making it changes nothing."""
    refuse_without(request, Dispute, "change")
    dispute = get_object_or_404(Dispute.objects.select_related("payment"), pk=pk)
    pdf = services.typeset_evidence(services.gather_evidence(dispute=dispute))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"evidence-{dispute.dispute_id}.pdf")
    return response


@require_POST
def lay_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the texts into Stripe's form, without handing them in."""
    refuse_without(request, Dispute, "change")
    with telling(request, "The texts lie in the form at Stripe. Read them there, add the pack, and hand it in."):
        services.lay_down_evidence(dispute=get_object_or_404(Dispute, pk=pk), by=request.user)
    return redirect("shop_disputes:inspect", pk)


class DisputeViewSet(ModelViewSet):
    model = Dispute
    name = "shop_disputes"
    icon = "warning"
    menu_label = "Disputes"
    index_view_class = DisputeIndexView
    inspect_view_class = DisputeInspectView
    inspect_view_enabled = True
    inspect_template_name = "payments/admin/dispute.html"
    inspect_view_fields = [
        "dispute_id", "status", "status_at_stripe", "reason", "amount_display", "due_by", "evidence_sent_at",
        "is_charge_refundable", "created_at", "closed_at", "livemode",
    ]  # fmt: skip
    list_display = [
        TitleColumn("dispute_id", label="Dispute", url_name="shop_disputes:inspect"),
        Column("order", accessor=lambda dispute: dispute.payment.order.number),
        Column("get_status_display", label="State", sort_key="status"),
        Column("amount_display", label="Amount"),
        Column("reason", label="The bank says"),
        DateColumn("due_by", label="Answer by", sort_key="due_by"),
        DateColumn("evidence_sent_at", label="Answered"),
    ]
    list_filter = ["status", "livemode"]
    list_export = [
        "dispute_id",
        "status",
        "status_at_stripe",
        "reason",
        "amount_cents",
        "currency",
        "due_by",
        "closed_at",
    ]
    search_fields = ["dispute_id", "payment__reference"]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("ask/<int:pk>/", ask, name="ask"),
            path("pack/<int:pk>/", pack, name="pack"),
            path("lay-down/<int:pk>/", lay_down, name="lay_down"),
            path("sent/<int:pk>/", sent, name="sent"),
        ]
