"""What is bought, paid and owned: offer -> order -> payment -> grant, and what we know of them at Stripe.

States of an order are recomputed from facts (payments, refunds, disputes, instalments, attempts, a review); nothing sets
them by hand. Access is a grant,
never a flag. Rows about money are never deleted: what refers to them is PROTECTed.
"""

from payments.models.audit import AuditEntry
from payments.models.codes import PromotionCode
from payments.models.comparisons import Comparison, Difference
from payments.models.disputes import Dispute
from payments.models.grants import Grant
from payments.models.lines import OrderLine
from payments.models.offers import Offer
from payments.models.orders import CheckoutAttempt, Order, Payment
from payments.models.places import Intake, Place, waiting_for
from payments.models.plans import Instalment, InstalmentPlan
from payments.models.refunds import Refund, RefundLine, RefundRequest
from payments.models.seats import Seat, SeatBundle
from payments.models.stripe_records import StripeCustomer, StripeEvent, StripePortal, StripeProduct
from payments.models.waiting import WaitingEntry, WaitingLink

__all__ = [
    "AuditEntry",
    "CheckoutAttempt",
    "Comparison",
    "Difference",
    "Dispute",
    "Grant",
    "Instalment",
    "InstalmentPlan",
    "Intake",
    "Offer",
    "Order",
    "OrderLine",
    "Payment",
    "Place",
    "PromotionCode",
    "Refund",
    "RefundLine",
    "RefundRequest",
    "Seat",
    "SeatBundle",
    "StripeCustomer",
    "StripeEvent",
    "StripePortal",
    "StripeProduct",
    "WaitingEntry",
    "WaitingLink",
    "waiting_for",
]
