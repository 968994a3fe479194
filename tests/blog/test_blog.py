"""What a reader of the blog meets."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_a_reader_goes_from_post_to_post_by_date(visitor, make_post):
    make_post("First", on=datetime.date(2026, 9, 1))
    middle = make_post("Second", on=datetime.date(2026, 9, 8))
    make_post("Third", on=datetime.date(2026, 9, 15))

    context = visitor.get(middle.url).context

    assert context["previous_post"].title == "First"
    assert context["next_post"].title == "Third"


def test_posts_of_one_day_have_an_order_too(visitor, make_post):
    earlier, later = make_post("Morning"), make_post("Evening")

    assert visitor.get(earlier.url).context["next_post"].title == "Evening"
    assert visitor.get(later.url).context["previous_post"].title == "Morning"
    assert visitor.get(later.url).context["next_post"] is None


def test_the_index_shows_the_newest_first_and_leads_with_it(visitor, blog, make_post):
    make_post("Old", on=datetime.date(2026, 1, 2))
    make_post("New", on=datetime.date(2026, 11, 2))

    context = visitor.get(blog.url).context

    assert context["lead_post"].title == "New"
    assert [post.title for post in context["posts"]] == ["New", "Old"]


def test_a_post_past_its_expiry_is_off_the_index_though_no_job_ran(visitor, blog, make_post):
    post = make_post("Fleeting")
    type(post).objects.filter(pk=post.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))

    assert "Fleeting" not in visitor.get(blog.url).content.decode()
    assert visitor.get(post.url).status_code == 404


def test_a_draft_is_nowhere(visitor, blog, make_post):
    post = make_post("Secret plan")
    post.unpublish()

    assert visitor.get(post.url).status_code == 404
    for address in (blog.url, "/blog/feed/", "/sitemap.xml"):
        assert "ecret" not in visitor.get(address).content.decode()


def test_the_feed_is_atom_and_names_posts_authors_and_topics(visitor, make_post):
    make_post("Superbills")

    response = visitor.get("/blog/feed/")

    assert response["Content-Type"].startswith("application/atom+xml")
    assert "<title>Superbills</title>" in response.content.decode()
    assert "Dr. Ada Author" in response.content.decode()


def test_a_page_number_from_nowhere_shows_a_page(visitor, blog, make_post):
    make_post("Only")

    for page in ("0", "-3", "99999999999", "x"):
        assert visitor.get(blog.url, {"page": page}).status_code == 200


def test_an_unknown_topic_shows_all_posts(visitor, blog, make_post):
    make_post("Only")

    assert "Only" in visitor.get(blog.url, {"topic": "no-such-topic"}).content.decode()


@pytest.mark.parametrize("address", ["index", "post", "feed"])
def test_ten_posts_and_forty_cost_the_same_queries(visitor, blog, make_post, address):
    first = make_post("Post 0", on=datetime.date(2025, 1, 1))
    url = {"index": blog.url, "post": first.url, "feed": "/blog/feed/"}[address]
    for number in range(1, 10):
        make_post(f"Post {number}", on=datetime.date(2025, 1, 1) + datetime.timedelta(days=number))
    visitor.get(url)  # fills Wagtail's own caches
    with CaptureQueriesContext(connection) as few:
        visitor.get(url)
    for number in range(10, 40):
        make_post(f"Post {number}", on=datetime.date(2025, 1, 1) + datetime.timedelta(days=number))

    with CaptureQueriesContext(connection) as many:
        visitor.get(url)

    assert len(many) <= len(few) <= 24
