"""`make bench`: queries and milliseconds for the pages people read, with few posts and with many, and what a page weighs.

    python -m tests.bench [--posts 20 2000 10000] [--rounds 15]

Everything runs in one process against a throw-away SQLite file. Each page is asked for through the school's whole stack, and
in the same rounds, turn by turn, a bare Django view without middleware returns the same bytes: compare ratios, not
milliseconds. The best of all rounds counts, since a busy machine only ever makes things slower. No test asserts any of the
times; that queries do not grow is asserted in tests/pages/test_growth.py.
"""

from __future__ import annotations

import argparse
import datetime
import logging
import os
import re
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = tempfile.mkdtemp(prefix="school-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
os.environ["VAR_DIR"] = FOLDER
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER}/bench.sqlite3"

import brotli  # noqa: E402
import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models.sql import InsertQuery  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings, setup_test_environment  # noqa: E402
from django.urls import path, reverse  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail.search.models import IndexEntry  # noqa: E402

from blog.models import BlogIndexPage, BlogPostPage  # noqa: E402
from config.demo import build  # noqa: E402
from config.stylesheet import put_together  # noqa: E402

BUDGET = 100_000
"""What a page may weigh, compressed and without pictures."""

# --- posts by the thousand ----------------------------------------------------------------------------------------------


def grow_blog(wanted: int) -> None:
    """Copies of the oldest post, one a day back in time, until the blog has `wanted` posts.

    Row by row through Wagtail, ten thousand would take an hour: the rows are written as Wagtail would have written them.
    """
    index = BlogIndexPage.objects.get()
    pattern = BlogPostPage.objects.filter(live=True).order_by("pk").first()
    there = BlogPostPage.objects.count()
    if wanted <= there:
        return
    pages, posts, first = [], [], Page.objects.order_by("-pk").first().pk + 1
    for number in range(there, wanted):
        post = copied(pattern, number=number, pk=first + number - there, index=index)
        posts.append(post)
        pages.append(Page(**{field.attname: getattr(post, field.attname) for field in Page._meta.concrete_fields}))
    with transaction.atomic():
        Page.objects.bulk_create(pages, batch_size=500)
        insert_rows(BlogPostPage, posts)
        Page.objects.filter(pk=index.pk).update(numchild=wanted)
        index_words(pattern, posts)


def copied(pattern: BlogPostPage, *, number: int, pk: int, index: BlogIndexPage) -> BlogPostPage:
    """One more post: the pattern's words under a title, an address and a date of its own."""
    own = {field.attname: getattr(pattern, field.attname) for field in BlogPostPage._meta.concrete_fields}
    own |= {
        "id": pk,
        "page_ptr_id": pk,
        "path": Page._get_path(index.path, index.depth + 1, number + 1),
        "title": f"Post {number}",
        "draft_title": f"Post {number}",
        "slug": f"post-{number}",
        "url_path": f"{index.url_path}post-{number}/",
        "published_on": pattern.published_on - datetime.timedelta(days=number),
        "translation_key": uuid.uuid4(),
        "live_revision_id": None,
        "latest_revision_id": None,
    }
    return BlogPostPage(**own)


def insert_rows(model: type[BlogPostPage], rows: list[BlogPostPage]) -> None:
    """Write the rows of a child table alone; Django's own bulk_create refuses tables that have a parent."""
    for start in range(0, len(rows), 200):
        query = InsertQuery(model)
        query.insert_values(model._meta.local_concrete_fields, rows[start : start + 200], raw=True)
        query.get_compiler(connection=connection).execute_sql()


def index_words(pattern: BlogPostPage, posts: list[BlogPostPage]) -> None:
    """Put the posts into the search index under their own titles; all have the words of the pattern, so a search finds all."""
    entry = IndexEntry.objects.get(
        content_type=ContentType.objects.get_for_model(BlogPostPage), object_id=str(pattern.pk)
    )
    own = {field.attname: getattr(entry, field.attname) for field in IndexEntry._meta.concrete_fields}
    del own["id"]
    entries = [IndexEntry(**own | {"object_id": str(post.pk), "title": post.title}) for post in posts]
    IndexEntry.objects.bulk_create(entries, batch_size=100)


# --- time -----------------------------------------------------------------------------------------------------------------


class BareSite(WSGIHandler):
    """A site of one view and nothing else: no middleware, no database, the bytes at hand."""

    def __init__(self, content: bytes) -> None:
        with override_settings(MIDDLEWARE=[]):
            super().__init__()
        self.urls = ModuleType("bare_urls")
        self.urls.urlpatterns = [path("bare/", lambda request: HttpResponse(content))]  # type: ignore[attr-defined]

    def get_response(self, request: Any) -> Any:
        request.urlconf = self.urls
        return super().get_response(request)


def answer(handler: WSGIHandler, address: str, cookies: str = "") -> bytes:
    """One request through a WSGI application, down to the last byte."""
    environ = RequestFactory().get(address).environ | {"HTTP_COOKIE": cookies}
    response = handler(environ, lambda status, headers: None)
    content = b"".join(response)
    response.close()
    return content


