"""An owner brings the old blog along; a reader finds every post as it was, and at its old address."""

import datetime
import re

import pytest
from wagtail.images import get_image_model

from blog.models import BlogPostPage, ImportedPost, Topic
from pages.models import Person
from tests.blog.importing.conftest import FIXTURES, blocks_of, item, post_called

pytestmark = pytest.mark.django_db

WORDPRESS = FIXTURES / "wordpress.xml"
SQUARESPACE = FIXTURES / "squarespace.xml"
SQUARESPACE_JSON = FIXTURES / "squarespace_json"


def without_keys(html: str) -> str:
    return re.sub(r' data-block-key="[^"]*"', "", html)


def test_a_post_of_the_block_editor_becomes_our_own_blocks(import_blog, media):
    run = import_blog(WORDPRESS, "--no-download", media=media)

    post = post_called("Should a doctor be in the building?")
    kinds = [kind for kind, _ in blocks_of(post)]
    values = [value for _, value in blocks_of(post)]
    assert run.code == 0
    assert kinds == ["rich_text", "heading", "rich_text", "figure", "pull_quote", "embed", "table"]
    assert (values[1]["text"], values[1]["level"]) == ("What we ask first", "h2")
    assert without_keys(values[2].source) == (
        "<ul><li>Who may push the drug?</li><li>Who answers the alarm?<ul><li>And in the evening?</li></ul></li></ul>"
    )
    assert values[3]["alt_text"] == "A recliner beside a tall window"
    assert values[3]["caption"] == "The chair by the window, before the first guest."
    assert dict(values[4]) == {
        "quote": "Plan for the afternoon when nobody else is there.",
        "attribution": "A nurse in our first year",
    }
    assert (values[5]["video"].url, values[5]["title"]) == (
        "https://www.youtube.com/watch?v=abcDEF12345",
        "A walk through the room",
    )
    assert values[6].caption == "Time for one visit"
    assert values[6].columns == ["Role", "Minutes"]
    assert [row["cells"] for row in values[6].rows] == [["Nurse", "120"], ["Physician", "20"]]


def test_what_is_known_of_a_post_comes_along(import_blog, media):
    import_blog(WORDPRESS, "--no-download", media=media)

    post = post_called("Should a doctor be in the building?")
    assert post.slug == "doctor-in-the-building"
    assert post.introduction == "Supervision is a question of state rules and of who is near."
    assert post.search_description == "Who must be present during an infusion, in plain words."
    assert post.published_on == datetime.date(2021, 3, 9)  # as its readers saw it, though it was the 10th in UTC
    assert post.first_published_at == datetime.datetime(2021, 3, 10, 2, 30, tzinfo=datetime.UTC)
    assert post.author.name == "Dr. Rowan Fielding"
    assert not post.author.shown_on_home
    assert post.topic.name == "Rules"
    assert post.cover.title.startswith("Cover of")
    assert post.cover_alt_text == "The door of the clinic"


def test_a_post_of_the_classic_editor_becomes_our_own_blocks(import_blog, media):
    run = import_blog(WORDPRESS, "--no-download", media=media)

    post = post_called("Superbill basics & a first month")
    kinds = [kind for kind, _ in blocks_of(post)]
    values = [value for _, value in blocks_of(post)]
    assert kinds == ["rich_text", "figure", "heading", "rich_text", "figure", "figure", "embed", "rich_text"]
    assert (
        without_keys(values[0].source)
        == "<p>A superbill is a receipt that a payer can read.<br/>It is not a claim.</p>"
    )
    assert (values[1]["alt_text"], values[1]["caption"]) == ("A sheet with five boxes", "The five boxes that matter.")
    assert values[2]["level"] == "h3"
    assert [values[4]["alt_text"], values[5]["alt_text"]] == [
        "A recliner beside a tall window",
        "A lamp on a low table",
    ]
    assert values[5]["caption"] == "A lamp that can be dimmed."
    assert values[6]["video"].url == "https://vimeo.com/123456789"
    assert without_keys(values[7].source) == "<p>As one payer told us [sic], ask twice.</p>"
    assert "shortcode [pricing_table] is unknown" in run.said
    assert post.introduction == "A superbill is a receipt that a payer can read. It is not a claim."


def test_drafts_stay_drafts_and_pages_stay_behind(import_blog, media, visitor):
    run = import_blog(WORDPRESS, "--no-download", media=media)

    draft = post_called("A lease, half written")
    assert not draft.live
    assert visitor.get("/blog/a-lease-half-written/").status_code == 404
    assert visitor.get("/?p=160").status_code == 200  # the front page: a draft had no address
    assert "About us: skipped\n    of the type page, not a post" in run.said
    assert "is not here" not in run.said
    assert "took its caption" not in run.said
    assert "Superbill basics & a first month: brought in" in run.said
    assert "latest-posts was made when somebody read the page" in run.said
    assert "comments stay behind: 1" in run.said


