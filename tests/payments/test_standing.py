"""The one state of a product, over every boundary: each span holds its first second and not its last."""

import datetime

import pytest

from payments.standing import Room, State, Window, stand

NOON = datetime.datetime(2026, 12, 1, 20, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)
DAY = datetime.timedelta(days=1)
ALWAYS = [(None, None)]
ZONE = "America/Los_Angeles"


def state(now=NOON, **facts):
    return stand(now=now, **{"spans": ALWAYS, **facts}).state


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOON - SECOND, State.OPENS_SOON),
        (NOON, State.OPEN),
        (NOON + DAY - SECOND, State.OPEN),
        (NOON + DAY, State.CLOSED),
    ],
)
def test_enrolment_is_open_from_its_first_second_to_before_its_last(now, expected):
    assert state(now, window=Window(opens_at=NOON, closes_at=NOON + DAY, zone=ZONE)) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOON - SECOND, State.OPENS_SOON),
        (NOON, State.EVERGREEN),
        (NOON + DAY - SECOND, State.EVERGREEN),
        (NOON + DAY, State.CLOSED),
    ],
)
def test_without_a_window_the_offer_alone_decides(now, expected):
    assert state(now, spans=[(NOON, NOON + DAY)]) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], State.CLOSED),
        ([(None, NOON)], State.CLOSED),
        ([(None, NOON), (NOON + DAY, None)], State.OPENS_SOON),
        ([(NOON + 2 * DAY, None)], State.CLOSED),  # the offer begins when enrolment is over
        ([(NOON + DAY, None), (NOON - DAY, NOON + SECOND)], State.OPEN),
    ],
)
def test_offer_and_window_have_to_meet(spans, expected):
    assert state(spans=spans, window=Window(NOON - DAY, NOON + 2 * DAY, zone=ZONE)) == expected


@pytest.mark.parametrize(
    ("left", "expected", "label"),
    [
        (0, State.FULL, "Full"),
        (1, State.OPEN, "1 place left"),
        (4, State.OPEN, "4 places left"),
        (5, State.OPEN, "Open"),
        (20, State.OPEN, "Open"),
    ],
)
def test_places_are_named_only_when_few_are_left(left, expected, label):
    standing = stand(now=NOON, spans=ALWAYS, window=Window(closes_at=NOON + DAY, zone=ZONE), room=Room(20, left))

    assert (standing.state, standing.label) == (expected, label)
    assert ("Only" in standing.words) == label.endswith("left")


def test_full_says_nothing_before_it_opens_and_nothing_after_it_closed():
    full = Room(20, 0)

    assert state(window=Window(NOON + DAY, NOON + 2 * DAY), room=full) == State.OPENS_SOON
    assert state(window=Window(NOON - DAY, NOON), room=full) == State.CLOSED


def test_what_is_not_published_is_closed():
    assert state(is_published=False) == State.CLOSED


@pytest.mark.parametrize(
    ("facts", "call", "availability"),
    [
        ({"room": Room(20, 20)}, "", "InStock"),
        ({"room": Room(20, 2)}, "", "LimitedAvailability"),
        ({"room": Room(20, 0)}, "Join the waiting list", "SoldOut"),
        ({"spans": [(NOON + DAY, None)]}, "Tell me when it opens", "PreOrder"),
        ({"spans": []}, "Tell me when it opens", "Discontinued"),
        ({}, "", "InStock"),
    ],
)
def test_button_and_structured_data_follow_the_state(facts, call, availability):
    standing = stand(now=NOON, has_list=True, **{"spans": ALWAYS, **facts})

    assert (standing.call, standing.availability) == (call, availability)
    assert stand(now=NOON, has_list=False, **{"spans": ALWAYS, **facts}).call == ""


def test_the_words_say_the_hour_of_the_event_and_its_place():
    soon = stand(now=NOON, spans=ALWAYS, window=Window(opens_at=NOON + DAY, zone=ZONE))

    assert soon.words == "Enrolment opens on Wednesday, December 2, 2026, 12:00 PM PST (Los Angeles)."
    assert soon.changes_at == NOON + DAY
