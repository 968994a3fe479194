"""Places and the waiting list in the admin: the owner sees who has one, who waits and at which number, at one price."""

import csv
import io

import pytest

from payments import services
from payments.models import WaitingEntry
from tests.courses import places

pytestmark = pytest.mark.django_db

LISTS = ["shop_places", "shop_waiting"]


@pytest.fixture
def desk(owner, client_of):
    return client_of(owner)


@pytest.fixture
def cohort(course):
    return places.plant_cohort(course, capacity=30)


def wait(cohort, *names, wants=WaitingEntry.Wants.A_PLACE):
    for name in names:
        WaitingEntry.objects.create(product=cohort, email=f"{name}@people.example", wants=wants)


def position(html, name):
    """The cell after the product in the row of that address."""
    row = html.split(f"{name}@people.example")[1].split("</tr>")[0]
    return row.split("January")[1].split("<td")[1].split("</td>")[0].split(">")[1].strip()


def test_the_owner_sees_who_has_a_place(desk, cohort, make_user):
    services.give_grant(user=make_user("holder"), product=cohort, reason="A gift", by=None)

    html = desk.get("/admin/shop_places/").content.decode()

    for word in ("holder@people.example", "January", "Taken"):
        assert word.lower() in html.lower(), word


def test_the_owner_sees_who_waits_and_at_which_number(desk, cohort, course):
    other = places.plant_cohort(course, "march")
    wait(other, "zoe")
    wait(cohort, "ann", "bob", "eve")
    wait(cohort, "tim", wants=WaitingEntry.Wants.THE_OPENING)
    WaitingEntry.objects.filter(email="ann@people.example").update(status=WaitingEntry.Status.LEFT)

    html = desk.get("/admin/shop_waiting/?q=january").content.decode()

    numbers = {name: position(html, name) for name in ("ann", "bob", "eve", "tim")}
    assert numbers == {"ann": "", "bob": "1", "eve": "2", "tim": "1"}
    eve = WaitingEntry.objects.get(email="eve@people.example")
    assert WaitingEntry.objects.with_position().get(pk=eve.pk).position == eve.get_position() == 2


def test_a_filtered_list_counts_those_who_are_not_shown(desk, cohort):
    wait(cohort, "ann", "bob")
    WaitingEntry.objects.filter(email="ann@people.example").update(status=WaitingEntry.Status.OFFERED)

    html = desk.get("/admin/shop_waiting/?status=waiting").content.decode()

    assert "ann@people.example" not in html
    assert position(html, "bob") == "2"


@pytest.mark.parametrize("name", LISTS)
def test_two_rows_and_twenty_cost_the_same(name, desk, course, cohort, make_user, django_assert_max_num_queries):
    other = places.plant_cohort(course, "march")

    def fill(numbers):
        for number in numbers:
            services.give_grant(user=make_user(f"p{number}"), product=cohort, reason="A gift", by=None)
        wait(other, *(f"w{number}" for number in numbers))

    fill(range(2))
    desk.get(f"/admin/{name}/")
    with django_assert_max_num_queries(40) as captured:
        desk.get(f"/admin/{name}/")
    few = len(captured)
    fill(range(2, 20))

    with django_assert_max_num_queries(few):
        desk.get(f"/admin/{name}/")


def test_places_gifts_and_those_who_wait_go_into_a_spreadsheet(desk, cohort, make_user):
    services.give_grant(user=make_user("holder"), product=cohort, reason="A gift", by=None)
    wait(cohort, "ann")

    for name, words in (
        ("shop_places", "holder@people.example"),
        ("shop_waiting", "ann@people.example"),
        ("shop_grants", "A gift"),
    ):
        answer = desk.get(f"/admin/{name}/?export=csv")
        rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
        assert words in rows[1], name
        assert desk.get(f"/admin/{name}/?export=xlsx").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_nobody_else_sees_them_and_the_owner_edits_nothing(name, desk, editor, buyer, client_of, visitor, cohort):
    wait(cohort, "ann")

    for client in (client_of(editor), client_of(buyer), visitor):
        assert client.get(f"/admin/{name}/").status_code in (302, 403)
    for path in ("new/", f"edit/{WaitingEntry.objects.get().pk}/", f"delete/{WaitingEntry.objects.get().pk}/"):
        assert desk.get(f"/admin/{name}/{path}").status_code in (302, 403, 404)
