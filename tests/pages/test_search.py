"""What somebody finds who looks for words, and what nobody finds."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.courses import places as course_places
from tests.webinars import places as webinar_places

pytestmark = pytest.mark.django_db

CANARY = "Quokkaphrase"


@pytest.fixture
def look_for(visitor):
    def look_for(words, **more):
        return visitor.get(reverse("pages:search"), {"q": words} | more)

    return look_for


def titles(response):
    findings = response.context["findings"]
    return [str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in findings.hits] if findings else []


def test_articles_courses_and_webinars_are_found_with_the_words_marked(look_for, home, make_post):
    make_post("Leases", body=[("rich_text", "<p>Before you sign, read the <b>lease</b> & its clauses.</p>")])
    course_places.plant_course(course_places.plant_catalogue(home), "lease-school")
    webinar_places.plant_webinar(webinar_places.plant_index(home), title="Lease evening")

    response = look_for("lease")
    html = response.content.decode()

    assert set(titles(response)) == {"Leases", "Lease School", "Lease evening"}
    assert "<mark>Leases</mark>" in html
    assert "read the <mark>lease</mark> &amp; its clauses" in html
    assert [kind.name for kind in response.context["findings"].kinds] == ["Articles", "Courses", "Webinars"]


def test_one_kind_alone(look_for, home, make_post):
    make_post("Lease")
    course_places.plant_course(course_places.plant_catalogue(home), "lease-school")

    assert titles(look_for("lease", kind="courses")) == ["Lease School"]
    assert look_for("lease", kind="lessons").context["findings"].hits == []


def test_the_words_of_a_lesson_are_found_by_nobody(look_for, home, make_post, visitor, client_of, buyer):
    course = course_places.plant_course(course_places.plant_catalogue(home))
    module = course_places.plant_module(course)
    course_places.plant_lesson(module, "secret-lesson", words=f"Gated {CANARY} words.")
    course_places.plant_lesson(module, "open-lesson", words=f"Free {CANARY} words.", free_preview=True)

    for who in (visitor, client_of(buyer)):
        html = who.get("/search/", {"q": CANARY}).content.decode()
        assert "Nothing found" in html
        assert html.count(CANARY) == html.replace(f"Gated {CANARY}", "").count(CANARY)


def test_a_post_for_chosen_people_is_found_by_nobody_else(look_for, make_post):
    post = make_post("Private money")
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)

    assert titles(look_for("private")) == []


def test_a_draft_is_not_found(look_for, make_post):
    make_post("Unfinished").unpublish()

    assert titles(look_for("unfinished")) == []


def test_one_and_many_are_the_same_word(look_for, make_post):
    make_post("Superbills")
    make_post("Policy")

    assert titles(look_for("superbill")) == ["Superbills"]
    assert titles(look_for("policies")) == ["Policy"]


def test_where_no_page_has_all_words_those_with_some_are_shown_and_it_says_so(look_for, make_post):
    make_post("Chairs")
    make_post("Lamps")

    response = look_for("chairs lamps")

    assert set(titles(response)) == {"Chairs", "Lamps"}
    assert "No page has all of these words" in response.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "???",
        '"',
        "' OR 1=1 --",
        "a" * 5000,
        "NEAR(",
        "%s",
        "title:x",
        "*",
        "AND",
        "\x00",
        "<b>",
        "E/M",
        "日本",
    ],
)
def test_whatever_is_typed_is_answered_and_kept_in_the_field(look_for, make_post, words):
    make_post("Only")

    response = look_for(words)
    html = response.content.decode()

    assert response.status_code == 200
    assert "<b>" not in html
    assert response.context["query"] == words.strip()[:120]


def test_words_that_look_like_markup_come_back_as_words(look_for, make_post):
    make_post("Scripts", body=[("rich_text", "<p>A &lt;script&gt;alert(1)&lt;/script&gt; here.</p>")])

    html = look_for("script").content.decode()

    assert "<script>alert" not in html
    assert "&lt;<mark>script</mark>&gt;" in html


def test_many_findings_lie_on_several_pages(look_for, make_post):
    for number in range(12):
        make_post(f"Money {number}")

    first, second = look_for("money"), look_for("money", page="2")

    assert len(titles(first)) == 10
    assert len(titles(second)) == 2
    assert not set(titles(first)) & set(titles(second))
    assert 'href="?q=money&amp;page=2"' in first.content.decode()
    assert look_for("money", page="3").status_code == 404


def test_search_engines_are_kept_out(look_for):
    assert 'content="noindex, follow"' in look_for("money").content.decode()


def test_a_piece_of_text_carries_no_numbers_of_sources_and_reads_as_sentences(look_for, make_post):
    body = [
        ("rich_text", "<p>An observation room<sup>1, 2</sup> is needed</p>"),
        ("key_facts", {"title": "Key facts", "facts": [{"label": "Hours", "value": "two"}]}),
    ]
    make_post("Rooms", body=body)

    piece = str(look_for("observation").context["findings"].hits[0].piece)

    assert "<mark>observation</mark> room is needed. Key facts. Hours. two." in piece
