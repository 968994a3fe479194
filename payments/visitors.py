"""Who is at the other end of a request, as far as buying goes: a person, or a browser that is known again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.crypto import constant_time_compare, salted_hmac

from payments.models import Order


def visitor_key(request: HttpRequest) -> str:
    """This function will return what a guest's browser is known by: its CSRF secret, hashed.

    That secret is the one thing a browser has before its first order, even when two clicks arrive at once; it is random, it
    is sent back by that browser alone, and it changes when somebody signs in.
    """
    get_token(request)  # makes the secret if this browser has none, and sends it with the answer
    return salted_hmac("payments.visitor", request.META["CSRF_COOKIE"]).hexdigest()


def may_see(request: HttpRequest, order: Order) -> bool:
    """This function will say whether an order is this person's, or was made in this browser by a guest."""
    user: Any = request.user
    if user.is_authenticated and order.buyer_id == user.pk:
        return True
    return bool(order.visitor_key) and constant_time_compare(order.visitor_key, visitor_key(request))
