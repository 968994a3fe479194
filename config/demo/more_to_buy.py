"""The rest of the demo shop: a second course, a bundle of both, three cohorts, a paid workshop.

Dates are reckoned from the day of building; places are given through the ledger's own service, so the counters are true.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from config.demo.content.ninety_days import BUNDLE, COHORTS, FRIDAY_GROUP, NINETY_DAYS, NINETY_MODULES, WORKSHOP
from courses.models import BundlePage, CohortPage, CoursePage
from payments import services as payments
from payments.models import Offer
from scheduling.wall_time import instants_of
from webinars.models import Session, WebinarIndexPage, WebinarPage

if TYPE_CHECKING:
    from config.demo.build import Builder

COLLEAGUES = {"cora": "Cora Clinician", "nora": "Nora Nurse", "paul": "Paul Prescriber"}
"""They have a place in a cohort and no password: nobody signs in as them."""

EVENING, NOON = datetime.time(18, 0), datetime.time(12, 0)


def more_to_buy(builder: Builder, course: CoursePage, webinars: WebinarIndexPage) -> None:
    """This function will add what the first course alone does not show."""
    second = _second_course(builder, course)
    _bundle(builder, course, second)
    colleagues = [
        User.objects.create_user(f"{key}@demo.example", display_name=name) for key, name in COLLEAGUES.items()
    ]
    for of_course, written in [*((course, cohort) for cohort in COHORTS), (second, FRIDAY_GROUP)]:
        cohort = _cohort(builder, of_course, written)
        members = User.objects.filter(email__in=written.get("members", ()))
        for member in [*colleagues[: written["given"]], *members]:
            payments.give_grant(user=member, product=cohort, reason="Demo member", by=None)
        if address := written.get("waits"):
            payments.join_waiting_list(product=cohort, email=address)
    _workshop(builder, webinars)


# --- in calling order -------------------------------------------------------------------------------------------------


def _second_course(builder: Builder, first: CoursePage) -> CoursePage:
    lines = {name: [("item", line) for line in NINETY_DAYS[name]] for name in ("outcomes", "audience", "not_for")}
    page = CoursePage(
        **{name: NINETY_DAYS[name] for name in ("title", "slug", "summary", "search_description", "introduction")},
        **lines,
        cover=builder.image(NINETY_DAYS["cover"]),
        cover_alt_text=NINETY_DAYS["cover_alt"],
    )
    builder.add(first.get_parent(), page, name=f"course:{page.slug}")
    page.faculty.set(builder.people.values())
    page.save()
    for module in NINETY_MODULES:
        builder.module(page, module)
    _price(page, NINETY_DAYS)
    return page


def _bundle(builder: Builder, first: CoursePage, second: CoursePage) -> None:
    page = BundlePage(
        **{name: BUNDLE[name] for name in ("title", "slug", "summary", "search_description", "introduction")},
        courses=[first, second],
        cover=builder.image(BUNDLE["cover"]),
        cover_alt_text=BUNDLE["cover_alt"],
    )
    builder.add(first.get_parent(), page, name=f"bundle:{page.slug}")
    _price(page, BUNDLE)


def _cohort(builder: Builder, course: CoursePage, written: dict[str, Any]) -> CohortPage:
    page = CohortPage(
        **{
            name: written[name]
            for name in ("title", "slug", "summary", "search_description", "introduction", "capacity")
        },
        enrolment_closes_local=_wall(written["starts_in"] - written["closes_before"], NOON),
        starts_local=_wall(written["starts_in"], EVENING),
        ends_local=_wall(written["starts_in"] + 7 * written["weeks"], EVENING),
        opens_at_start=written.get("opens_at_start", False),
    )
    builder.add(course, page, name=f"cohort:{page.slug}")
    _price(page, written)
    return page


def _workshop(builder: Builder, webinars: WebinarIndexPage) -> None:
    page = WebinarPage(
        **{name: WORKSHOP[name] for name in ("title", "slug", "introduction", "search_description")},
        host=builder.people["lindqvist"],
        cover=builder.image(WORKSHOP["cover"]),
        cover_alt_text=WORKSHOP["cover_alt"],
        learn=[("item", line) for line in WORKSHOP["learn"]],
    )
    builder.add(webinars, page, body=[("rich_text", WORKSHOP["body"])], name=f"webinar:{page.slug}")
    zone = settings.SCHOOL_TIME_ZONE
    wall = datetime.datetime.combine(_day(30), EVENING)
    Session.objects.create(
        webinar=page, starts_at=instants_of(wall, zone)[0], zone=zone, minutes=90, capacity=12,
        join_url="https://meet.example/ketamine-startup-workshop",
    )  # fmt: skip
    _price(page, WORKSHOP)


def _price(page: Any, written: dict[str, Any]) -> None:
    Offer.objects.create(product=page, name=written["title"], amount_cents=written["price_cents"])


def _day(days: int) -> datetime.date:
    return (timezone.now() + datetime.timedelta(days=days)).date()


def _wall(days: int, clock: datetime.time) -> str:
    return f"{_day(days):%Y-%m-%d}T{clock:%H:%M}"
