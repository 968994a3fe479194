"""The personal links: shown to whoever holds them, moved by nobody who merely looks."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from mail.models import OutboxEmail
from tests.webinars import places
from webinars import services
from webinars.models import PersonalLink, Registration, Session

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
ADA = "ada@reader.example"


@pytest.fixture
def ada(session, links_of):
    """Ada has a place: (registration, join address, manage address)."""
    registration = services.register(session=session, email=ADA, zone="Europe/Berlin")
    return (registration, *links_of(ADA))


# --- looking --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes_from_start", [-9 * 24 * 60, -10, 30, 100])
def test_a_scanner_that_opens_every_link_of_a_letter_changes_no_row(
    visitor, webinar, session, ada, all_rows, post_office, minutes_from_start
):
    """Mail programs fetch every address in a letter, some of them twice, before a person has seen it."""
    import re

    [letter] = post_office()
    html = next(content for content, kind in letter.alternatives if kind == "text/html")
    ics = letter.attachments[0][1]
    links = set(re.findall(r"http://localhost:8000(/[^\s\"'<\\]*)", f"{letter.body} {html} {ics}".replace("\r\n ", "")))
    assert {link.split("/")[2] for link in links if link.startswith("/webinars/")} >= {"join", "registration"}
    visitor.get(webinar.url)  # the first visit of all writes the site's default settings
    before = all_rows()

    with time_machine.travel(session.starts_at + minutes_from_start * MINUTE, tick=False):
        for link in sorted(links) * 2:
            for method in ("get", "head", "options"):
                assert getattr(visitor, method)(link).status_code in (200, 301, 302, 404, 405)

    assert all_rows() == before


def test_after_the_scanner_the_person_can_still_cancel(visitor, ada):
    registration, join, manage = ada
    for _ in range(2):
        visitor.get(manage)
        visitor.get(join)

    visitor.post(manage)

    registration.refresh_from_db()
    assert not registration.is_active


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(visitor, ada, method):
    _, join, manage = ada

    assert getattr(visitor, method)(manage).status_code == 405
    assert getattr(visitor, method)(join).status_code == 405


def test_a_personal_page_is_kept_by_no_cache_no_index_and_told_to_no_other_site(visitor, ada):
    for address in ada[1:]:
        response = visitor.get(address)

        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Robots-Tag"] == "noindex, nofollow"


# --- whose link -----------------------------------------------------------------------------------------------------------


def test_a_guessed_or_cut_token_is_no_link(visitor, ada):
    manage = ada[2]

    for address in (manage[:-2] + "/", manage.upper(), "/webinars/registration/x/", "/webinars/join/" + "a" * 43 + "/"):
        assert visitor.get(address).status_code == 404
        assert visitor.post(address).status_code == 404


def test_a_digest_from_the_database_opens_nothing(visitor, ada):
    for digest in PersonalLink.objects.values_list("digest", flat=True):
        assert visitor.get(f"/webinars/registration/{digest}/").status_code == 404
        assert visitor.get(f"/webinars/join/{digest}/").status_code == 404


def test_a_join_link_passed_on_cannot_cancel(visitor, ada):
    _, join, _ = ada
    token = join.rstrip("/").rpartition("/")[2]

    assert visitor.post(f"/webinars/registration/{token}/").status_code == 404
    assert Registration.objects.get().is_active


def test_a_link_moves_its_own_registration_and_no_other(visitor, session, ada, links_of):
    services.register(session=session, email="bob@reader.example")

    visitor.post(ada[2])

    assert [registration.email for registration in Registration.objects.active()] == ["bob@reader.example"]


# --- giving the place back ------------------------------------------------------------------------------------------------


def test_cancelling_frees_the_place_once_and_is_confirmed_by_letter(visitor, session, ada):
    Session.objects.update(capacity=1)
    _, _, manage = ada

    for _ in range(3):
        response = visitor.post(manage)
        assert response["Location"] == manage

    session.refresh_from_db()
    assert session.places_taken == 0
    assert "You gave your place back" in visitor.get(manage).content.decode()
    assert OutboxEmail.objects.filter(kind="webinar_place_released").count() == 1
    services.register(session=session, email="bob@reader.example")


def test_whoever_cancelled_can_come_back_and_gets_new_links(visitor, session, ada, sign_up, links_of):
    visitor.post(ada[2])

    sign_up(ADA)

    session.refresh_from_db()
    registration = Registration.objects.get()
    assert registration.is_active
    assert session.places_taken == 1
    assert OutboxEmail.objects.filter(kind="webinar_confirmation").count() == 2
    assert visitor.get(links_of(ADA)[0]).status_code == 200


def test_when_it_is_over_there_is_nothing_to_cancel(visitor, session, ada):
    with time_machine.travel(session.ends_at + MINUTE):
        assert "Cancel my registration" not in visitor.get(ada[2]).content.decode()
        visitor.post(ada[2])

    assert Registration.objects.get().is_active


# --- going in -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes_from_start", "words", "may_enter"),
    [
        (-24 * 60, "opens 15 minutes before", False),
        (-16, "opens 15 minutes before", False),
        (-15, "The door is open", True),
        (59, "The door is open", True),
        (89, "The door is open", True),
        (90, "is over", False),
        (24 * 60, "is over", False),
    ],
)
def test_the_door_opens_in_its_hour_and_says_so_otherwise(visitor, session, ada, minutes_from_start, words, may_enter):
    _, join, _ = ada
    with time_machine.travel(session.starts_at + minutes_from_start * MINUTE, tick=False):
        page = visitor.get(join)
        entry = visitor.post(join)

    assert words in page.content.decode()
    assert "meet.example" not in page.content.decode()
    if may_enter:
        assert (entry.status_code, entry["Location"]) == (302, "https://meet.example/room-7")
    else:
        assert entry.status_code == 409
        assert words in entry.content.decode()
    assert (Registration.objects.get().attended_at is not None) is may_enter


def test_the_page_of_an_open_door_lets_its_button_lead_to_that_room_alone(visitor, session, ada):
    _, join, _ = ada

    assert "meet.example" not in visitor.get(join)["Content-Security-Policy"]
    with time_machine.travel(session.starts_at):
        policy = visitor.get(join)["Content-Security-Policy"]

    [allowed] = [rule.split()[1:] for rule in policy.split("; ") if rule.startswith("form-action ")]
    assert "'self'" in allowed
    assert "https://meet.example" in allowed


def test_coming_in_twice_keeps_the_first_moment(visitor, session, ada):
    _, join, _ = ada
    with time_machine.travel(session.starts_at, tick=False):
        visitor.post(join)
    with time_machine.travel(session.starts_at + 5 * MINUTE, tick=False):
        visitor.post(join)

    assert Registration.objects.get().attended_at == session.starts_at


def test_the_editor_may_change_the_room_and_the_old_link_leads_to_the_new_one(visitor, session, ada):
    Session.objects.update(join_url="https://other.example/room")

    with time_machine.travel(session.starts_at):
        assert visitor.post(ada[1])["Location"] == "https://other.example/room"


def test_a_room_without_an_address_is_said_to_be_on_its_way(visitor, session, ada):
    Session.objects.update(join_url="")

    with time_machine.travel(session.starts_at):
        assert "still setting up" in visitor.get(ada[1]).content.decode()
        assert visitor.post(ada[1]).status_code == 409


def test_whoever_cancelled_stays_outside(visitor, session, ada):
    visitor.post(ada[2])

    with time_machine.travel(session.starts_at):
        response = visitor.post(ada[1])

    assert response.status_code == 409
    assert "sign up again" in response.content.decode()


def test_the_door_of_a_date_called_off_says_so(visitor, session, ada):
    services.call_off(session=session, note="The speaker is ill.")

    with time_machine.travel(session.starts_at):
        response = visitor.post(ada[1])

    assert response.status_code == 409
    assert "The speaker is ill." in response.content.decode()


def test_a_link_posted_to_a_crowd_stops_letting_in(visitor, session, ada):
    with time_machine.travel(session.starts_at, tick=False):
        statuses = [visitor.post(ada[1]).status_code for _ in range(14)]

    assert statuses == [302] * 12 + [429] * 2


def test_the_manage_link_leads_in_too(visitor, session, ada):
    token = ada[2].rstrip("/").rpartition("/")[2]

    with time_machine.travel(session.starts_at):
        assert visitor.post(f"/webinars/join/{token}/").status_code == 302


def test_the_clock_of_the_database_closes_the_list(session):
    """The application's clock stands wrong by ten days; the condition in the UPDATE does not believe it."""
    Session.objects.update(
        starts_at=timezone.now() - datetime.timedelta(hours=3), ends_at=timezone.now() - datetime.timedelta(hours=2)
    )

    with time_machine.travel(timezone.now() - datetime.timedelta(days=10), tick=False):
        assert session.__class__.objects.get().standing.is_open
        assert not Session.objects.all().take_place(session.pk)


def test_somebody_who_comes_late_still_gets_a_place_while_it_runs(session, visitor, sign_up):
    Session.objects.update(
        starts_at=timezone.now() - 10 * MINUTE, ends_at=timezone.now() + 50 * MINUTE, zone=places.LOS_ANGELES
    )

    assert sign_up().status_code == 302
    assert Registration.objects.exists()
