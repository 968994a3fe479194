"""Offers in the admin: edited until they are sold; a private one shows its link once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from payments import services
from payments.forms import OfferForm
from payments.models import Offer
from payments.viewsets.inspecting import ShopInspectView
from payments.viewsets.policies import refuse_without


def show_link(request: HttpRequest, offer: Offer) -> None:
    """This function will make a new private link and show it to the owner, who alone ever sees it."""
    link = services.make_private_link(offer=offer, by=request.user)
    messages.success(request, f"The private link, shown this once: {link}")


class OfferCreateView(generic.CreateView):
    def save_instance(self) -> Offer:
        offer = super().save_instance()
        services.audit_offer(offer=offer, by=self.request.user)
        if self.form.cleaned_data.get("by_link"):
            show_link(self.request, offer)
        return offer


class OfferEditView(generic.EditView):
    def save_instance(self) -> Offer:
        before = services.describe_offer(Offer.objects.get(pk=self.object.pk))
        offer: Offer = super().save_instance()
        services.audit_offer(offer=offer, by=self.request.user, before=before)
        return offer


class OfferInspectView(ShopInspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_change = self.request.user.has_perm("payments.change_offer")
        return super().get_context_data(**kwargs) | {
            "may_make_link": self.object.is_private and may_change,
            "link_url": reverse("shop_offers:link", args=[self.object.pk]),
            "audit": self.object.audit_entries.select_related("actor"),
        }


@require_POST
def new_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make another link for a private offer; the one before opens nothing any more."""
    refuse_without(request, Offer, "change")
    show_link(request, get_object_or_404(Offer, pk=pk, link_digest__isnull=False))
    return redirect("shop_offers:inspect", pk)


class OfferViewSet(ModelViewSet):
    model = Offer
    name = "shop_offers"
    icon = "tag"
    menu_label = "Offers"
    add_view_class = OfferCreateView
    edit_view_class = OfferEditView
    inspect_view_class = OfferInspectView
    inspect_template_name = "payments/admin/offer.html"
    list_display = [
        "name", "product", Column("price_display", label="Price"), Column("terms_display", label="How it is paid"),
        "valid_from", "valid_until",
        BooleanColumn("is_private", label="By link"),
    ]  # fmt: skip
    list_filter = ["kind"]
    search_fields = ["name"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "name", "product", "kind", "price_display", "terms_display", "currency", "instalment_count", "seats_min",
        "seats_max", "valid_from", "valid_until", "access_months", "bump", "is_private", "created_at",
    ]  # fmt: skip
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update: bool = False) -> type[OfferForm]:
        return OfferForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("link/<int:pk>/", new_link, name="link")]
