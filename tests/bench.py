"""`make bench`: queries and milliseconds for the pages people read, with few posts and with many.

    python -m tests.bench [--posts 20 2000] [--rounds 15]

Everything runs in one process against a throw-away SQLite file, and beside each page stands a bare Django view that
returns the same bytes, measured in the same rounds: compare ratios, not milliseconds. The best of all rounds counts, since
a busy machine only ever makes things slower. No test asserts any of it.
"""

from __future__ import annotations

import argparse
import datetime
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="school-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
os.environ["VAR_DIR"] = FOLDER
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER}/bench.sqlite3"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from blog.models import BlogIndexPage, BlogPostPage  # noqa: E402
from config.demo import build  # noqa: E402
from tests.conftest import publish  # noqa: E402


def grow_blog(wanted: int) -> None:
    """Copies of the first post, one a day back in time, until the blog has `wanted` posts."""
    index = BlogIndexPage.objects.get()
    pattern = BlogPostPage.objects.order_by("pk").first()
    for number in range(BlogPostPage.objects.count(), wanted):
        index.refresh_from_db()
        post = BlogPostPage(
            title=f"Post {number}",
            slug=f"post-{number}",
            introduction=pattern.introduction,
            search_description=pattern.search_description,
            topic_id=pattern.topic_id,
            author_id=pattern.author_id,
            cover_id=pattern.cover_id,
            cover_alt_text=pattern.cover_alt_text,
            published_on=pattern.published_on - datetime.timedelta(days=number),
            body=pattern.body,
        )
        index.add_child(instance=post)
    if wanted and BlogPostPage.objects.filter(live=True).count() < wanted:
        for post in BlogPostPage.objects.filter(live=False):
            publish(post)


def best_of(rounds: int, deed: Callable[[], object]) -> float:
    """The quickest of so many rounds, in milliseconds of process time."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        deed()
        times.append(time.process_time() - started)
    return min(times) * 1000


def measure(name: str, client: Client, address: str, rounds: int) -> None:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    asked = len(queries)  # now: the next request empties the log
    content = b"".join(response.streaming_content) if response.streaming else response.content
    request = RequestFactory().get(address)
    page = best_of(rounds, lambda: client.get(address))
    bare = best_of(rounds, lambda: HttpResponse(content).serialize() and request)
    print(f"{name:<22}{response.status_code:>5}{asked:>9}{page:>10.1f}{bare:>10.2f}{len(content):>10}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--posts", nargs="+", type=int, default=[20, 500])
    arguments.add_argument("--rounds", type=int, default=15)
    options = arguments.parse_args()
    setup_test_environment()
    Path(FOLDER).mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    build.build(say=lambda line: None)
    visitor, learner = Client(), Client()
    learner.force_login(build.User.objects.get(email="learner@demo.example"))
    from courses.models import LessonPage

    lesson = LessonPage.objects.filter(free_preview=False).first()
    for posts in options.posts:
        grow_blog(posts)
        newest = BlogPostPage.objects.order_by("-published_on").first()
        print(f"\n{posts} posts{'status':>20}{'queries':>9}{'page ms':>10}{'bare ms':>10}{'bytes':>10}")
        for name, client, address in [
            ("home", visitor, "/"),
            ("blog index", visitor, "/blog/"),
            ("post", visitor, newest.url),
            ("feed", visitor, "/blog/feed/"),
            ("sitemap", visitor, "/sitemap.xml"),
            ("course", visitor, "/courses/clinic-launch/"),
            ("lesson, learner", learner, lesson.url),
            ("my courses", learner, "/learn/"),
        ]:
            measure(name, client, address, options.rounds)


if __name__ == "__main__":
    main()
