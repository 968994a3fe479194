"""The shop's public doors, one file for each noun. Each translates, calls one deed, translates back."""

from payments.views.buying import (
    ask_refund,
    buy,
    cancelled,
    change_card,
    done,
    order,
    orders,
    private_offer,
    withdraw_refund,
)
from payments.views.team_orders import team_order
from payments.views.teams import accept, decline, invitation, invite, move, resend, take_back, take_own, team, teams
from payments.views.waiting import join, joined, waiting

__all__ = [
    "accept",
    "ask_refund",
    "buy",
    "cancelled",
    "change_card",
    "decline",
    "done",
    "invitation",
    "invite",
    "join",
    "joined",
    "move",
    "order",
    "orders",
    "private_offer",
    "resend",
    "take_back",
    "take_own",
    "team",
    "team_order",
    "teams",
    "waiting",
    "withdraw_refund",
]
