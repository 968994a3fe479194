"""What a reader of the blog meets."""

import datetime
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import BlogPostPage, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def address_of():
    """Where one listing of posts is; a post lists its neighbours and what is related to it."""

    def address_of(listing, post):
        return {
            "index": "/blog/",
            "topic": f"/blog/topic/{post.topic.slug}/",
            "post": post.url,
            "author": f"/faculty/{post.author.slug}/",
            "feed": "/blog/feed/",
            "topic feed": f"/blog/topic/{post.topic.slug}/feed/",
            "search": "/search/?q=money",
        }[listing]

    return address_of


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


@pytest.mark.parametrize("page", ["0", "-3", "2", "99999999999", "x", "1.0", "１"])
def test_a_page_that_is_not_there_is_not_found(visitor, blog, make_post, page):
    make_post("Only")

    assert visitor.get(blog.url, {"page": page}).status_code == 404


def test_a_reader_turns_the_pages_without_a_script(visitor, blog, make_post):
    for number in range(14):
        make_post(f"Post {number:02}", on=datetime.date(2026, 1, 1) + datetime.timedelta(days=number))

    first = visitor.get(blog.url).content.decode()
    second = visitor.get(blog.url, {"page": "2"}).content.decode()

    assert '<link rel="next" href="?page=2">' in first
    assert 'rel="prev"' not in first
    assert "Post 13" in first
    assert "Post 01" not in first
    assert "Post 01" in second
    assert '<link rel="prev" href="?page=1">' in second
    assert re.search(r'<link rel="canonical" href="[^"]+/blog/\?page=2">', second)
    assert 'data-layout="lead"' in first
    assert 'data-layout="lead"' not in second


LISTINGS = ["index", "topic", "post", "author", "feed", "topic feed", "search"]


@pytest.mark.parametrize("listing", LISTINGS)
def test_ten_posts_and_forty_cost_the_same_queries(visitor, blog, make_post, address_of, listing):
    first = make_post("Post 0", on=datetime.date(2025, 1, 1))
    url = address_of(listing, first)
    for number in range(1, 10):
        make_post(f"Post {number}", on=datetime.date(2025, 1, 1) + datetime.timedelta(days=number))
    visitor.get(url)  # fills Wagtail's own caches
    with CaptureQueriesContext(connection) as few:
        visitor.get(url)
    for number in range(10, 40):
        make_post(f"Post {number}", on=datetime.date(2025, 1, 1) + datetime.timedelta(days=number))
    visitor.get(url)

    with CaptureQueriesContext(connection) as many:
        visitor.get(url)

    assert len(many) <= len(few) <= 26


@pytest.mark.parametrize("listing", ["index", "topic", "author", "feed", "topic feed", "search", "post"])
def test_a_post_is_listed_in_the_seconds_between_its_dates_and_in_no_other(
    visitor, make_post, address_of, monkeypatch, listing
):
    here = make_post("Here", on=datetime.date(2026, 10, 6))
    dated = make_post("Dated", on=datetime.date(2026, 10, 7))
    begin = timezone.now() + datetime.timedelta(days=1)
    end = begin + datetime.timedelta(days=1)
    type(dated).objects.filter(pk=dated.pk).update(go_live_at=begin, expire_at=end)
    url = address_of(listing, here)
    second = datetime.timedelta(seconds=1)

    for moment, is_there in [(begin - second, False), (begin, True), (end - second, True), (end, False)]:
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        assert ("Dated" in visitor.get(url).content.decode()) is is_there, moment


def test_an_old_address_of_a_topic_leads_to_the_new_one(visitor, blog, make_post):
    make_post("Only")

    response = visitor.get(blog.url, {"topic": "billing"})

    assert (response.status_code, response["Location"]) == (301, "/blog/topic/billing/")


def test_a_topic_opens_with_its_own_words_and_holds_its_own_posts(visitor, make_post):
    other = Topic.objects.create(name="Rooms", slug="rooms", introduction="What a room asks of you.")
    make_post("About money")
    make_post("About chairs", topic=other)

    response = visitor.get("/blog/topic/rooms/")
    html = response.content.decode()

    assert "What a room asks of you." in html
    assert [post.title for post in response.context["posts"]] == ["About chairs"]
    assert 'href="/blog/topic/rooms/feed/"' in html


def test_a_thin_topic_stands_but_is_kept_from_search_engines(visitor, blog, make_post):
    for number in range(2):
        make_post(f"Post {number}")
    assert "noindex" in visitor.get("/blog/topic/billing/").content.decode()
    assert "/blog/topic/billing/" not in visitor.get("/sitemap.xml").content.decode()

    make_post("The third")

    assert "noindex" not in visitor.get("/blog/topic/billing/").content.decode()
    assert "/blog/topic/billing/" in visitor.get("/sitemap.xml").content.decode()


def test_nobody_finds_a_topic_that_is_not_there(visitor, blog):
    assert visitor.get("/blog/topic/nothing/").status_code == 404
    assert visitor.get("/blog/topic/nothing/feed/").status_code == 404


def test_a_post_begun_in_the_evening_bears_the_owners_day():
    with time_machine.travel(datetime.datetime(2026, 11, 26, 3, 0, tzinfo=datetime.UTC)):  # seven in the evening there
        assert BlogPostPage().published_on == datetime.date(2026, 11, 25)
