"""What is bought, paid and owned: offer -> order -> payment -> grant, and what we know of them at Stripe.

States of an order are recomputed from facts (payments, attempts, a review); nothing sets them by hand. Access is a grant,
never a flag. Rows about money are never deleted: what refers to them is PROTECTed.
"""

from payments.models.audit import AuditEntry
from payments.models.grants import Grant
from payments.models.offers import Offer
from payments.models.orders import CheckoutAttempt, Order, OrderLine, Payment
from payments.models.stripe_records import StripeCustomer, StripeEvent, StripeProduct

__all__ = [
    "AuditEntry",
    "CheckoutAttempt",
    "Grant",
    "Offer",
    "Order",
    "OrderLine",
    "Payment",
    "StripeCustomer",
    "StripeEvent",
    "StripeProduct",
]
