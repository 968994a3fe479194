"""Old addresses lead on; wrong ones help."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from tests.conftest import publish
from tests.courses import places

pytestmark = pytest.mark.django_db


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Publish a page under another address, as an editor does."""

    def deed(page, slug):
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            return publish(page)

    return deed


def lead(old, to="", page=None, **fields):
    return Redirect.objects.create(old_path=old, redirect_link=to, redirect_page=page, **fields)


# --- redirects ------------------------------------------------------------------------------------------------------------


def test_a_renamed_post_is_found_under_its_old_address(visitor, make_post, rename):
    post = make_post("Superbills")
    old = post.url
    post = rename(post, "superbills-that-hold-up")

    response = visitor.get(f"{old}?utm_source=letter")

    assert (response.status_code, response["Location"]) == (301, post.url)


def test_a_post_renamed_twice_is_found_in_one_step(visitor, make_post, rename):
    post = make_post("One")
    first = post.url
    second = rename(post, "two").url
    post = rename(post, "three")

    assert visitor.get(first)["Location"] == visitor.get(second)["Location"] == post.url


def test_a_post_that_went_back_to_its_old_address_is_simply_there(visitor, make_post, rename):
    post = make_post("One")
    first = post.url
    post = rename(post, "two")
    second = post.url
    post = rename(post, "one")

    assert visitor.get(first).status_code == 200
    assert visitor.get(second)["Location"] == first
    post.unpublish()
    assert visitor.get(first).status_code == 404, "not a circle"


def test_nobody_is_sent_to_a_page_that_was_taken_down(visitor, make_post, rename):
    post = make_post("One")
    old = post.url
    rename(post, "two").unpublish()

    response = visitor.get(old)

    assert response.status_code == 404
    assert b"/blog/two/" not in response.content


@pytest.mark.parametrize("old", ["/?p=12", "/old-address/"])
def test_an_old_address_names_no_post_that_is_not_public(visitor, make_post, old):
    post = make_post("One")
    lead(old.rstrip("/"), page=post)
    assert visitor.get(old)["Location"].endswith(post.url)

    private = PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert visitor.get(old).status_code in (200, 404)
    private.delete()
    post.unpublish()

    assert visitor.get(old).status_code in (200, 404), "the front page, or nothing"


def test_the_old_address_of_a_module_still_leads_to_its_course(visitor, home):
    course = places.plant_course(places.plant_catalogue(home))
    module = places.plant_module(course)
    lead("/old-module", page=module)

    assert visitor.get("/old-module/")["Location"] == module.url
    course.unpublish()
    assert visitor.get("/old-module/").status_code == 404


def test_several_steps_are_one(visitor, make_post):
    post = make_post("Here")
    lead("/old", "/older")
    lead("/older", "/oldest", is_permanent=False)
    lead("/oldest", page=post)

    response = visitor.get("/old/")

    assert (response.status_code, response["Location"]) == (302, post.url), (
        "one step for a time makes it all for a time"
    )


@pytest.mark.parametrize("circle", [["/a"], ["/a", "/b"], ["/a", "/b", "/c", "/d"]])
def test_a_circle_leads_nowhere_and_harms_nobody(visitor, home, circle):
    for here, there in zip(circle, circle[1:] + circle[:1], strict=True):
        lead(here, there)

    assert visitor.get("/a/").status_code == 404


def test_a_page_that_moved_in_is_where_one_stops(visitor, make_post):
    newcomer = make_post("Old address")
    lead("/blog/old-address", "https://elsewhere.example/")
    lead("/x", newcomer.url)

    assert visitor.get("/x/")["Location"] == newcomer.url


def test_our_own_full_address_stays_on_this_copy_of_the_site(visitor, make_post, settings):
    settings.PUBLIC_URL = "https://startup.example"
    lead("/x", "https://startup.example/blog/one/")
    make_post("One")

    assert visitor.get("/x/")["Location"] == "/blog/one/"


