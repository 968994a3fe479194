"""What a page says of itself to search engines and to whoever shares its link."""

import datetime
import html
import re
from io import BytesIO

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from pages import share_images
from pages.head import Head, shorten
from pages.models import SiteImage
from pages.share_images import ShareCard
from tests.conftest import drawing, publish
from tests.courses import places
from tests.pages.machines import things_in

pytestmark = pytest.mark.django_db


def head_of(client, address):
    """The head of a page as a crawler reads it: title, link and meta by name, structured data by type."""
    response = client.get(address)
    assert response.status_code == 200, address
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    head = {"title": " ".join(tree.findtext(".//title").split())}
    for meta in tree.iterfind(".//head/meta"):
        head[meta.get("name") or meta.get("property") or "charset"] = meta.get("content")
    head["canonical"] = [link.get("href") for link in tree.iterfind(".//head/link[@rel='canonical']")]
    head["things"] = things_in(tree)
    return head


def photograph(width=1600, height=900, **fields):
    written = BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "JPEG")
    return SiteImage.objects.create(title="A desk", file=ContentFile(written.getvalue(), name="desk.jpg"), **fields)


# --- title, description, address ----------------------------------------------------------------------------------------


def test_a_post_is_described_in_the_words_of_its_standfirst(visitor, make_post):
    post = make_post("Superbills")

    head = head_of(visitor, post.url)

    assert head["title"] == "Superbills | Ketamine StartUp"
    assert head["description"] == head["og:description"] == "What Superbills is about."
    assert head["canonical"] == [head["og:url"]] == [f"http://localhost:8000{post.url}"]
    assert head["robots"].startswith("index")
    assert head["og:type"] == "article"
    assert head["article:published_time"] == "2026-10-06"
    assert head["twitter:card"] == "summary_large_image"


def test_the_address_is_ours_whatever_host_was_asked(visitor, make_post, settings):
    settings.PUBLIC_URL = "https://startup.example"
    post = make_post("Superbills")

    response = visitor.get(post.url, headers={"host": "evil.example"})

    assert b"evil.example" not in response.content
    assert b'<link rel="canonical" href="https://startup.example/blog/superbills/">' in response.content


def test_what_a_campaign_hangs_on_an_address_is_not_part_of_it(visitor, blog, make_post):
    post = make_post("Superbills")

    for address in (post.url, blog.url):
        plain = head_of(visitor, address)["canonical"]
        assert head_of(visitor, f"{address}?utm_source=x&page=&fbclid=1")["canonical"] == plain


def test_page_two_is_a_page_of_its_own_and_page_one_is_not(visitor, blog, make_post):
    for number in range(13):
        make_post(f"Post {number}", on=datetime.date(2026, 1, 1) + datetime.timedelta(days=number))

    first, second = head_of(visitor, f"{blog.url}?page=1"), head_of(visitor, f"{blog.url}?page=2&utm_source=x")

    assert first["canonical"] == [f"http://localhost:8000{blog.url}"]
    assert second["canonical"] == [f"http://localhost:8000{blog.url}?page=2"]
    assert "page 2" in second["title"]
    assert second["robots"].startswith("index")


def test_an_editor_can_keep_a_page_out_of_search_engines_and_the_sitemap(visitor, make_post):
    shown, kept = make_post("Shown"), make_post("Kept", hidden_from_search=True)

    assert head_of(visitor, kept.url)["robots"].startswith("noindex")
    listed = visitor.get("/sitemap.xml").content.decode()
    assert shown.url in listed
    assert kept.url not in listed


@pytest.mark.parametrize("address", ["/account/login/", "/newsletter/", "/no-such-page/"])
def test_what_is_no_page_of_the_site_stays_out_of_search_engines(visitor, home, address):
    text = visitor.get(address, follow=True).content.decode()

    assert re.search(r'<meta name="robots" content="noindex', text), address
    assert 'rel="canonical"' not in text


def test_a_long_description_ends_at_a_word():
    assert shorten("word " * 60) == f"{'word ' * 31}word…"
    assert shorten("words " * 60) == f"{'words ' * 25}words…"
    assert len(shorten("w" * 400)) == 160
    assert shorten("<p>Plain\n  and short.</p>") == "Plain and short."


# --- the picture for shared links ------------------------------------------------------------------------------------------


def picture_of(client, address):
    shown = head_of(client, address)["og:image"]
    response = client.get(shown.removeprefix("http://localhost:8000"))
    assert response.status_code == 200, shown
    return shown, response, Image.open(BytesIO(b"".join(response.streaming_content)))


