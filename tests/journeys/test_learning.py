"""A learner's way: the locked door, the free lesson, the ledger's word, lesson after lesson, and the end of the course."""

import html
import re

import pytest

from payments import services as payments
from payments.models import Offer
from tests.courses import places

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(home):
    """A course of two modules: a free lesson and a paid one in the first, one more in the second."""
    catalogue = places.plant_catalogue(home)
    course = places.plant_course(catalogue)
    billing = places.plant_module(course)
    places.plant_lesson(billing, "before-you-begin", words="Words for everyone.", free_preview=True)
    places.plant_lesson(billing, "superbills", words="How a superbill is made.")
    places.plant_lesson(places.plant_module(course, "clinic-set-up"), "the-room", words="How a room is laid out.")
    Offer.objects.create(product=course, name=course.title, amount_cents=79000, currency="usd")
    return course


def read(client, address):
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode())


def link(page, words):
    """The address of the link that says these words, as a reader finds it."""
    for address, inside in re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL):
        if words in re.sub(r"<[^>]+>", " ", inside):
            return address
    raise AssertionError(f"no link says {words!r}")


def mark_complete(client, page):
    """Press the button at the end of the lesson, and return the page that it leads to."""
    form = re.search(r'<form[^>]*action="(/learn/lessons/\d+/complete/)"[^>]*>(.*?)</form>', page, re.DOTALL)
    assert form, "no lesson to mark complete here"
    assert "Mark complete and go on" in form.group(2)
    response = client.post(form.group(1), follow=True)
    return html.unescape(response.content.decode())


def test_a_stranger_meets_the_locked_lesson(visitor, school):
    catalogue = read(visitor, "/courses/")
    course = read(visitor, link(catalogue, "Clinic Launch"))
    assert "$790" in course

    free = read(visitor, link(course, "Before you begin"))
    assert "Words for everyone." in free
    assert "one of the free lessons" in free

    locked = read(visitor, link(free, "Superbills"))
    assert "How a superbill is made." not in locked
    assert "In short: superbills." in locked
    assert "Buy for $790" in locked
    assert "Do you own it already?" in locked
    assert (
        link(locked, "Sign in and go on reading") == "/account/login/?next=/courses/clinic-launch/billing/superbills/"
    )
    assert "Mark complete" not in locked


def test_a_learner_goes_through_the_course_and_comes_back_to_where_they_were(client_of, buyer, owner, school):
    client = client_of(buyer)
    assert "You have no courses yet" in read(client, "/learn/")
    assert "How a superbill is made." not in read(client, "/courses/clinic-launch/billing/superbills/")

    payments.give_grant(user=buyer, product=school, reason="A gift from the school", by=owner)

    mine = read(client, "/learn/")
    assert "0 of 3 lessons" in mine
    first = read(client, link(mine, "Begin"))
    assert "Words for everyone." in first

    second = mark_complete(client, first)
    assert "How a superbill is made." in second
    assert "1 of 3 lessons" in second

    mine = read(client, "/learn/")
    assert "1 of 3 lessons" in mine
    assert "How a superbill is made." in read(client, link(mine, "Continue where I was"))

    third = mark_complete(client, second)
    assert "How a room is laid out." in third

    end = mark_complete(client, third)
    assert "You have read the whole course" in end
    assert "3 of 3 lessons" in end
    assert "You have read all of it." in end
    assert "You have finished this course" in read(client, school.url)


def test_a_refund_closes_the_book_and_keeps_the_place(client_of, buyer, owner, school):
    grant = payments.give_grant(user=buyer, product=school, reason="A gift", by=owner)
    client = client_of(buyer)
    second = mark_complete(client, read(client, "/courses/clinic-launch/billing/before-you-begin/"))
    assert "How a superbill is made." in second

    payments.revoke_grant(grant=grant, reason="Refunded", by=owner)
    assert "How a superbill is made." not in read(client, "/courses/clinic-launch/billing/superbills/")
    assert "You have no courses yet" in read(client, "/learn/")

    payments.give_grant(user=buyer, product=school, reason="Bought again", by=owner)
    assert "1 of 3 lessons" in read(client, "/learn/")
