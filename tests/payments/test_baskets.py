"""What stands beside an offer: a tick for another one, a price for one buyer alone, a link back to an expired checkout."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from payments import services
from payments.models import AuditEntry, CheckoutAttempt, Grant, Offer, Order
from tests.payments.stripe_at_hand import COMPLETED

pytestmark = pytest.mark.django_db


@pytest.fixture
def bump(offer, other_course):
    offer.bump = Offer.objects.create(product=other_course, name="Second course", amount_cents=9000)
    offer.save()
    return offer.bump


# --- the bump ---------------------------------------------------------------------------------------------------------


def test_one_tick_adds_the_other_course_to_the_same_payment(
    shopper, buyer, course, offer, bump, stripe, mailbag, only_order
):
    assert "Add Second course for $90" in shopper.get(course.url).content.decode()

    stripe.pay(shopper.post(f"/checkout/{offer.pk}/", {"bump": bump.pk})["Location"])
    mailbag.wait_for(COMPLETED).hand_to(Client())

    assert (only_order().status, only_order().total_cents) == (Order.Status.PAID, 88000)
    granted = Grant.objects.for_user(buyer).current().values_list("product_id", flat=True)
    assert set(granted) == {course.pk, bump.product_id}


def test_without_the_tick_nothing_is_added(shopper, offer, bump, stripe, only_order):
    shopper.post(f"/checkout/{offer.pk}/")

    assert only_order().subtotal_cents == 79000


def test_the_browser_does_not_choose_what_is_added(shopper, offer, bump, other_course, stripe, only_order):
    cheap = Offer.objects.create(product=other_course, name="Cheap", amount_cents=1)

    shopper.post(f"/checkout/{offer.pk}/", {"bump": cheap.pk})

    assert only_order().subtotal_cents == 88000


def test_what_a_buyer_owns_is_not_added_again(shopper, buyer, offer, bump, stripe, only_order):
    services.give_grant(user=buyer, product=bump.product.specific, reason="Gift", by=None)

    shopper.post(f"/checkout/{offer.pk}/", {"bump": bump.pk})

    assert only_order().subtotal_cents == 79000


def test_a_bump_that_has_ended_is_neither_shown_nor_sold(shopper, course, offer, bump, stripe, only_order):
    Offer.objects.filter(pk=bump.pk).update(valid_from="2020-01-01T00:00Z", valid_until="2020-01-02T00:00Z")

    assert "Second course" not in shopper.get(course.url).content.decode()
    shopper.post(f"/checkout/{offer.pk}/", {"bump": bump.pk})
    assert only_order().subtotal_cents == 79000


# --- a price for one buyer --------------------------------------------------------------------------------------------


@pytest.fixture
def private(offer, course):
    return Offer.objects.create(product=course, name="As agreed", amount_cents=50000)


@pytest.fixture
def link(private, settings):
    return services.make_private_link(offer=private, by=None).removeprefix(settings.PUBLIC_URL)


def test_the_holder_of_the_link_pays_what_was_agreed(visitor, private, link, stripe, only_order):
    page = visitor.get(link)
    assert "$500" in page.content.decode()
    assert 'name="robots" content="noindex"' in page.content.decode()
    secret = re.search(r'name="link" value="([^"]+)"', page.content.decode())[1]

    answer = visitor.post(f"/checkout/{private.pk}/", {"link": secret})

    assert answer.status_code == 303
    assert only_order().subtotal_cents == 50000


def test_a_price_for_one_is_shown_and_sold_to_nobody_else(visitor, course, private, link, stripe):
    assert "$500" not in visitor.get(course.url).content.decode()

    for secret in ("", "guess", link.split("/")[2][:-1]):
        assert visitor.post(f"/checkout/{private.pk}/", {"link": secret}).status_code == 409
    assert visitor.get("/offer/guess/").status_code == 404
    assert not Order.objects.exists()


def test_opening_the_link_buys_nothing(visitor, link, stripe):
    for _ in range(3):  # a mail scanner
        visitor.get(link)

    assert not Order.objects.exists()


def test_the_secret_is_not_kept_and_a_new_link_ends_the_old(private, link, settings, visitor):
    secret = link.split("/")[2]
    assert secret not in str(list(Offer.objects.values_list("link_digest", flat=True)))

    renewed = services.make_private_link(offer=private, by=None).removeprefix(settings.PUBLIC_URL)

    assert visitor.get(link).status_code == 404
    assert visitor.get(renewed).status_code == 200


def test_the_owner_sees_the_link_once(client_of, owner, course, visitor, settings):
    form = {
        "product": course.pk,
        "name": "For Dr. X",
        "kind": "once",
        "price": "400",
        "currency": "usd",
        "by_link": "on",
    }

    answer = client_of(owner).post("/admin/shop_offers/new/", form, follow=True)

    shown = re.search(r"/offer/[\w-]+/", answer.content.decode())[0]
    assert visitor.get(shown).status_code == 200
    assert shown not in client_of(owner).get("/admin/shop_offers/").content.decode()
    assert AuditEntry.objects.filter(deed="private link made", actor=owner).exists()


# --- taking up again --------------------------------------------------------------------------------------------------


def test_the_recovery_link_pays_the_same_order(shopper, buyer, buy, stripe, mailbag, only_order):
    buy(shopper)
    stripe.do("expire", session=stripe.sessions()[0]["id"])
    mailbag.wait_for("checkout.session.expired").hand_to(Client())
    assert only_order().status == Order.Status.EXPIRED
    page = shopper.get(f"/orders/{only_order().uuid}/").content.decode()
    address = re.search(rf'href="({re.escape(stripe.url)}[^"]+)"', page)[1]

    stripe.pay(stripe.http.get(address, timeout=5).url)
    mailbag.wait_for(COMPLETED).hand_to(Client())

    assert only_order().status == Order.Status.PAID
    assert Grant.objects.for_user(buyer).current().count() == 1
    assert CheckoutAttempt.objects.filter(is_recovered=True).count() == 1


def test_whoever_took_an_order_up_again_is_welcomed_back_before_any_message_comes(
    shopper, buyer, buy, stripe, only_order, course
):
    buy(shopper)
    stripe.do("expire", session=stripe.sessions()[0]["id"])
    services.settle_order(order=only_order())
    answer = stripe.pay(stripe.http.get(only_order().get_recovery_url(), timeout=5).url)
    back = answer.headers["Location"].removeprefix("https://school.example")

    stripe.do("fail_next", kind="500", times="9", path="/v1/checkout/sessions")
    page = shopper.get(back).content.decode()
    assert "Nothing was charged" not in page
    assert "Your payment is being confirmed" in page
    assert f"session_id={stripe.sessions()[0]['id']}" in page, "it looks again with what it came back with"
    stripe.do("heal")
    cache.clear()

    assert "is yours" in shopper.get(back).content.decode()
    assert only_order().status == Order.Status.PAID
    assert course.is_open_to(buyer)


def test_the_page_of_a_private_price_lets_its_button_say_where_it_came_from(link, visitor):
    # "no-referrer" makes browsers send "Origin: null" with the form, and the CSRF check refuses that.
    assert visitor.get(link)["Referrer-Policy"] == "same-origin"
