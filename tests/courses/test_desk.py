"""How the desk lists courses, cohorts and lessons, and what it says of places."""

import pytest
from django.urls import reverse

from pages.proofreading import faults_of
from payments.models import Intake, Offer
from tests.courses import places

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(editor, client_of):
    return client_of(editor)


@pytest.fixture
def cohort(course):
    cohort = places.plant_cohort(course, capacity=20)
    Offer.objects.create(product=cohort, name="January cohort", amount_cents=99000)
    return cohort


def explore(page):
    return reverse("wagtailadmin_explore", args=[page.pk])


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_catalogue_says_of_courses_and_bundles_where_they_stand(desk, catalogue, course, other_course):
    places.plant_bundle(catalogue, [course, other_course])
    Offer.objects.create(product=course, name="Clinic Launch", amount_cents=79000)

    html = desk.get(explore(catalogue)).content.decode()

    for word in ("Enrolment", "Price", "$790", "Begin any time", "Closed", "Bundle", "Another Course"):
        assert word in html, word


def test_a_course_lists_its_cohorts_with_their_first_day_and_their_places(
    desk, course, module, cohort, make_user, give
):
    give(make_user("member"), cohort)

    html = desk.get(explore(course)).content.decode()

    for word in ("Starts", "1 of 20 taken", "$990", "Open", "Billing", str(cohort.starts_at.year)):
        assert word in html, word


def test_a_module_lists_its_lessons_with_what_is_free(desk, module, preview, lesson):
    html = desk.get(explore(module)).content.decode()

    for word in ("Free preview", "Minutes", "Checked", "Superbills"):
        assert word in html, word


def test_a_search_in_the_catalogue_finds_bundles_too(desk, catalogue, course, other_course):
    places.plant_bundle(catalogue, [course, other_course], "everything")

    assert "Everything" in desk.get(f"{explore(catalogue)}?q=Everything").content.decode()


@pytest.mark.parametrize("where", ["catalogue", "course"])
def test_the_lists_of_the_desk_cost_the_same_however_long_they_are(
    where, client_of, owner, catalogue, course, django_assert_max_num_queries
):
    desk = client_of(owner)  # of everybody else Wagtail itself asks, row by row, what they may delete

    def plant(number):
        cohort = places.plant_cohort(course, f"cohort-{number}")
        another = places.plant_course(catalogue, f"course-{number}")
        for product in (cohort, another):
            Offer.objects.create(product=product, name=f"p{number}", amount_cents=99000)

    plant(1)
    plant(2)
    address = explore({"catalogue": catalogue, "course": course}[where])
    desk.get(address)
    with django_assert_max_num_queries(80) as captured:
        desk.get(address)
    few = len(captured)
    for number in range(3, 10):
        plant(number)
    desk.get(address)

    with django_assert_max_num_queries(few):
        desk.get(address)


# --- fewer places than are taken ------------------------------------------------------------------------------------------


@pytest.fixture
def three_inside(cohort, make_user, give):
    for name in ("ann", "bob", "eve"):
        give(make_user(name), cohort)


@pytest.mark.parametrize(("capacity", "is_fault"), [(2, True), (3, False), (4, False), (None, False), (20, False)])
def test_a_cohort_does_not_go_out_with_fewer_places_than_are_taken(capacity, is_fault, cohort, three_inside):
    cohort.capacity = capacity

    assert [fault.field for fault in faults_of(cohort)] == (["capacity"] if is_fault else [])


def test_the_editor_is_told_beside_the_field_and_how_many_it_must_be(owner, client_of, cohort, three_inside):
    desk = client_of(owner)
    form = desk.get(edit(cohort)).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"capacity": "2", "introduction": "null"}
    typed |= {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}

    response = desk.post(edit(cohort), typed | {"action-publish": "x"})

    words = "3 places are taken or held already. Write 3 or more; to take in nobody else, close enrolment."
    assert response.context["form"].errors["capacity"] == [words]
    assert Intake.objects.get(product=cohort).capacity == 20

    desk.post(edit(cohort), typed)  # a draft says what it likes
    assert type(cohort).objects.get(pk=cohort.pk).get_latest_revision_as_object().capacity == 2
    assert Intake.objects.get(product=cohort).capacity == 20


def test_a_page_that_has_more_people_than_places_can_still_be_mended(cohort, three_inside):
    """Somebody who had to be let in made it so; the page did not, and its other words may change."""
    Intake.objects.filter(product=cohort).update(capacity=2)
    cohort.capacity = 2

    assert faults_of(cohort) == []
