"""From the button to the hosted page: one order, one session, whatever a buyer, a tab or the network does."""

import datetime
import re

import pytest
import requests
import stripe as sdk
from django.db import connection
from django.test import Client
from django.utils import timezone

from payments import gateway, services
from payments.models import CheckoutAttempt, Grant, Offer, Order, Payment, StripeCustomer, StripeProduct
from payments.products import TERMS_LINE
from payments.refusals import StripeRefused
from payments.services import checkouts

pytestmark = pytest.mark.django_db

SESSIONS = "/v1/checkout/sessions"


def created(stripe):
    return len(stripe.sessions())


def test_the_button_leads_to_the_hosted_page_with_what_was_quoted(
    shopper, buyer, buy, stripe, only_order, course, settings
):
    settings.PUBLIC_URL = "https://school.example"

    page = buy(shopper)

    assert page.startswith(stripe.url)
    session = stripe.sessions()[0]
    order = only_order()
    assert session["amount_total"] == 79000
    assert session["client_reference_id"] == session["metadata"]["order"] == str(order.uuid)
    assert session["customer_email"] == buyer.email
    done = f"https://school.example/checkout/{order.uuid}/done/"
    assert session["success_url"] == f"{done}?session_id={{CHECKOUT_SESSION_ID}}"
    assert session["cancel_url"] == f"https://school.example/checkout/{order.uuid}/cancelled/"
    assert (order.status, order.buyer, order.subtotal_cents) == (Order.Status.AWAITING_PAYMENT, buyer, 79000)
    line = order.lines.get()
    assert (line.title, line.unit_amount_cents, line.quantity, line.product_id) == (
        "Clinic Launch",
        79000,
        1,
        course.pk,
    )


def test_what_the_buyer_accepted_is_kept_in_the_words_that_were_shown(shopper, buy, only_order, course):
    shown = re.sub(r"<[^>]+>", "", shopper.get(course.url).content.decode())
    assert TERMS_LINE in shown

    buy(shopper)

    assert only_order().terms == f"{TERMS_LINE}\n\nMoney back within 14 days."
    assert only_order().terms_accepted_at is not None


def test_whatever_the_form_says_the_price_is_ours(shopper, offer, stripe):
    lies = {
        "amount": "1",
        "price": "1",
        "amount_cents": "1",
        "currency": "jpy",
        "quantity": "0",
        "product": "1",
        "next": "https://evil.example",
    }

    answer = shopper.post(f"/checkout/{offer.pk}/", lies, headers={"Host": "evil.example"})

    assert answer.status_code == 303
    session = stripe.sessions()[0]
    assert (session["amount_total"], session["currency"]) == (79000, "usd")
    assert "evil.example" not in str(session)


@pytest.mark.parametrize("who", ["shopper", "visitor"])
def test_a_double_click_makes_one_order_and_one_session(who, request, buy, stripe):
    client = request.getfixturevalue(who)

    assert len({buy(client) for _ in range(4)}) == 1

    assert Order.objects.count() == CheckoutAttempt.objects.count() == created(stripe) == 1


def test_two_browsers_are_two_guests(buy, stripe):
    assert buy(Client()) != buy(Client())
    assert Order.objects.count() == 2


