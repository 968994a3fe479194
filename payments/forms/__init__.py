"""Forms of the shop, one file for each noun."""

from payments.forms.admin import ExtendForm, GiftForm, OfferForm, PromotionCodeForm, ReasonForm
from payments.forms.refunds import DeclineForm, RefundForm, RefundRequestForm
from payments.forms.teams import InviteForm, MoveSeatForm, TeamOrderForm

__all__ = [
    "DeclineForm",
    "ExtendForm",
    "GiftForm",
    "InviteForm",
    "MoveSeatForm",
    "OfferForm",
    "PromotionCodeForm",
    "ReasonForm",
    "RefundForm",
    "RefundRequestForm",
    "TeamOrderForm",
]
