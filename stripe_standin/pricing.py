"""Arithmetic of lines, discounts and taxes, all of it in whole minor units.

Assumed, never compared with Stripe: how an amount is shared out over lines (in proportion, remainder to the largest
fractions), rounding half up, and the tax rates, which are invented.
"""

from dataclasses import dataclass
from fractions import Fraction

RATES = {
    "US": Fraction(8, 100),
    "CA": Fraction(13, 100),
    "GB": Fraction(20, 100),
    "IE": Fraction(23, 100),
    "DE": Fraction(19, 100),
    "FR": Fraction(20, 100),
}
ZERO_DECIMAL = {"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"}
THREE_DECIMAL = {"bhd", "jod", "kwd", "omr", "tnd"}


@dataclass(frozen=True)
class Totals:
    """What a set of lines adds up to."""

    subtotal: int
    discount: int
    tax: int
    total: int


def half_up(amount: Fraction) -> int:
    """Round to whole minor units."""
    return int(amount + Fraction(1, 2)) if amount >= 0 else -half_up(-amount)


def shares(amount: int, weights: list[int]) -> list[int]:
    """Share an amount out in proportion; the parts always add up to it."""
    whole = sum(weights)
    if whole == 0:
        return [0 for _ in weights]
    exact = [Fraction(amount * weight, whole) for weight in weights]
    parts = [int(part) for part in exact]
    by_fraction = sorted(range(len(parts)), key=lambda index: parts[index] - exact[index])
    for index in by_fraction[: amount - sum(parts)]:
        parts[index] += 1
    return parts


def discounts_for(subtotals: list[int], eligible: list[bool], coupon: dict | None) -> list[int]:
    """Return what a coupon takes off each line."""
    weights = [amount if fits else 0 for amount, fits in zip(subtotals, eligible, strict=True)]
    if coupon is None:
        return [0 for _ in weights]
    if coupon["percent_off"] is not None:
        share = Fraction(str(coupon["percent_off"])) / 100
        return [half_up(weight * share) for weight in weights]
    return shares(min(coupon["amount_off"], sum(weights)), weights)


def price_lines(lines: list[dict], coupon: dict | None = None, rate: Fraction | None = None) -> Totals:
    """Fill the amounts of session lines in place and return the totals."""
    products = ((coupon or {}).get("applies_to") or {}).get("products")
    subtotals = [line["price"]["unit_amount"] * line["quantity"] for line in lines]
    eligible = [products is None or line["price"]["product"] in products for line in lines]
    taken = discounts_for(subtotals, eligible, coupon)
    for line, subtotal, discount in zip(lines, subtotals, taken, strict=True):
        net = subtotal - discount
        tax, total = tax_on(net, rate, inclusive=line["price"]["tax_behavior"] == "inclusive")
        line.update(amount_subtotal=subtotal, amount_discount=discount, amount_tax=tax, amount_total=total)
    return Totals(
        subtotal=sum(subtotals),
        discount=sum(taken),
        tax=sum(line["amount_tax"] for line in lines),
        total=sum(line["amount_total"] for line in lines),
    )


def tax_on(net: int, rate: Fraction | None, *, inclusive: bool) -> tuple[int, int]:
    """Return tax and total for an amount."""
    if not rate:
        return 0, net
    if inclusive:
        return half_up(net * rate / (1 + rate)), net
    tax = half_up(net * rate)
    return tax, net + tax


def rate_for(address: dict | None) -> Fraction | None:
    """Return the invented rate for an address; None where the address does not say enough."""
    if not address or not address.get("country"):
        return None
    if address["country"] in ("US", "CA") and not (address.get("postal_code") or address.get("state")):
        return None
    return RATES.get(address["country"], Fraction(0))


def shown(amount: int, currency: str) -> str:
    """Return an amount for a person: ``$1,250.00``, ``JPY 1,250``."""
    digits = 0 if currency in ZERO_DECIMAL else 3 if currency in THREE_DECIMAL else 2
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), 10**digits)
    number = f"{whole:,}" + (f".{part:0{digits}d}" if digits else "")
    symbol = {"usd": "$", "eur": "€", "gbp": "£"}.get(currency, f"{currency.upper()} ")
    return f"{sign}{symbol}{number}"