def best_of(rounds: int, *deeds: Callable[[], object]) -> list[float]:
    """The quickest of so many rounds of each deed, turn by turn, in milliseconds of process time."""
    best = [float("inf")] * len(deeds)
    for _ in range(rounds):
        for number, deed in enumerate(deeds):
            started = time.process_time()
            deed()
            best[number] = min(best[number], time.process_time() - started)
    return [seconds * 1000 for seconds in best]


def measure(name: str, site: WSGIHandler, client: Client, address: str, rounds: int) -> None:
    """Print one line of the table."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    asked = len(queries)  # now: the next request empties the log
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in client.cookies.values())
    content = answer(site, address, cookies)
    bare = BareSite(content)
    page, floor = best_of(rounds, lambda: answer(site, address, cookies), lambda: answer(bare, "/bare/"))
    print(
        f"{name:<18}{response.status_code:>7}{asked:>9}{page:>10.1f}{floor:>9.2f}{page / floor:>8.0f}{len(content):>10}",
        flush=True,
    )


# --- weight ---------------------------------------------------------------------------------------------------------------


def weigh(client: Client, name: str, address: str) -> None:
    """Print what a phone fetches for a page besides its pictures: everything compressed as the site sends it."""
    html = client.get(address).content.decode()
    parts = {"html": len(brotli.compress(html.encode(), quality=5)), "css": 0, "fonts": 0, "js": 0}
    parts["css"] = len(brotli.compress(whole_stylesheet().encode(), quality=11))
    parts["fonts"] = sum(font.stat().st_size for font in (settings.BASE_DIR / "static" / "fonts").glob("*.woff2"))
    for script in set(re.findall(r'<script[^>]+src="/static/([^"]+)"', html)):
        parts["js"] += len(brotli.compress((settings.BASE_DIR / "static" / script).read_bytes(), quality=11))
    total = sum(parts.values())
    figures = "".join(f"{size:>9}" for size in parts.values())
    print(f"{name:<18}{figures}{total:>9}{'' if total <= BUDGET else '   over the budget'}", flush=True)


def whole_stylesheet() -> str:
    """The styles as one file, as collectstatic makes it."""
    from django.contrib.staticfiles import finders

    paths = {name: (storage, name) for finder in finders.get_finders() for name, storage in finder.list([])}
    return put_together(paths)


# --- the run --------------------------------------------------------------------------------------------------------------


TABLE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}


@override_settings(CACHES=settings.CACHES | {"default": TABLE})
def main() -> None:
    """Measure. What the school keeps lies in a table, as it does when it is open: asking for it counts as a query."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", nargs="+", type=int, default=[20, 2000, 10000])
    arguments.add_argument("--rounds", type=int, default=15)
    options = arguments.parse_args()
    setup_test_environment()
    logging.getLogger("django.request").setLevel(logging.ERROR)  # a page that is not there is one of those measured
    Path(FOLDER).mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    build.build(say=lambda line: None)
    visitor, learner = Client(), Client()
    learner.force_login(build.User.objects.get(email="learner@demo.example"))
    for posts in options.posts:
        started = time.monotonic()
        grow_blog(posts)
        print(f"\nseeded in {time.monotonic() - started:.0f} s", flush=True)
        print(f"{posts:>6} posts        status  queries   page ms  bare ms   ratio     bytes")
        for name, client, address in readings(visitor, learner):
            measure(name, SITE, client, address, options.rounds)
    print(f"\nbytes, compressed     html      css    fonts       js      all   (budget {BUDGET})")
    for name, client, address in readings(visitor, learner):
        if address.endswith("/") and "feed" not in address:
            weigh(client, name, address)


SITE = WSGIHandler()


def readings(visitor: Client, learner: Client) -> list[tuple[str, Client, str]]:
    """What is measured, in the order of a visit."""
    from courses.models import LessonPage

    newest = BlogPostPage.objects.filter(live=True).order_by("-published_on").first()
    lesson: Any = LessonPage.objects.filter(free_preview=False).first()
    return [
        ("home", visitor, "/"),
        ("blog index", visitor, "/blog/"),
        ("blog, page 2", visitor, "/blog/?page=2"),
        ("topic", visitor, newest.topic.get_absolute_url()),
        ("post", visitor, newest.url),
        ("search", visitor, f"{reverse('pages:search')}?q=ketamine"),
        ("feed", visitor, "/blog/feed/"),
        ("sitemap", visitor, "/sitemap.xml"),
        ("its part of posts", visitor, "/sitemap-blogpostpage-1.xml"),
        ("not found", visitor, "/blog/posst-12/"),
        ("courses", visitor, "/courses/"),
        ("course", visitor, "/courses/clinic-launch/"),
        ("webinars", visitor, "/webinars/"),
        ("lesson, learner", learner, lesson.url),
        ("my courses", learner, "/learn/"),
    ]


if __name__ == "__main__":
    main()
