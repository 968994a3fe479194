"""Running it again: nothing twice, nothing lost that an editor did here since."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from blog.models import BlogPostPage, ImportedPost, Topic
from pages.models import Person
from tests.blog.importing.conftest import FIXTURES, blocks_of, item, post_called
from tests.conftest import publish

pytestmark = pytest.mark.django_db

MODELS = (BlogPostPage, Revision, Redirect, ImportedPost, Topic, Person, get_image_model(), PageLogEntry, ModelLogEntry)
WRITES = ("INSERT", "UPDATE", "DELETE")


def everything() -> dict[str, list]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


def files_in(folder) -> dict[str, float]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("source", ["wordpress.xml", "squarespace.xml", "squarespace_json"])
def test_a_second_run_writes_nothing(import_blog, media, settings, source):
    import_blog(FIXTURES / source, "--no-download", media=media)
    before, files = everything(), files_in(settings.MEDIA_ROOT)

    with CaptureQueriesContext(connection) as queries:
        run = import_blog(FIXTURES / source, "--no-download", media=media)

    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []
    assert everything() == before
    assert files_in(settings.MEDIA_ROOT) == files
    assert "unchanged" in run.said
    assert run.code == 0


@pytest.mark.parametrize("source", ["wordpress.xml", "squarespace.xml", "squarespace_json"])
def test_a_rehearsal_writes_nothing_and_says_what_would_be(import_blog, media, settings, source):
    before, files = everything(), files_in(settings.MEDIA_ROOT)

    with CaptureQueriesContext(connection) as queries:
        run = import_blog(FIXTURES / source, "--dry-run", "--no-download", media=media)

    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []
    assert everything() == before
    assert files_in(settings.MEDIA_ROOT) == files
    assert run.said.startswith("Rehearsal, nothing was written. It would be: ")
    assert "brought in" in run.said


def test_a_topic_that_came_with_another_post_does_not_move_the_first(import_blog, write_wxr):
    def with_terms(post: str, *terms: tuple[str, str]) -> str:
        marks = (f'<category domain="{domain}" nicename="n"><![CDATA[{name}]]></category>' for domain, name in terms)
        return post.replace("</item>", "".join(marks) + "</item>")

    source = write_wxr(
        with_terms(item("<p>One.</p>", title="One"), ("post_tag", "Billing")),
        with_terms(item("<p>Two.</p>", number=2, title="Two", slug="two"), ("category", "Billing")),
    )
    import_blog(source)

    run = import_blog(source)

    assert "2 unchanged" in run.said
    assert [post_called(title).topic.name for title in ("One", "Two")] == ["From the old blog", "Billing"]


def test_what_changed_there_changes_here(import_blog, write_wxr):
    import_blog(write_wxr(item("<p>First words.</p>")))

    run = import_blog(write_wxr(item("<p>Better words.</p>")))

    post = post_called("An old post")
    assert "Better words." in blocks_of(post)[0][1].source
    assert "1 updated" in run.said
    assert post.revisions.count() == 2


def test_a_page_that_was_edited_here_is_left_alone(import_blog, write_wxr):
    import_blog(write_wxr(item("<p>First words.</p>")))
    post = post_called("An old post")
    post.introduction = "Ours now."
    publish(post)

    run = import_blog(write_wxr(item("<p>Better words.</p>")))

    post = post_called("An old post")
    assert post.introduction == "Ours now."
    assert "First words." in blocks_of(post)[0][1].source
    assert "left alone: edited here since" in run.said


def test_a_draft_of_an_editor_is_an_edit_too(import_blog, write_wxr):
    import_blog(write_wxr(item("<p>First words.</p>")))
    post = post_called("An old post")
    post.introduction = "Half a thought."
    post.save_revision()

    import_blog(write_wxr(item("<p>Better words.</p>")))

    assert post.get_latest_revision().as_object().introduction == "Half a thought."


def test_an_edited_page_is_replaced_when_the_owner_says_so(import_blog, write_wxr):
    import_blog(write_wxr(item("<p>First words.</p>")))
    post = post_called("An old post")
    post.introduction = "Ours now."
    publish(post)

    run = import_blog(write_wxr(item("<p>First words.</p>")), "--overwrite")

    assert post_called("An old post").introduction == "First words."
    assert "1 replaced" in run.said
    assert post.revisions.filter(content__introduction="Ours now.").exists()


def test_a_page_that_was_deleted_here_stays_away(import_blog, write_wxr):
    import_blog(write_wxr(item("<p>First words.</p>")))
    post_called("An old post").delete()

    run = import_blog(write_wxr(item("<p>Better words.</p>")))

    assert not BlogPostPage.objects.exists()
    assert "left alone: deleted here since" in run.said


def test_a_page_that_was_withdrawn_here_is_not_published_again(import_blog, write_wxr):
    import_blog(write_wxr(item("<p>First words.</p>")))
    post_called("An old post").unpublish()

    import_blog(write_wxr(item("<p>Better words.</p>")))

    assert not post_called("An old post").live


def test_a_picture_that_was_missing_comes_with_the_next_run(import_blog, media, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    first = import_blog(FIXTURES / "squarespace.xml", "--no-download", media=empty)
    again = import_blog(FIXTURES / "squarespace.xml", "--no-download", media=empty)
    post = BlogPostPage.objects.get(slug="infusions-in-your-practice")
    assert "picture quiet room.jpg is missing: not in the media folder" in first.said.replace("+", " ")
    assert "2 unchanged" in again.said

    found = import_blog(FIXTURES / "squarespace.xml", "--no-download", media=media)

    post.refresh_from_db()
    assert "1 updated, 1 unchanged" in found.said
    assert "figure" in [kind for kind, _ in blocks_of(BlogPostPage.objects.get(pk=post.pk))]
