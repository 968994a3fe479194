"""Deeds of the shop. Doors call them through this module; each deed has its file.

Money is settled by one deed, `settle_checkout`; everything else that may learn of a payment only calls it. Transactions
begin here, and no call to Stripe is made inside one.
"""

from payments.services.checkouts import Checkout, start_checkout
from payments.services.events import receive_event
from payments.services.grants import give_grant, revoke_grant
from payments.services.reconciliation import Reconciliation, reconcile_orders
from payments.services.settlement import Settlement, settle_checkout, settle_order

__all__ = [
    "Checkout",
    "Reconciliation",
    "Settlement",
    "give_grant",
    "receive_event",
    "reconcile_orders",
    "revoke_grant",
    "settle_checkout",
    "settle_order",
    "start_checkout",
]
