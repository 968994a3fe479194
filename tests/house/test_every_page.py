"""Build the demo school and visit every page of it, as a visitor, a learner and an editor."""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.demo.content.lessons import MODULES
from config.demo.content.ninety_days import NINETY_MODULES
from config.demo.content.posts import POSTS
from pages.proofreading import faults_of

pytestmark = pytest.mark.django_db

MOST_QUERIES = 50
"""No page may ask the database more than this once its pictures were made; a module's address leads on, so it is two requests."""

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "path",
    "use",
}


class Outline(HTMLParser):
    """What an accessible page must have, read off its markup."""

    def __init__(self) -> None:
        super().__init__()
        self.count: dict[str, int] = {}
        self.images_without_alt = 0
        self.ids: list[str] = []
        self.foreign: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag == "img" and "alt" not in values:
            self.images_without_alt += 1
        if "id" in values:
            self.ids.append(values["id"])
        if tag in {"script", "img", "iframe", "source"} and re.match(r"(https?:)?//", values.get("src") or ""):
            self.foreign.append(values["src"])
        if tag == "link" and values.get("rel") in {"stylesheet", "preload"} and re.match(r"https?:", values["href"]):
            self.foreign.append(values["href"])


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    return parser


@pytest.mark.parametrize("who", [None, "learner", "editor"])
def test_every_page_opens_and_asks_little(school, sign_in, who):
    client = sign_in(who)
    for page in school.filter(depth__gt=1):
        client.get(page.get_url(), follow=True)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page.get_url(), follow=True)
        assert response.status_code == 200, page.url
        assert len(queries) <= MOST_QUERIES, (page.url, len(queries))


def test_every_page_has_what_a_screen_reader_needs_and_asks_no_other_host(school, sign_in):
    client = sign_in("learner")
    for page in school.filter(depth__gt=1):
        html = client.get(page.get_url(), follow=True).content.decode()
        seen = outline(html)
        assert (seen.count.get("h1"), seen.count.get("main")) == (1, 1), page.url
        assert '<html lang="en' in html, page.url
        assert seen.images_without_alt == 0, page.url
        assert seen.foreign == [], page.url
        assert len(seen.ids) == len(set(seen.ids)), (page.url, [i for i in seen.ids if seen.ids.count(i) > 1])


def test_every_public_page_says_what_it_is(school, sign_in):
    client = sign_in(None)
    titles = set()
    for page in school.filter(depth__gt=1):
        html = client.get(page.get_url(), follow=True).content.decode()
        title = re.search(r"<title>\s*(.+?)\s*</title>", html, re.DOTALL)
        assert title, page.url
        assert re.search(r'<meta name="description"\s+content="[^"]{20,}"', html), page.url
        titles.add((title.group(1), page.specific_class.__name__))
    assert len(titles) >= school.filter(depth__gt=1).count() - 3  # module pages may share the course's page


def test_the_words_of_lessons_are_real():
    lessons = [lesson for module in MODULES for lesson in module.lessons]

    assert len(MODULES) == 3
    assert len(lessons) >= 9
    for lesson in lessons:
        words = re.sub(r"<[^>]+>", " ", " ".join(value for name, value in lesson.body if name == "rich_text")).split()
        assert len(words) >= 600, (lesson.slug, len(words))
        assert any(name == "sources" for name, _ in lesson.body), lesson.slug


def test_no_page_makes_a_claim_that_nobody_can_keep():
    text = repr([*MODULES, *NINETY_MODULES, *POSTS]).lower()

    for claim in ("guaranteed income", "we guarantee", "miracle", "non-addictive treatment", "passive income"):
        assert claim not in text, claim


def test_links_within_the_school_lead_somewhere(school, sign_in):
    client = sign_in("learner")
    found = set()
    for page in school.filter(depth__gt=1):
        html = client.get(page.get_url(), follow=True).content.decode()
        found |= set(re.findall(r'href="(/[^"#?]*)', html))
    for address in sorted(found):
        if address.startswith(("/static/", "/media/", "/admin/")):
            continue
        assert client.get(address, follow=True).status_code == 200, address


def test_no_page_of_the_demo_has_a_fault_that_would_keep_it_from_going_out(school):
    for page in school.filter(depth__gt=1).specific():
        assert [remark.words for remark in faults_of(page)] == [], page.url