def test_the_picture_of_a_post_is_made_when_first_asked_for_and_kept(visitor, make_post, monkeypatch):
    post = make_post("Superbills")
    address, response, picture = picture_of(visitor, post.url)

    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert "immutable" in response["Cache-Control"]
    assert head_of(visitor, post.url)["og:image:alt"].startswith("Superbills, Dr. Ada Author, MD, October 6, 2026")
    monkeypatch.setattr(share_images, "draw", lambda card: pytest.fail("it was drawn twice"))
    assert picture_of(visitor, post.url)[0] == address


def test_another_title_is_another_picture_and_the_old_address_leads_there(visitor, make_post):
    post = make_post("Superbills")
    before = head_of(visitor, post.url)["og:image"]
    post.title = "Superbills that hold up"
    post = publish(post)

    after = head_of(visitor, post.url)["og:image"]

    assert after != before
    response = visitor.get(before.removeprefix("http://localhost:8000"))
    assert (response.status_code, response["Location"]) == (302, after)


def test_nobody_learns_the_title_of_a_draft_from_a_picture(visitor, make_post):
    post = make_post("Secret plan")
    address = head_of(visitor, post.url)["og:image"].removeprefix("http://localhost:8000")
    post.unpublish()

    assert visitor.get(address).status_code == 404
    assert visitor.get(f"/share/{post.pk}/guessed.png").status_code == 404


def test_a_lesson_whose_course_is_hidden_has_no_picture(visitor, home):
    course = places.plant_course(places.plant_catalogue(home))
    lesson = places.plant_lesson(places.plant_module(course))
    address = lesson.get_share_picture().address.removeprefix("http://localhost:8000")
    assert visitor.get(address).status_code == 200
    course.unpublish()

    assert visitor.get(address).status_code == 404


def test_guessed_addresses_make_no_pictures(visitor, make_post, settings, tmp_path):
    post = make_post("Superbills")

    for key in ("0" * 32, "x"):
        assert visitor.get(f"/share/{post.pk}/{key}.png").status_code == 302

    assert not (settings.MEDIA_ROOT / "share").exists()


def test_an_editor_may_choose_a_photograph_instead(visitor, make_post):
    post = make_post("Superbills", share_image=photograph(description="An empty desk"))

    address, _, picture = picture_of(visitor, post.url)

    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    assert address.endswith(".jpg")
    assert head_of(visitor, post.url)["og:image:alt"].startswith("An empty desk")


@pytest.mark.parametrize("unfit", ["gated", "drawing", "small"])
def test_a_picture_that_others_cannot_show_is_refused_with_the_reason(make_post, unfit):
    post = make_post("Superbills")
    post.share_image = {
        "gated": lambda: photograph(gated=True),
        "drawing": lambda: SiteImage.objects.create(title="A square", file=drawing("square.svg")),
        "small": lambda: photograph(600, 400),
    }[unfit]()

    with pytest.raises(ValidationError) as refused:
        post.full_clean()

    assert "share_image" in refused.value.error_dict


@pytest.mark.parametrize(
    "title",
    [
        "A",
        "Superbills that hold up: what belongs on them, who signs them, and what to do when the payer says no " * 3,
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 2,
        "中文 and Łódź “quoted” – 100 %",
        "",
    ],
)
def test_no_title_is_too_long_or_too_strange_for_the_picture(title):
    font_sizes = share_images._fitted(share_images._readable(title))

    assert Image.open(BytesIO(share_images.draw(ShareCard(title, title, title)))).size == (1200, 630)
    lines, font = font_sizes
    assert all(font.getlength(line) <= share_images.TITLE_WIDTH for line in lines)
    assert len(lines) * font.size <= share_images.TITLE_HEIGHT


def test_the_night_makes_missing_pictures_and_removes_old_ones(make_post, settings):
    import os
    import time

    from pages import services

    post = make_post("Superbills")
    made, gone = services.make_share_images()
    assert (made, gone) == (3, 0)  # home, blog, post
    stale = settings.MEDIA_ROOT / post.get_share_card().path
    post.title = "Superbills that hold up"
    publish(post)
    assert services.make_share_images() == (1, 0), "a link shared yesterday still finds its picture"
    os.utime(stale, (0, time.time() - 40 * 24 * 3600))

    assert services.make_share_images() == (0, 1)
    assert not stale.exists()


