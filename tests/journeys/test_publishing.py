"""A post on its way: drafted, handed in, handed back, read against its sources, let out, taken back."""

import json
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import BlogPostPage, Topic
from config import roles
from mail.models import OutboxEmail
from tests.conftest import with_role

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
                "reviewed_by": "",
                "updated_on": "",
                "next_check_on": "",
                "chosen_related": inline_formset([]),
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


def keys(page, action):
    """Where a step of the way is answered for the page, as the list of waiting texts does it."""
    state = page.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def said(response):
    """What the desk says at the top of the page, as plain words."""
    return [" ".join(strip_tags(str(message)).split()) for message in response.context["messages"]]


def fresh(page):
    return BlogPostPage.objects.get(pk=page.pk)


HAND_IN = {"action-submit": "x"}
PUBLISH = {"action-publish": "x"}


@pytest.fixture
def people(editor, reviewer, owner):
    """Everybody at the desk, each with the role they have."""
    with_role(owner, roles.OWNER)
    return {"editor": editor, "reviewer": reviewer, "owner": owner}


@pytest.fixture
def desks(people, client_of):
    return {name: client_of(person) for name, person in people.items()}


@pytest.fixture
def draft(blog, desks, typed):
    desks["editor"].post(
        reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk]), typed("What a lease says")
    )
    return BlogPostPage.objects.get(slug="what-a-lease-says")


def test_a_post_goes_from_draft_through_two_pairs_of_eyes_to_its_readers_and_back(
    blog, draft, visitor, desks, typed, post_office
):
    assert visitor.get(draft.url).status_code == 404
    assert "What a lease says" not in visitor.get(blog.url).content.decode()
    assert "Read it" in desks["editor"].get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()

    desks["editor"].post(edit(draft), typed("What a lease says", **HAND_IN))
    assert fresh(draft).current_workflow_task.name == "Facts and sources"
    desks["reviewer"].post(keys(fresh(draft), "approve"))
    assert fresh(draft).current_workflow_task.name == "Publish"
    assert visitor.get(draft.url).status_code == 404
    desks["owner"].post(keys(fresh(draft), "approve"))

    assert fresh(draft).live
    for address in (blog.url, "/blog/feed/", "/sitemap.xml"):
        assert "what-a-lease-says" in visitor.get(address).content.decode(), address
    html = visitor.get(draft.url).content.decode()
    assert "<b>twice</b>" in html
    assert 'id="the-clause-about-use"' in html

    sent = [(letter.to[0].split("@")[0], letter.subject) for letter in post_office()]
    assert sorted(sent) == [
        ("editor", "It is out: What a lease says"),
        ("owner", "Waits for you: What a lease says"),
        ("reviewer", "Waits for you: What a lease says"),
    ]

    desks["owner"].post(reverse("wagtailadmin_pages:unpublish", args=[draft.pk]), {})
    assert visitor.get(draft.url).status_code == 404


def test_a_post_that_is_handed_back_comes_with_a_comment_and_can_be_handed_in_again(
    draft, desks, typed, post_office, visitor
):
    desks["editor"].post(edit(draft), typed("What a lease says", **HAND_IN))
    desks["reviewer"].post(keys(fresh(draft), "reject"), {"comment": "Which state is this?"})

    letter = post_office()[-1]
    assert letter.to == ["editor@people.example"]
    assert letter.subject == "Back to you: What a lease says"
    assert "Which state is this?" in letter.body
    assert "Which state is this?" in letter.alternatives[0][0]

    desks["editor"].post(edit(draft), typed("What a lease says", **HAND_IN))
    assert fresh(draft).current_workflow_task.name == "Facts and sources"
    assert visitor.get(draft.url).status_code == 404


def test_letters_say_once_what_they_say_and_nothing_goes_past_the_outbox(draft, desks, typed):
    with patch("wagtail.admin.mail.send_mail") as past_the_outbox:
        desks["editor"].post(edit(draft), typed("What a lease says", **HAND_IN))
        desks["reviewer"].post(keys(fresh(draft), "approve"))
        desks["owner"].post(keys(fresh(draft), "approve"))

    past_the_outbox.assert_not_called()
    assert OutboxEmail.objects.filter(kind__startswith="page_").count() == 3