def test_a_link_leads_to_the_page_even_of_a_post_that_came_later(import_blog, media, visitor):
    import_blog(WORDPRESS, "--no-download", media=media)

    earlier, later = post_called("Should a doctor be in the building?"), post_called("Superbill basics & a first month")
    assert f'linktype="page" id="{later.pk}"' in blocks_of(earlier)[0][1].source or (
        f'id="{later.pk}" linktype="page"' in blocks_of(earlier)[0][1].source
    )
    assert f'href="{later.url}"' in visitor.get(earlier.url).content.decode()
    assert f'href="{earlier.url}"' in visitor.get(later.url).content.decode()
    assert f'href="/blog/topic/{later.topic.slug}/"' in visitor.get(earlier.url).content.decode()


@pytest.mark.parametrize(
    ("old", "title"),
    [
        ("/2021/03/doctor-in-the-building/", "Should a doctor be in the building?"),
        ("/2021/03/doctor-in-the-building", "Should a doctor be in the building?"),
        ("/?p=101", "Should a doctor be in the building?"),
        ("/?p=140&utm_source=letter", "Superbill basics & a first month"),
        ("/2022/06/superbill-basics/superbill/", "Superbill basics & a first month"),
        ("/?attachment_id=204", "Superbill basics & a first month"),
    ],
)
def test_an_old_address_of_wordpress_leads_to_the_post(import_blog, media, visitor, old, title):
    import_blog(WORDPRESS, "--no-download", media=media)

    answer = visitor.get(old)

    assert answer.status_code == 301
    assert answer["Location"] == post_called(title).url


def test_an_old_category_of_wordpress_leads_to_the_topic(import_blog, media, visitor):
    import_blog(WORDPRESS, "--no-download", media=media)

    answer = visitor.get("/category/getting-paid/")

    assert (answer.status_code, answer["Location"]) == (301, "/blog/topic/getting-paid/")
    assert visitor.get(answer["Location"]).context["topic"].name == "Getting Paid"


def test_a_picture_is_served_and_carries_its_words(import_blog, media, visitor):
    import_blog(WORDPRESS, "--no-download", media=media)

    page = visitor.get(post_called("Should a doctor be in the building?").url).content.decode()
    source = re.search(r'<img src="(/media/images/recliner[^"]+)"', page) or re.search(
        r'src="(/media/images/[^"]*recliner[^"]*)"', page
    )
    assert source
    assert visitor.get(source[1]).status_code == 200
    assert 'alt="A recliner beside a tall window"' in page
    assert "The chair by the window, before the first guest." in page


def test_a_picture_that_two_posts_show_is_kept_once(import_blog, media):
    import_blog(WORDPRESS, "--no-download", media=media)

    assert get_image_model().objects.count() == 4
    assert not [image for image in get_image_model().objects.all() if image.gated]


def test_an_export_of_squarespace_becomes_our_own_blocks(import_blog, media):
    run = import_blog(SQUARESPACE, "--no-download", media=media)

    post = post_called("Infusions in your practice & what they change\u2014a first look")
    kinds = [kind for kind, _ in blocks_of(post)]
    values = [value for _, value in blocks_of(post)]
    assert run.code == 0
    assert kinds == ["rich_text", "heading", "rich_text", "figure", "pull_quote", "embed"]
    assert without_keys(values[0].source) == "<p>A new service line asks for space, people and patience.</p>"
    assert values[1]["text"] == "The room"
    assert values[3]["alt_text"] == "A quiet room with one chair"
    assert values[3]["caption"] == "One chair, one monitor, one window."
    assert dict(values[4]) == {"quote": "Start with one chair.", "attribution": "Mira Castellan"}
    assert values[5]["video"].url == "https://www.youtube.com/watch?v=Zyx98765432"
    assert "left out: a newsletter form" in run.said
    assert "mended on reading: 2 ampersands and entities" in run.said
    assert post.published_on == datetime.date(2021, 3, 9)  # Squarespace writes UTC; the school thinks in Los Angeles
    assert post.introduction == "Before you buy a pump, look at your afternoons."
    assert (post.slug, post.author.name, post.topic.name) == (
        "infusions-in-your-practice",
        "Mira Castellan",
        "Starting Out",
    )
    assert post.cover is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/blog/2021/3/infusions-in-your-practice", "/blog/infusions-in-your-practice/"),
        ("/blog/2021/3/infusions-in-your-practice?format=amp", "/blog/infusions-in-your-practice/"),
        ("/blog/category/Starting+Out", "/blog/topic/starting-out/"),
        ("/blog/category/Starting%20Out", "/blog/topic/starting-out/"),
        ("/blog/tag/planning", "/blog/topic/starting-out/"),
        ("/blog/?category=Starting+Out", "/blog/topic/starting-out/"),
        ("/blog/?tag=planning", "/blog/topic/starting-out/"),
    ],
)
def test_an_old_address_of_squarespace_leads_on(import_blog, media, visitor, old, new):
    import_blog(SQUARESPACE, "--no-download", media=media)

    answer = visitor.get(old)

    assert (answer.status_code, answer["Location"]) == (301, new)
    assert visitor.get(new).status_code == 200


