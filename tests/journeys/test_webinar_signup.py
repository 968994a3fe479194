"""From an article to the room of a webinar, and what happens on the way: over HTTP alone, with the letters as they arrive."""

import datetime
import html
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client

from tests.webinars import places, rfc5545
from webinars import tasks

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def session(home):
    return places.plant_session(places.plant_webinar(places.plant_index(home)), capacity=2)


@pytest.fixture
def post(session, make_post):
    """An article that ends with a way on to the webinar."""
    call = {"title": "Bring your questions", "text": "An hour.", "page": session.webinar, "label": "Save a place"}
    return make_post("Do insurers reimburse", body=[("rich_text", "<p>Sometimes.</p>"), ("call_to_action", call)])


def links(response):
    return [html.unescape(link) for link in re.findall(r'href="([^"]+)"', response.content.decode())]


def sign_up(client, page, email, **typed):
    """Fill in the form of the page that is open, hidden fields included, and send it where it says."""
    form = re.search(r'<form[^>]+action="([^"#]+register/)[^"]*"(.+?)</form>', page.content.decode(), re.DOTALL)
    assert form, "the page has no form to sign up with"
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.group(2)))
    return client.post(form.group(1), hidden | {"email": email, "zone": "Europe/Berlin"} | typed, follow=True)


def newest_letter_to(email, post_office):
    return [letter for letter in post_office() if letter.to == [email]][-1]


def address(letter, door):
    return re.search(rf"http://localhost:8000(/webinars/{door}/\S+)", letter.body).group(1)


def test_a_reader_of_an_article_ends_up_in_the_room(visitor, post, session, post_office):
    page = visitor.get(next(link for link in links(visitor.get(post.url)) if link == session.webinar.url))

    thanks = sign_up(visitor, page, "Ada@Reader.example", name="Ada")

    assert thanks.redirect_chain[-1][0].startswith("/webinars/first-year/registered/")
    assert "Look into your mailbox" in thanks.content.decode()
    letter = newest_letter_to("ada@reader.example", post_office)
    assert letter.subject == "Your place: Your first year"
    assert "(Berlin)" in letter.body
    assert "(Los Angeles)" in letter.body
    calendar = rfc5545.read(letter.attachments[0][1].replace("\r\n", "\n").replace("\n", "\r\n").encode())
    [event] = calendar.find("VEVENT")
    assert rfc5545.instant(calendar, event, "DTSTART") == session.starts_at

    door = address(letter, "join")
    assert "opens 15 minutes before" in visitor.get(door).content.decode()
    with time_machine.travel(session.starts_at - datetime.timedelta(minutes=5)):
        assert "Enter the webinar" in visitor.get(door).content.decode()
        assert visitor.post(door)["Location"] == session.join_url


def test_the_last_place_is_given_back_and_goes_to_the_next(visitor, session, post_office):
    webinar = session.webinar
    for name in ("ada", "bob"):
        sign_up(visitor, visitor.get(webinar.url), f"{name}@reader.example")
    full = visitor.get(webinar.url)
    assert "Every place is taken." in full.content.decode()
    assert "Save my place" not in full.content.decode()

    visitor.post(address(newest_letter_to("ada@reader.example", post_office), "registration"))
    farewell = newest_letter_to("ada@reader.example", post_office)
    assert farewell.subject == "You gave your place back: Your first year"
    assert "METHOD:CANCEL" in farewell.attachments[0][1]

    eve = Client()
    sign_up(eve, eve.get(webinar.url), "eve@reader.example")
    assert newest_letter_to("eve@reader.example", post_office).subject == "Your place: Your first year"
    assert "Every place is taken." in visitor.get(webinar.url).content.decode()


def test_somebody_whose_form_was_open_too_long_is_told_that_it_is_full(visitor, session):
    open_form = visitor.get(session.webinar.url)
    for name in ("ada", "bob"):
        sign_up(visitor, visitor.get(session.webinar.url), f"{name}@reader.example")

    answer = sign_up(visitor, open_form, "late@reader.example")

    assert answer.status_code == 409
    assert "Every place is taken." in answer.content.decode()
    assert (
        'value="late@reader.example"' in answer.content.decode()
    )  # ready for the other form: perhaps there is a place


def test_the_owner_moves_the_date_then_calls_it_off_and_ada_hears_of_both(
    visitor, client_of, owner, session, post_office
):
    office = client_of(owner)
    sign_up(visitor, visitor.get(session.webinar.url), "ada@reader.example")
    first_door = address(newest_letter_to("ada@reader.example", post_office), "join")
    edit = f"/admin/webinar_dates/edit/{session.pk}/"

    office.post(
        edit,
        {
            "webinar": session.webinar.pk,
            "day": "2031-05-06",
            "clock": "19:00",
            "zone": places.LOS_ANGELES,
            "minutes": "60",
            "capacity": "2",
            "join_url": session.join_url,
        },
    )
    tasks.sweep_registrations.call()
    moved = newest_letter_to("ada@reader.example", post_office)

    assert moved.subject == "New time: Your first year"
    assert "Tuesday, May 6, 2031, 7:00 PM PDT (Los Angeles)" in moved.body
    session.refresh_from_db()
    with time_machine.travel(session.starts_at):
        assert visitor.post(first_door)["Location"] == session.join_url

    office.post(f"/admin/webinar_dates/call-off/{session.pk}/", {"note": "Our speaker is ill."})
    tasks.sweep_registrations.call()
    off = newest_letter_to("ada@reader.example", post_office)

    assert off.subject == "Called off: Your first year"
    assert "Our speaker is ill." in off.body
    assert len(mail.outbox) == 3
    page = visitor.get(session.webinar.url).content.decode()
    assert "Our speaker is ill." in page
    assert "Save my place" not in page
    with time_machine.travel(session.starts_at):
        assert visitor.post(first_door).status_code == 409


def test_the_home_page_names_the_next_date_and_forgets_it_when_it_is_over(visitor, home, session):
    assert "Your first year" in visitor.get("/").content.decode()

    with time_machine.travel(session.ends_at + DAY):
        assert "Your first year" not in visitor.get("/").content.decode()
