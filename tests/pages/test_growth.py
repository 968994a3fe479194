"""The sitemap: what it lists, what it leaves out, and that neither it nor any other list costs more as the school grows."""

import datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from pages import sitemaps
from pages.findable import Findable
from pages.models import SiteImage
from pages.selectors import page_types
from tests.conftest import drawing
from tests.courses import places

pytestmark = pytest.mark.django_db

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}


def photograph():
    written = BytesIO()
    Image.new("RGB", (100, 60), "teal").save(written, "JPEG")
    return ContentFile(written.getvalue(), name="desk.jpg")


def listed(client, address="/sitemap.xml"):
    """Every address in the map with its last change and its picture, as a real parser reads them."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(response.content)
    return {
        entry.findtext("map:loc", namespaces=NAMES): (
            entry.findtext("map:lastmod", namespaces=NAMES),
            entry.findtext("image:image/image:loc", namespaces=NAMES),
        )
        for entry in root
    }


def test_the_map_lists_pages_with_their_last_change_and_picture(visitor, blog, make_post):
    cover = SiteImage.objects.create(title="A square", file=drawing("square.svg"))
    post = make_post("Superbills & more", cover=cover)

    found = listed(visitor)

    changed, picture = found[f"http://localhost:8000{post.url}"]
    assert datetime.datetime.fromisoformat(changed) == post.last_published_at.replace(microsecond=0)
    assert picture == f"http://localhost:8000{cover.file.url}"
    assert found[f"http://localhost:8000{blog.url}"][0] == changed, "a list changes when what it lists changes"
    assert "http://localhost:8000/" in found


def test_the_widest_of_the_sizes_that_were_made_is_the_picture_and_none_for_learners_alone(visitor, make_post):
    cover, kept = (SiteImage.objects.create(title="A desk", file=photograph(), gated=gated) for gated in (False, True))
    widest = [cover.get_rendition(spec) for spec in ("width-40", "width-80", "width-60")][1]
    shown, bare = make_post("Shown", cover=cover), make_post("Bare", cover=kept)

    found = listed(visitor)

    assert found[f"http://localhost:8000{shown.url}"][1] == f"http://localhost:8000{widest.url}"
    assert found[f"http://localhost:8000{bare.url}"][1] is None


def test_an_address_in_another_script_is_written_as_a_browser_asks_for_it(visitor, make_post):
    post = make_post("Кетамин & мы", slug="кетамин")

    assert f"http://localhost:8000{post.url}" in listed(visitor)
    assert "%D0%BA" in post.url


def test_a_page_outside_the_site_is_not_on_the_map(visitor, blog, make_post):
    make_post("Inside")
    blog.copy(recursive=True, to=Page.get_first_root_node(), update_attrs={"slug": "elsewhere"})

    assert [address for address in listed(visitor) if "inside" in address] == ["http://localhost:8000/blog/inside/"]


def test_no_page_type_has_an_address_that_the_map_would_not_know():
    """Most lines are read as rows, and a row knows nothing of what a page type may say of its address."""
    for model in page_types():
        assert (model.get_address, model.get_path) == (Findable.get_address, Findable.get_path), model
        assert model.get_url_parts is Page.get_url_parts, model


def test_what_strangers_may_not_see_is_not_on_the_map(visitor, home, make_post):
    course = places.plant_course(places.plant_catalogue(home))
    module = places.plant_module(course)
    locked, free = places.plant_lesson(module), places.plant_lesson(module, "before", free_preview=True)
    expired, due, draft = make_post("Expired"), make_post("Due"), make_post("Draft")
    now, second = timezone.now(), datetime.timedelta(seconds=1)
    type(due).objects.filter(pk=expired.pk).update(expire_at=now - second)
    type(due).objects.filter(pk=due.pk).update(go_live_at=now + 60 * second)
    draft.unpublish()

    found = listed(visitor)

    assert f"http://localhost:8000{free.url}" in found
    for page in (locked, module, expired, due, draft):
        assert not any(address.endswith(f"/{page.slug}/") for address in found), page
    course.unpublish()
    assert not any("/courses/clinic-launch" in address for address in listed(visitor))


def test_a_page_for_signed_in_people_is_not_on_the_map(visitor, make_post):
    from wagtail.models import PageViewRestriction

    post = make_post("Members")
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)

    assert not any("members" in address for address in listed(visitor))
    assert visitor.get(post.get_share_picture().address.removeprefix("http://localhost:8000")).status_code == 404


def test_a_large_map_comes_in_parts_that_hold_every_page_once(visitor, make_post, monkeypatch):
    posts = [make_post(f"Post {number}") for number in range(7)]
    whole = listed(visitor)
    monkeypatch.setattr(sitemaps, "MOST_ENTRIES", 3)

    parts = listed(visitor)

    assert len([part for part in parts if "blogpostpage" in part]) == 3
    entries = [entry for part in parts for entry in listed(visitor, part.removeprefix("http://localhost:8000"))]
    assert sorted(entries) == sorted(whole)
    assert len(posts) < len(entries)


@pytest.mark.parametrize("name", ["blogpostpage-99", "nosuchpage-1", "blogpostpage-0", "user-1"])
def test_a_part_that_is_none_is_not_found(visitor, make_post, name):
    make_post("Only")

    assert visitor.get(f"/sitemap-{name}.xml").status_code == 404


def test_robots_are_shown_the_map_and_kept_out_of_personal_rooms(visitor, settings):
    settings.PUBLIC_URL = "https://startup.example"

    text = visitor.get("/robots.txt").content.decode()

    assert "Sitemap: https://startup.example/sitemap.xml" in text
    assert "Disallow: /account/" in text
    assert "Disallow: /share/" not in text


ADDRESSES = [
    "/",
    "/blog/",
    "/blog/?page=2",
    "/blog/post-0/",
    "/blog/feed/",
    "/sitemap.xml",
    "/sitemap-blogpostpage-1.xml",
    "/psot-1/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_fifteen_posts_and_sixty_cost_the_same(visitor, home, make_post, picture, address):
    def plant(start, stop):
        for number in range(start, stop):
            make_post(f"Post {number}", on=datetime.date(2025, 1, 1) + datetime.timedelta(days=number), cover=picture)

    plant(0, 15)
    visitor.get(address)  # fills Wagtail's own caches, and makes pictures
    with CaptureQueriesContext(connection) as few:
        visitor.get(address)
    plant(15, 60)
    visitor.get(address)

    with CaptureQueriesContext(connection) as many:
        visitor.get(address)

    assert len(many) == len(few), [query["sql"][:200] for query in many.captured_queries]


@pytest.fixture
def cache_in_the_database(settings):
    """As the school runs: what is kept lies in a table, and asking for it is a query."""
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}
    settings.CACHES = settings.CACHES | {"default": table}
    call_command("createcachetable", verbosity=0)
    caches["default"].clear()


@pytest.mark.parametrize("address", ["/", "/blog/", "/blog/post-0/", "/blog/feed/", "/sitemap.xml"])
def test_a_visit_writes_nothing_and_looks_up_once_where_the_site_begins(
    visitor, cache_in_the_database, make_post, picture, address
):
    for number in range(6):
        make_post(f"Post {number}", cover=picture)
    visitor.get(address)

    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(address).status_code == 200

    asked = [query["sql"] for query in queries if "django_cache" in query["sql"] and "site_root" in query["sql"]]
    assert len(asked) <= 1, asked
    written = [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]
    assert written == [], written


@pytest.mark.parametrize("number", ["10001", "9999999999999999999"])
def test_a_stranger_who_asks_for_a_part_that_no_map_could_have_finds_nothing(visitor, home, number):
    assert visitor.get(f"/sitemap-homepage-{number}.xml").status_code == 404
