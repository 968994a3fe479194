"""The right hour, in every calendar and on every page, also around the days on which the clocks change."""

import datetime
import html
import re
from zoneinfo import ZoneInfo

import icalendar
import pytest

from mail.models import OutboxEmail
from tests.webinars import places, rfc5545
from webinars import calendar_files, services
from webinars.models import Registration, Session

pytestmark = pytest.mark.django_db

CHANGES = {
    # zone: the instants (UTC) of two changes of its clocks
    "America/Los_Angeles": ["2027-03-14T10:00", "2027-11-07T09:00"],
    "Europe/Berlin": ["2027-03-28T01:00", "2027-10-31T01:00"],
    "Australia/Lord_Howe": ["2027-04-03T15:00", "2027-10-02T15:30"],  # by half an hour
    "America/Santiago": ["2027-04-04T03:00", "2027-09-05T04:00"],  # at midnight
}
AROUND = [-24 * 60, -90, -60, -30, -1, 0, 30, 45, 60, 90, 24 * 60]  # minutes

MATRIX = [(zone, change) for zone, changes in CHANGES.items() for change in changes]


def moments(change):
    middle = datetime.datetime.fromisoformat(change).replace(tzinfo=datetime.UTC)
    return [middle + datetime.timedelta(minutes=minutes) for minutes in AROUND]


def read_personal(session, email="ada@reader.example"):
    registration = services.register(session=session, email=email, zone="Asia/Kolkata")
    letter = OutboxEmail.objects.filter(recipient=registration.email).first()  # the newest
    return rfc5545.read(bytes(letter.attachments.get().content))


@pytest.mark.parametrize(("zone", "change"), MATRIX)
def test_the_table_of_this_test_is_true(zone, change):
    before, after = (
        (datetime.datetime.fromisoformat(change).replace(tzinfo=datetime.UTC) + datetime.timedelta(seconds=seconds))
        .astimezone(ZoneInfo(zone))
        .utcoffset()
        for seconds in (-1, 0)
    )
    assert before != after


@pytest.mark.parametrize(("zone", "change"), MATRIX)
def test_a_calendar_reads_the_right_instant_on_both_sides_of_a_change(webinar, zone, change):
    for moment in moments(change):
        session = places.plant_session(webinar, starts_at=moment, zone=zone)
        for calendar in (rfc5545.read(calendar_files.public_calendar(session)), read_personal(session)):
            [event] = calendar.find("VEVENT")
            assert rfc5545.instant(calendar, event, "DTSTART") == moment
            assert rfc5545.instant(calendar, event, "DTEND") == moment + datetime.timedelta(minutes=60)


@pytest.mark.parametrize(("zone", "change"), MATRIX)
def test_the_library_that_others_use_agrees(webinar, zone, change):
    for moment in moments(change):
        session = places.plant_session(webinar, starts_at=moment, zone=zone)
        parsed = icalendar.Calendar.from_ical(calendar_files.public_calendar(session))
        assert parsed.events[0]["DTSTART"].dt.astimezone(datetime.UTC) == moment


def spoken(moment, zone):
    there = moment.astimezone(ZoneInfo(zone))
    return f"{there:%A, %B} {there.day}, {there.year}, {there.hour % 12 or 12}:{there:%M %p}"


@pytest.mark.parametrize(("zone", "change"), MATRIX)
def test_page_and_letter_say_the_hour_of_the_event_and_of_the_reader(visitor, index, zone, change, links_of):
    for number, moment in enumerate(moments(change)):
        webinar = places.plant_webinar(index, f"w{number}")
        session = places.plant_session(webinar, starts_at=moment, zone=zone)

        page = visitor.get(webinar.url).content.decode()
        services.register(session=session, email="ada@reader.example", zone="Asia/Kolkata")
        letter = OutboxEmail.objects.first()
        manage = visitor.get(links_of("ada@reader.example")[1]).content.decode()

        [stamp] = set(re.findall(r'<time class="date-time"\s+datetime="([^"]+)"\s+data-zone="([^"]+)"', page))
        assert datetime.datetime.fromisoformat(stamp[0]) == moment
        assert stamp[1] == zone
        assert spoken(moment, zone) in page
        for told in (letter.text, html.unescape(letter.html), manage):
            assert spoken(moment, zone) in told
            assert spoken(moment, "Asia/Kolkata") in told


