"""Who has a place, which are held, and who waits: looked at and exported, never edited."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from payments.models import Place, WaitingEntry


class PlaceIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset()
        return rows.select_related("product", "order_line__order__buyer", "grant__user", "entry")


class PlaceViewSet(ModelViewSet):
    model = Place
    name = "shop_places"
    icon = "group"
    menu_label = "Places"
    index_view_class = PlaceIndexView
    list_display = [
        Column("holder", label="Who"),
        Column("product"),
        Column("quantity", label="Places"),
        Column("get_status_display", label="State", sort_key="status"),
        DateColumn("held_until", label="Held until", sort_key="held_until"),
        DateColumn("created_at", label="Since", sort_key="created_at"),
    ]
    list_filter = ["status"]
    list_export = ["holder", "product", "quantity", "status", "held_until", "created_at", "ended_at"]
    search_fields = ["order_line__order__contact_email", "grant__user__email", "entry__email", "product__title"]
    export_filename = "places"
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []


class WaitingIndexView(generic.IndexView):
    page_title = "Waiting list"

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("product").with_position()


def position_of(entry: Any) -> str:
    """This function will say the how-manieth in line somebody is, if they are in line."""
    return str(entry.position) if entry.status in WaitingEntry.IN_LINE else ""


class WaitingViewSet(ModelViewSet):
    model = WaitingEntry
    name = "shop_waiting"
    icon = "time"
    menu_label = "Waiting list"
    index_view_class = WaitingIndexView
    list_display = [
        Column("email", label="E-mail address", sort_key="email"),
        Column("product"),
        Column("position", label="In line", accessor=position_of),
        Column("get_wants_display", label="Wants", sort_key="wants"),
        Column("get_status_display", label="State", sort_key="status"),
        DateColumn("joined_at", label="Since", sort_key="joined_at"),
        DateColumn("offer_until", label="Place kept until"),
    ]
    list_filter = ["status", "wants"]
    list_export = ["email", "product", "wants", "status", "joined_at", "offer_until", "ended_at"]
    search_fields = ["email", "product__title"]
    export_filename = "waiting-list"
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []
