"""An editor writes a post, keeps it as a draft, publishes it, and takes it back."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blog.models import BlogPostPage, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(author):
    topic, _ = Topic.objects.get_or_create(name="Billing", slug="billing")

    def form(title: str, **more: str) -> dict[str, str]:
        return nested_form_data(
            {
                "title": title,
                "slug": title.lower().replace(" ", "-"),
                "introduction": "Two sentences. This is the second.",
                "topic": topic.pk,
                "author": author.pk,
                "reviewer": "",
                "published_on": "2026-11-23",
                "checked_on": "2026-11-23",
                "cover": "",
                "cover_alt_text": "",
                "seo_title": "",
                "search_description": "What a lease says about use, in plain words.",
                "body": streamfield(
                    [
                        ("heading", {"text": "The clause about use", "level": "h2"}),
                        ("rich_text", rich_text("<p>Read it <b>twice</b>.</p>")),
                    ]
                ),
                **more,
            }
        )

    return form


def test_an_editor_drafts_previews_publishes_and_unpublishes_a_post(
    blog, visitor, editor, client_of, typed, django_capture_on_commit_callbacks
):
    desk = client_of(editor)
    add = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    assert desk.get(add).status_code == 200

    desk.post(add, typed("What a lease says"))
    post = BlogPostPage.objects.get(slug="what-a-lease-says")
    assert not post.live
    assert "What a lease says" not in visitor.get(blog.url).content.decode()
    assert visitor.get(post.url).status_code == 404
    assert "Read it" in desk.get(reverse("wagtailadmin_pages:view_draft", args=[post.pk])).content.decode()

    desk.post(
        reverse("wagtailadmin_pages:edit", args=[post.pk]),
        typed("What a lease says", **{"action-publish": "action-publish"}),
    )
    for address in (blog.url, "/blog/feed/", "/sitemap.xml"):
        assert "what-a-lease-says" in visitor.get(address).content.decode(), address
    html = visitor.get(post.url).content.decode()
    assert "<b>twice</b>" in html
    assert 'id="the-clause-about-use"' in html

    desk.post(reverse("wagtailadmin_pages:unpublish", args=[post.pk]), {})
    assert visitor.get(post.url).status_code == 404


def test_a_picture_without_a_description_does_not_go_out(blog, editor, client_of, typed, picture):
    desk = client_of(editor)
    body = streamfield([("figure", {"image": picture.pk, "alt_text": "", "caption": "A square", "credit": ""})])

    response = desk.post(
        reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk]),
        nested_form_data({"body": body})
        | {
            name: value
            for name, value in typed("With a picture", **{"action-publish": "x"}).items()
            if not name.startswith("body")
        },
    )

    assert response.status_code == 200
    assert "This field is required" in response.content.decode()
    assert "With a picture" in response.content.decode(), "what was typed is kept"
    assert not BlogPostPage.objects.filter(slug="with-a-picture", live=True).exists()


def test_two_headings_that_say_the_same_are_sent_back(blog, editor, client_of, typed):
    twice = streamfield([("heading", {"text": "Costs", "level": "h2"}), ("heading", {"text": "Costs", "level": "h2"})])
    form = {
        name: value for name, value in typed("Twice", **{"action-publish": "x"}).items() if not name.startswith("body")
    }

    client_of(editor).post(
        reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk]),
        form | nested_form_data({"body": twice}),
    )

    assert not BlogPostPage.objects.filter(slug="twice", live=True).exists()


def test_the_editor_has_no_key_to_the_shop(blog, editor, owner, client_of):
    menu = client_of(editor).get("/admin/").content.decode()
    assert "Shop" not in menu
    assert "Shop" in client_of(owner).get("/admin/").content.decode()


def test_a_learner_cannot_write(blog, buyer, client_of, typed):
    response = client_of(buyer).post(
        reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk]), typed("Mine now")
    )

    assert response.status_code in (302, 403)
    assert not BlogPostPage.objects.filter(slug="mine-now").exists()
