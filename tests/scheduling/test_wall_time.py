"""What the editor types is a time on a wall; on two days a year some of them are no time at all."""

import datetime

import pytest

from scheduling.wall_time import NoSuchTime, TwiceThatDay, instant_of, instants_of, read_wall, wall_of, write_wall

LOS_ANGELES = "America/Los_Angeles"


@pytest.mark.parametrize(
    ("wall", "zone", "utc"),
    [
        ("2027-03-13T18:00", LOS_ANGELES, "2027-03-14T02:00"),
        ("2027-03-14T18:00", LOS_ANGELES, "2027-03-15T01:00"),
        ("2027-03-14T01:59", LOS_ANGELES, "2027-03-14T09:59"),
        ("2027-03-14T03:00", LOS_ANGELES, "2027-03-14T10:00"),
        ("2027-11-07T00:59", LOS_ANGELES, "2027-11-07T07:59"),
        ("2027-11-07T02:00", LOS_ANGELES, "2027-11-07T10:00"),
        ("2027-06-01T12:00", "Asia/Kolkata", "2027-06-01T06:30"),
    ],
)
def test_a_wall_time_is_one_instant_and_comes_back(wall, zone, utc):
    instant = instant_of(read_wall(wall), zone)

    assert instant == datetime.datetime.fromisoformat(utc).replace(tzinfo=datetime.UTC)
    assert write_wall(wall_of(instant, zone)) == wall


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        ("2027-03-14T02:30", LOS_ANGELES),
        ("2027-03-28T02:00", "Europe/Berlin"),
        ("2027-10-03T02:15", "Australia/Lord_Howe"),
        ("2027-09-05T00:30", "America/Santiago"),
    ],
)
def test_a_time_that_never_comes_is_refused_in_words(wall, zone):
    with pytest.raises(NoSuchTime, match="put forward"):
        instant_of(read_wall(wall), zone)


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        ("2027-11-07T01:30", LOS_ANGELES),
        ("2027-10-31T02:00", "Europe/Berlin"),
        ("2027-04-04T01:45", "Australia/Lord_Howe"),
        ("2027-04-03T23:30", "America/Santiago"),
    ],
)
def test_a_time_that_comes_twice_is_refused_in_words(wall, zone):
    assert len(instants_of(read_wall(wall), zone)) == 2
    with pytest.raises(TwiceThatDay, match="twice"):
        instant_of(read_wall(wall), zone)
