"""Whole minor units in, words for people out. No float comes near an amount."""

from __future__ import annotations

from decimal import Decimal

EXPONENTS = {"usd": 2, "eur": 2, "gbp": 2, "cad": 2, "aud": 2, "jpy": 0}
"""The currencies we sell in, and how many minor digits Stripe counts in each."""

SIGNS = {"usd": "$", "eur": "€", "gbp": "£", "jpy": "¥", "cad": "CA$", "aud": "A$"}


def format_money(amount_cents: int, currency: str) -> str:
    """This function will return an amount as people write it: $790, $12.50, ¥1,200."""
    exponent = EXPONENTS[currency]
    amount = Decimal(amount_cents).scaleb(-exponent)
    digits = exponent if amount_cents % (10**exponent) else 0
    return f"{SIGNS[currency]}{amount:,.{digits}f}"
