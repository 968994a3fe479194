"""What a learner did: marked once, kept in order, never by a GET and never for somebody who may not read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse

from courses import services
from courses.models import Enrolment, LessonCompletion
from courses.refusals import CourseNotOwned, LessonClosed
from courses.syllabus import State
from tests.courses import places

pytestmark = pytest.mark.django_db


def complete_at(lesson):
    return reverse("courses:complete", args=[lesson.pk])


def test_marking_a_lesson_complete_begins_the_course_and_leads_to_the_next(client_of, learner, course, preview, lesson):
    response = client_of(learner).post(complete_at(preview))

    assert response.status_code == 302
    assert response["Location"] == lesson.url
    enrolment = Enrolment.objects.get(user=learner, course=course)
    assert enrolment.last_lesson == preview
    assert enrolment.get_completed_pks() == {preview.pk}
    assert enrolment.completed_at is None


def test_marking_it_twice_is_marking_it_once(learner, lesson):
    first = services.complete_lesson(user=learner, lesson=lesson)
    second = services.complete_lesson(user=learner, lesson=lesson)

    assert second.completion == first.completion
    assert second.completion.completed_at == first.completion.completed_at
    assert LessonCompletion.objects.count() == Enrolment.objects.count() == 1


def test_the_database_itself_refuses_a_second_row(learner, course, lesson):
    completion = services.complete_lesson(user=learner, lesson=lesson).completion

    with pytest.raises(IntegrityError), transaction.atomic():
        LessonCompletion.objects.create(enrolment=completion.enrolment, lesson=lesson)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(user=learner, course=course)


def test_reading_writes_nothing(client_of, learner, course, lesson):
    client = client_of(learner)

    for address in (lesson.url, course.url, "/learn/", reverse("courses:continue", args=[course.pk])):
        client.get(address)

    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_the_door_opens_to_post_alone(client_of, learner, lesson, method):
    assert getattr(client_of(learner), method)(complete_at(lesson)).status_code == 405
    assert Enrolment.objects.count() == 0


def test_a_form_from_elsewhere_is_refused(learner, lesson):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post(complete_at(lesson)).status_code == 403
    assert Enrolment.objects.count() == 0


def test_a_stranger_completes_nothing(client_of, stranger, lesson):
    response = client_of(stranger).post(complete_at(lesson), follow=True)

    assert "not open to you" in response.content.decode()
    assert Enrolment.objects.count() == 0
    with pytest.raises(LessonClosed):
        services.complete_lesson(user=stranger, lesson=lesson)


def test_a_free_preview_keeps_no_progress_for_people_without_the_course(client_of, buyer, preview):
    with pytest.raises(CourseNotOwned):
        services.complete_lesson(user=buyer, lesson=preview)
    assert client_of(buyer).post(complete_at(preview)).status_code == 302
    assert Enrolment.objects.count() == 0


def test_a_visitor_is_sent_to_sign_in_and_back_to_the_lesson(visitor, lesson):
    response = visitor.post(complete_at(lesson))

    assert response["Location"] == f"/account/login/?next={lesson.url}"
    with pytest.raises(LessonClosed):
        services.complete_lesson(user=AnonymousUser(), lesson=lesson)


def test_a_lesson_that_is_not_there_cannot_be_completed(client_of, learner, lesson):
    lesson.unpublish()

    assert client_of(learner).post(complete_at(lesson)).status_code == 404
    assert client_of(learner).post(reverse("courses:complete", args=[999_999])).status_code == 404


def test_the_last_lesson_finishes_the_course_whatever_the_order(
    client_of, learner, course, preview, lesson, last_lesson
):
    client = client_of(learner)
    client.post(complete_at(last_lesson))
    client.post(complete_at(lesson))

    response = client.post(complete_at(preview), follow=True)

    assert response.redirect_chain[-1][0] == "/learn/"
    assert "read the whole course" in response.content.decode()
    assert Enrolment.objects.get().completed_at is not None


def test_finishing_stays_finished_when_a_lesson_is_added(learner, module, course, lesson, preview):
    services.complete_lesson(user=learner, lesson=lesson)
    services.complete_lesson(user=learner, lesson=preview)
    finished_at = Enrolment.objects.get().completed_at
    added = places.plant_lesson(module, "added-later")

    services.complete_lesson(user=learner, lesson=added)

    assert finished_at is not None
    assert Enrolment.objects.get().completed_at == finished_at


def test_marking_the_last_one_first_leads_on_to_what_is_still_undone(client_of, learner, preview, lesson, last_lesson):
    response = client_of(learner).post(complete_at(last_lesson), follow=True)

    assert response.redirect_chain[-1][0] == preview.url


# --- the place ----------------------------------------------------------------------------------------------------------


def continue_at(client, course):
    return client.get(reverse("courses:continue", args=[course.pk])).get("Location")


def test_continue_leads_to_the_first_undone_lesson_after_the_last_one_done(
    client_of, learner, course, preview, lesson, last_lesson
):
    client = client_of(learner)
    assert continue_at(client, course) == preview.url

    client.post(complete_at(lesson))
    assert continue_at(client, course) == last_lesson.url

    client.post(complete_at(last_lesson))
    assert continue_at(client, course) == preview.url

    client.post(complete_at(preview))
    assert continue_at(client, course) == preview.url


def test_continue_leads_a_stranger_to_the_sales_page_and_a_visitor_to_sign_in(
    visitor, client_of, stranger, course, lesson
):
    assert continue_at(client_of(stranger), course) == course.url
    assert continue_at(visitor, course).startswith("/account/login/")


def test_the_owner_is_led_to_the_lesson_after_buying(course, lesson):
    assert course.access_url == reverse("courses:continue", args=[course.pk])


def test_lessons_know_their_neighbours_across_modules(client_of, learner, preview, lesson, last_lesson):
    context = client_of(learner).get(lesson.url).context

    assert context["previous_lesson"].url == preview.url
    assert context["next_lesson"].url == last_lesson.url


def test_neither_neighbour_nor_syllabus_names_an_unpublished_lesson(
    client_of, learner, course, preview, lesson, last_lesson
):
    last_lesson.title = "A title not yet public"
    last_lesson.save()
    last_lesson.get_parent().specific.unpublish()
    client = client_of(learner)

    for address in (lesson.url, course.url, "/learn/"):
        assert "A title not yet public" not in client.get(address).content.decode()
    assert client.get(lesson.url).context["next_lesson"] is None


def test_the_syllabus_says_how_each_lesson_stands(visitor, client_of, learner, course, preview, lesson):
    states = lambda client: [entry.state for entry in client.get(course.url).context["syllabus"].lessons]  # noqa: E731

    assert states(visitor) == [State.PREVIEW, State.LOCKED]
    assert states(client_of(learner)) == [State.OPEN, State.OPEN]
    services.complete_lesson(user=learner, lesson=preview)
    assert states(client_of(learner)) == [State.DONE, State.OPEN]


def test_publishing_an_older_revision_of_the_course_takes_no_progress_back(learner, course, lesson):
    old = course.save_revision()
    services.complete_lesson(user=learner, lesson=lesson)

    old.publish()

    assert LessonCompletion.objects.count() == 1


# --- my courses -----------------------------------------------------------------------------------------------------------


def test_my_courses_shows_what_i_own_and_how_far_i_am(client_of, learner, course, other_course, preview, lesson):
    services.complete_lesson(user=learner, lesson=preview)

    response = client_of(learner).get("/learn/")
    text = response.content.decode()

    assert [mine.course.pk for mine in response.context["courses"]] == [course.pk]
    assert "1 of 2 lessons" in text
    assert "Continue where I was" in text
    assert other_course.title not in text
    assert "no-store" in response["Cache-Control"]


def test_my_courses_without_any_leads_to_the_catalogue(client_of, buyer, catalogue):
    text = client_of(buyer).get("/learn/").content.decode()

    assert "no courses yet" in text
    assert f'href="{catalogue.url}"' in text


def test_a_revoked_course_leaves_my_courses_and_the_progress_stays(client_of, learner, course, lesson):
    services.complete_lesson(user=learner, lesson=lesson)
    learner.grants.update(status="revoked")

    assert client_of(learner).get("/learn/").context["courses"] == []
    assert LessonCompletion.objects.count() == 1


def test_my_courses_is_for_people_who_are_signed_in(visitor):
    assert visitor.get("/learn/")["Location"] == "/account/login/?next=/learn/"
