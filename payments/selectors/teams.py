"""What the pages of the shop show: looked up here, changed nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from payments.models import Seat, SeatBundle
from payments.products import Progress


@dataclass(frozen=True)
class SeatRow:
    """One seat as its team's manager sees it."""

    seat: Seat
    progress: Progress | None
    is_going_back: bool
    is_spent: bool
    """Whether it was passed on so often that it rests."""

    @property
    def is_open(self) -> bool:
        return self.seat.bundle.is_open


@dataclass(frozen=True)
class Team:
    """All that one person bought of one product."""

    product: Any
    bundles: list[SeatBundle]
    rows: list[SeatRow]

    @property
    def size(self) -> int:
        return sum(row.seat.status != Seat.Status.REVOKED for row in self.rows)

    def count(self, status: str) -> int:
        """This function will count the seats in one state."""
        return sum(row.seat.status == status for row in self.rows)

    @property
    def taken(self) -> int:
        return self.count(Seat.Status.TAKEN)

    @property
    def invited(self) -> int:
        return self.count(Seat.Status.INVITED)

    @property
    def to_give(self) -> int:
        """How many can be given out now."""
        return sum(
            row.seat.status == Seat.Status.FREE and row.is_open and not row.is_going_back and not row.is_spent
            for row in self.rows
        )

    @property
    def is_open(self) -> bool:
        return any(bundle.is_open for bundle in self.bundles)

    @property
    def has_frozen(self) -> bool:
        return not all(bundle.is_open for bundle in self.bundles)

    @property
    def is_manager_seated(self) -> bool:
        manager_pk = self.bundles[0].manager_id
        return any(row.seat.user_id == manager_pk and row.seat.status == Seat.Status.TAKEN for row in self.rows)


def get_team(*, manager: Any, product_pk: int) -> Team | None:
    """This function will return the team that a person has for a product; None if they bought no seats of it.

    The number of queries does not grow with the seats.
    """
    of_manager = SeatBundle.objects.filter(manager=manager, product_id=product_pk).order_by("pk")
    bundles = list(of_manager.select_related("line__order", "product"))
    if not bundles:
        return None
    product = bundles[0].product.specific
    by_pk = {bundle.pk: bundle for bundle in bundles}
    seats = list(Seat.objects.of_bundles(bundles).select_related("user"))
    going_back = set(Seat.objects.going_back().filter(bundle__in=bundles).values_list("pk", flat=True))
    progress = product.get_progress_of([seat.user_id for seat in seats if seat.status == Seat.Status.TAKEN])
    rows = []
    for seat in seats:
        seat.bundle = by_pk[seat.bundle_id]
        rows.append(SeatRow(seat, progress.get(seat.user_id), seat.pk in going_back, seat.is_spent))
    return Team(product, bundles, rows)


def list_teams(*, manager: Any) -> list[dict[str, Any]]:
    """This function will return the teams of a person for a list: what they are for, how many seats, how many taken."""
    teams: Any = (
        SeatBundle.objects.filter(manager=manager)
        .values("product_id", "product__title")
        .annotate(
            size=Count("seats", filter=~Q(seats__status=Seat.Status.REVOKED)),
            taken=Count("seats", filter=Q(seats__status=Seat.Status.TAKEN)),
            invited=Count("seats", filter=Q(seats__status=Seat.Status.INVITED)),
        )
        .order_by("product__title", "product_id")
    )
    return list(teams)
