"""What the owner asks of all orders together. Looks, and changes nothing."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from django.conf import settings
from django.db.models import Case, Count, F, Q, Sum, When
from django.utils import timezone
from wagtail.models import Page

from payments import money
from payments.models import Dispute, Instalment, InstalmentPlan, Order, OrderLine, Payment


@dataclass
class Sums:
    """Amounts of one currency, in its smallest unit."""

    received: int = 0
    """Arrived and counts; money that is held for a decision is not in it."""
    returned: int = 0
    """Of that given back, on its way back, or taken back by a bank."""
    tax: int = 0
    """Of what was kept: tax, as Stripe reckoned it."""
    to_come: int = 0
    """Instalments that are not due yet."""
    at_risk: int = 0
    """Instalments that could not be collected, and money that a bank disputes."""
    refundable: int = 0
    """Kept, but the policy still gives it back to whoever asks."""

    @property
    def kept(self) -> int:
        return self.received - self.returned

    def add(self, other: Sums) -> None:
        for each in fields(Sums):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


@dataclass
class MoneyRow:
    """One product in one currency; the last row of a currency is all of them."""

    title: str
    kind: str
    currency: str
    sold: int = 0
    """Pieces in orders that were paid, seats counted one by one."""
    sums: Sums = field(default_factory=Sums)

    def show(self, name: str) -> str:
        return money.show_exactly(getattr(self.sums, name), self.currency)

    @property
    def cells(self) -> list[str]:
        return [self.show(name) for name in COLUMNS]


COLUMNS = {
    "received": "Received",
    "returned": "Given back",
    "kept": "Kept",
    "tax": "Tax in it",
    "to_come": "Still to come",
    "at_risk": "At risk",
    "refundable": "Refundable",
}


def get_money(*, now: datetime.datetime | None = None) -> list[MoneyRow]:
    """This function will return what every product brought, currency by currency, each followed by its total.

    An order of several things is divided among them by their prices, to the last cent. The same number of queries however
    many orders there are.
    """
    sums = _sums_of_orders(now or timezone.now())
    rows: dict[tuple[str, int], MoneyRow] = {}
    totals: dict[str, MoneyRow] = {}
    titles = _titles()
    lines: dict[int, list[OrderLine]] = defaultdict(list)
    for line in OrderLine.objects.filter(order_id__in=list(sums)).only(
        "order_id", "product_id", "title", "unit_amount_cents", "quantity"
    ):
        lines[line.order_id].append(line)
    for order_id, (currency, of_order) in sums.items():
        total = totals.setdefault(currency, MoneyRow("Everything", "", currency))
        total.sums.add(of_order)
        for line, share in zip(
            lines[order_id], _divide(of_order, [line.amount_cents for line in lines[order_id]]), strict=True
        ):
            title, kind = titles.get(line.product_id, (line.title, ""))
            row = rows.setdefault((currency, line.product_id), MoneyRow(title, kind, currency))
            row.sums.add(share)
            row.sold += line.quantity
            total.sold += line.quantity
    ordered = sorted(rows.values(), key=lambda row: (row.currency, -row.sums.received, row.title))
    return [
        row
        for currency, total in sorted(totals.items())
        for row in [*(r for r in ordered if r.currency == currency), total]
    ]


def _sums_of_orders(now: datetime.datetime) -> dict[int, tuple[str, Sums]]:
    """What each paid order comes to, by its key."""
    sums: dict[int, tuple[str, Sums]] = {}
    paid = Order.objects.filter(livemode=settings.PAYMENTS_MODE == "live", payments__status=Payment.Status.SETTLED)
    paid = paid.annotate(received=Sum("payments__amount_cents"), returned=Sum("payments__returned_cents"))
    lost, disputed = _disputed(Dispute.Status.LOST), _disputed(Dispute.Status.OPEN)
    to_come, missing = _instalments()
    for order in paid.only("currency", "tax_cents", "paid_at", "refund_days"):
        returned = min(order.received, order.returned + lost.get(order.pk, 0))
        kept = order.received - returned
        until = order.refund_until
        sums[order.pk] = order.currency, Sums(
            received=order.received,
            returned=returned,
            tax=order.tax_cents * kept // order.received if order.received else 0,
            to_come=to_come.get(order.pk, 0),
            at_risk=missing.get(order.pk, 0) + disputed.get(order.pk, 0),
            refundable=kept if until and until > now else 0,
        )  # fmt: skip
    return sums


def _disputed(status: Dispute.Status) -> Mapping[int, int]:
    found = Dispute.objects.filter(status=status, payment__status=Payment.Status.SETTLED).values("payment__order")
    return dict(found.annotate(sum=Sum("amount_cents")).values_list("payment__order", "sum"))


def _instalments() -> tuple[Mapping[int, int], Mapping[int, int]]:
    """What running plans still bring, and what of them is missing, by order."""
    asked = Count("instalments", filter=Q(instalments__number__lte=F("count")))
    failed = Sum(Case(When(instalments__status=Instalment.Status.FAILED, then="instalments__amount_cents"), default=0))
    due = Sum(Case(When(instalments__status=Instalment.Status.OPEN, then="instalments__amount_cents"), default=0))
    plans = InstalmentPlan.objects.running().annotate(asked=asked, failed=failed, due=due)
    rows = list(plans.values_list("order_id", "count", "monthly_cents", "asked", "failed", "due"))
    to_come = {order: (count - known) * monthly + due for order, count, monthly, known, _, due in rows}
    return to_come, {order: failed for order, _, _, _, failed, _ in rows}


def _titles() -> dict[int, tuple[str, str]]:
    """The title and the kind of every page that was ever sold."""
    sold = Page.objects.filter(order_lines__isnull=False).distinct().select_related("content_type")
    return {page.pk: (page.title, page.page_type_display_name.lower()) for page in sold}


def _divide(sums: Sums, weights: Sequence[int]) -> Iterable[Sums]:
    """Share sums among the lines of an order; what rounding leaves goes to the heaviest."""
    whole = sum(weights) or len(weights)
    weights = weights if sum(weights) else [1] * len(weights)
    shares = [Sums() for _ in weights]
    heaviest = weights.index(max(weights))
    for each in fields(Sums):
        amount = getattr(sums, each.name)
        parts = [amount * weight // whole for weight in weights]
        parts[heaviest] += amount - sum(parts)
        for share, part in zip(shares, parts, strict=True):
            setattr(share, each.name, part)
    return shares
