"""What the webinars' pages show, and what they cost."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.webinars import places
from webinars import services
from webinars.models import Session, State, WebinarPage

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def plant_many(index, number):
    for count in range(number):
        webinar = places.plant_webinar(index, f"webinar-{count}", title=f"Webinar {count}")
        places.plant_session(webinar, starts_at=timezone.now() + (count + 1) * DAY)
        places.plant_session(webinar, starts_at=timezone.now() - (count + 1) * DAY)


def test_the_list_shows_what_comes_before_what_was(visitor, index):
    for title, days in (("Later", 20), ("Soon", 2), ("Long ago", -90), ("Lately", -3)):
        webinar = places.plant_webinar(index, title.lower().replace(" ", "-"), title=title)
        places.plant_session(webinar, starts_at=timezone.now() + days * DAY)
    places.plant_webinar(index, "some-day", title="Some day")

    context = visitor.get(index.url).context

    assert [webinar.title for webinar in context["upcoming"]] == ["Soon", "Later", "Some day"]
    assert [webinar.title for webinar in context["past"]] == ["Lately", "Long ago"]


def test_an_empty_list_says_so(visitor, index):
    assert "No date is announced just now" in visitor.get(index.url).content.decode()


def test_a_called_off_date_stays_on_the_list_until_its_day_is_over(visitor, index, webinar, session):
    services.call_off(session=session)
    assert [page.title for page in visitor.get(index.url).context["upcoming"]] == ["Your first year"]

    then = timezone.now() - DAY
    Session.objects.update(starts_at=then, ends_at=then + datetime.timedelta(hours=1))

    context = visitor.get(index.url).context
    assert [page.title for page in context["past"]] == ["Your first year"]
    assert context["upcoming"] == []


def test_the_page_shows_the_next_date_and_offers_the_others(visitor, webinar, session):
    sooner = places.plant_session(webinar, starts_at=timezone.now() + DAY)
    places.plant_session(webinar, starts_at=timezone.now() - DAY)

    context = visitor.get(webinar.url).context

    assert context["session"] == sooner
    assert [entry["session"] for entry in context["other_dates"]] == [session]
    assert visitor.get(webinar.url, {"date": session.pk}).context["session"] == session


def test_signing_up_is_for_the_date_that_was_shown(sign_up, webinar, session):
    sooner = places.plant_session(webinar, starts_at=timezone.now() + DAY)

    sign_up("ada@reader.example", date=session.pk)

    session.refresh_from_db()
    sooner.refresh_from_db()
    assert (session.places_taken, sooner.places_taken) == (1, 0)


def test_a_date_of_another_webinar_cannot_be_asked_for_here(visitor, index, webinar, session):
    other = places.plant_session(places.plant_webinar(index, "other"))

    assert visitor.get(webinar.url, {"date": other.pk}).context["session"] == session


def test_highlights_are_the_next_dates_one_can_still_act_on(index, webinar, session):
    for slug, days in (("soon", 1), ("over", -2)):
        places.plant_session(places.plant_webinar(index, slug, title=slug), starts_at=timezone.now() + days * DAY)
    off = places.plant_session(places.plant_webinar(index, "off", title="off"), starts_at=timezone.now() + DAY)
    services.call_off(session=off)
    places.plant_webinar(index, "undated", title="undated")

    highlights = index.get_highlights(5)

    assert [highlight.title for highlight in highlights] == ["soon", "Your first year"]
    assert highlights[0].label == "Free live webinar"
    assert (highlights[1].starts_at, highlights[1].zone) == (session.starts_at, session.zone)
    assert len(index.get_highlights(1)) == 1


def test_publishing_an_older_revision_moves_no_date_and_no_place(webinar, session, sign_up):
    older = webinar.save_revision()
    sign_up()
    services.change_date(
        session=session,
        wall=datetime.datetime(2030, 1, 1, 12),
        zone="Asia/Kolkata",
        minutes=30,
        capacity=7,
        join_url="https://other.example/",
    )
    before = Session.objects.values().get()

    older.publish()

    assert Session.objects.values().get() == before


def test_the_database_refuses_what_the_code_might_forget(session):
    for change in ({"places_taken": 21}, {"places_taken": -1}, {"ends_at": session.starts_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.update(**change)
    services.register(session=session, email="ada@reader.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        session.registrations.create(email="ada@reader.example", zone="UTC")


def test_a_page_behind_a_login_is_on_no_list(index, webinar, session):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=webinar, restriction_type=PageViewRestriction.LOGIN)

    assert index.get_webinars() == []


def test_a_page_past_its_expiry_is_gone_though_no_job_ran(visitor, index, webinar, session):
    WebinarPage.objects.update(expire_at=timezone.now() - DAY)

    assert index.get_webinars() == []
    assert visitor.get(webinar.url).status_code == 404
    assert visitor.get("/webinars/first-year/calendar.ics").status_code == 404


def test_the_addresses_of_the_doors_are_no_names_for_webinars(index):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        places.plant_webinar(index, "join")


@pytest.mark.parametrize(
    ("capacity", "taken", "state"),
    [
        (100, 0, "open"),
        (100, 89, "open"),
        (100, 90, "few"),
        (100, 99, "few"),
        (100, 100, "full"),
        (1, 0, "few"),
        (3, 1, "open"),
        (20, 16, "few"),
    ],
)
def test_few_places_are_few(webinar, capacity, taken, state):
    session = places.plant_session(webinar, capacity=capacity, places_taken=taken)

    assert session.standing.state == State(state)


def test_three_webinars_and_twelve_cost_the_same_queries(visitor, index):
    plant_many(index, 3)
    visitor.get(index.url)
    with CaptureQueriesContext(connection) as few:
        visitor.get(index.url)
    for webinar in index.get_webinars():
        webinar.delete()
    plant_many(index, 12)
    visitor.get(index.url)
    with CaptureQueriesContext(connection) as many:
        visitor.get(index.url)

    assert len(few) == len(many) <= 25


def test_a_webinar_page_asks_little(visitor, webinar, session):
    visitor.get(webinar.url)
    with CaptureQueriesContext(connection) as queries:
        visitor.get(webinar.url)

    assert len(queries) <= 30


def test_a_webinar_with_a_letter_that_is_not_ascii_in_its_old_address_is_there_for_everybody(visitor, index):
    webinar = places.plant_webinar(index, slug="première-année")
    places.plant_session(webinar)

    assert visitor.get(webinar.url).status_code == 200
    assert visitor.get(f"{webinar.url}calendar.ics").status_code == 200
    assert visitor.get("/webinars/no\x01thing/registered/").status_code == 404
