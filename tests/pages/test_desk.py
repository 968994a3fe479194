"""The first page of the desk and its reports: what waits, what goes stale, what leads nowhere."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Comment, CommentReply, PageSubscription
from wagtail.users.models import UserProfile

from blog.models import BlogPostPage
from courses.models import LessonPage
from pages import editorial
from pages.models import PageRemark, StandardPage
from pages.viewsets import DeskEditView
from webinars.models import WebinarPage

pytestmark = pytest.mark.django_db

REPORTS = ["stale-content", "missing-descriptions", "broken-links"]


def rows(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))


@pytest.fixture
def neglected(make_post):
    """A post with a link that died, no description and a check that is overdue; its title begins like a formula."""
    target = make_post("The target")
    post = make_post(
        "=SUM(A1) and other leases",
        slug="other-leases",
        checked_on=timezone.localdate() - datetime.timedelta(days=400),
        body=[("rich_text", f'<p>Read <a linktype="page" id="{target.pk}">on</a>.</p>')],
    )
    target.unpublish()
    editorial.proofread_everything()
    return post


def test_the_nights_reading_finds_what_decayed_and_forgets_what_was_mended(neglected):
    assert set(neglected.remarks.values_list("kind", flat=True)) == {"link", "description", "check"}

    neglected.body = [("rich_text", "<p>No link at all.</p>")]
    neglected.search_description = "What other leases say."
    neglected.save_revision().publish()
    editorial.proofread_everything()
    assert set(neglected.remarks.values_list("kind", flat=True)) == {"check"}

    neglected.unpublish()
    editorial.proofread_everything()
    assert not PageRemark.objects.filter(page=neglected).exists()


def test_reading_twice_in_a_night_finds_the_same(neglected):
    before = list(PageRemark.objects.order_by("pk").values_list("page", "kind", "words"))

    editorial.proofread_everything()

    assert list(PageRemark.objects.order_by("pk").values_list("page", "kind", "words")) == before


def test_the_desk_shows_what_needs_mending(neglected, editor, client_of):
    html = client_of(editor).get("/admin/").content.decode()

    assert "Facts to check within 30 days" in html
    assert "Links that lead nowhere" in html
    assert "SUM(A1) and other leases" in html


def test_a_desk_with_nothing_to_do_says_nothing(blog, editor, client_of):
    html = client_of(editor).get("/admin/").content.decode()

    assert "Facts to check" not in html
    assert "lead nowhere" not in html


def test_a_draft_that_was_forgotten_is_remembered(make_post, editor, client_of):
    post = make_post("Half written")
    post.save_revision()
    month_ago = timezone.now() - datetime.timedelta(days=31)
    type(post).objects.filter(pk=post.pk).update(has_unpublished_changes=True, latest_revision_created_at=month_ago)

    assert "Drafts that nobody has touched" in client_of(editor).get("/admin/").content.decode()


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_a_page_a_csv_and_a_spreadsheet(report, neglected, editor, client_of):
    desk = client_of(editor)
    address = f"/admin/reports/{report}/"

    assert "and other leases" in desk.get(address).content.decode()
    assert desk.get(f"{address}?export=xlsx").status_code == 200
    table = rows(desk.get(f"{address}?export=csv"))
    assert table[0] == ["Page", "Address", "What to mend", "Sort", "Due"]
    titles = [row[0] for row in table[1:]]
    assert "'=SUM(A1) and other leases" in titles, "a title is text, not a formula"
    assert not [title for title in titles if title.startswith("=")]


@pytest.mark.parametrize("report", REPORTS)
def test_nobody_else_reads_the_reports(report, neglected, buyer, client_of):
    assert client_of(buyer).get(f"/admin/reports/{report}/").status_code in (302, 403)


def test_the_side_panel_says_what_must_be_mended(neglected, editor, client_of):
    html = client_of(editor).get(reverse("wagtailadmin_pages:edit", args=[neglected.pk])).content.decode()

    assert "Before it goes out" in html
    assert "Must be mended" in html
    assert "is not published" in html


def test_the_posts_are_listed_with_their_dates_and_reported_by_author_and_topic(blog, make_post, editor, client_of):
    make_post("What a lease says", checked_on=datetime.date(2026, 11, 2), next_check_on=datetime.date(2027, 11, 2))
    desk = client_of(editor)

    listing = desk.get(reverse("wagtailadmin_explore", args=[blog.pk])).content.decode()
    for word in ("Next check", "Dr. Ada Author", "What a lease says"):
        assert word in listing, word
    assert "What a lease says" in desk.get("/admin/reports/posts/").content.decode()
    assert "What a lease says" not in desk.get("/admin/reports/posts/?live=false").content.decode()
    table = rows(desk.get("/admin/reports/posts/?export=csv"))
    assert table[1][:3] == ["What a lease says", "Dr. Ada Author, MD", "Billing"]


def test_a_comment_is_a_letter_through_the_outbox_to_who_asked_for_it(make_post, editor, reviewer, owner, post_office):
    post = make_post("What a lease says")
    PageSubscription.objects.create(page=post, user=editor, comment_notifications=True)
    PageSubscription.objects.create(page=post, user=owner, comment_notifications=False)
    comment = Comment(page=post, user=reviewer, text="Which state is this?", contentpath="body")
    changes = {"new_comments": [comment], "new_replies": [], "resolved_comments": [], "deleted_comments": []}

    editorial.tell_of_comments(page=post, by=reviewer, changes=changes)

    (letter,) = post_office()
    assert letter.to == ["editor@people.example"]
    assert letter.subject == "Comments on: What a lease says"
    assert "Which state is this?" in letter.body


def test_an_answer_reaches_who_began_the_thread(make_post, editor, reviewer, post_office):
    post = make_post("What a lease says")
    comment = Comment.objects.create(page=post, user=editor, text="Is this so?", contentpath="body")
    reply = CommentReply(comment=comment, user=reviewer, text="It is: page 4.")
    changes = {"new_comments": [], "new_replies": [(comment, [reply])]}

    editorial.tell_of_comments(page=post, by=reviewer, changes=changes)

    (letter,) = post_office()
    assert (letter.to, "It is: page 4." in letter.body) == (["editor@people.example"], True)


@pytest.mark.parametrize("model", [BlogPostPage, StandardPage, LessonPage, WebinarPage])
def test_every_kind_of_page_is_edited_at_our_desk(model):
    assert page_viewset_registry.get_by_type(model).edit_view_class is DeskEditView


def test_two_posts_and_ten_cost_the_desk_the_same(blog, make_post, owner, client_of, django_assert_max_num_queries):
    desk, address = client_of(owner), reverse("wagtailadmin_explore", args=[blog.pk])
    make_post("One")
    make_post("Two")
    desk.get(address)
    with django_assert_max_num_queries(60) as captured:
        desk.get(address)
    few = len(captured)
    for number in range(8):
        make_post(f"Post {number}")

    with django_assert_max_num_queries(few):
        desk.get(address)


def test_a_day_that_is_still_to_come_is_named_and_not_called_now(blog, make_post, editor, client_of):
    make_post("What a lease says", next_check_on=timezone.localdate() + datetime.timedelta(days=300))

    html = client_of(editor).get(reverse("wagtailadmin_explore", args=[blog.pk])).content.decode()

    day = timezone.localdate() + datetime.timedelta(days=300)
    assert f"{day.day} {day:%b %Y}</time>" in html


def test_the_schedule_says_on_which_clocks_it_is_typed(make_post, editor, client_of):
    post = make_post("What a lease says")
    profile = UserProfile.get_for_user(editor)
    profile.current_time_zone = "America/Los_Angeles"
    profile.save()

    html = client_of(editor).get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()

    assert html.count("On the clocks of America/Los Angeles.") == 2


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_with_nothing_in_it_says_so(report, blog, editor, client_of):
    assert "Nothing to mend." in client_of(editor).get(f"/admin/reports/{report}/").content.decode()
