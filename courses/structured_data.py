"""What a course says of itself in the words of schema.org: made of its sales page and its offers, never of its lessons."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.html import strip_tags

from pages import structured_data as words
from pages.head import iso, shorten
from pages.structured_data import Thing, known
from payments import money
from scheduling.wall_time import day_at_school

if TYPE_CHECKING:
    from courses.models import BundlePage, CohortPage, CoursePage


def course(page: CoursePage, context: Mapping[str, Any]) -> Thing:
    """This function will return the course, what it costs now and how much work it is."""
    syllabus = context.get("syllabus")
    instance = known(
        type="CourseInstance", courseMode="Online", courseWorkload=f"PT{syllabus.minutes}M" if syllabus else ""
    )
    return outline(page) | known(
        image=page.get_share_picture().address,
        inLanguage="en",
        teaches=[str(item.value) for item in page.outcomes],
        audience=[known(type="Audience", audienceType=str(item.value)) for item in page.audience],
        instructor=[words.person(someone) for someone in context.get("faculty", ())],
        offers=offers(page, context),
        hasCourseInstance=instance,
    )


def cohort(page: CohortPage, context: Mapping[str, Any]) -> Thing:
    """This function will return a course with the one group that takes it on these dates."""
    parent, syllabus = context.get("course") or page.course, context.get("syllabus")
    instance = known(
        type="CourseInstance",
        name=page.title,
        description=shorten(page.get_summary()),
        url=page.get_address(),
        courseMode="Online",
        courseWorkload=f"PT{syllabus.minutes}M" if syllabus else "",
        startDate=written(page.starts_at, page.zone),
        endDate=written(page.ends_at, page.zone),
        maximumAttendeeCapacity=page.capacity,
        location=known(type="VirtualLocation", url=page.get_address()),
        offers=offers(page, context),
    )
    return outline(parent) | {"hasCourseInstance": instance}


def bundle(page: BundlePage, context: Mapping[str, Any]) -> Thing:
    """This function will return what is sold together, and the courses in it."""
    return known(
        type="Product",
        id=f"{page.get_address()}#bundle",
        name=page.title,
        description=shorten(page.get_summary()),
        url=page.get_address(),
        image=page.get_share_picture().address,
        brand=words.the_organization(),
        offers=offers(page, context),
        isRelatedTo=[outline(entry["page"]) for entry in context.get("courses", ())],
    )


def outline(page: CoursePage) -> Thing:
    """This function will return what a catalogue says of the course."""
    return known(
        type="Course",
        id=f"{page.get_address()}#course",
        name=page.title,
        description=shorten(page.get_summary()),
        url=page.get_address(),
        provider=words.the_organization(),
    )


def offers(page: Any, context: Mapping[str, Any]) -> list[Thing]:
    """This function will return the prices that anyone may take now; they follow the same standing as the button."""
    purchase = context.get("purchase")
    standing = (purchase.standing if purchase else None) or page.get_standing()
    return [
        words.offer(
            price=money.as_decimal(one.amount_cents, one.currency),
            currency=one.currency,
            url=page.get_path(),
            availability=standing.availability,
            name=one.name,
            validFrom=iso(one.valid_from),
            priceValidUntil=iso(day_at_school(one.valid_until)) if one.valid_until else "",
        )
        for one in page.get_offers()
        if page.is_published_now()
    ]


def written(instant: datetime.datetime | None, zone: str) -> str:
    """This function will write an instant as local time with its offset, the form search engines ask for."""
    return iso(instant.astimezone(ZoneInfo(zone))) if instant else ""


def questions(page: CoursePage) -> Thing | None:
    """This function will return the questions and answers of the sales page."""
    return words.questions((item.value["question"], strip_tags(item.value["answer"].source)) for item in page.faq)
