"""Cohorts and bundles: what they open, to whom, from when, and that what was sold stays what it was."""

import datetime
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from courses.models import CohortPage
from pages.models import highlights_of
from payments import services as payments
from payments.models import Grant, Intake, Offer, Order, WaitingEntry
from tests.courses import places

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def cohort(course):
    return places.plant_cohort(course)


@pytest.fixture
def seat(cohort):
    return Offer.objects.create(product=cohort, name="January cohort", amount_cents=99000)


@pytest.fixture
def bundle(catalogue, course, other_course):
    return places.plant_bundle(catalogue, [course, other_course])


@pytest.fixture
def member(make_user, cohort, give):
    user = make_user("member")
    give(user, cohort)
    return user


# --- what they open -----------------------------------------------------------------------------------------------------


def test_a_member_reads_from_the_day_of_enrolling(client_of, member, lesson):
    assert "Gated words." in client_of(member).get(lesson.url).content.decode()


def test_with_the_tick_the_lessons_open_at_the_first_second_of_the_cohort(client_of, make_user, course, lesson, give):
    cohort = places.plant_cohort(course, "march", opens_at_start=True)
    member = make_user("member")
    with time_machine.travel(cohort.starts_at - DAY, tick=False):
        give(member, cohort)

    for moment, is_open in ((cohort.starts_at - SECOND, False), (cohort.starts_at, True)):
        with time_machine.travel(moment, tick=False):
            client = client_of(member)
            assert ("Gated words." in client.get(lesson.url).content.decode()) is is_open
            assert course.is_open_to(member) is is_open
            assert cohort.is_open_to(member)
            assert course.is_owned_by(member)
            assert [(entry.course, entry.is_open) for entry in listed(client)] == [(course, is_open)]


def listed(client):
    return client.get("/learn/").context["courses"]


def test_my_courses_tell_the_first_day_of_a_cohort_that_is_paid_for(client_of, make_user, course, lesson, give):
    cohort = places.plant_cohort(course, "march", opens_at_start=True)
    member = make_user("member")
    give(member, cohort)

    page = client_of(member).get("/learn/").content.decode()

    assert "March starts on" in page
    assert f'data-zone="{cohort.zone}"' in page
    assert "You have a place" in page
    assert lesson.title not in page
    assert reverse("courses:continue", args=[course.pk]) not in page


def test_whoever_reads_already_sees_when_the_cohort_meets(client_of, make_user, course, lesson, give):
    later = places.plant_cohort(course, "april", starts_local=places.wall(timezone.now() + 20 * DAY))
    sooner = places.plant_cohort(course, "march")
    member = make_user("member")
    for cohort in (later, sooner):
        give(member, cohort)
    sooner.unpublish()  # the place stays theirs

    (mine,) = listed(client_of(member))

    assert (mine.is_open, mine.cohort) == (True, sooner)
    with time_machine.travel(later.starts_at, tick=False):
        (mine,) = listed(client_of(member))
        assert mine.cohort is None


def test_courses_to_come_stand_after_those_that_can_be_read(client_of, make_user, course, other_course, give):
    member = make_user("member")
    give(member, places.plant_cohort(course, "march", opens_at_start=True))
    give(member, other_course)

    assert [entry.course for entry in listed(client_of(member))] == [other_course, course]


def test_whoever_waits_for_the_first_day_is_told_the_date_and_sold_nothing(client_of, make_user, course, lesson, give):
    Offer.objects.create(product=course, name="Clinic Launch", amount_cents=79000)
    cohort = places.plant_cohort(course, "march", opens_at_start=True)
    member = make_user("member")
    give(member, cohort)

    for address in (course.url, cohort.url, lesson.url):
        text = client_of(member).get(address).content.decode()
        assert "The lessons open on" in text, address
        assert "Buy for" not in text, address


def test_moving_the_first_day_moves_the_opening_for_those_who_have_a_place(make_user, course, give):
    cohort = places.plant_cohort(course, "march", opens_at_start=True)
    member = make_user("member")
    give(member, cohort)
    cohort.starts_local = places.wall(cohort.starts_at + 7 * DAY)
    places.publish(cohort)

    with time_machine.travel(cohort.starts_at - SECOND, tick=False):
        assert not course.is_open_to(member)


def test_an_unpublished_cohort_and_an_unpublished_bundle_take_nothing_away(
    make_user, course, cohort, bundle, member, give
):
    buyer = make_user("bundle-owner")
    give(buyer, bundle)
    cohort.unpublish()
    bundle.unpublish()

    assert course.is_open_to(member)
    assert course.is_open_to(buyer)


