"""The first screen: for whom, what they will be able to do, how to begin, the next date."""

import pytest

from pages.models import HomePage
from webinars.models import WebinarIndexPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def webinars(home):
    index = home.add_child(instance=WebinarIndexPage(title="Webinars", slug="webinars"))
    HomePage.objects.filter(pk=home.pk).update(webinar_index_page=index)
    return index


def test_a_stranger_reads_for_whom_it_is_and_what_they_will_be_able_to_do(visitor, home):
    home.outcomes = [("item", "Write a superbill that holds up"), ("item", "Read a lease")]
    home.save()

    page = visitor.get("/").content.decode()

    first_screen = page[page.index('class="hero"') : page.index("</section>")]
    assert home.audience in first_screen
    assert "What you will be able to do" in first_screen
    assert first_screen.index("Write a superbill that holds up") < first_screen.index("Read a lease")


def test_without_a_date_the_first_screen_says_where_it_will_be_told(visitor, webinars):
    page = visitor.get("/").content.decode()

    assert "The next webinar is being set up" in page
    assert 'href="/newsletter/"' in page


def test_a_home_page_without_lines_has_no_empty_list(visitor, home):
    assert "What you will be able to do" not in visitor.get("/").content.decode()


def test_those_who_work_at_the_desk_are_led_there_and_nobody_else(visitor, client_of, home, owner, editor, buyer):
    way = 'href="/admin/"'

    assert way in client_of(owner).get("/account/").content.decode()
    assert way in client_of(editor).get("/account/").content.decode()
    assert way not in client_of(buyer).get("/account/").content.decode()
    assert way not in visitor.get("/").content.decode()
