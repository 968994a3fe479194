"""What buyers ask back: read, granted by a refund, or declined with words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from payments import services
from payments.forms import DeclineForm
from payments.models import RefundRequest
from payments.viewsets.answers import telling
from payments.viewsets.inspecting import ShopInspectView
from payments.viewsets.policies import refuse_without


class RequestIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("order", "asked_by")


def _answers(request: HttpRequest, asked: RefundRequest, form: DeclineForm) -> dict[str, Any]:
    """What the page offers beside the words of the buyer."""
    return {
        "order": asked.order,
        "is_waiting": asked.status == RefundRequest.Status.WAITING,
        "may_refund": request.user.has_perm("payments.refund_order"),
        "may_decline": request.user.has_perm("payments.change_refundrequest"),
        "refund_url": reverse("shop_orders:refund", args=[asked.order_id]),
        "decline_url": reverse("shop_refund_requests:decline", args=[asked.pk]),
        "decline_form": form,
        "audit": asked.order.audit_entries.select_related("actor"),
    }


class RequestInspectView(ShopInspectView):
    labels = {"asked_by": "Who asks", "words": "What they say", "status": "State", "created_at": "Asked"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | _answers(self.request, self.object, DeclineForm())


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, with the words that the learner is mailed."""
    refuse_without(request, RefundRequest, "change")
    asked = get_object_or_404(RefundRequest.objects.select_related("order"), pk=pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        context = {
            "object": asked,
            "page_title": "Decline",
            "back_url": reverse("shop_refund_requests:inspect", args=[pk]),
        }
        context |= _answers(request, asked, form)
        return TemplateResponse(request, "payments/admin/refund_request_declined.html", context, status=422)
    with telling(request, "Declined. Your answer is on its way to the learner."):
        services.decline_request(request=asked, answer=form.cleaned_data["answer"], by=request.user)
    return redirect("shop_refund_requests:inspect", pk)


class RefundRequestViewSet(ModelViewSet):
    model = RefundRequest
    name = "shop_refund_requests"
    icon = "undo"
    menu_label = "Refund requests"
    index_view_class = RequestIndexView
    inspect_view_class = RequestInspectView
    inspect_view_enabled = True
    inspect_template_name = "payments/admin/refund_request.html"
    inspect_view_fields = ["asked_by", "words", "status", "created_at", "answer", "answered_by", "answered_at"]
    list_display = [
        TitleColumn("order", url_name="shop_refund_requests:inspect"),
        Column("asked_by", label="Who asks"),
        Column("get_status_display", label="State", sort_key="status"),
        DateColumn("created_at", label="Asked", sort_key="created_at"),
        DateColumn("answered_at", label="Answered"),
    ]
    list_filter = ["status"]
    list_export = ["order", "status", "created_at", "answered_at"]
    search_fields = ["asked_by__email", "order__uuid"]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("decline/<int:pk>/", decline, name="decline")]
