"""Deeds of the shop. Doors call them through this module; each deed has its file.

Money is settled by one deed, `settle_checkout`; everything else that may learn of a payment only calls it. Transactions
begin here, and no call to Stripe is made inside one.
"""

from payments.services.baskets import TeamDetails
from payments.services.checkouts import Checkout, start_checkout
from payments.services.codes import end_code, publish_code, refresh_code
from payments.services.comparison import compare_books
from payments.services.disputes import find_missed_disputes, mark_evidence_sent, sync_dispute
from payments.services.events import receive_event
from payments.services.evidence import gather_evidence, lay_down_evidence, typeset_evidence
from payments.services.grants import extend_grant, give_grant, revoke_grant
from payments.services.held_money import accept_payment, find_held_payment, get_obstacle
from payments.services.invitations import (
    Asked,
    accept_seat,
    decline_seat,
    find_invitation,
    invite_again,
    invite_to_seats,
    is_invited,
    move_seat,
)
from payments.services.offers import audit_offer, describe_offer
from payments.services.plans import end_plan, sweep_plans, sync_invoice, sync_plan
from payments.services.portal import open_portal
from payments.services.private_links import make_private_link
from payments.services.reconciliation import Reconciliation, reconcile_orders
from payments.services.refund_effects import describe_refund
from payments.services.refund_requests import ask_refund, decline_request, withdraw_request
from payments.services.refunds import RefundWish, check_refund, refund_order, sync_refunds
from payments.services.seats import (
    allow_more_moves,
    choose_seats,
    follow_seats,
    make_bundle,
    release_seats_of,
    shrink_bundle,
    take_back_seat,
    take_own_seat,
)
from payments.services.settlement import Settlement, settle_checkout, settle_order
from payments.services.waiting import (
    decline_place,
    find_entry,
    join_waiting_list,
    leave_waiting_list,
    serve_waiting_lists,
)

__all__ = [
    "Asked",
    "Checkout",
    "Reconciliation",
    "RefundWish",
    "Settlement",
    "TeamDetails",
    "accept_payment",
    "accept_seat",
    "allow_more_moves",
    "ask_refund",
    "audit_offer",
    "check_refund",
    "choose_seats",
    "compare_books",
    "decline_place",
    "decline_request",
    "decline_seat",
    "describe_offer",
    "describe_refund",
    "end_code",
    "end_plan",
    "extend_grant",
    "find_entry",
    "find_held_payment",
    "find_invitation",
    "find_missed_disputes",
    "follow_seats",
    "gather_evidence",
    "get_obstacle",
    "give_grant",
    "invite_again",
    "invite_to_seats",
    "is_invited",
    "join_waiting_list",
    "lay_down_evidence",
    "leave_waiting_list",
    "make_bundle",
    "make_private_link",
    "mark_evidence_sent",
    "move_seat",
    "open_portal",
    "publish_code",
    "receive_event",
    "reconcile_orders",
    "refresh_code",
    "refund_order",
    "release_seats_of",
    "revoke_grant",
    "serve_waiting_lists",
    "settle_checkout",
    "settle_order",
    "shrink_bundle",
    "start_checkout",
    "sweep_plans",
    "sync_dispute",
    "sync_invoice",
    "sync_plan",
    "sync_refunds",
    "take_back_seat",
    "take_own_seat",
    "typeset_evidence",
    "withdraw_request",
]
