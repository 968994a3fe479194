"""Editor and owner at their desk: dates are typed as wall times, called off with a word, never deleted over people."""

import datetime
import io
import re

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from mail.models import OutboxEmail
from scheduling.wall_time import noted
from tests.webinars import places
from webinars import services
from webinars.models import Registration, Session

pytestmark = pytest.mark.django_db

DATES = "/admin/webinar_dates/"
REGISTRATIONS = "/admin/webinar_registrations/"


@pytest.fixture
def desk(client_of, editor):
    return client_of(editor)


@pytest.fixture
def office(client_of, owner):
    return client_of(owner)


def typed(webinar, **changes):
    values = {
        "webinar": webinar.pk,
        "day": "2027-06-01",
        "clock": "18:00",
        "zone": places.LOS_ANGELES,
        "minutes": 60,
        "capacity": 20,
        "join_url": "https://meet.example/room-7",
    }
    return values | changes


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_editor_types_what_the_wall_clock_says(desk, webinar):
    response = desk.post(f"{DATES}new/", typed(webinar))

    assert response.status_code == 302
    session = Session.objects.get()
    assert session.starts_at == datetime.datetime(2027, 6, 2, 1, 0, tzinfo=datetime.UTC)
    assert session.local_start == "2027-06-01T18:00"
    assert session.ends_at - session.starts_at == datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "2027-03-14", "clock": "02:30"}, "put forward"),
        ({"day": "2027-11-07", "clock": "01:30"}, "twice"),
        ({"day": "2020-01-01"}, "This time is over already."),
        ({"zone": "localtime"}, "Select a valid choice"),
        ({"minutes": "0"}, "greater than or equal to 5"),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"join_url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"join_url": "http://meet.example/"}, "Enter a valid URL"),
        ({"day": "soon"}, "Enter a valid date"),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field(desk, webinar, wrong, said):
    response = desk.post(f"{DATES}new/", typed(webinar, **wrong))

    assert said in words(response)
    assert not Session.objects.exists()


def test_the_form_shows_the_wall_time_again_and_saving_it_changes_nothing(desk, webinar):
    desk.post(f"{DATES}new/", typed(webinar))
    session = Session.objects.get()

    html = desk.get(f"{DATES}edit/{session.pk}/").content.decode()
    assert 'value="2027-06-01"' in html
    assert 'value="18:00"' in html
    desk.post(f"{DATES}edit/{session.pk}/", typed(webinar))

    assert Session.objects.values().get() == Session.objects.filter(pk=session.pk, sequence=0).values().get()
    assert Session.objects.get().starts_at == session.starts_at


def test_moving_a_date_in_the_admin_tells_the_people(desk, webinar, session):
    services.register(session=session, email="ada@reader.example")

    desk.post(f"{DATES}edit/{session.pk}/", typed(webinar, clock="19:00"))
    services.tell_registrants()

    assert OutboxEmail.objects.filter(kind="webinar_moved").count() == 1


def test_lowering_places_below_the_people_is_refused_with_their_number(desk, webinar, session):
    for number in range(3):
        services.register(session=session, email=f"reader{number}@people.example")

    response = desk.post(f"{DATES}edit/{session.pk}/", typed(webinar, capacity=2))

    assert "3 people have a place already. Write 3 or more" in words(response)
    session.refresh_from_db()
    assert session.capacity == 20


def test_a_place_taken_while_the_form_was_open_is_seen(desk, webinar, session, monkeypatch):
    """The form looked before somebody took the last place; the deed looks again."""
    from webinars.forms import SessionForm

    def somebody_comes(self):
        cleaned = super(SessionForm, self).clean()
        self.wall = datetime.datetime(2027, 6, 1, 18)
        Session.objects.update(places_taken=3)
        return cleaned

    monkeypatch.setattr(SessionForm, "clean", somebody_comes)

    response = desk.post(f"{DATES}edit/{session.pk}/", typed(webinar, capacity=2))

    assert "3 people have a place" in words(response)


def test_the_owner_calls_a_date_off_with_a_word(office, session):
    services.register(session=session, email="ada@reader.example")
    page = office.get(f"{DATES}call-off/{session.pk}/")
    assert "1 person has a place" in words(page)

    office.post(f"{DATES}call-off/{session.pk}/", {"note": "The speaker is ill."})
    services.tell_registrants()

    session.refresh_from_db()
    assert session.status == Session.Status.CANCELLED
    assert "The speaker is ill." in OutboxEmail.objects.get(kind="webinar_called_off").text
    assert "Call off" not in words(office.get(f"{DATES}edit/{session.pk}/"))


def test_looking_at_the_calling_off_page_calls_nothing_off(office, session):
    office.get(f"{DATES}call-off/{session.pk}/")

    session.refresh_from_db()
    assert session.status == Session.Status.SCHEDULED


def test_what_is_over_is_not_called_off(office, webinar):
    over = places.plant_session(webinar, starts_at=timezone.now() - datetime.timedelta(days=2))

    response = office.post(f"{DATES}call-off/{over.pk}/", {"note": ""}, follow=True)

    assert "cannot be called off" in words(response)