def test_the_owner_publishes_without_going_the_way(blog, desks, typed, visitor):
    desks["owner"].post(
        reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk]),
        typed("In a hurry", **PUBLISH),
    )

    assert visitor.get("/blog/in-a-hurry/").status_code == 200


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_nobody_but_the_owner_lets_a_page_out(who, draft, desks, typed, visitor):
    desks[who].post(edit(draft), typed("What a lease says", **PUBLISH))
    desks[who].post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={draft.pk}", {"id": draft.pk}
    )

    assert not fresh(draft).live
    assert visitor.get(draft.url).status_code == 404


def test_the_editor_takes_no_step_of_review(draft, desks, typed):
    desks["editor"].post(edit(draft), typed("What a lease says", **HAND_IN))
    desks["editor"].post(keys(fresh(draft), "approve"))

    assert fresh(draft).current_workflow_task.name == "Facts and sources"


def test_nobody_approves_what_they_handed_in_themselves(blog, people, desks, typed, client_of, make_user):
    both = with_role(with_role(make_user("both"), roles.EDITOR), roles.REVIEWER)
    desk = client_of(both)
    desk.post(reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk]), typed("Mine", **HAND_IN))
    post = BlogPostPage.objects.get(slug="mine")

    desk.post(keys(post, "approve"))
    assert fresh(post).current_workflow_task.name == "Facts and sources"
    desks["reviewer"].post(keys(fresh(post), "approve"))
    assert fresh(post).current_workflow_task.name == "Publish"


def test_a_text_whose_link_died_on_the_way_is_not_approved(draft, desks, typed, make_post):
    target = make_post("Soon gone")
    body = streamfield([("rich_text", rich_text(f'<p><a linktype="page" id="{target.pk}">Read on</a></p>'))])
    desks["editor"].post(edit(draft), typed("What a lease says", body=body, **HAND_IN))
    assert fresh(draft).current_workflow_task.name == "Facts and sources"
    target.unpublish()

    refused = desks["reviewer"].post(keys(fresh(draft), "approve"), follow=True)
    assert fresh(draft).current_workflow_task.name == "Facts and sources"
    assert refused.redirect_chain[-1][0] == edit(draft)
    reason = "The link “Read on” leads nowhere: “Soon gone” is not published."
    assert said(refused) == [f"“What a lease says” was not approved. To be mended first: {reason}"]
    with_comment = desks["reviewer"].post(
        keys(fresh(draft), "approve"), {"comment": "Good."}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert json.loads(with_comment.content) == {"step": "success", "redirect": edit(draft)}
    assert fresh(draft).current_workflow_task.name == "Facts and sources"
    target.get_latest_revision().publish()
    desks["reviewer"].post(keys(fresh(draft), "approve"))
    assert fresh(draft).current_workflow_task.name == "Publish"


def test_many_published_at_once_are_read_over_too_and_all_or_none_go_out(blog, desks, typed, visitor):
    for title, text in (("Sober words", "<p>Read it twice.</p>"), ("A promise", "<p>Results are guaranteed.</p>")):
        desks["owner"].post(
            reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk]),
            typed(title, body=streamfield([("rich_text", rich_text(text))])),
        )
    sober, promise = (BlogPostPage.objects.get(slug=slug) for slug in ("sober-words", "a-promise"))
    publish = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    refused = desks["owner"].post(f"{publish}?id={sober.pk}&id={promise.pk}", {"next": blog.url}, follow=True)
    assert "“guaranteed” is a claim" in said(refused)[-2]
    assert said(refused)[-1] == "No page was published."
    assert [fresh(post).live for post in (sober, promise)] == [False, False]
    below = desks["owner"].post(f"{publish}?id={blog.pk}", {"include_descendants": "on"}, follow=True)
    assert "“guaranteed” is a claim" in said(below)[0]
    assert not fresh(promise).live

    desks["owner"].post(f"{publish}?id={sober.pk}", {})
    assert fresh(sober).live


def test_a_picture_without_a_description_does_not_go_out(blog, owner, client_of, typed, picture):
    desk = client_of(owner)
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


def test_two_headings_that_say_the_same_are_sent_back(blog, owner, client_of, typed):
    twice = streamfield([("heading", {"text": "Costs", "level": "h2"}), ("heading", {"text": "Costs", "level": "h2"})])
    form = {
        name: value for name, value in typed("Twice", **{"action-publish": "x"}).items() if not name.startswith("body")
    }

    client_of(owner).post(
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