def test_publishing_has_the_picture_made(make_post, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post = make_post("Superbills")

    assert (settings.MEDIA_ROOT / post.get_share_card().path).exists()


# --- facts for machines ----------------------------------------------------------------------------------------------------


def test_a_post_names_author_reviewer_and_dates(visitor, make_post, author):
    sources = ("sources", {"entries": [{"title": "Denials", "publisher": "KFF", "url": "https://kff.example/x"}]})
    post = make_post(
        "Superbills",
        reviewed_by=author,
        checked_on=datetime.date(2026, 11, 1),
        body=[("rich_text", "<p>Words.</p>"), sources],
    )

    facts = head_of(visitor, post.url)["things"]["BlogPosting"]

    assert facts["headline"] == "Superbills"
    assert facts["author"] == {
        "@type": "Person",
        "@id": "http://localhost:8000/faculty/author/#person",
        "name": "Dr. Ada Author",
        "honorificSuffix": "MD",
        "jobTitle": "Writes",
        "url": "http://localhost:8000/faculty/author/",
    }
    assert facts["reviewedBy"]["name"] == "Dr. Ada Author"
    assert facts["lastReviewed"] == facts["mainEntityOfPage"]["lastReviewed"] == "2026-11-01"
    assert facts["datePublished"] == "2026-10-06"
    assert facts["publisher"]["@id"] == "http://localhost:8000/#organization"
    assert facts["image"]["url"].startswith("http://localhost:8000/share/")
    assert facts["citation"][0]["url"] == "https://kff.example/x"


def test_the_way_to_a_page_is_told(visitor, blog, make_post):
    steps = head_of(visitor, make_post("Superbills").url)["things"]["BreadcrumbList"]["itemListElement"]

    assert [(step["position"], step["name"]) for step in steps] == [(1, "Blog"), (2, "Superbills")]
    assert steps[0]["item"] == f"http://localhost:8000{blog.url}"


def test_the_home_page_says_whose_site_it_is(visitor, home):
    things = head_of(visitor, "/")["things"]

    assert things["Organization"]["name"] == "Ketamine StartUp"
    assert things["Organization"]["logo"]["width"] >= 112
    assert things["WebSite"]["publisher"]["@id"] == things["Organization"]["@id"]
    template = things["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert template == "http://localhost:8000/search/?q={search_term_string}"
    assert visitor.get(template.removeprefix("http://localhost:8000").format(search_term_string="x")).status_code == 200
    logo = things["Organization"]["logo"]["url"].removeprefix("http://localhost:8000/static/")
    assert Image.open(finders.find(logo)).size == (512, 512)


def test_no_word_of_a_title_ends_the_script(visitor, make_post):
    post = make_post("</script><script>alert(1)</script>\u2028&")

    text = visitor.get(post.url).content.decode()
    facts = head_of(visitor, post.url)["things"]["BlogPosting"]

    assert "<script>alert" not in text
    assert "alert(1)" in facts["headline"]


def test_a_view_may_give_a_head_of_its_own(rf, home):
    from django.template import Context, Template

    given = Head(title="Billing", address="https://startup.example/blog/billing/", robots="index, follow")
    printed = Template("{% load head_tags %}{% get_head as head %}{{ head.title }} {{ head.address }}")

    assert html.unescape(printed.render(Context({"head": given}))) == f"Billing {given.address}"


def test_a_course_says_what_it_costs_now_and_nothing_once_it_is_over(visitor, home):
    from payments.models import Offer

    course = places.plant_course(
        places.plant_catalogue(home), faq=[("question", {"question": "Q?", "answer": "<p>A</p>"})]
    )
    places.plant_lesson(places.plant_module(course))
    offer = Offer.objects.create(product=course, name="Clinic Launch", amount_cents=79000)
    Offer.objects.create(product=course, name="Agreed", amount_cents=100, link_digest="x" * 64)

    things = head_of(visitor, course.url)["things"]

    assert [one["price"] for one in things["Course"]["offers"]] == ["790.00"], "no price by private link"
    assert things["Course"]["provider"]["name"] == "Ketamine StartUp"
    assert things["Course"]["hasCourseInstance"]["courseWorkload"] == "PT12M"
    assert things["FAQPage"]["mainEntity"][0]["acceptedAnswer"]["text"] == "A"
    offer.valid_until = timezone.now() - datetime.timedelta(seconds=1)
    offer.save()
    assert "offers" not in head_of(visitor, course.url)["things"]["Course"]


def test_the_catalogue_lists_its_courses(visitor, home):
    catalogue = places.plant_catalogue(home)
    course = places.plant_course(catalogue)

    listed = head_of(visitor, catalogue.url)["things"]["ItemList"]["itemListElement"]

    assert [(entry["position"], entry["item"]["url"]) for entry in listed] == [
        (1, f"http://localhost:8000{course.url}")
    ]