def test_a_bundle_opens_what_is_in_it(make_user, course, other_course, bundle, give):
    user = make_user("bundle-owner")
    give(user, bundle)

    assert course.is_open_to(user)
    assert other_course.is_open_to(user)


def test_what_leaves_a_bundle_stays_with_those_who_bought_it_and_what_joins_it_does_not_come(
    make_user, catalogue, course, other_course, bundle, give
):
    early, late = make_user("early"), make_user("late")
    third = places.plant_course(catalogue, "third-course")
    give(early, bundle)
    bundle.courses = [course, third]
    places.publish(bundle)
    give(late, bundle)

    assert [page.is_open_to(early) for page in (course, other_course, third)] == [True, True, False]
    assert [page.is_open_to(late) for page in (course, other_course, third)] == [True, False, True]


def test_what_was_ordered_counts_though_the_bundle_changed_before_it_was_paid(buyer, course, other_course, bundle):
    from payments.models import Order
    from payments.services.grants import grant_lines

    offer = Offer.objects.create(product=bundle, name="Both", amount_cents=1)
    order = Order.objects.create(buyer=buyer, currency="usd", subtotal_cents=1, total_cents=1)
    order.lines.create(offer=offer, product=bundle, title="Both", unit_amount_cents=1)
    bundle.courses = [course]
    places.publish(bundle)
    grant_lines(order)

    assert other_course.is_open_to(buyer)


def test_a_cohort_moved_under_another_course_still_opens_what_its_members_bought(course, other_course, cohort, member):
    cohort.move(other_course, pos="last-child")

    assert course.is_open_to(member)
    assert not other_course.is_open_to(member)


def test_one_grant_taken_back_leaves_what_another_opens(course, bundle, member, give):
    give(member, bundle)
    payments.revoke_grant(grant=Grant.objects.get(product=bundle), reason="Refunded", by=None)

    assert course.is_open_to(member)


# --- the editor's dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("starts_local", "2027-03-14T02:30", "never show"),
        ("starts_local", "2026-11-01T01:30", "twice"),
        ("ends_local", "2020-01-01T09:00", "end after"),
        ("enrolment_closes_local", "2020-01-01T09:00", "close after"),
        ("enrolment_closes_local", "2099-01-01T09:00", "before the cohort ends"),
        ("starts_local", "soon", "day and a time"),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field(cohort, field, value, words):
    setattr(cohort, field, value)

    with pytest.raises(ValidationError) as refusal:
        cohort.full_clean()
    assert words in refusal.value.message_dict[field][0]


def test_the_instants_follow_from_wall_and_zone(course):
    cohort = places.plant_cohort(
        course,
        zone="Europe/Berlin",
        enrolment_opens_local="",
        starts_local="2027-03-28T09:00",
        ends_local="2027-05-01T09:00",
    )

    assert cohort.starts_at == datetime.datetime(2027, 3, 28, 7, tzinfo=datetime.UTC)
    assert cohort.get_window().closes_at == cohort.starts_at


# --- what visitors see ---------------------------------------------------------------------------------------------------


def test_the_course_shows_its_cohorts_with_state_dates_and_button(visitor, course, cohort, seat):
    text = visitor.get(course.url).content.decode()

    assert "Cohorts" in text
    assert f'action="/checkout/{seat.pk}/"' in text
    assert cohort.starts_at.strftime("%Y-%m-%dT%H") in text


def test_at_the_closing_second_every_button_turns_into_the_list(visitor, course, cohort, seat, catalogue):
    Offer.objects.create(product=course, name="Clinic Launch", amount_cents=79000)
    closes_at = cohort.get_window().closes_at
    for moment, is_open in ((closes_at - SECOND, True), (closes_at, False)):
        with time_machine.travel(moment, tick=False):
            for address in (course.url, cohort.url):
                text = visitor.get(address).content.decode()
                assert (f'action="/checkout/{seat.pk}/"' in text) is is_open, address
                assert ("Tell me when it opens" in text) is not is_open, address
    with time_machine.travel(closes_at, tick=False):
        assert visitor.post(f"/checkout/{seat.pk}/").status_code == 409


def test_full_is_said_everywhere_and_leads_to_the_list(visitor, course, catalogue, seat, make_user):
    cohort = CohortPage.objects.get()
    cohort.capacity = 1
    places.publish(cohort)
    payments.give_grant(user=make_user("quick"), product=cohort, reason="Gift", by=None)

    for address in (course.url, cohort.url, catalogue.url):
        text = visitor.get(address).content.decode()
        assert re.search(r'class="badge"[^>]*>Full<', text), address
        assert f'action="/checkout/{seat.pk}/"' not in text, address
    assert "Join the waiting list" in visitor.get(cohort.url).content.decode()