def test_somebody_in_the_zone_of_the_event_reads_one_time_not_two(session):
    services.register(session=session, email="ada@reader.example", zone=session.zone)

    assert "The host's time" not in OutboxEmail.objects.get().text


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Dubai", "UTC+4"),
        ("Asia/Kolkata", "IST"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/Sao_Paulo", "UTC-3"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_without_letters_is_named_by_its_distance(session, zone, name):
    services.register(session=session, email="ada@reader.example", zone=zone)

    assert re.search(rf"(AM|PM) {re.escape(name)}( \(|\n)", OutboxEmail.objects.get().text)


# --- what the file says ----------------------------------------------------------------------------------------------------


def test_the_entry_in_the_letter_has_everything_a_calendar_asks_for(webinar, session, links_of):
    calendar = read_personal(session)
    [event] = calendar.find("VEVENT")
    join, _ = links_of("ada@reader.example")

    assert calendar.value("METHOD") == "REQUEST"
    assert calendar.value("VERSION") == "2.0"
    assert event.value("UID") == f"webinar-{session.uid}@ketamine-startup.example"
    assert event.value("SEQUENCE") == "0"
    assert event.value("STATUS") == "CONFIRMED"
    assert event.value("ORGANIZER") == "mailto:school@ketamine-startup.example"
    assert event.value("ATTENDEE") == "mailto:ada@reader.example"
    assert event.value("URL") == f"http://localhost:8000{webinar.url}"
    assert rfc5545.text(event.value("LOCATION")) == f"http://localhost:8000{join}"
    assert f"http://localhost:8000{join}" in rfc5545.text(event.value("DESCRIPTION"))
    assert event.value("DTSTAMP").endswith("Z")
    assert event.find("VALARM")[0].value("TRIGGER") == "-PT15M"


def test_the_way_to_cancel_is_not_in_the_calendar(session, links_of):
    """A calendar is shown to colleagues; the door they may see, the cancelling link not."""
    read_personal(session)
    _, manage = links_of("ada@reader.example")

    assert manage.encode() not in bytes(OutboxEmail.objects.get().attachments.get().content)


def test_the_public_entry_holds_no_door(visitor, webinar, session):
    response = visitor.get("/webinars/first-year/calendar.ics")
    calendar = rfc5545.read(response.content)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="first-year.ics"'
    assert calendar.value("METHOD") == "PUBLISH"
    assert calendar.find("VEVENT")[0].value("UID") == f"webinar-{session.uid}@ketamine-startup.example"
    assert b"meet.example" not in response.content
    assert b"/join/" not in response.content


def test_a_webinar_without_a_date_has_no_calendar(visitor, webinar):
    assert visitor.get("/webinars/first-year/calendar.ics").status_code == 404


def test_the_file_comes_through_the_mail_as_it_was_written(session, post_office):
    services.register(session=session, email="ada@reader.example")
    written = bytes(OutboxEmail.objects.get().attachments.get().content)

    import email
    import email.policy

    [letter] = post_office()
    parsed = email.message_from_bytes(letter.message().as_bytes(linesep="\r\n"), policy=email.policy.default)
    [part] = parsed.iter_attachments()

    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"
    assert part.get_filename() == "webinar.ics"
    assert part.get_payload(decode=True) == written


NASTY = [
    "Ada\r\nBcc: all@people.example",
    'Ada";X=1:mailto:eve@people.example',
    "Ada\nEND:VEVENT\nEND:VCALENDAR",
    "Ada, Ltd; \\n Co",
    "=HYPERLINK(1)",
    "Ада\u202e\u0007",
]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_cannot_write_a_line_of_its_own(session, post_office, name):
    services.register(session=session, email="ada@reader.example", name=name)

    letter = OutboxEmail.objects.get()
    calendar = rfc5545.read(bytes(letter.attachments.get().content))
    [event] = calendar.find("VEVENT")
    assert event.value("ATTENDEE") == "mailto:ada@reader.example"
    assert set(event.parameters("ATTENDEE")) == {"CN", "ROLE", "PARTSTAT", "RSVP"}
    [sent] = post_office()
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == ["ada@reader.example"]
    assert "\n" not in sent.subject
    assert "<b>" not in letter.html


def test_a_title_with_every_special_character_arrives_whole(index):
    title = 'Rooms, chairs; "drips" \\ and <b>billing</b> – für 2,5 h & more ' + "ü" * 80
    webinar = places.plant_webinar(index, "special", title=title)
    session = places.plant_session(webinar)

    calendar = read_personal(session)

    assert rfc5545.text(calendar.find("VEVENT")[0].value("SUMMARY")) == title
    letter = OutboxEmail.objects.get()
    assert title in letter.text
    assert "&amp;" not in letter.text + letter.subject
    assert "<b>billing" not in letter.html


# --- what calendars hear of later -------------------------------------------------------------------------------------------


def entries(email):
    """(method, sequence, status) of each entry sent to somebody, in order."""
    found = []
    for letter in OutboxEmail.objects.filter(recipient=email).order_by("pk"):
        calendar = rfc5545.read(bytes(letter.attachments.get().content))
        [event] = calendar.find("VEVENT")
        found.append((calendar.value("METHOD"), int(event.value("SEQUENCE")), event.value("STATUS")))
    return found


def test_the_sequence_only_ever_grows_whoever_changes_what(session):
    def fresh():
        return Session.objects.get()

    def ada():
        return Registration.objects.get()

    services.register(session=session, email="ada@reader.example")
    services.cancel_registration(registration=ada())
    services.register(session=session, email="ada@reader.example")
    wall = datetime.datetime(2030, 6, 1, 9, 30)
    services.change_date(
        session=fresh(), wall=wall, zone="Europe/Berlin", minutes=45, capacity=20, join_url=session.join_url
    )
    services.tell_registrants()
    services.cancel_registration(registration=ada())
    services.register(session=session, email="ada@reader.example")
    services.call_off(session=fresh())
    services.tell_registrants()

    assert entries("ada@reader.example") == [
        ("REQUEST", 0, "CONFIRMED"),
        ("CANCEL", 1, "CANCELLED"),
        ("REQUEST", 2, "CONFIRMED"),
        ("REQUEST", 3, "CONFIRMED"),
        ("CANCEL", 4, "CANCELLED"),
        ("REQUEST", 5, "CONFIRMED"),
        ("CANCEL", 6, "CANCELLED"),
    ]


def test_the_public_entry_says_that_a_date_is_called_off(visitor, session):
    services.call_off(session=session)

    [event] = rfc5545.read(visitor.get("/webinars/first-year/calendar.ics").content).find("VEVENT")

    assert (event.value("STATUS"), event.value("SEQUENCE")) == ("CANCELLED", "1")
