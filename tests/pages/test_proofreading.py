"""What keeps a page from going out, what is only advice, and where on the desk it is said."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import BlogPostPage, Topic
from config.roles import set_up_roles
from pages.blocks import TableBlock
from pages.models import StandardPage
from pages.proofreading import Kind, faults_of, find_claim, proofread
from tests.conftest import publish

pytestmark = pytest.mark.django_db

A_PROMISE = "<p>Our protocol is guaranteed to fill your chairs.</p>"


def post_saying(*body, **fields):
    post = BlogPostPage(
        title="A post", slug="a-post", introduction="Two sentences.", search_description="What it says."
    )
    post.checked_on = timezone.localdate()
    post.body = list(body)
    for name, value in fields.items():
        setattr(post, name, value)
    return post


def kinds(remarks):
    return [remark.kind for remark in remarks]


def text(html):
    return ("rich_text", html)


@pytest.mark.parametrize(
    "promise",
    [
        "This cures depression.",
        "A proven way to fill your chairs.",
        "Guaranteed reimbursement!",
        "The risk-free way to begin.",
        "A miracle for your practice.",
        "Ketamine is non-addictive.",
    ],
)
def test_a_promise_without_a_source_keeps_a_page_in(promise):
    assert kinds(faults_of(post_saying(text(f"<p>{promise}</p>")))) == [Kind.CLAIM]


@pytest.mark.parametrize(
    "sober",
    [
        "Nothing here is guaranteed.",
        "It is not a cure.",
        "There is no risk-free lease.",
        "Strike the word “guaranteed” from the advertisement.",
        "The claim is unproven, and procured by nobody.",
        "It may be secured by a guarantor.",
    ],
)
def test_a_promise_that_is_denied_or_quoted_is_none(sober):
    assert find_claim(sober) == ""


@pytest.mark.parametrize(
    "source",
    [
        [text('<p>It is proven <a href="https://example.org/study">in this trial</a>.</p>')],
        [text("<p>It is proven.<sup>1</sup></p>")],
        [text("<p>It is proven.</p>"), ("sources", {"entries": [{"title": "A trial", "publisher": "", "url": ""}]})],
    ],
)
def test_a_promise_with_its_source_may_go_out(source):
    assert faults_of(post_saying(*source)) == []


def test_a_promise_in_the_standfirst_counts_too():
    remark = faults_of(post_saying(text("<p>Sober.</p>"), introduction="The cure is here."))[0]

    assert (remark.kind, remark.field) == (Kind.CLAIM, "introduction")


@pytest.mark.parametrize(
    ("href", "is_alive"),
    [
        ("/blog/", True),
        ("/blog/no-such-post/", False),
        ("/newsletter/", True),
        ("/nowhere/", False),
        ("nowhere/", False),
        ("/an-old-address/", True),
        ("http://localhost:8000/nowhere/", False),
        ("https://example.org/nowhere/", True),
        ("mailto:desk@example.org", True),
        ("#section", True),
    ],
)
def test_a_written_address_of_the_school_must_lead_somewhere(href, is_alive, blog, settings):
    settings.PUBLIC_URL = "http://localhost:8000"
    Redirect.objects.create(old_path="/an-old-address", redirect_link="/blog/")

    remarks = faults_of(post_saying(text(f'<p>See <a href="{href}">this</a>.</p>')))

    assert kinds(remarks) == ([] if is_alive else [Kind.LINK])


def test_a_link_to_a_page_dies_with_the_page(blog, make_post):
    target = make_post("The target")
    link = text(f'<p>See <a linktype="page" id="{target.pk}">this</a>.</p>')
    assert faults_of(post_saying(link)) == []

    target.unpublish()
    assert "is not published" in faults_of(post_saying(link))[0].words
    target.delete()
    assert "was deleted" in faults_of(post_saying(link))[0].words


def test_a_link_to_a_page_that_comes_out_in_time_is_alive(blog, make_post):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    target = make_post("The target")
    target.unpublish()
    target.refresh_from_db()
    target.go_live_at = tomorrow
    publish(target)
    link = text(f'<p>See <a linktype="page" id="{target.pk}">this</a>.</p>')

    assert kinds(faults_of(post_saying(link))) == [Kind.LINK]
    assert faults_of(post_saying(link, go_live_at=tomorrow)) == []


def test_a_way_on_that_leads_to_a_draft_keeps_a_page_in(blog, make_post):
    target = make_post("The target")
    target.unpublish()
    way_on = ("call_to_action", {"title": "Go on", "text": "", "page": target, "label": "Read"})

    remark = faults_of(post_saying(way_on))[0]
    assert (remark.kind, remark.field, remark.place) == (Kind.LINK, "body", (0, "page"))


@pytest.mark.parametrize(("said", "is_fault"), [("", True), ("lease_scan.png", True), ("A desk with a lease", False)])
def test_a_picture_needs_words(said, is_fault, picture):
    figure = ("figure", {"image": picture, "alt_text": said, "caption": "A desk", "credit": ""})

    for post in (post_saying(figure), post_saying(text("<p>Words.</p>"), cover=picture, cover_alt_text=said)):
        assert kinds(faults_of(post)) == ([Kind.PICTURE] if is_fault else [])


def test_advice_does_not_keep_a_page_in(picture):
    year_ago = timezone.localdate() - datetime.timedelta(days=400)
    long = f"<p>{'word ' * 200}</p>"
    block = TableBlock().child_blocks["table"]
    table = block.to_python({"columns": [{"type": "text", "heading": ""}], "rows": [], "caption": "Figures"})
    assert isinstance(table, TypedTable)
    post = post_saying(
        ("heading", {"text": "Too deep", "level": "h3"}),
        ("figure", {"image": picture, "alt_text": "A desk", "caption": "", "credit": ""}),
        ("table", {"table": table}),
        text(long),
        search_description="",
        checked_on=year_ago,
    )

    remarks = proofread(post)
    assert {Kind.HEADING, Kind.PICTURE, Kind.TABLE, Kind.LENGTH, Kind.DESCRIPTION, Kind.CHECK} == set(kinds(remarks))
    assert not any(remark.blocks for remark in remarks)


@pytest.mark.parametrize(
    ("checked", "next_check", "is_due"), [(None, None, True), (-10, 20, False), (-10, 0, True), (-366, None, True)]
)
def test_a_check_falls_due(checked, next_check, is_due):
    def day(offset):
        return None if offset is None else timezone.localdate() + datetime.timedelta(days=offset)

    post = post_saying(text("<p>Words.</p>"), checked_on=day(checked), next_check_on=day(next_check))
    remark = next(remark for remark in proofread(post) if remark.kind == Kind.CHECK)

    assert (remark.due_on <= timezone.localdate()) == is_due


# --- at the desk ------------------------------------------------------------------------------------------------------


@pytest.fixture
def typed(author):
    topic, _ = Topic.objects.get_or_create(name="Billing", slug="billing")

    def form(*body, **more):
        values = {"title": "A promise", "slug": "a-promise", "introduction": "Two sentences.", "topic": topic.pk}
        values |= {"author": author.pk, "published_on": "2026-11-23", "checked_on": "2026-11-23", "cover": ""}
        values |= {"chosen_related": inline_formset([]), "body": streamfield(body)}
        return nested_form_data(values | more)

    return form


def add(blog):
    return reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])


def test_a_fault_is_said_beside_its_box_and_what_was_typed_is_kept(blog, owner, client_of, typed):
    body = [
        ("rich_text", rich_text("<p>Sober words.</p>")),
        ("callout", {"tone": "tip", "title": "The cure", "text": rich_text(A_PROMISE)}),
    ]
    response = client_of(owner).post(add(blog), typed(*body, **{"action-publish": "x"}))

    html = response.content.decode()
    assert response.status_code == 200
    assert "is a claim. Name its source" in html
    assert "Sober words" in html
    assert not BlogPostPage.objects.filter(slug="a-promise").exists()
    errors = response.context["form"].errors.as_data()["body"][0]
    assert set(errors.block_errors) == {1}
    assert set(errors.block_errors[1].block_errors) == {"title", "text"}


@pytest.mark.parametrize(("deed", "goes_out"), [("action-publish", False), ("action-submit", False), ("", True)])
def test_drafts_always_save_and_faults_neither_go_out_nor_on(deed, goes_out, blog, owner, client_of, typed):
    set_up_roles()  # without a workflow there would be nothing to submit to
    client_of(owner).post(add(blog), typed(("rich_text", rich_text(A_PROMISE)), **({deed: "x"} if deed else {})))

    assert BlogPostPage.objects.filter(slug="a-promise", live=False).exists() == goes_out


def test_plain_pages_are_read_over_like_posts(home):
    page = StandardPage(title="About", slug="about", body=[("rich_text", A_PROMISE)])

    assert kinds(faults_of(page)) == [Kind.CLAIM]
