"""What a reader finds in the text of a post: numbers that lead to sources, words that explain themselves, a way on."""

import datetime
import re

import pytest
from django.utils import timezone

from pages.models import Term
from payments.models import Offer
from tests.courses import places as course_places
from tests.webinars import places as webinar_places

pytestmark = pytest.mark.django_db

SOURCES = (
    "sources",
    {"entries": [{"title": f"Document {n}", "publisher": "An agency", "url": ""} for n in (1, 2)]},
)


@pytest.fixture
def cpt(db):
    return Term.objects.create(name="CPT", slug="cpt", hint="A list of <services>.", also_written="CPT code, CPT codes")


def read(visitor, post):
    return visitor.get(post.url).content.decode()


def test_a_superscript_number_leads_to_its_source_and_back(visitor, make_post):
    post = make_post("Cited", body=[("rich_text", "<p>So it is.<sup>1, 2</sup> Still.<sup>2</sup></p>"), SOURCES])

    html = read(visitor, post)

    for mark in ("cited-1-1", "cited-2-1", "cited-2-2"):
        assert html.count(f'id="{mark}"') == 1
        assert html.count(f'href="#{mark}"') == 1
    assert html.count('href="#source-2"') == 2
    assert html.count('id="source-2"') == 1
    assert 'aria-label="Source 2"' in html


@pytest.mark.parametrize(
    "text", ["10<sup>2</sup>", "20 m<sup>2</sup>", "So<sup>3</sup>", "So<sup>th</sup>", "<sub>1</sub>"]
)
def test_a_number_that_is_no_source_stays_what_it_is(visitor, make_post, text):
    post = make_post("Plain", body=[("rich_text", f"<p>{text}</p>"), SOURCES])

    assert text in read(visitor, post)


def test_a_term_is_explained_once_where_it_first_stands(visitor, make_post, cpt):
    first = "<p>Every <b>CPT code</b>, then CPT again.</p>"
    post = make_post("Coded", body=[("rich_text", first), ("rich_text", "<p>And CPT codes.</p>")])

    html = read(visitor, post)

    assert html.count('popovertarget="term-cpt"') == 1
    assert '<button class="term" type="button" popovertarget="term-cpt">CPT code</button>' in html
    assert "A list of &lt;services&gt;." in html
    assert html.index("CPT code</button>") < html.index("A list of")


@pytest.mark.parametrize(
    "text",
    [
        "<p>CPTX and xCPT</p>",
        "<p>cpt</p>",
        '<p><a href="/about/">CPT</a></p>',
        "<p>E-CPT</p>",
        "<p>x<sup>CPT</sup></p>",
    ],
)
def test_what_only_looks_like_a_term_is_left_alone(visitor, make_post, cpt, text):
    assert "popovertarget" not in body_of(read(visitor, make_post("Other", body=[("rich_text", text)])))


def body_of(html):
    return html[html.index('<div class="prose">') : html.index("article__end")]


def test_a_small_word_is_found_at_the_beginning_of_a_sentence_too(visitor, make_post):
    Term.objects.create(name="superbill", slug="superbill", hint="A receipt.")

    assert ">Superbill</button>" in read(visitor, make_post("Bills", body=[("rich_text", "<p>Superbill first.</p>")]))


def test_a_term_that_the_editor_switched_off_is_only_in_the_glossary(visitor, make_post, cpt):
    Term.objects.update(is_hinted=False)

    assert "popovertarget" not in body_of(read(visitor, make_post("Off", body=[("rich_text", "<p>CPT</p>")])))


def test_a_long_post_has_contents_and_a_short_one_has_none(visitor, make_post):
    sections = [("heading", {"text": f"Part {n}", "level": "h2"}) for n in range(3)]

    assert 'href="#part-2"' in read(visitor, make_post("Long", body=sections))
    assert "In this article" not in read(visitor, make_post("Short", body=sections[:2]))


def test_a_wide_table_scrolls_in_a_region_that_has_a_name_and_takes_the_keyboard(visitor, make_post):
    from config.demo.build import typed_table

    table = typed_table({"columns": ["What", "How much"], "rows": [["Chair", "1"]], "caption": "Of chairs"})
    html = read(visitor, make_post("Table", body=[("table", {"table": table})]))

    assert re.search(r'role="region"\s+tabindex="0"\s+aria-label="Of chairs"', html)


# --- ways on ----------------------------------------------------------------------------------------------------------


def call_to(page):
    return ("call_to_action", {"title": "Ask me live", "text": "", "page": page, "label": "Keep a place"})


@pytest.fixture
def webinars(home):
    home.webinar_index_page = webinar_places.plant_index(home)
    home.save()
    return home.webinar_index_page


@pytest.fixture
def course(home):
    home.course_page = course_places.plant_course(course_places.plant_catalogue(home))
    home.save()
    Offer.objects.create(product=home.course_page, name="Course", amount_cents=100)
    return home.course_page


def test_a_way_on_says_when_the_webinar_is(visitor, make_post, webinars):
    webinar = webinar_places.plant_webinar(webinars)
    webinar_places.plant_session(webinar)
    html = read(visitor, make_post("Post", body=[call_to(webinar)]))

    assert "Ask me live" in html
    assert "Keep a place" in html
    assert "call-to-action__date" in html


def test_once_the_webinar_is_past_the_way_leads_to_the_next_one(visitor, make_post, webinars, course):
    past, coming = (
        webinar_places.plant_webinar(webinars),
        webinar_places.plant_webinar(webinars, slug="coming", title="The next"),
    )
    webinar_places.plant_session(past, starts_at=timezone.now() - datetime.timedelta(days=2))
    webinar_places.plant_session(coming)
    html = body_of(read(visitor, make_post("Post", body=[call_to(past)])))

    assert "Ask me live" not in html
    assert "The next" in html
    assert f'href="{coming.url}"' in html


def test_with_no_webinar_to_come_the_way_leads_to_the_course(visitor, make_post, webinars, course):
    past = webinar_places.plant_webinar(webinars)
    webinar_places.plant_session(past, starts_at=timezone.now() - datetime.timedelta(days=2))

    assert f'href="{course.url}"' in body_of(read(visitor, make_post("Post", body=[call_to(past)])))


def test_with_nothing_open_there_is_no_way_on(visitor, make_post, webinars, course):
    Offer.objects.update(valid_until=timezone.now())
    html = body_of(read(visitor, make_post("Post", body=[call_to(course)])))

    assert "call-to-action" not in html


def test_a_way_to_a_page_that_was_taken_back_disappears(visitor, make_post):
    other = make_post("Other")
    post = make_post("Post", body=[call_to(other)])
    assert "Ask me live" in read(visitor, post)

    other.unpublish()

    assert "Ask me live" not in read(visitor, post)


def test_a_way_to_a_course_stays_while_a_cohort_of_it_takes_people(visitor, make_post, course):
    Offer.objects.update(valid_until=timezone.now())
    Offer.objects.create(product=course_places.plant_cohort(course), name="January", amount_cents=100)

    assert f'href="{course.url}"' in body_of(read(visitor, make_post("Post", body=[call_to(course)])))
