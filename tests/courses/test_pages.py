"""The catalogue, the page that sells, the module's address, and what the editor may and may not do."""

import datetime

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses.models import BundlePage, CohortPage, CourseIndexPage, CoursePage, LessonPage, ModulePage
from pages.models import Person, SiteSettings
from payments import purchases
from payments.models import Offer, PromotionCode
from payments.refusals import CodeRefused
from scheduling.models import TryCount
from tests.courses import places

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(course):
    return Offer.objects.create(product=course, name="Clinic Launch", amount_cents=79000, currency="usd")


@pytest.fixture
def told_in_full(course, author):
    course.introduction = "<p>Decided before the first patient.</p>"
    course.outcomes = [("item", "Write a superbill that carries what the payer needs.")]
    course.audience = [("item", "Nurse practitioners")]
    course.not_for = [("item", "Patients")]
    course.faq = [("question", {"question": "Does it carry credit?", "answer": "<p>No, none.</p>"})]
    course.refund_policy = "Within 14 days of paying."
    course.faculty = [author]
    return places.publish(course)


# --- the page that sells --------------------------------------------------------------------------------------------------


def test_the_course_page_tells_a_visitor_all_they_decide_by(
    visitor, told_in_full, offer, module, preview, lesson, author
):
    text = visitor.get(told_in_full.url).content.decode()

    for words in (
        told_in_full.summary,
        "Decided before the first patient.",
        "Write a superbill",
        "Nurse practitioners",
        "Patients",
        "Does it carry credit?",
        "No, none.",
        "Within 14 days of paying.",
        "Dr. Ada Author, MD",
        "Disclosure: None",
        module.title,
        lesson.title,
        lesson.summary,
        "12 min",
        f'href="{preview.url}"',
        "$790",
    ):
        assert words in text
    assert "Gated words." not in text


def test_the_schools_own_refund_policy_stands_in_for_a_missing_one(visitor, course):
    settings = SiteSettings.for_site(course.get_site())
    settings.refund_policy = "<p>The policy of the whole school.</p>"
    settings.save()

    assert "The policy of the whole school." in visitor.get(course.url).content.decode()
    assert course.get_refund_policy() == "The policy of the whole school."


def test_a_course_without_an_offer_says_that_it_is_not_for_sale(visitor, course, lesson):
    response = visitor.get(course.url)

    assert response.context["purchase"].state == "closed"
    purchase = response.context["purchase"]
    assert (purchase.standing.words if purchase.standing else purchase.reason) in response.content.decode()


def test_an_owner_is_not_sold_it_again_but_led_on(client_of, learner, course, offer, preview, lesson):
    response = client_of(learner).get(course.url)

    assert response.context["purchase"].state == "owned"
    assert response.context["next_lesson"].url == preview.url
    assert course.access_url in response.content.decode()
    assert "0 of 2 lessons" in response.content.decode()


def test_a_course_whose_date_has_passed_is_gone(visitor, course):
    CoursePage.objects.update(expire_at="2020-01-01T00:00Z")

    assert visitor.get(course.url).status_code == 404
    assert course.url not in visitor.get(course.get_parent().url).content.decode()
    assert CoursePage.objects.get().get_highlights(1) == []


def test_the_course_is_a_highlight_with_its_modules(course, module):
    highlight = course.get_highlights(1)[0]

    assert highlight.title == course.title
    assert [part.title for part in highlight.parts] == [module.title]
    assert course.get_highlights(0) == []


def test_the_catalogue_shows_live_courses_and_says_so_when_there_are_none(visitor, catalogue, course, other_course):
    other_course.unpublish()

    text = visitor.get(catalogue.url).content.decode()
    assert course.title in text
    assert other_course.title not in text

    course.unpublish()
    assert "No course is open just now" in visitor.get(catalogue.url).content.decode()


def test_the_address_of_a_module_leads_to_its_place_in_the_syllabus(visitor, course, module, lesson):
    response = visitor.get(module.url)

    assert response.status_code == 302
    assert response["Location"] == f"{course.url}#module-billing"
    assert 'id="module-billing"' in visitor.get(course.url).content.decode()


def test_a_module_outside_a_live_course_is_nowhere(visitor, course, module):
    course.unpublish()

    assert visitor.get(module.url).status_code == 404


# --- the locked page ------------------------------------------------------------------------------------------------------


def test_the_locked_page_sells_the_course_and_lets_owners_sign_in(
    visitor, client_of, buyer, course, offer, preview, lesson
):
    text = visitor.get(lesson.url).content.decode()

    assert course.summary in text
    assert f'href="{course.url}"' in text
    assert f'href="{preview.url}"' in text
    assert f"/account/login/?next={lesson.url}" in text
    assert f"/checkout/{offer.pk}/" in text
    assert "Do you own it already?" not in client_of(buyer).get(lesson.url).content.decode()


def test_a_preview_ends_with_the_course_it_belongs_to(visitor, course, offer, preview, lesson):
    text = visitor.get(preview.url).content.decode()

    assert "one of the free lessons" in text
    assert f"/checkout/{offer.pk}/" in text
    assert "Mark complete" not in text
    assert "noindex" not in text


def test_titles_are_escaped_wherever_they_stand(visitor, client_of, learner, course, module, preview):
    shown = places.plant_lesson(module, "quoted")
    shown.title = '<b onclick="x">Bold</b>'
    shown.save()

    for client in (visitor, client_of(learner)):
        for address in (course.url, shown.url, preview.url):
            assert "<b onclick" not in client.get(address).content.decode()


# --- the editor -----------------------------------------------------------------------------------------------------------


