"""Money as people read it. Everywhere else money is a whole number of the currency's smallest unit."""

from decimal import Decimal

EXPONENTS = {"usd": 2, "eur": 2, "gbp": 2, "cad": 2, "aud": 2, "chf": 2, "jpy": 0}
"""The currencies the shop takes, with the number of decimals that Stripe counts in."""

SIGNS = {"usd": "$", "eur": "€", "gbp": "£", "cad": "CA$", "aud": "A$", "jpy": "¥"}


def show(cents: int, currency: str) -> str:
    """This function will write an amount as it stands on a price tag: "$790", "$12.50", "¥1,200"."""
    exponent = EXPONENTS.get(currency, 2)
    amount = Decimal(cents).scaleb(-exponent)
    digits = f"{amount:,.{exponent}f}"
    if exponent and cents % 10**exponent == 0:
        digits = digits.partition(".")[0]
    sign = SIGNS.get(currency)
    return f"{sign}{digits}" if sign else f"{currency.upper()} {digits}"


def show_exactly(cents: int, currency: str) -> str:
    """This function will write an amount as it stands on a receipt: with its decimals and its currency."""
    exponent = EXPONENTS.get(currency, 2)
    return f"{SIGNS.get(currency, '')}{Decimal(cents).scaleb(-exponent):,.{exponent}f} {currency.upper()}"


def as_decimal(cents: int, currency: str) -> Decimal:
    """This function will return an amount as a person types it."""
    return Decimal(cents).scaleb(-EXPONENTS.get(currency, 2))


def to_cents(amount: Decimal, currency: str) -> int:
    """This function will return a typed amount in the currency's smallest unit, or raise ValueError for finer fractions."""
    cents = amount.scaleb(EXPONENTS.get(currency, 2))
    if cents != cents.to_integral_value():
        raise ValueError("finer than the currency's smallest unit")
    return int(cents)