def test_the_old_address_of_a_lesson_leads_to_its_closed_door(visitor, home, rename):
    lesson = places.plant_lesson(places.plant_module(places.plant_course(places.plant_catalogue(home))))
    old = lesson.url
    lesson = rename(lesson, "renamed")

    response = visitor.get(old, follow=True)

    assert response.redirect_chain == [(lesson.url, 301)]
    assert "Gated words" not in response.content.decode()


# --- in the admin ------------------------------------------------------------------------------------------------------------


def sheet(*rows):
    written = io.StringIO()
    csv.writer(written).writerows([("from", "to"), *rows])
    return SimpleUploadedFile("redirects.csv", written.getvalue().encode(), content_type="text/csv")


def bring(client, *rows):
    """Both steps of the import: choose the file, say which column is which."""
    page = client.post("/admin/redirects/import/", {"import_file": sheet(*rows)})
    assert page.status_code == 200, page.status_code
    answers = {name: page.context["form"][name].value() for name in ("import_file_name", "input_format")}
    signed = {name: page.context["form"].initial[name] for name in answers}
    return client.post(
        "/admin/redirects/import/process/", {**signed, "from_index": 0, "to_index": 1, "permanent": "on"}, follow=True
    )


@pytest.mark.parametrize("who", ["editor", "owner"])
def test_editor_and_owner_bring_a_sheet_of_old_addresses(request, client_of, visitor, make_post, who):
    post = make_post("One")
    client = client_of(request.getfixturevalue(who))
    rows = [(f"/blog/category/{number}/", f"http://localhost:8000{post.url}") for number in range(120)]

    response = bring(client, *rows)

    assert response.status_code == 200
    assert Redirect.objects.count() == 120
    assert visitor.get("/blog/category/7/")["Location"] == post.url


def test_a_bad_line_is_named_and_the_good_ones_are_kept(client_of, editor, home):
    response = bring(client_of(editor), ("/good", "https://startup.example/x"), ("/bad", "not an address"))

    assert Redirect.objects.get().old_path == "/good"
    assert "/bad" in response.content.decode()


def test_a_buyer_brings_nothing(client_of, buyer, home):
    response = client_of(buyer).post("/admin/redirects/import/", {"import_file": sheet(("/a", "https://b.example/"))})

    assert response.status_code in (302, 403)
    assert not Redirect.objects.exists()


# --- the page that is not there ------------------------------------------------------------------------------------------------


def suggested(client, address):
    response = client.get(address)
    assert response.status_code == 404
    return [page.title for page in response.context["similar"]]


def test_a_slip_in_the_address_is_understood(visitor, make_post):
    make_post("Superbills that hold up")
    make_post("Why clinics close")

    assert suggested(visitor, "/blog/superbils-that-hold-up/") == ["Superbills that hold up"]
    assert suggested(visitor, "/2024/05/why-clinics-close/") == ["Why clinics close"]
    assert suggested(visitor, "/something/else/entirely/") == []


def test_only_what_everyone_may_find_is_suggested(visitor, home, make_post):
    make_post("Superbills hidden", hidden_from_search=True)
    make_post("Superbills drafted").unpublish()
    places.plant_lesson(places.plant_module(places.plant_course(places.plant_catalogue(home))))

    assert suggested(visitor, "/superbills/") == []


@pytest.mark.parametrize(
    "address", ["/wp-login.php", "/x/", "/static/superbills.js", "/%00superbills/", f"/superbills-{'x' * 400}/"]
)
def test_what_machines_ask_for_costs_no_search(visitor, make_post, address):
    make_post("Superbills")

    assert suggested(visitor, address) == []


def test_it_offers_the_ways_on(visitor, blog):
    text = visitor.get("/nowhere/").content.decode()

    assert f'href="{blog.url}"' in text
    assert 'name="robots" content="noindex' in text
