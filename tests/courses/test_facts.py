"""What cohorts and bundles say of themselves to search engines, and that it changes with their state."""

import datetime

import pytest
import time_machine

from payments.models import Offer
from tests.courses import places
from tests.pages.machines import things_of

pytestmark = pytest.mark.django_db

ORIGIN = "http://localhost:8000"


@pytest.fixture
def cohort(course, lesson):
    cohort = places.plant_cohort(course)
    Offer.objects.create(product=cohort, name="January cohort", amount_cents=99000)
    return cohort


def test_a_cohort_is_its_course_on_these_dates_at_this_price(visitor, course, cohort):
    facts = things_of(visitor, cohort.url)["Course"]
    instance = facts["hasCourseInstance"]

    assert (facts["@id"], facts["url"]) == (f"{ORIGIN}{course.url}#course", f"{ORIGIN}{course.url}")
    assert facts["provider"]["name"] == "Ketamine StartUp"
    assert (instance["@type"], instance["name"], instance["url"]) == ("CourseInstance", "January", ORIGIN + cohort.url)
    for name, moment in (("startDate", cohort.starts_at), ("endDate", cohort.ends_at)):
        assert datetime.datetime.fromisoformat(instance[name]) == moment
        assert instance[name][-6:] in {"-07:00", "-08:00"}, "in the clock of the cohort"
    assert instance["maximumAttendeeCapacity"] == 20
    assert instance["location"]["@type"] == "VirtualLocation"
    (offer,) = instance["offers"]
    assert (offer["price"], offer["priceCurrency"]) == ("990.00", "USD")
    assert (offer["availability"], offer["url"]) == ("https://schema.org/InStock", ORIGIN + cohort.url)


def test_a_cohort_that_has_begun_is_no_longer_offered_as_open(visitor, cohort):
    with time_machine.travel(cohort.starts_at, tick=False):
        offers = things_of(visitor, cohort.url)["Course"]["hasCourseInstance"].get("offers", [])

    assert all(offer["availability"] != "https://schema.org/InStock" for offer in offers)


def test_a_bundle_names_its_price_and_the_courses_in_it(visitor, catalogue, course, other_course):
    bundle = places.plant_bundle(catalogue, [course, other_course])
    Offer.objects.create(product=bundle, name="Both", amount_cents=120000)

    facts = things_of(visitor, bundle.url)["Product"]

    assert (facts["@id"], facts["name"]) == (f"{ORIGIN}{bundle.url}#bundle", "Both")
    assert [offer["price"] for offer in facts["offers"]] == ["1200.00"]
    assert [(one["@type"], one["url"]) for one in facts["isRelatedTo"]] == [
        ("Course", ORIGIN + course.url),
        ("Course", ORIGIN + other_course.url),
    ]
    assert facts["image"].startswith(f"{ORIGIN}/share/")


def test_a_course_that_was_taken_down_is_no_longer_named_by_its_bundle(visitor, catalogue, course, other_course):
    bundle = places.plant_bundle(catalogue, [course, other_course])
    other_course.unpublish()

    assert [one["url"] for one in things_of(visitor, bundle.url)["Product"]["isRelatedTo"]] == [ORIGIN + course.url]
