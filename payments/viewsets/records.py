"""What came from Stripe, and who did what."""

from __future__ import annotations

from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from payments.models import AuditEntry, StripeEvent
from payments.viewsets.inspecting import ShopInspectView


class StripeEventViewSet(ModelViewSet):
    model = StripeEvent
    name = "shop_events"
    icon = "mail"
    menu_label = "Stripe events"
    inspect_view_class = ShopInspectView
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
    list_export = ["event_id", "type", "object_id", "status", "attempts", "last_error", "sent_at", "received_at"]
    export_filename = "stripe-events"
    search_fields = ["event_id", "type", "object_id"]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []


class AuditViewSet(ModelViewSet):
    model = AuditEntry
    name = "shop_audit"
    icon = "history"
    menu_label = "Audit"
    inspect_view_class = ShopInspectView
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
    list_export = ["at", "actor", "deed", "order", "grant", "before", "after", "reason"]
    export_filename = "audit"
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []
