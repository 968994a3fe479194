"""A page costs the same whether a course has three lessons or sixty."""

import pytest
from django.urls import reverse

from courses import services
from payments import services as payments
from tests.courses import places

pytestmark = pytest.mark.django_db

BOUND = 28


@pytest.fixture
def lessons_so_far(course, module, preview, lesson):
    places.plant_lesson(module, "lesson-2")


def add_lessons(course, module, number):
    for count in range(number):
        if count % 10 == 0:
            module = places.plant_module(course, f"module-{count}")
        places.plant_lesson(module, f"lesson-{module.pk}-{count}")


@pytest.mark.parametrize(
    ("who", "address"),
    [
        *[("visitor", address) for address in ("lesson", "course", "catalogue")],
        *[("learner", address) for address in ("lesson", "course", "catalogue", "learn", "continue")],
    ],
)
def test_three_lessons_and_sixty_cost_the_same(
    request,
    visitor,
    client_of,
    learner,
    catalogue,
    course,
    module,
    lesson,
    lessons_so_far,
    who,
    address,
    django_assert_max_num_queries,
):
    services.complete_lesson(user=learner, lesson=lesson)
    client = visitor if who == "visitor" else client_of(learner)
    url = {
        "lesson": lesson.url,
        "course": course.url,
        "learn": "/learn/",
        "catalogue": catalogue.url,
        "continue": reverse("courses:continue", args=[course.pk]),
    }[address]
    client.get(url)  # Wagtail's caches are warm for both measurements
    with django_assert_max_num_queries(BOUND) as captured:
        client.get(url)
    few = len(captured)  # now: the next request empties the log
    add_lessons(course, module, 57)
    client.get(url)

    with django_assert_max_num_queries(few):
        client.get(url)


@pytest.mark.parametrize("address", ["catalogue", "learn"])
def test_two_courses_and_twelve_cost_the_same(
    client_of, learner, owner, catalogue, course, lesson, address, django_assert_max_num_queries
):
    def plant(number):
        another = places.plant_course(catalogue, f"course-{number}")
        places.plant_lesson(places.plant_module(another, "module"), "lesson")
        payments.give_grant(user=learner, product=another, reason="test", by=owner)

    plant(1)
    client = client_of(learner)
    url = {"learn": "/learn/", "catalogue": catalogue.url}[address]
    client.get(url)
    with django_assert_max_num_queries(BOUND) as captured:
        client.get(url)
    few = len(captured)
    for number in range(2, 12):
        plant(number)
    client.get(url)

    with django_assert_max_num_queries(few):
        client.get(url)


def test_one_cohort_to_come_and_eight_cost_the_same(client_of, learner, catalogue, django_assert_max_num_queries):
    def plant(number):
        course = places.plant_course(catalogue, f"course-{number}")
        cohort = places.plant_cohort(course, f"cohort-{number}", opens_at_start=True)
        payments.give_grant(user=learner, product=cohort, reason="test", by=None)

    plant(1)
    client = client_of(learner)
    client.get("/learn/")
    with django_assert_max_num_queries(BOUND) as captured:
        client.get("/learn/")
    few = len(captured)
    for number in range(2, 9):
        plant(number)
    client.get("/learn/")

    with django_assert_max_num_queries(few):
        client.get("/learn/")
