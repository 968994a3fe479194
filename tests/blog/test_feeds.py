"""What a reader's program gets: whole texts that work outside our pages, and nothing twice."""

import datetime

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from blog.models import BlogPostPage
from pages.models import Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(make_post, picture):
    Term.objects.create(name="CPT", slug="cpt", hint="A list.")
    body = [
        ("heading", {"text": "Money & time", "level": "h2"}),
        ("rich_text", '<p>A CPT code.<sup>1</sup> See <a href="/about/">about</a>.</p>'),
        ("figure", {"image": picture, "alt_text": "A square", "caption": "Four sides.", "credit": ""}),
        (
            "sources",
            {"entries": [{"title": "A document", "publisher": "An agency", "url": "https://agency.example/x"}]},
        ),
    ]
    return make_post("Sales & tax <rules>", body=body, checked_on=datetime.date(2026, 11, 20))


def read(visitor, url="/blog/feed/"):
    feed = feedparser.parse(visitor.get(url).content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_the_feed_is_well_formed_and_carries_the_whole_text(visitor, post):
    feed = read(visitor)
    (entry,) = feed.entries
    html = entry.content[0].value

    assert feed.version == "atom10"
    assert entry.title == "Sales & tax <rules>"
    assert entry.author == "Dr. Ada Author"
    assert entry.tags[0].term == "Billing"
    assert entry.id.startswith("urn:uuid:")
    for words in ("Money &amp; time", "A CPT code.", "Four sides.", "A document", "An agency", "November 20, 2026"):
        assert words in html, words


def test_every_address_in_it_is_complete_and_nothing_needs_our_page(visitor, post):
    soup = BeautifulSoup(read(visitor).entries[0].content[0].value, "html.parser")

    addresses = [element.get("href") or element.get("src") for element in soup.select("[href], [src]")]
    assert len(addresses) >= 5
    assert all(address.startswith(("http://localhost/", "https://agency.example/")) for address in addresses), addresses
    assert not soup.select("script, style, svg, button, form, source, [class], [popover], [style]")
    assert soup.select_one("sup a")["href"] == f"{post.full_url}#source-1"
    image = soup.select_one("img")
    assert (image["alt"], bool(image["width"] and image["height"])) == ("A square", True)


def test_each_topic_has_a_feed_of_its_own(visitor, post, make_post):
    from blog.models import Topic

    make_post("About chairs", topic=Topic.objects.create(name="Rooms", slug="rooms"))

    feed = read(visitor, "/blog/topic/rooms/feed/")

    assert [entry.title for entry in feed.entries] == ["About chairs"]
    assert "Rooms" in feed.feed.title
    assert feed.feed.link.endswith("/blog/topic/rooms/")
    assert len(read(visitor).entries) == 2


def test_pages_say_where_their_feeds_are(visitor, post):
    for page, feed in [("/blog/", "/blog/feed/"), ("/blog/topic/billing/", "/blog/topic/billing/feed/")]:
        soup = BeautifulSoup(visitor.get(page).content, "html.parser")
        assert feed in [link["href"] for link in soup.select('link[rel="alternate"][type="application/atom+xml"]')]


def test_a_program_that_has_it_already_gets_nothing_twice(visitor, post):
    first = visitor.get("/blog/feed/")

    by_state = visitor.get("/blog/feed/", headers={"If-None-Match": first["ETag"]})
    by_date = visitor.get("/blog/feed/", headers={"If-Modified-Since": first["Last-Modified"]})

    assert (by_state.status_code, by_state.content) == (304, b"")
    assert by_date.status_code == 304


def test_a_change_and_an_expiry_are_news(visitor, post, make_post):
    make_post("Another")
    state = visitor.get("/blog/feed/")["ETag"]

    BlogPostPage.objects.filter(pk=post.pk).update(expire_at=timezone.now())

    response = visitor.get("/blog/feed/", headers={"If-None-Match": state})
    assert response.status_code == 200
    assert "Sales" not in response.content.decode()


def test_a_republished_post_is_drawn_anew(visitor, post):
    assert "Other words" not in read(visitor).entries[0].content[0].value
    post.body = [("rich_text", "<p>Other words\x0b now.</p>")]
    post.title, post.introduction = "Pasted\x0b title", "Pasted\x0c words."
    post.save_revision().publish()

    assert "Other words now." in read(visitor).entries[0].content[0].value