def test_pages_name_their_neighbours():
    assert CourseIndexPage.allowed_subpage_models() == [CoursePage, BundlePage]
    assert set(CoursePage.allowed_subpage_models()) == {ModulePage, CohortPage}
    assert ModulePage.allowed_subpage_models() == [LessonPage]
    assert LessonPage.allowed_subpage_models() == []
    assert LessonPage.allowed_parent_page_models() == [ModulePage]


@pytest.mark.parametrize("who", ["catalogue", "course", "module", "lesson"])
def test_the_editor_opens_every_kind_of_page(request, client_of, editor, lesson, who):
    page = request.getfixturevalue(who)

    assert client_of(editor).get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def lesson_form(body, **fields):
    """What the editor's browser sends when the lesson's form is filled in and published."""
    values = {
        "title": "Written in the editor",
        "slug": "written-in-the-editor",
        "summary": "In short.",
        "minutes": "12",
        "checked_on": "2026-11-20",
        "body": streamfield(body),
        "comments": inline_formset([]),
        "action-publish": "action-publish",
    }
    return nested_form_data(values | fields)


def test_a_lesson_is_written_and_published_at_the_desk(client_of, owner, learner, module):
    form = lesson_form(
        [
            ("heading", {"text": "First", "level": "h2"}),
            ("rich_text", rich_text("<p>Words of the editor.</p>")),
            ("figure", {"image": str(places.plant_picture().pk), "alt_text": "A", "caption": "B", "credit": ""}),
        ]
    )

    response = client_of(owner).post(f"/admin/pages/add/courses/lessonpage/{module.pk}/", form)

    assert response.status_code == 302
    written = LessonPage.objects.get(slug="written-in-the-editor")
    assert written.live
    assert "Words of the editor." in client_of(learner).get(written.url).content.decode()


def test_the_editor_is_told_which_picture_of_a_lesson_anyone_could_fetch(client_of, editor, module):
    public = places.plant_picture(gated=False)
    form = lesson_form([("figure", {"image": str(public.pk), "alt_text": "A", "caption": "B", "credit": ""})])

    response = client_of(editor).post(f"/admin/pages/add/courses/lessonpage/{module.pk}/", form)

    assert response.status_code == 200
    assert "can be fetched by anyone" in response.content.decode()
    assert not LessonPage.objects.filter(slug="written-in-the-editor").exists()


def delete_at(page):
    return f"/admin/pages/{page.pk}/delete/"


@pytest.mark.parametrize("who", ["catalogue", "course", "module", "lesson"])
def test_what_people_own_is_not_deleted(request, client_of, owner, learner, lesson, who):
    page = request.getfixturevalue(who)

    response = client_of(owner).post(delete_at(page))

    assert response.status_code == 302
    assert "Unpublish it instead" in str(next(iter(get_messages(response.wsgi_request))))
    assert type(page).objects.filter(pk=page.pk).exists()


def test_many_pages_ticked_at_once_are_not_deleted_either(client_of, owner, learner, lesson, preview):
    response = client_of(owner).post(f"/admin/bulk/wagtailcore/page/delete/?id={lesson.pk}&id={preview.pk}")

    assert response.status_code == 302
    assert LessonPage.objects.count() == 2


def test_a_course_that_was_offered_stays_and_one_that_nobody_knows_may_go(client_of, owner, catalogue, course, offer):
    client = client_of(owner)
    forgotten = places.plant_course(catalogue, "forgotten")

    client.post(delete_at(course))
    client.post(delete_at(forgotten))

    assert [page.pk for page in CoursePage.objects.all()] == [course.pk]


def test_a_draft_lesson_is_not_in_the_syllabus(visitor, course, lesson):
    lesson.unpublish()

    assert lesson.title not in visitor.get(course.url).content.decode()


def test_everything_taught_was_written_by_somebody_who_exists(course, author):
    course.faculty = [author]
    places.publish(course)

    Person.objects.filter(pk=author.pk).delete()

    assert list(CoursePage.objects.get().faculty.all()) == []


def test_whoever_tries_codes_that_do_not_exist_is_told_to_come_back_later(visitor, course, offer, owner):
    def said(code: str) -> str:
        return visitor.get(course.url, {"code": code}).context["purchase"].code.words

    PromotionCode.objects.create(code="EARLY-BIRD", percent_off=10)
    good = said("EARLY-BIRD")
    visitor.get(course.url)
    assert not TryCount.objects.exists(), "nothing is written for a code that is known, or for none"

    refused = {said(f"guess{number}") for number in range(30)}

    assert refused == {CodeRefused.default_words}
    assert said("guess-again") == said("EARLY-BIRD") == purchases.TRY_LATER
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=3601)):
        assert said("EARLY-BIRD") == good


def test_a_byte_that_postgresql_refuses_is_left_out_of_what_was_typed(visitor, course, offer, blog):
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(f"{course.url}?code=%00").status_code == 200
        assert visitor.get(f"{course.url}?code=A%00B").status_code == 200
        assert visitor.get(f"{blog.url}?topic=%00").status_code == 200
        assert visitor.get(f"{blog.url}?topic=a%00b").status_code == 200

    assert not [query for query in captured if "\x00" in query["sql"]]


def test_the_last_day_of_a_price_is_the_owners_day(visitor, course, offer):
    offer.valid_until = datetime.datetime(2027, 1, 1, 7, 0, tzinfo=datetime.UTC)  # eleven in the evening in Los Angeles
    offer.save()

    assert '"priceValidUntil": "2026-12-31"' in visitor.get(course.url).content.decode().replace('":"', '": "')
