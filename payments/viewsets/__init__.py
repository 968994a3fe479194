"""The shop in the Wagtail admin. The owner alone enters: no other role has these permissions.

Facts are looked at, not edited: orders, payments, events and the audit have no form. Offers are edited until they are
sold; grants are given and taken back by hand, with a reason. One file for each noun.
"""

from wagtail.admin.viewsets.model import ModelViewSetGroup

from payments.models import (
    AuditEntry,
    Comparison,
    Dispute,
    Grant,
    Offer,
    Order,
    Place,
    PromotionCode,
    RefundRequest,
    Seat,
    StripeEvent,
    WaitingEntry,
)
from payments.viewsets.books import BooksViewSet
from payments.viewsets.codes import PromotionCodeViewSet
from payments.viewsets.disputes import DisputeViewSet
from payments.viewsets.grants import GrantViewSet
from payments.viewsets.money import MoneyViewSet
from payments.viewsets.offers import OfferViewSet
from payments.viewsets.orders import OrderViewSet
from payments.viewsets.places import PlaceViewSet, WaitingViewSet
from payments.viewsets.policies import OnlyThese
from payments.viewsets.records import AuditViewSet, StripeEventViewSet
from payments.viewsets.refund_requests import RefundRequestViewSet
from payments.viewsets.seats import SeatViewSet

POLICIES = {
    Offer: OnlyThese(Offer, "add", "change", "view"),
    PromotionCode: OnlyThese(PromotionCode, "add", "view"),
    Order: OnlyThese(Order, "view"),
    RefundRequest: OnlyThese(RefundRequest, "view"),
    Dispute: OnlyThese(Dispute, "view"),
    Grant: OnlyThese(Grant, "add", "view"),
    Place: OnlyThese(Place, "view"),
    WaitingEntry: OnlyThese(WaitingEntry, "view"),
    Seat: OnlyThese(Seat, "view"),
    StripeEvent: OnlyThese(StripeEvent, "view"),
    AuditEntry: OnlyThese(AuditEntry, "view"),
    Comparison: OnlyThese(Comparison, "view"),
}
"""Nothing of the shop is ever deleted in the admin: an offer ends, a grant is revoked, an order is a fact."""


class ShopGroup(ModelViewSetGroup):
    menu_label = "Shop"
    menu_icon = "tag"
    menu_order = 250
    items = (
        OrderViewSet,
        RefundRequestViewSet,
        DisputeViewSet,
        GrantViewSet,
        PlaceViewSet,
        WaitingViewSet,
        SeatViewSet,
        OfferViewSet,
        PromotionCodeViewSet,
        StripeEventViewSet,
        AuditViewSet,
        BooksViewSet,
        MoneyViewSet,
    )