def test_a_form_without_its_token_buys_nothing(buyer, offer, stripe):
    client = Client(enforce_csrf_checks=True)
    client.force_login(buyer, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post(f"/checkout/{offer.pk}/").status_code == 403
    assert not Order.objects.exists()


def test_a_get_buys_nothing(shopper, offer, stripe):
    assert shopper.get(f"/checkout/{offer.pk}/").status_code == 405
    assert not Order.objects.exists()


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_who_owns_it_is_sent_there_instead_of_paying_again(shopper, buyer, offer, course, stripe):
    services.give_grant(user=buyer, product=course, reason="Scholarship", by=None)

    answer = shopper.post(f"/checkout/{offer.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, course.access_url)
    assert not Order.objects.exists()


@pytest.mark.parametrize("window", [{"valid_until": -1}, {"valid_from": 1}])
def test_an_offer_out_of_its_time_is_refused_in_words(window, shopper, offer, stripe):
    for name, days in window.items():
        setattr(offer, name, timezone.now() + datetime.timedelta(days=days))
    offer.save()

    answer = shopper.post(f"/checkout/{offer.pk}/")

    assert answer.status_code == 409
    assert ("Enrolment opens on" if "valid_from" in window else "not for sale") in answer.content.decode()
    assert not Order.objects.exists()


def test_another_offer_that_is_over_cannot_be_taken_through_its_old_address(shopper, offer, course, stripe):
    old = Offer.objects.create(product=course, name="Early bird", amount_cents=100, valid_until=timezone.now())

    assert shopper.post(f"/checkout/{old.pk}/").status_code == 409


def test_a_course_that_is_not_published_does_not_exist(shopper, offer, course, stripe):
    course.unpublish()

    assert shopper.post(f"/checkout/{offer.pk}/").status_code == 404
    assert shopper.post("/checkout/999999/").status_code == 404


def test_a_course_past_its_date_is_not_for_sale_though_no_clock_has_run(shopper, offer, course, stripe):
    type(course).objects.filter(pk=course.pk).update(expire_at=timezone.now())

    assert shopper.post(f"/checkout/{offer.pk}/").status_code == 409


def test_whoever_begins_too_many_checkouts_has_to_wait(shopper, offer, stripe, buy, monkeypatch):
    monkeypatch.setattr(checkouts, "MOST_PER_BUYER_AND_HOUR", 2)
    for _ in range(2):
        buy(shopper)
        stripe.do("expire", session=CheckoutAttempt.objects.last().session_id)
    before = created(stripe)

    answer = shopper.post(f"/checkout/{offer.pk}/")

    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "Too many checkouts" in answer.content.decode()
    assert created(stripe) == before
    CheckoutAttempt.objects.update(created_at=timezone.now() - datetime.timedelta(hours=2))
    assert shopper.post(f"/checkout/{offer.pk}/").status_code == 303


def test_one_network_address_cannot_try_cards_behind_many_browsers(offer, stripe, buy, monkeypatch):
    monkeypatch.setattr(checkouts, "MOST_PER_ORIGIN_AND_HOUR", 3)
    for _ in range(3):
        buy(Client())

    assert Client().post(f"/checkout/{offer.pk}/").status_code == 429
    assert Client().post(f"/checkout/{offer.pk}/", REMOTE_ADDR="203.0.113.9").status_code == 303
    assert Client(headers={"X-Forwarded-For": "203.0.113.10"}).post(f"/checkout/{offer.pk}/").status_code == 429


def test_a_household_counts_as_one_address_and_no_address_is_stored(offer, stripe, monkeypatch):
    monkeypatch.setattr(checkouts, "MOST_PER_ORIGIN_AND_HOUR", 1)

    assert Client().post(f"/checkout/{offer.pk}/", REMOTE_ADDR="2001:db8:1:2::a").status_code == 303
    assert Client().post(f"/checkout/{offer.pk}/", REMOTE_ADDR="2001:db8:1:2:ffff::b").status_code == 429
    assert Client().post(f"/checkout/{offer.pk}/", REMOTE_ADDR="2001:db8:1:3::a").status_code == 303
    assert "2001" not in CheckoutAttempt.objects.first().origin


# --- Stripe in trouble ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["500", "429"])
def test_when_stripe_is_away_the_buyer_sees_why_and_the_next_try_is_the_same_order(
    kind, shopper, offer, stripe, buy, only_order
):
    stripe.do("fail_next", kind=kind, times=9)

    answer = shopper.post(f"/checkout/{offer.pk}/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    page = answer.content.decode()
    assert "Nothing was charged" in page
    assert f'action="/checkout/{offer.pk}/"' in page
    assert "You have no orders yet" in shopper.get("/orders/").content.decode()

    stripe.do("heal")
    buy(shopper)
    assert only_order().attempts.count() == created(stripe) == 1


def test_nobody_listens_at_all(shopper, offer, stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    assert shopper.post(f"/checkout/{offer.pk}/").status_code == 503


def test_a_key_that_stripe_does_not_accept_shows_the_same_page_and_is_logged(shopper, offer, stripe, settings, caplog):
    settings.STRIPE_SECRET_KEY = "sk_live_wrong_door"

    assert shopper.post(f"/checkout/{offer.pk}/").status_code == 503
    assert "does not accept our key" in caplog.text
    assert "sk_live" not in caplog.text


def test_an_answer_lost_on_the_way_does_not_make_a_second_session(shopper, buy, stripe, only_order):
    stripe.do("fail_next", kind="disconnect_after_commit", times=1, path=SESSIONS)

    buy(shopper)

    assert created(stripe) == only_order().attempts.count() == 1


def test_an_answer_lost_for_good_is_found_again_by_the_next_click(shopper, offer, buy, stripe, only_order):
    stripe.do("fail_next", kind="disconnect_after_commit", times=3, path=SESSIONS)
    assert shopper.post(f"/checkout/{offer.pk}/").status_code == 503
    assert created(stripe) == 1

    page = buy(shopper)

    assert created(stripe) == 1
    assert stripe.pay(page).status_code == 303


def test_an_answer_lost_for_good_and_paid_all_the_same_opens_the_course(
    shopper, offer, stripe, mailbag, visitor, course, buyer, only_order
):
    stripe.do("fail_next", kind="disconnect_after_commit", times=3, path=SESSIONS)
    shopper.post(f"/checkout/{offer.pk}/")
    stripe.pay(stripe.sessions()[0]["url"])

    assert mailbag.wait_for().hand_to(visitor) == 200

    assert course.is_open_to(buyer)
    assert only_order().attempts.get().status == CheckoutAttempt.Status.COMPLETE


def test_a_retry_whose_facts_have_changed_gets_a_key_of_its_own(shopper, offer, buy, stripe, only_order):
    stripe.do("fail_next", kind="disconnect_after_commit", times=3, path=SESSIONS)
    shopper.post(f"/checkout/{offer.pk}/")
    Order.objects.update(contact_email="changed@people.example")

    buy(shopper)

    assert list(only_order().attempts.values_list("number", "status")) == [(1, "failed"), (2, "open")]


def test_what_stripe_forgot_is_made_anew(shopper, buyer, buy, stripe, course):
    StripeProduct.objects.create(product=course, livemode=False, product_id_at_stripe="prod_gone")
    StripeCustomer.objects.create(user=buyer, livemode=False, customer_id="cus_gone", email=buyer.email)

    assert stripe.pay(buy(shopper)).status_code == 303

    assert StripeProduct.objects.get().product_id_at_stripe != "prod_gone"
    assert not StripeCustomer.objects.exists()


def test_after_the_account_at_stripe_was_changed_an_open_checkout_begins_again(shopper, buy, stripe):
    buy(shopper)
    stripe.do("reset")

    assert stripe.pay(buy(shopper)).status_code == 303


def test_a_changed_address_is_told_to_stripe_before_it_is_shown_there(shopper, buyer, buy, stripe):
    client = sdk.StripeClient(
        "sk_test_x", base_addresses={"api": stripe.url}, http_client=sdk.RequestsClient(timeout=5)
    )
    customer = client.v1.customers.create({"email": "former@people.example"})
    StripeCustomer.objects.create(user=buyer, livemode=False, customer_id=customer.id, email="former@people.example")

    buy(shopper)

    assert client.v1.customers.retrieve(customer.id).email == buyer.email
    assert StripeCustomer.objects.get().email == buyer.email


def test_a_customer_of_the_other_mode_is_not_used(shopper, buyer, buy, stripe):
    StripeCustomer.objects.create(user=buyer, livemode=True, customer_id="cus_live", email=buyer.email)

    buy(shopper)

    assert stripe.sessions()[0]["customer"] is None


def test_stripe_is_never_asked_inside_a_transaction(
    shopper, offer, stripe, mailbag, visitor, buy, monkeypatch, django_db_blocker
):
    """Each call to Stripe looks how deep in transactions it is made: no deeper than the test's own."""
    depths = []
    real = requests.Session.request

    def watched(self, method, url, **more):
        depths.append(len(connection.savepoint_ids))
        return real(self, method, url, **more)

    floor = len(connection.savepoint_ids)
    page = buy(shopper)
    monkeypatch.setattr(requests.Session, "request", watched)
    stripe.pay(page)
    depths.clear()
    assert mailbag.wait_for().hand_to(visitor) == 200
    shopper.get(f"/checkout/{Order.objects.get().uuid}/done/")
    services.reconcile_orders()
    shopper.post(f"/checkout/{offer.pk}/")

    assert depths
    assert set(depths) == {floor}


# --- free -------------------------------------------------------------------------------------------------------------


def test_what_is_free_is_given_at_once_through_the_same_ledger(
    shopper, buyer, course, free_offer, only_order, post_office
):
    assert "Enrol free" in shopper.get(course.url).content.decode()

    answer = shopper.post(f"/checkout/{free_offer.pk}/", follow=True)

    assert "Thank you. Clinic Launch is yours." in answer.content.decode()
    assert only_order().status == Order.Status.PAID
    assert Payment.objects.get().reference == f"free:{only_order().uuid}"
    assert Grant.objects.get().order_line.order == only_order()
    assert course.is_open_to(buyer)
    assert [letter.subject for letter in post_office()] == ["You are enrolled: Clinic Launch"]
    again = shopper.post(f"/checkout/{free_offer.pk}/")
    assert again["Location"] == course.access_url
    assert Order.objects.count() == 1


def test_a_visitor_is_asked_to_sign_in_for_what_is_free_and_comes_back(visitor, course, free_offer):
    assert f"/account/login/?next={course.url}" in visitor.get(course.url).content.decode()

    answer = visitor.post(f"/checkout/{free_offer.pk}/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=%2Fcourses")
    assert not Order.objects.exists()


def test_a_guest_without_a_browser_is_a_mistake_of_ours(offer):
    with pytest.raises(ValueError):
        services.start_checkout(user=None, offer=offer)


def test_giving_up_leaves_no_open_order(shopper, offer, stripe, monkeypatch, only_order):
    def refuse(**_):
        raise StripeRefused(code="odd")

    monkeypatch.setattr(gateway, "create_session", refuse)

    assert shopper.post(f"/checkout/{offer.pk}/").status_code == 503
    assert only_order().status == Order.Status.EXPIRED
    assert only_order().open_key is None
