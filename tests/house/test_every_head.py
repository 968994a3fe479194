"""Every page of the demo school: what it says of itself, whether its markup is well made, and whom it makes the browser ask."""

import json
import re
from io import BytesIO

import html5lib
import pytest
from PIL import Image

from pages.selectors import page_types

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

ORIGIN = "http://localhost:8000"
REQUIRED = {
    "BlogPosting": {
        "headline",
        "author",
        "datePublished",
        "dateModified",
        "image",
        "publisher",
        "reviewedBy",
        "lastReviewed",
    },
    "BreadcrumbList": {"itemListElement"},
    "Course": {"name", "description", "provider"},
    "EducationEvent": {"name", "startDate", "endDate", "location", "eventStatus", "eventAttendanceMode", "organizer"},
    "FAQPage": {"mainEntity"},
    "ItemList": {"itemListElement"},
    "Organization": {"name", "url", "logo"},
    "WebSite": {"name", "url"},
    "Blog": {"name", "url", "blogPost"},
}
"""What search engines ask of each type before they show anything made of it."""


def head_of(client, page):
    html = client.get(page.get_url(), follow=True).content.decode()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    faults = [(html5lib.constants.E[code] % data, place) for place, code, data in parser.errors]
    meta = {m.get("name") or m.get("property"): m.get("content") for m in tree.iterfind(".//head/meta")}
    return tree, meta, faults


@pytest.fixture
def shown(school):
    """The pages that strangers may know of; modules lead to their course."""
    known = {pk for model in page_types() for pk in model.known_to_strangers().values_list("pk", flat=True)}
    return [page.specific for page in school.filter(pk__in=known)]


def test_every_head_is_whole_and_no_two_are_alike(shown, sign_in):
    client = sign_in(None)
    titles, descriptions = {}, {}
    for page in shown:
        tree, meta, faults = head_of(client, page)
        assert faults == [], page.url
        assert 20 <= len(meta["description"]) <= 160, (page.url, len(meta["description"]))
        canonical = [link.get("href") for link in tree.iterfind(".//head/link[@rel='canonical']")]
        assert canonical == [meta["og:url"]] == [ORIGIN + page.url], page.url
        assert meta["og:image:alt"], page.url
        titles.setdefault(" ".join(tree.findtext(".//title").split()), []).append(page.url)
        if meta["robots"].startswith("index"):
            descriptions.setdefault(meta["description"], []).append(page.url)
    assert [urls for urls in [*titles.values(), *descriptions.values()] if len(urls) > 1] == []


def test_every_share_picture_is_there_and_has_its_size(shown, sign_in):
    client = sign_in(None)
    for page in shown:
        response = client.get(page.get_share_picture().address.removeprefix(ORIGIN))
        assert response.status_code == 200, page.url
        assert Image.open(BytesIO(b"".join(response.streaming_content))).size == (1200, 630), page.url


def test_all_facts_for_machines_are_complete(shown, sign_in):
    client = sign_in(None)
    met = set()
    for page in shown:
        tree, _, _ = head_of(client, page)
        for script in tree.iterfind(".//script[@type='application/ld+json']"):
            for thing in json.loads(script.text)["@graph"]:
                met.add(thing["@type"])
                missing = REQUIRED.get(thing["@type"], set()) - set(thing)
                assert not missing, (page.url, thing["@type"], missing)
    assert set(REQUIRED) - met == set(), "a type that no page shows is not tested"


def test_no_script_holds_up_a_page_and_nothing_comes_from_elsewhere(shown, sign_in):
    client = sign_in(None)
    for page in shown:
        tree, _, _ = head_of(client, page)
        for script in tree.iterfind(".//script[@src]"):
            assert script.get("type") == "module" or script.get("defer") is not None, page.url
        sheets = [link.get("href") for link in tree.iterfind(".//link[@rel='stylesheet']")]
        assert sheets == ["/static/css/site.css"], page.url
        assert tree.find(".//head/link[@rel='preload'][@as='font'][@crossorigin]") is not None, page.url
        fetched = [node.get("src") for node in tree.iterfind(".//*[@src]")]
        fetched += [link.get("href") for link in tree.iterfind(".//link") if link.get("rel") != "canonical"]
        fetched += re.findall(r"(\S+) \d+w", " ".join(node.get("srcset") for node in tree.iterfind(".//*[@srcset]")))
        foreign = [address for address in fetched if not address.startswith(("/", "data:")) or address.startswith("//")]
        assert foreign == [], page.url