def test_an_old_question_without_a_slash_gets_there_too(import_blog, media, visitor):
    import_blog(SQUARESPACE, "--no-download", media=media)

    answer = visitor.get("/blog?category=Starting%20Out", follow=True)

    assert {code for _, code in answer.redirect_chain} == {301}
    assert answer.redirect_chain[-1][0] == "/blog/topic/starting-out/"
    assert answer.context["topic"].name == "Starting Out"


def test_a_folder_of_pages_becomes_our_own_blocks(import_blog, media):
    run = import_blog(SQUARESPACE_JSON, "--no-download", media=media)

    post = post_called("Infusions in your practice")
    kinds = [kind for kind, _ in blocks_of(post)]
    values = [value for _, value in blocks_of(post)]
    assert run.code == 0
    assert kinds == ["rich_text", "heading", "rich_text", "figure"]
    assert without_keys(values[2].source) == "<ul><li>One chair</li><li>One monitor</li></ul>"
    assert (values[3]["alt_text"], values[3]["caption"]) == ("A quiet room with one chair", "One chair, one window.")
    assert post.published_on == datetime.date(2021, 3, 9)
    assert post.search_description == "What an infusion line changes in a practice."
    assert post.author.biography == "Mira opened two clinics."
    assert post.cover is None  # the address of a folder is no picture
    assert not post_called("An unfinished thought").live
    assert "Open day: skipped\n    an event, not a post" in run.said
    assert BlogPostPage.objects.count() == 2


def test_the_same_blog_in_another_export_is_not_brought_twice(import_blog, media):
    import_blog(SQUARESPACE, "--no-download", media=media)
    import_blog(SQUARESPACE_JSON, "--no-download", media=media)

    assert BlogPostPage.objects.filter(slug__startswith="infusions").count() == 1
    assert ImportedPost.objects.filter(address="opendoor.example/blog/2021/3/infusions-in-your-practice").count() == 1


def test_posts_follow_each_other_by_date(import_blog, media, visitor):
    import_blog(WORDPRESS, "--no-download", media=media)
    import_blog(SQUARESPACE, "--no-download", media=media)

    context = visitor.get(post_called("Three worries about opening a clinic").url).context

    assert context["previous_post"].published_on == datetime.date(2021, 3, 9)
    assert context["next_post"].title == "Superbill basics & a first month"


def test_the_owner_says_which_category_becomes_which_topic(import_blog, media, tmp_path):
    table = tmp_path / "topics.csv"
    table.write_text("old,new\nGetting Paid,Billing\nsupervision,Compliance\n")

    run = import_blog(WORDPRESS, "--no-download", media=media, topics=table)

    assert post_called("Superbill basics & a first month").topic.name == "Billing"
    assert post_called("Should a doctor be in the building?").topic.name == "Compliance"
    assert 'topic "Compliance", because of "supervision"' in run.said
    assert set(Topic.objects.values_list("name", flat=True)) == {"Billing", "Compliance", "Rules"}


def test_an_author_who_is_known_already_stays_one_person(import_blog, media):
    known = Person.objects.create(
        name="Rowan Fielding", slug="rowan", credentials="MD", role="Teaches", biography="Knows."
    )

    import_blog(WORDPRESS, "--no-download", media=media)

    assert post_called("Superbill basics & a first month").author == known
    assert Person.objects.filter(name__contains="Fielding").count() == 1


def test_a_link_to_the_old_front_page_is_not_taken_for_one_to_a_draft(import_blog, write_wxr):
    drafts = [
        item(
            "<p>Half.</p>",
            number=number,
            title=f"Half {number}",
            slug="",
            link=f"https://old.example/?p={number}",
            status="draft",
        )
        for number in (1, 2)
    ]
    whole = item('<p>See <a href="https://old.example/">home</a>.</p>', number=3, title="Whole", slug="whole")

    import_blog(write_wxr(*drafts, whole))
    again = import_blog(write_wxr(*drafts, whole))

    assert "3 unchanged" in again.said
    home = post_called("Whole").get_site().root_page
    assert re.search(
        f'(linktype="page" id="{home.pk}"|id="{home.pk}" linktype="page")', blocks_of(post_called("Whole"))[0][1].source
    )
