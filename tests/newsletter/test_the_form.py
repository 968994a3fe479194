"""The form stands where people read, once a page."""

import pytest

pytestmark = pytest.mark.django_db


def test_home_blog_and_post_show_the_form_once(home, blog, make_post, visitor):
    for address in (home.url, blog.url, make_post("Superbills").url, "/newsletter/"):
        html = visitor.get(address).content.decode()
        assert html.count('action="/newsletter/"') == 1, address
        assert html.count('id="newsletter-email"') == 1, address
        assert html.count('for="newsletter-email"') == 1, address


def test_the_form_links_to_the_privacy_page_where_there_is_one(home, visitor):
    from pages.models import StandardPage

    assert ">Privacy</a>" not in visitor.get("/newsletter/").content.decode()
    home.add_child(instance=StandardPage(title="Privacy", slug="privacy"))

    assert '<a href="/privacy/">Privacy</a>' in visitor.get("/newsletter/").content.decode()


def test_the_trap_is_out_of_the_way_of_people(home, visitor):
    html = visitor.get("/newsletter/").content.decode()

    assert 'data-kind="trap" aria-hidden="true"' in html


def test_every_page_leads_to_the_form(home, visitor):
    assert 'href="/newsletter/"' in visitor.get("/").content.decode()
