"""What is bought: offer, order, payment, grant."""

from payments.models.events import StripeEvent
from payments.models.ledger import Grant
from payments.models.offers import Offer
from payments.models.orders import CheckoutAttempt, Order, OrderLine, Payment

__all__ = ["CheckoutAttempt", "Grant", "Offer", "Order", "OrderLine", "Payment", "StripeEvent"]
