"""Dates hold to the second: before, at and after the named moment, with a clockwork that has not run."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from blog.models import BlogPostPage, Topic
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from pages.blocks import CallToActionBlock
from pages.models import StandardPage
from tests.conftest import publish
from webinars.models import WebinarIndexPage, WebinarPage

pytestmark = pytest.mark.django_db

MOMENT = datetime.datetime(2027, 3, 1, 12, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)
LONG_BEFORE = datetime.datetime(2027, 2, 1, tzinfo=datetime.UTC)


def planned(parent, page, **dates):
    """A page that an editor published long before, with dates."""
    for name, value in dates.items():
        setattr(page, name, value)
    with time_machine.travel(LONG_BEFORE, tick=False):
        page.live = False
        parent.add_child(instance=page)
        return publish(page)


def course_pages(home):
    catalogue = planned(home, CourseIndexPage(title="Courses", slug="courses"))
    return catalogue, CoursePage(title="Dated course", slug="dated-course", summary="A course.")


@pytest.fixture
def make(home, blog, author):
    """One unsaved page of each kind that has an address of its own, with the place where it belongs."""

    def of_kind(kind):
        if kind == "post":
            topic, _ = Topic.objects.get_or_create(name="Billing", slug="billing")
            post = BlogPostPage(title="Dated post", slug="dated-post", introduction="Two sentences.")
            post.author, post.topic = author, topic
            post.body = [("rich_text", "<p>Words.</p>")]
            return blog, post
        if kind == "webinar":
            index = planned(home, WebinarIndexPage(title="Webinars", slug="webinars"))
            return index, WebinarPage(title="Dated webinar", slug="dated-webinar", introduction="Soon.", host=author)
        if kind == "course":
            return course_pages(home)
        if kind == "lesson":
            catalogue, course = course_pages(home)
            course = planned(catalogue, course)
            module = planned(course, ModulePage(title="Module", slug="module"))
            lesson = LessonPage(title="Dated lesson", slug="dated-lesson", summary="One.", free_preview=True)
            lesson.body = [("rich_text", "<p>Words.</p>")]
            return module, lesson
        plain = StandardPage(title="Dated plain page", slug="dated-plain", show_in_menus=True, shown_in_footer=True)
        plain.body = [("rich_text", "<p>Words.</p>")]
        return home, plain

    return of_kind


@pytest.mark.parametrize("kind", ["post", "webinar", "course", "lesson", "plain page"])
def test_a_page_goes_live_and_expires_in_the_second_that_was_named(kind, make, visitor):
    parent, page = make(kind)
    page = planned(parent, page, go_live_at=MOMENT, expire_at=MOMENT + datetime.timedelta(hours=1))
    assert not page.live

    for moment, status in [
        (MOMENT - SECOND, 404),
        (MOMENT, 200),
        (page.expire_at - SECOND, 200),
        (page.expire_at, 404),
    ]:
        with time_machine.travel(moment, tick=False):
            assert visitor.get(page.url).status_code == status, (kind, moment)


@pytest.mark.parametrize(
    ("kind", "addresses"),
    [
        ("post", ["/blog/", "/blog/feed/", "/"]),
        ("webinar", ["/webinars/"]),
        ("course", ["/courses/"]),
        ("lesson", ["/courses/dated-course/"]),
        ("plain page", ["/"]),
    ],
)
def test_lists_menus_and_feeds_keep_to_the_same_second(kind, addresses, make, visitor):
    parent, page = make(kind)
    page = planned(parent, page, go_live_at=MOMENT, expire_at=MOMENT + datetime.timedelta(hours=1))

    for moment, is_named in [(MOMENT - SECOND, False), (MOMENT, True), (page.expire_at, False)]:
        with time_machine.travel(moment, tick=False):
            for address in addresses:
                named = page.title in visitor.get(address).content.decode()
                assert named == is_named, (address, moment)


def test_a_dated_change_to_a_live_page_is_shown_from_its_second(make_post, visitor):
    with time_machine.travel(LONG_BEFORE, tick=False):
        post = make_post("What a lease says")
        changed = post.get_latest_revision_as_object()
        changed.body = [("rich_text", "<p>The new words.</p>")]
        changed.go_live_at = MOMENT
        changed.save_revision().publish()

    for moment, is_new in [(MOMENT - SECOND, False), (MOMENT, True)]:
        with time_machine.travel(moment, tick=False):
            html = visitor.get(post.url).content.decode()
            assert ("The new words" in html, "Some words about money" in html) == (is_new, not is_new), moment


def test_a_draft_with_a_date_that_nobody_approved_never_goes_live(blog, make, visitor):
    _, post = make("post")
    post.title, post.live, post.go_live_at = "Only a draft", False, MOMENT
    blog.add_child(instance=post)
    post.save_revision()

    with time_machine.travel(MOMENT + SECOND, tick=False):
        assert visitor.get(post.url).status_code == 404
        assert "Only a draft" not in visitor.get("/blog/").content.decode()


def test_a_plan_that_was_taken_back_stays_taken_back(make, visitor, owner, client_of):
    parent, page = make("post")
    page = planned(parent, page, go_live_at=MOMENT)
    address = reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, page.scheduled_revision.pk])
    client_of(owner).post(address)

    with time_machine.travel(MOMENT + SECOND, tick=False):
        assert visitor.get(page.url).status_code == 404


def test_the_clockwork_later_writes_down_what_was_already_shown(make, visitor):
    parent, page = make("post")
    page = planned(parent, page, go_live_at=MOMENT, expire_at=MOMENT + datetime.timedelta(hours=1))

    with time_machine.travel(MOMENT + 30 * SECOND, tick=False):
        call_command("publish_scheduled")
        page.refresh_from_db()
        assert page.live
        assert visitor.get(page.url).status_code == 200
    with time_machine.travel(page.expire_at + SECOND, tick=False):
        call_command("publish_scheduled")
        assert visitor.get(page.url).status_code == 404


def test_a_call_to_action_leads_to_a_page_from_its_second(make):
    parent, page = make("post")
    page = planned(parent, page, go_live_at=MOMENT)
    raw = {"title": "Read", "page": page.pk, "label": "Read"}

    with time_machine.travel(MOMENT - SECOND, tick=False):
        assert not CallToActionBlock().to_python(raw).is_as_chosen
    with time_machine.travel(MOMENT, tick=False):
        assert CallToActionBlock().to_python(raw).is_as_chosen
