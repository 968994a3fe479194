"""Who may read a lesson, by every way to it. The ledger is asked at the moment of reading; no place in the tree opens it."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils import timezone

from courses.models import CoursePage, LessonPage, ModulePage
from tests.courses import places

pytestmark = pytest.mark.django_db

GATED = "Gated words."


def reads(client, lesson) -> bool:
    return GATED in client.get(lesson.url).content.decode()


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def test_the_learner_reads_the_lesson(client_of, learner, lesson):
    response = client_of(learner).get(lesson.url)

    assert response.status_code == 200
    assert GATED in response.content.decode()
    assert "courses/lesson_page.html" in [template.name for template in response.templates]


def test_a_visitor_meets_the_locked_lesson(visitor, lesson):
    response = visitor.get(lesson.url)

    assert response.status_code == 200
    assert "courses/lesson_page_locked.html" in [template.name for template in response.templates]
    assert lesson.title in response.content.decode()
    assert lesson.summary in response.content.decode()
    assert GATED not in response.content.decode()
    assert '<meta name="robots" content="noindex, follow">' in response.content.decode()


def test_the_locked_page_is_made_without_the_lesson(visitor, lesson):
    context = visitor.get(lesson.url).context

    assert not any(isinstance(value, LessonPage) for layer in context for value in layer.flatten().values())


def test_an_account_without_a_purchase_meets_the_locked_lesson(client_of, buyer, lesson):
    assert not reads(client_of(buyer), lesson)


def test_the_owner_of_another_course_meets_the_locked_lesson(client_of, stranger, lesson):
    assert not reads(client_of(stranger), lesson)


def test_staff_meet_the_locked_lesson_outside_the_editor(client_of, editor, owner, lesson):
    assert not reads(client_of(editor), lesson)
    assert not reads(client_of(owner), lesson)


def test_a_revoked_grant_closes_the_lesson_at_the_next_request(client_of, buyer, course, lesson, give):
    grant = give(buyer, course)
    client = client_of(buyer)
    assert reads(client, lesson)

    type(grant).objects.filter(pk=grant.pk).update(status="revoked")

    assert not reads(client, lesson)


def test_an_expired_grant_opens_nothing(client_of, buyer, course, lesson, give):
    give(buyer, course, until=timezone.now() + datetime.timedelta(hours=1))
    client = client_of(buyer)
    assert reads(client, lesson)

    now = timezone.now()
    buyer.grants.update(starts_at=now - datetime.timedelta(days=1), ends_at=now - datetime.timedelta(seconds=1))

    assert not reads(client, lesson)


def test_a_grant_that_begins_tomorrow_opens_nothing_today(client_of, buyer, course, lesson, give):
    give(buyer, course)
    buyer.grants.update(starts_at=timezone.now() + datetime.timedelta(days=1))

    assert not reads(client_of(buyer), lesson)


def test_a_deactivated_person_with_an_open_session_reads_nothing(client_of, learner, lesson):
    client = client_of(learner)
    learner.is_active = False
    learner.save()

    assert not reads(client, lesson)
    assert not fresh(lesson).is_open_to(learner)


def test_a_free_preview_is_open_to_everyone(visitor, client_of, buyer, preview):
    for client in (visitor, client_of(buyer)):
        assert "Words for everyone." in client.get(preview.url).content.decode()


# --- the tree ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("closed", ["lesson", "module", "course"])
def test_nothing_below_an_unpublished_page_is_open(request, client_of, visitor, learner, lesson, preview, closed):
    request.getfixturevalue(closed).unpublish()

    assert not fresh(lesson).is_open_to(learner)
    assert client_of(learner).get(lesson.url).status_code == 404
    if closed != "lesson":
        assert visitor.get(preview.url).status_code == 404


@pytest.mark.parametrize("kind", [LessonPage, ModulePage, CoursePage])
@pytest.mark.parametrize(
    "dates", [{"expire_at": datetime.timedelta(seconds=-1)}, {"go_live_at": datetime.timedelta(seconds=60)}]
)
def test_dates_close_the_lesson_though_no_job_ran(client_of, learner, lesson, kind, dates):
    kind.objects.update(**{name: timezone.now() + shift for name, shift in dates.items()})

    assert not fresh(lesson).is_open_to(learner)
    assert client_of(learner).get(lesson.url).status_code == 404


@pytest.mark.parametrize(
    "dates", [{"expire_at": datetime.timedelta(seconds=60)}, {"go_live_at": datetime.timedelta(seconds=-1)}]
)
def test_dates_that_are_kept_close_nothing(client_of, learner, lesson, dates):
    LessonPage.objects.update(**{name: timezone.now() + shift for name, shift in dates.items()})

    assert reads(client_of(learner), lesson)


def destinations(request, course):
    """Three places where no lesson belongs, and one where it belongs to somebody else."""
    home = course.get_parent().get_parent().specific
    other = request.getfixturevalue("other_course")
    return {"home": home, "course itself": course, "other course": places.plant_module(other, "elsewhere")}


@pytest.mark.parametrize("where", ["home", "course itself", "other course"])
@pytest.mark.parametrize("how", ["move", "copy", "alias"])
def test_no_deed_in_the_tree_opens_a_lesson(request, visitor, client_of, learner, buyer, course, lesson, how, where):
    target = destinations(request, course)[where]
    if how == "move":
        lesson.move(target, pos="last-child")
        arrived = fresh(lesson)
    elif how == "copy":
        arrived = lesson.copy(to=target, update_attrs={"slug": "copied"}, keep_live=True)
    else:
        arrived = lesson.create_alias(parent=target, update_slug="alias")
    arrived = LessonPage.objects.get(pk=arrived.pk)

    assert arrived.live
    for client in (visitor, client_of(buyer), client_of(learner)):
        assert not reads(client, arrived)
    for person in (AnonymousUser(), buyer, learner):
        assert not arrived.is_open_to(person)


def test_a_recursive_copy_of_a_course_is_a_course_that_nobody_owns(visitor, client_of, learner, course, lesson):
    copy = course.copy(recursive=True, update_attrs={"slug": "copied"}, keep_live=True)
    copied = LessonPage.objects.descendant_of(copy).get(slug=lesson.slug)

    assert not reads(visitor, copied)
    assert not reads(client_of(learner), copied)


def test_an_alias_of_the_course_is_a_course_that_nobody_owns(client_of, learner, course, lesson):
    alias = course.create_alias(recursive=True, update_slug="alias")
    aliased = LessonPage.objects.descendant_of(alias).get(slug=lesson.slug)

    assert not reads(client_of(learner), aliased)


def test_a_lesson_moved_within_its_course_stays_open_to_its_learners(client_of, learner, course, lesson):
    lesson.move(places.plant_module(course, "second"), pos="last-child")

    assert reads(client_of(learner), fresh(lesson))


# --- methods, headers, caches -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["head", "options", "post", "put", "patch", "delete", "trace"])
def test_no_other_method_says_what_a_get_would_not(visitor, client_of, learner, lesson, method):
    for client in (visitor, client_of(learner)):
        response = getattr(client, method)(lesson.url)

        assert GATED not in response.content.decode()
        assert response.status_code == (200 if method in {"head", "options"} else 405)


def test_what_is_gated_is_kept_by_no_cache(visitor, client_of, learner, lesson, preview):
    for client in (visitor, client_of(learner)):
        header = client.get(lesson.url)["Cache-Control"]
        assert "no-store" in header
        assert "private" in header
    assert "no-store" in client_of(learner).get(preview.url)["Cache-Control"]


def test_the_length_of_a_locked_answer_says_nothing_about_the_lesson(visitor, module, lesson):
    longer = places.plant_lesson(module, "superbillz", words=GATED * 500)

    assert abs(len(visitor.get(lesson.url).content) - len(visitor.get(longer.url).content)) < 400


# --- drafts and previews ----------------------------------------------------------------------------------------------


def test_the_editor_previews_a_draft_as_a_learner_and_as_a_visitor(client_of, editor, lesson):
    lesson.body = [("rich_text", "<p>Drafted words.</p>")]
    lesson.save_revision()
    client = client_of(editor)

    as_learner = client.get(f"/admin/pages/{lesson.pk}/view_draft/")
    as_visitor = client.get(f"/admin/pages/{lesson.pk}/view_draft/?mode=visitor")

    assert "Drafted words." in as_learner.content.decode()
    assert "no-store" in as_learner["Cache-Control"]
    assert "Drafted words." not in as_visitor.content.decode()


def test_a_draft_can_be_previewed_before_its_course_is_live(client_of, editor, course, module, lesson):
    course.unpublish()

    assert GATED in client_of(editor).get(f"/admin/pages/{lesson.pk}/view_draft/").content.decode()


@pytest.mark.parametrize("who", ["visitor", "buyer", "learner"])
def test_drafts_are_for_editors_alone(request, client_of, who, lesson):
    lesson.body = [("rich_text", "<p>Drafted words.</p>")]
    revision = lesson.save_revision()
    client = request.getfixturevalue(who) if who == "visitor" else client_of(request.getfixturevalue(who))

    for path in ("view_draft", "edit", "edit/preview", "history", f"revisions/{revision.pk}/view", "copy", "usage"):
        response = client.get(f"/admin/pages/{lesson.pk}/{path}/")
        assert response.status_code in {302, 403, 404}, path
        assert "Drafted" not in response.content.decode()


def test_a_preview_refuses_whoever_may_not_edit_even_if_something_else_lets_them_in(buyer, lesson):
    request = RequestFactory().get("/")
    request.user = buyer

    with pytest.raises(PermissionDenied):
        lesson.serve_preview(request, "learner")


def test_a_request_that_calls_itself_a_preview_is_served_as_a_visitor(lesson):
    request = RequestFactory().get(lesson.url)
    request.user = AnonymousUser()
    request.is_preview = True

    assert lesson.serve(request).template_name == "courses/lesson_page_locked.html"


# --- maps, indexes, doors that do not exist ----------------------------------------------------------------------------


def test_the_sitemap_shows_the_sales_page_and_previews_alone(visitor, course, module, lesson, preview):
    text = visitor.get("/sitemap.xml").content.decode()

    assert f"{course.url}</loc>" in text
    assert f"{preview.url}</loc>" in text
    assert lesson.url not in text
    assert f"{module.url}</loc>" not in text


def test_search_knows_the_title_and_the_summary_and_nothing_that_is_taught(lesson):
    assert [page.pk for page in LessonPage.objects.search("superbills")] == [lesson.pk]
    assert list(LessonPage.objects.search("gated words")) == []


def test_no_api_is_mounted(visitor, lesson):
    for path in ("/api/v2/pages/", f"/api/v2/pages/{lesson.pk}/", "/api/v3/pages/", f"{lesson.url}?format=json"):
        assert GATED not in visitor.get(path).content.decode()
    assert visitor.get("/api/v2/pages/").status_code == 404