def test_the_catalogue_names_bundles_with_their_price(visitor, catalogue, bundle):
    Offer.objects.create(product=bundle, name="Both", amount_cents=95000)

    text = visitor.get(catalogue.url).content.decode()
    assert "$950" in text
    assert bundle.url in text
    assert visitor.get(bundle.url).status_code == 200


def test_a_cohort_with_people_is_not_deleted(client_of, owner, cohort, member):
    client_of(owner).post(f"/admin/pages/{cohort.pk}/delete/", {"confirm": "yes"})

    assert CohortPage.objects.filter(pk=cohort.pk).exists()


@pytest.mark.parametrize("address", ["catalogue", "course"])
def test_two_cohorts_and_twelve_cost_the_same(
    client_of, buyer, catalogue, course, lesson, address, django_assert_max_num_queries
):
    def plant(number):
        cohort = places.plant_cohort(course, f"cohort-{number}")
        Offer.objects.create(product=cohort, name=f"c{number}", amount_cents=99000)

    plant(1)
    plant(2)
    client = client_of(buyer)
    url = {"catalogue": catalogue.url, "course": course.url}[address]
    client.get(url)
    with django_assert_max_num_queries(40) as captured:
        client.get(url)
    few = len(captured)
    for number in range(3, 13):
        plant(number)
    client.get(url)

    with django_assert_max_num_queries(few):
        client.get(url)


def test_the_counter_of_a_cohort_follows_its_page(cohort):
    assert (Intake.objects.get().capacity, Intake.objects.get().has_list) == (20, True)
    cohort.capacity = None
    cohort.waiting_list = False
    places.publish(cohort)

    assert (Intake.objects.get().capacity, Intake.objects.get().has_list) == (None, False)
    assert WaitingEntry.objects.count() == 0
    assert timezone.now() < cohort.starts_at


# --- it goes with its course, and with what an editor keeps private -------------------------------------------------------


def test_nobody_is_sold_a_cohort_of_a_course_that_is_gone(visitor, client_of, buyer, catalogue, course, cohort, seat):
    course.unpublish()

    assert visitor.get(cohort.url).status_code == 404
    cohort = CohortPage.objects.get(pk=cohort.pk)
    assert not cohort.is_public_now()
    assert not CohortPage.known_to_strangers().exists()
    assert cohort.url not in visitor.get("/sitemap.xml").content.decode()
    assert cohort.get_standing().state == "closed"
    client_of(buyer).post(reverse("payments:buy", args=[seat.pk]))
    assert not Order.objects.exists()


def test_a_cohort_ends_at_the_second_at_which_its_course_expires(visitor, course, cohort):
    course.expire_at = timezone.now() + DAY
    places.publish(course)

    assert visitor.get(cohort.url).status_code == 200
    with time_machine.travel(course.expire_at, tick=False):
        assert visitor.get(cohort.url).status_code == 404


def keep_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_strangers_hear_of_no_private_cohort(visitor, catalogue, course, cohort, seat):
    assert cohort.title in visitor.get(course.url).content.decode()
    keep_private(cohort)

    assert cohort.title not in visitor.get(course.url).content.decode()
    assert cohort.title not in visitor.get(catalogue.url).content.decode()
    assert not course.can_be_joined()


def test_strangers_hear_of_no_private_course_in_a_bundle(visitor, catalogue, other_course, bundle):
    keep_private(other_course)

    for address in (bundle.url, catalogue.url):
        assert other_course.title not in visitor.get(address).content.decode()


def test_a_private_lesson_stands_in_the_list_of_its_owners_alone(
    visitor, client_of, learner, catalogue, course, lesson, last_lesson
):
    keep_private(lesson)
    keep_private(last_lesson.get_parent())

    for address in (course.url, catalogue.url):
        text = visitor.get(address).content.decode()
        assert lesson.title not in text
        assert last_lesson.title not in text
    assert lesson.title in client_of(learner).get(course.url).content.decode()
    (mine,) = listed(client_of(learner))
    assert mine.syllabus.total == 3


def test_the_front_page_puts_forward_no_private_course(home, course, lesson):
    Offer.objects.create(product=course, name="Clinic Launch", amount_cents=79000)
    assert highlights_of(course, 1)
    assert course.get_way_on()
    keep_private(course)

    assert not highlights_of(course, 1)
    assert course.get_way_on() is None
