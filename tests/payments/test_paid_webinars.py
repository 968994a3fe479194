"""A webinar with a price: places are sold, one counter for all, and the registration follows from the ledger."""

import json
import re

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from mail.models import OutboxEmail
from payments import services as payments
from payments.models import Grant, Offer, Order, Place
from payments.refusals import NoPlaceLeft
from tests.webinars import places
from webinars import services
from webinars.models import Registration, Session
from webinars.refusals import IllegalMove, NotOpen

pytestmark = pytest.mark.django_db


@pytest.fixture
def webinar(home):
    return places.plant_webinar(places.plant_index(home), slug="workshop", title="A workshop")


@pytest.fixture
def session(webinar):
    return places.plant_session(webinar, capacity=2)


@pytest.fixture
def price(webinar, session):
    return Offer.objects.create(product=webinar, name="Workshop", amount_cents=4900)


def taken():
    return Session.objects.get().places_taken


def buy(client, offer, **fields):
    answer = client.post(f"/checkout/{offer.pk}/", fields)
    assert answer.status_code == 303, answer.content[:400]
    return answer["Location"]


def test_the_page_sells_instead_of_taking_names(visitor, webinar, session, price):
    text = visitor.get(webinar.url).content.decode()

    assert f'action="/checkout/{price.pk}/"' in text
    assert f'name="date" value="{session.pk}"' in text
    assert "Save my place" not in text
    assert "Live and free" not in text
    assert (
        visitor.post(f"/webinars/{webinar.slug}/register/", {"email": "a@people.example", "zone": "UTC"}).status_code
        == 409
    )
    with pytest.raises(NotOpen):
        services.register(session=session, email="a@people.example")


def test_a_free_webinar_stays_free(visitor, webinar, session):
    text = visitor.get(webinar.url).content.decode()

    assert "Save my place" in text
    assert "Live and free" in text
    services.register(session=session, email="a@people.example")
    assert taken() == 1


def test_a_price_that_has_ended_makes_nothing_free(visitor, webinar, session, price):
    with time_machine.travel("2020-01-01"):
        price.valid_until = session.starts_at.replace(year=2021)
        price.save()

    text = visitor.get(webinar.url).content.decode()
    assert "Save my place" not in text
    assert "Tell me when it opens" in text


def test_machines_are_told_the_price(visitor, webinar, session, price):
    text = visitor.get(webinar.url).content.decode()
    facts = json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', text, re.DOTALL).group(1))
    event = next(one for one in facts.get("@graph", [facts]) if one["@type"] == "EducationEvent")

    assert event["isAccessibleForFree"] is False
    assert (event["offers"]["price"], event["offers"]["priceCurrency"]) == ("49", "USD") or (
        event["offers"]["price"] == "49.00"
    )


def test_buying_holds_a_place_and_paying_registers(stripe, mailbag, client_of, buyer, webinar, session, price):
    page = buy(client_of(buyer), price, date=str(session.pk))
    assert (taken(), Registration.objects.count()) == (1, 0)

    stripe.pay(page)
    mailbag.wait_for().hand_to(Client())

    registration = Registration.objects.get()
    assert (registration.email, registration.is_active, taken()) == (buyer.email, True, 1)
    assert registration.grant == Grant.objects.get()
    letter = OutboxEmail.objects.get(kind="webinar_confirmation")
    assert "/webinars/join/" in letter.text
    assert webinar.is_owned_by(buyer)
    assert "You have a place" in client_of(buyer).get(webinar.url).content.decode()


def test_the_last_place_is_held_against_everybody(stripe, client_of, make_user, webinar, session, price):
    for name in ("first", "second"):
        buy(client_of(make_user(name)), price)

    assert client_of(make_user("third")).post(f"/checkout/{price.pk}/").status_code == 409
    with pytest.raises(NoPlaceLeft):
        payments.give_grant(user=make_user("guest"), product=webinar, reason="Speaker's guest", by=None)
    assert taken() == 2


def test_money_that_goes_back_takes_registration_and_place_with_it(
    stripe,
    mailbag,
    client_of,
    buyer,
    webinar,
    session,
    price,
):
    stripe.pay(buy(client_of(buyer), price))
    mailbag.wait_for().hand_to(Client())
    order = Order.objects.get()
    with transaction.atomic():
        order.status = Order.Status.REFUNDED
        payments.grants.follow_money(order)

    assert taken() == 0
    assert not Registration.objects.get().is_active
    assert OutboxEmail.objects.filter(kind="webinar_place_released").count() == 1
    assert not webinar.is_owned_by(buyer)


def test_a_paid_place_is_given_back_for_money_and_not_by_a_click(webinar, session, price, buyer):
    payments.give_grant(user=buyer, product=webinar, reason="Gift", by=None)
    own = Registration.objects.select_related("session__webinar").get()

    with pytest.raises(IllegalMove, match="money back"):
        services.cancel_registration(registration=own)
    assert taken() == 1


def test_a_gift_registers_and_taken_back_it_frees_the_place(webinar, session, price, buyer):
    grant = payments.give_grant(user=buyer, product=webinar, reason="Gift", by=None)
    assert (taken(), Registration.objects.active().count()) == (1, 1)

    payments.revoke_grant(grant=grant, reason="Cannot come", by=None)

    assert (taken(), Registration.objects.active().count(), Place.objects.active().count()) == (0, 0, 0)


def test_who_signed_up_while_it_was_free_has_one_place_after_buying_too(webinar, session, buyer):
    services.register(session=session, email=buyer.email)
    Offer.objects.create(product=webinar, name="Workshop", amount_cents=4900)

    payments.give_grant(user=buyer, product=type(webinar).objects.get(pk=webinar.pk), reason="Gift", by=None)

    assert (taken(), Registration.objects.active().count()) == (1, 1)