def test_a_date_with_people_cannot_be_deleted_an_empty_one_can(office, session):
    registration = services.register(session=session, email="ada@reader.example")

    refused = office.post(f"{DATES}delete/{session.pk}/", follow=True)
    assert "Call it off instead" in words(refused)
    assert Session.objects.exists()
    registration.links.all().delete()
    registration.delete()
    office.post(f"{DATES}delete/{session.pk}/")
    assert not Session.objects.exists()


def test_a_webinar_with_people_cannot_be_deleted_by_any_way(office, index, webinar, session):
    services.register(session=session, email="ada@reader.example")

    for address in (
        f"/admin/pages/{webinar.pk}/delete/",
        f"/admin/pages/{index.pk}/delete/",
        f"/admin/bulk/wagtailcore/page/delete/?next=/admin/&id={webinar.pk}",
    ):
        response = office.post(address, follow=True)
        assert "Unpublish it instead" in words(response), address
    webinar.refresh_from_db()
    assert Registration.objects.exists()


def test_an_editor_keeps_dates_and_does_not_read_addresses(desk, session):
    services.register(session=session, email="ada@reader.example")

    assert desk.get(DATES).status_code == 200
    response = desk.get(REGISTRATIONS, follow=True)
    assert "ada@reader.example" not in response.content.decode()


@pytest.mark.parametrize("who", ["buyer", "editor"])
def test_nobody_below_the_owner_exports_the_list(client_of, request, session, who):
    services.register(session=session, email="ada@reader.example")
    client = client_of(request.getfixturevalue(who))

    response = client.get(f"{REGISTRATIONS}?export=csv")

    assert response.status_code in (302, 403)
    assert "ada@reader.example" not in response.getvalue().decode()


@pytest.mark.parametrize("door", ["", "new/", "call-off/{pk}/", "edit/{pk}/"])
def test_a_buyer_meets_no_date_in_the_admin(client_of, buyer, session, door):
    response = client_of(buyer).get(DATES + door.format(pk=session.pk))

    assert response.status_code in (302, 403)


def test_the_owner_reads_the_list_and_edits_nobody(office, session):
    registration = services.register(session=session, email="ada@reader.example", name="Ada")

    assert "ada@reader.example" in office.get(REGISTRATIONS).content.decode()
    for door in ("new/", f"edit/{registration.pk}/", f"delete/{registration.pk}/"):
        assert office.get(REGISTRATIONS + door).status_code in (302, 404)
        office.post(REGISTRATIONS + door, {})
    assert Registration.objects.get().email == "ada@reader.example"


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", " =1+1"])
def test_no_cell_of_the_export_is_a_formula(office, session, name):
    services.register(session=session, email="ada@reader.example", name=name)

    csv_text = b"".join(office.get(f"{REGISTRATIONS}?export=csv").streaming_content).decode()
    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(office.get(f"{REGISTRATIONS}?export=xlsx").streaming_content))
    ).active

    assert f"'{name}" in csv_text
    assert not re.search(r'(^|,)"?\s*[=+@-]', csv_text.splitlines()[1])
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_lists_cost_the_same_for_few_and_for_many(office, webinar, django_assert_max_num_queries):
    for number in range(12):
        session = places.plant_session(webinar)
        Registration.objects.create(session=session, email=f"r{number}@people.example", zone="UTC")
    for address in (DATES, REGISTRATIONS):
        office.get(address)
        with django_assert_max_num_queries(32):
            office.get(address)


def test_both_lists_are_in_the_menu_of_whoever_may_see_them(office, desk):
    """The owner sees dates, people and letters; the editor dates alone."""
    assert all(
        address in office.get("/admin/").content.decode() for address in (DATES, REGISTRATIONS, "/admin/letters/")
    )
    seen = desk.get("/admin/").content.decode()
    assert DATES in seen
    assert REGISTRATIONS not in seen
    assert "/admin/letters/" not in seen


def test_the_list_leads_to_the_people_and_to_calling_off(office, session):
    html = office.get(DATES).content.decode()

    assert f"{REGISTRATIONS}?session={session.pk}" in html
    assert f"{DATES}call-off/{session.pk}/" in html
    assert f"{DATES}edit/{session.pk}/" in html
    assert "Los Angeles" in html


def test_the_desk_lists_webinars_with_their_date_host_and_places(desk, index, webinar, session):
    services.register(session=session, email="ada@reader.example")
    html = desk.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()

    for word in ("Dr. Hana Host", "1 of 20 taken", "Registration", "Open", str(session.starts_at.year)):
        assert word in html, word


def test_two_webinars_and_ten_cost_the_desk_the_same(office, index, webinar, session, django_assert_max_num_queries):
    address = reverse("wagtailadmin_explore", args=[index.pk])
    places.plant_session(places.plant_webinar(index, "second"))
    office.get(address)
    with django_assert_max_num_queries(60) as captured:
        office.get(address)
    few = len(captured)
    for number in range(8):
        places.plant_session(places.plant_webinar(index, f"another-{number}"))

    with django_assert_max_num_queries(few):
        office.get(address)


@pytest.mark.parametrize(
    ("zone", "words"),
    [(places.LOS_ANGELES, "Dec 3, 2026, 6:00 PM PST"), ("UTC", "Dec 4, 2026, 2:00 AM UTC")],
)
def test_a_narrow_list_says_a_time_in_short_with_its_zone(zone, words):
    assert noted(datetime.datetime(2026, 12, 4, 2, tzinfo=datetime.UTC), zone) == words
