"""Cohorts and bundles as one reader sees them: plain objects, put together from a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from payments import products
from payments.standing import Standing, State
from payments.visitor_forms import WaitingForm

if TYPE_CHECKING:
    from courses.models import CohortPage
    from payments.models import Offer


@dataclass(frozen=True)
class CohortEntry:
    """One cohort with its state, its offers and what the reader can do."""

    page: CohortPage
    url: str
    standing: Standing
    is_owned: bool
    offers: list[Offer] = field(default_factory=list)
    form: WaitingForm | None = None


def list_cohorts(cohorts: Sequence[CohortPage], request: HttpRequest, *, owned: set[int]) -> list[CohortEntry]:
    """This function will return some cohorts with their boxes; the caller asked the ledger which are `owned`."""
    if not cohorts:
        return []
    offers = products.offers_of(cohorts)
    standings = products.standings_of(cohorts, offers=offers)
    return [
        CohortEntry(
            page=cohort,
            url=cohort.get_url(request) or "",
            standing=standings[cohort.pk],
            is_owned=cohort.pk in owned,
            offers=[offer for offer in offers.get(cohort.pk, []) if offer.is_valid_now()],
            form=WaitingForm(product_pk=cohort.pk) if standings[cohort.pk].takes_names else None,
        )
        for cohort in cohorts
    ]


def next_cohorts(courses: Sequence[Any], cohorts: Sequence[CohortPage]) -> dict[int, tuple[CohortPage, Standing]]:
    """This function will return, by the key of a course, the cohort that its card should name: one that can be joined first."""
    by_path = {course.path: course for course in courses}
    cohorts = [cohort for cohort in cohorts if cohort.path[: -cohort.steplen] in by_path]
    for cohort in cohorts:
        cohort.course = by_path[cohort.path[: -cohort.steplen]]
    standings = products.standings_of(cohorts) if cohorts else {}
    order = [State.OPEN, State.OPENS_SOON, State.FULL, State.EVERGREEN, State.CLOSED]
    found: dict[int, tuple[CohortPage, Standing]] = {}
    for cohort in sorted(cohorts, key=lambda cohort: (order.index(standings[cohort.pk].state), cohort.starts_at)):
        found.setdefault(cohort.course.pk, (cohort, standings[cohort.pk]))
    return found


def not_over(cohorts: Any) -> Any:
    """This function will keep those of some cohorts that anyone may see and that are not over, the next to begin first."""
    return cohorts.visible().unrestricted().filter(ends_at__gt=timezone.now()).order_by("starts_at", "path")
