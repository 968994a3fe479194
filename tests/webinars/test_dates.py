"""The owner moves a date or calls it off; everyone who has a place hears of it once."""

import datetime

import pytest
from django.utils import timezone

from mail.models import OutboxEmail
from tests.webinars import places
from webinars import services, tasks
from webinars.models import Registration, Session
from webinars.refusals import IllegalMove, NotOpen
from webinars.services import dates

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
WALL = datetime.datetime(2030, 6, 1, 9, 30)


@pytest.fixture
def crowd(session):
    """Five people with a place, and one who gave it back."""
    for number in range(6):
        services.register(session=session, email=f"reader{number}@people.example")
    services.cancel_registration(registration=Registration.objects.get(email="reader5@people.example"))
    session.refresh_from_db()
    return [f"reader{number}@people.example" for number in range(5)]


def move(session, **changes):
    values = {"wall": WALL, "zone": "Europe/Berlin", "minutes": 45, "capacity": 20, "join_url": session.join_url}
    return services.change_date(session=session, **values | changes)


def told(kind):
    return sorted(OutboxEmail.objects.filter(kind=f"webinar_{kind}").values_list("recipient", flat=True))


def test_calling_off_tells_each_person_once_however_often_the_task_runs(session, crowd):
    services.call_off(session=session, note="The speaker is ill.")
    services.call_off(session=session, note="Again.")
    for _ in range(3):
        tasks.sweep_registrations.call()

    assert told("called_off") == crowd
    letter = OutboxEmail.objects.filter(kind="webinar_called_off").first()
    assert "The speaker is ill." in letter.text
    session.refresh_from_db()
    assert session.sequence == 1


def test_a_moved_date_tells_each_person_once_with_a_door_that_works(session, crowd, visitor, links_of):
    moved = move(session)
    for _ in range(3):
        services.tell_registrants()

    assert told("moved") == crowd
    assert moved.starts_at == datetime.datetime(2030, 6, 1, 7, 30, tzinfo=datetime.UTC)
    assert moved.ends_at == moved.starts_at + datetime.timedelta(minutes=45)
    assert "Saturday, June 1, 2030, 9:30 AM CEST (Berlin)" in OutboxEmail.objects.first().text
    assert visitor.get(links_of(crowd[0])[0]).status_code == 200


def test_moved_twice_before_anyone_was_told_is_one_letter_with_the_last_time(session, crowd):
    move(session)
    session.refresh_from_db()
    move(session, wall=WALL.replace(hour=11))
    services.tell_registrants()

    assert told("moved") == crowd
    assert "11:30 AM CEST" in OutboxEmail.objects.first().text


def test_saving_without_a_change_or_with_a_new_room_tells_nobody(session, crowd):
    move(session)
    services.tell_registrants()
    before = OutboxEmail.objects.count()

    session.refresh_from_db()
    move(session)
    session.refresh_from_db()
    move(session, join_url="https://other.example/", capacity=30)
    services.tell_registrants()

    assert OutboxEmail.objects.count() == before
    session.refresh_from_db()
    assert (session.join_url, session.capacity, session.sequence) == ("https://other.example/", 30, 1)


def test_a_worker_that_dies_in_the_middle_leaves_the_rest_for_the_next(session, crowd, monkeypatch):
    services.call_off(session=session)
    real = dates._tell
    seen = []

    def tell_three_then_die(registration):
        if len(seen) == 3:
            raise SystemExit
        seen.append(registration)
        return real(registration)

    monkeypatch.setattr(dates, "_tell", tell_three_then_die)
    with pytest.raises(SystemExit):
        services.tell_registrants()
    assert len(told("called_off")) == 3
    monkeypatch.undo()

    services.tell_registrants()

    assert told("called_off") == crowd


def test_two_workers_at_the_same_list_tell_each_person_once(session, crowd):
    services.call_off(session=session)
    stale = list(Registration.objects.untold().select_related("session__webinar__host"))

    services.tell_registrants()
    again = [dates._tell(registration) for registration in stale]

    assert again == [False] * 5
    assert told("called_off") == crowd


def test_a_round_is_short_and_the_rounds_add_up(session, crowd):
    services.call_off(session=session)

    assert [services.tell_registrants(limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_a_date_called_off_takes_nobody_more(session, sign_up):
    services.call_off(session=session)

    with pytest.raises(NotOpen):
        services.register(session=session, email="late@reader.example")


def test_whoever_registers_after_the_move_hears_of_it_in_the_confirmation_alone(session):
    move(session)

    services.register(session=session, email="late@reader.example")
    services.tell_registrants()

    assert told("confirmation") == ["late@reader.example"]
    assert told("moved") == []


def test_there_cannot_be_fewer_places_than_people(session, crowd):
    with pytest.raises(IllegalMove, match="5 people"):
        move(session, capacity=4)

    session.refresh_from_db()
    assert session.capacity == 20
    assert move(session, capacity=5).capacity == 5


def test_what_is_over_or_called_off_stays_as_it_is(session):
    called_off = services.call_off(session=session)
    with pytest.raises(IllegalMove):
        move(called_off)
    over = places.plant_session(session.webinar, starts_at=timezone.now() - 9 * HOUR)
    with pytest.raises(IllegalMove):
        move(over)
    with pytest.raises(IllegalMove):
        services.call_off(session=over)


# --- when a government moves its clocks -------------------------------------------------------------------------------------


def test_new_rules_of_a_zone_move_the_instant_and_not_the_hour_on_the_wall(session, crowd):
    """As if the row had been written under the old rules: the wall time is right, the instant an hour off."""
    meant = session.starts_at
    Session.objects.update(starts_at=meant + HOUR, ends_at=session.ends_at + HOUR)

    assert services.align_wall_times() == 1
    assert services.align_wall_times() == 0
    services.tell_registrants()

    session.refresh_from_db()
    assert (session.starts_at, session.ends_at) == (meant, meant + HOUR)
    assert told("moved") == crowd


def test_a_date_in_the_hour_that_comes_twice_is_left_alone(webinar):
    for hour in (8, 9):  # 1:30 in Los Angeles, twice
        places.plant_session(webinar, starts_at=datetime.datetime(2027, 11, 7, hour, 30, tzinfo=datetime.UTC))

    assert services.align_wall_times() == 0


def test_the_sweep_with_nothing_to_do_does_nothing(session, crowd):
    letters = OutboxEmail.objects.count()

    tasks.sweep_registrations.call()
    tasks.sweep_registrations.call()

    assert OutboxEmail.objects.count() == letters
