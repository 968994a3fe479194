"""Promotion codes: shown at once, taken off at Stripe, and never used once too often."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from payments import services
from payments.models import AuditEntry, Grant, Offer, Order, Payment, PromotionCode
from tests.payments.stripe_at_hand import COMPLETED

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_code(stripe):
    def make(code="EARLY-BIRD", *, products=(), **facts):
        if "amount_off_cents" not in facts:
            facts = {"percent_off": 20} | facts
        made = PromotionCode.objects.create(code=code, **facts)
        made.products.set(products)
        return services.publish_code(code=made)

    return make


@pytest.fixture
def press(offer):
    """The button, with what was typed beside it."""
    return lambda client, code, **more: client.post(f"/checkout/{offer.pk}/", {"code": code, **more})


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_a_link_brings_the_code_and_the_price_is_shown_at_once(visitor, course, offer, make_code):
    make_code()

    page = visitor.get(f"{course.url}?code=early-bird").content.decode()

    assert "EARLY-BIRD" in page
    assert "20 % off" in page
    assert "Buy for $632" in page


def test_a_wrong_code_is_answered_beside_the_field_and_kept(visitor, course, offer):
    page = visitor.get(f"{course.url}?code=NO-SUCH").content.decode()

    assert "We know no such code" in page
    assert 'value="NO-SUCH"' in page
    assert "Buy for $790" in page


def test_a_page_without_a_code_asks_nothing_about_codes(visitor, course, offer):
    with CaptureQueriesContext(connection) as queries:
        visitor.get(course.url)

    assert not [query for query in queries if "promotioncode" in query["sql"]]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"valid_from": datetime.timedelta(days=1)}, "We know no such code"),
        ({"valid_until": datetime.timedelta(seconds=-1)}, "used up or has ended"),
        ({"used": 3, "max_uses": 3}, "used up or has ended"),
        ({"percent_off": None, "amount_off_cents": 5000, "currency": "eur"}, "another currency"),
    ],
)
def test_a_code_that_is_not_good_now_says_why(visitor, course, offer, facts, words):
    times = {name: timezone.now() + value for name, value in facts.items() if isinstance(value, datetime.timedelta)}
    PromotionCode.objects.create(**{"code": "EARLY-BIRD", "percent_off": 20} | facts | times)

    assert words in visitor.get(f"{course.url}?code=EARLY-BIRD").content.decode()


def test_a_code_for_another_course_takes_nothing_off(visitor, shopper, course, offer, other_course, make_code, press):
    Offer.objects.create(product=other_course, name="Second", amount_cents=100)
    make_code(products=[other_course])

    assert "for something else" in visitor.get(f"{course.url}?code=EARLY-BIRD").content.decode()
    assert press(shopper, "EARLY-BIRD").status_code == 302
    assert not Order.objects.exists()


# --- what is paid -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "total"), [({"percent_off": 20}, 63200), ({"amount_off_cents": 9050, "currency": "usd"}, 69950)]
)
def test_the_buyer_pays_what_was_shown(shopper, buyer, stripe, mailbag, make_code, press, facts, total, only_order):
    make_code(**facts)

    page = press(shopper, " early-bird ")["Location"]
    stripe.pay(page)
    mailbag.wait_for(COMPLETED).hand_to(Client())

    order = only_order()
    assert (order.status, order.total_cents, order.discount_cents) == (Order.Status.PAID, total, 79000 - total)
    assert Payment.objects.get().amount_cents == total
    assert Grant.objects.for_user(buyer).current().count() == 1
    assert PromotionCode.objects.get().used == 0  # until Stripe is asked
    services.refresh_code(code=PromotionCode.objects.get())
    assert PromotionCode.objects.get().used == 1


def test_a_code_for_everything_opens_the_course_without_a_payment_intent(
    shopper, buyer, stripe, mailbag, make_code, press, only_order
):
    make_code(percent_off=100)

    stripe.pay(press(shopper, "EARLY-BIRD")["Location"])
    mailbag.wait_for(COMPLETED).hand_to(Client())

    assert (only_order().status, only_order().total_cents) == (Order.Status.PAID, 0)
    assert Payment.objects.get().reference.startswith("free:")
    assert Grant.objects.for_user(buyer).current().exists()


def test_another_wish_closes_the_session_before(shopper, buyer, stripe, make_code, press, buy):
    make_code()

    first = buy(shopper)
    second = press(shopper, "EARLY-BIRD")["Location"]
    third = buy(shopper)

    assert len({first, second, third}) == 3
    assert [session["status"] for session in stripe.sessions()] == ["open", "expired", "expired"]
    assert Order.objects.exclude(open_key=None).count() == 1


def test_a_session_that_was_paid_before_the_code_came_counts(shopper, buyer, stripe, make_code, press, buy):
    make_code()
    stripe.pay(buy(shopper))

    answer = press(shopper, "EARLY-BIRD")

    assert answer["Location"].endswith("/done/")
    assert Order.objects.get().status == Order.Status.PAID


def test_a_discount_that_was_not_ours_to_give_buys_nothing(shopper, stripe, mailbag, make_code, press, only_order):
    make_code()
    page = press(shopper, "EARLY-BIRD")["Location"]
    Order.objects.update(promotion_code=None, discount_cents=0)  # as if somebody had put the code on at Stripe

    stripe.pay(page)
    mailbag.wait_for(COMPLETED).hand_to(Client())

    assert (only_order().status, only_order().review_reason) == (Order.Status.REVIEW, "a discount that was not offered")
    assert not Grant.objects.exists()


# --- limits -----------------------------------------------------------------------------------------------------------


def test_the_last_use_is_given_once_however_many_pay_at_once(stripe, make_code, press):
    make_code(max_uses=2)
    pages = [press(Client(), "EARLY-BIRD")["Location"] for _ in range(8)]

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(stripe.pay, pages))

    assert sorted(answer.status_code for answer in answers) == [303] * 2 + [422] * 6
    paid = [session for session in stripe.sessions() if session["status"] == "complete"]
    assert [session["amount_total"] for session in paid] == [63200, 63200]


def test_who_pays_in_full_after_the_code_was_used_up_gets_the_course(stripe, mailbag, make_code, press):
    make_code(max_uses=1)
    first, second = (press(Client(), "EARLY-BIRD")["Location"] for _ in range(2))
    stripe.pay(first)
    assert stripe.pay(second, email="late@people.example").status_code == 422  # the code is taken off, the price shown

    stripe.pay(second, email="late@people.example")
    mailbag.wait_for(COMPLETED, times=2)
    for message in mailbag.of(COMPLETED):
        message.hand_to(Client())

    assert sorted(Order.objects.values_list("status", "total_cents")) == [("paid", 63200), ("paid", 79000)]


def test_a_code_used_up_at_stripe_is_refused_before_anyone_pays(visitor, stripe, make_code, press):
    make_code(max_uses=1)
    stripe.pay(press(Client(), "EARLY-BIRD")["Location"])

    answer = press(visitor, "EARLY-BIRD")

    assert answer.status_code == 302
    assert "used up or has ended" in visitor.get(answer["Location"]).content.decode()
    assert Order.objects.count() == 1


def test_a_code_counted_by_person_asks_who_it_is(visitor, make_code, press):
    make_code(max_uses_per_person=1)

    answer = press(visitor, "EARLY-BIRD")

    assert answer["Location"].startswith("/account/login/")
    assert not Order.objects.exists()


def test_a_person_uses_it_once(shopper, stripe, mailbag, make_code, press, other_course):
    make_code(max_uses_per_person=1)
    stripe.pay(press(shopper, "EARLY-BIRD")["Location"])
    mailbag.wait_for(COMPLETED).hand_to(Client())
    second = Offer.objects.create(product=other_course, name="Second", amount_cents=5000)

    answer = shopper.post(f"/checkout/{second.pk}/", {"code": "EARLY-BIRD"})

    assert "You have used this code already" in shopper.get(answer["Location"]).content.decode()
    assert Order.objects.count() == 1


def test_pressing_twice_is_one_use(shopper, make_code, press):
    make_code(max_uses_per_person=1)

    assert press(shopper, "EARLY-BIRD")["Location"] == press(shopper, "EARLY-BIRD")["Location"]


def test_a_code_for_beginners_is_not_for_who_has_bought(shopper, stripe, mailbag, make_code, buy, other_course):
    stripe.pay(buy(shopper))
    mailbag.wait_for(COMPLETED).hand_to(Client())
    make_code(first_purchase_only=True)
    second = Offer.objects.create(product=other_course, name="Second", amount_cents=5000)

    answer = shopper.post(f"/checkout/{second.pk}/", {"code": "EARLY-BIRD"})

    assert "for a first purchase" in shopper.get(answer["Location"]).content.decode()


# --- the owner --------------------------------------------------------------------------------------------------------


def test_the_owner_makes_a_code_and_stripe_knows_it(client_of, owner, offer, course, stripe):
    form = {"code": "spring-27", "amount_off": "100", "currency": "usd", "products": [course.pk], "max_uses": "5"}

    answer = client_of(owner).post("/admin/shop_codes/new/", form)

    assert answer.status_code == 302, answer.context["form"].errors
    code = PromotionCode.objects.get()
    assert (code.code, code.amount_off_cents, code.made_by) == ("SPRING-27", 10000, owner)
    assert code.code_id.startswith("promo_")
    assert AuditEntry.objects.filter(deed="promotion code made", actor=owner).exists()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"code": "X"}, "3 to 40"),
        ({"percent_off": "101"}, "100"),
        ({"percent_off": "", "amount_off": ""}, "Give either"),
        ({"amount_off": "5"}, "Give either"),
        ({"percent_off": "", "amount_off": "5"}, "Say the currency"),
    ],
)
def test_a_slip_is_answered_beside_the_field(client_of, owner, stripe, form, words):
    answer = client_of(owner).post("/admin/shop_codes/new/", {"code": "GOOD", "percent_off": "10"} | form)

    assert words in answer.content.decode()
    assert not PromotionCode.objects.exists()


def test_whoever_makes_a_code_keeps_nobody_waiting_for_stripe(client_of, owner, offer, stripe, monkeypatch):
    """Stripe is asked no deeper in transactions than the test's own, and knows the code when the owner is answered."""
    depths = []
    real = requests.Session.request

    def watched(self, method, url, **more):
        depths.append(len(connection.savepoint_ids))
        return real(self, method, url, **more)

    desk, floor = client_of(owner), len(connection.savepoint_ids)
    monkeypatch.setattr(requests.Session, "request", watched)
    desk.post("/admin/shop_codes/new/", {"code": "EARLY-BIRD", "percent_off": "10"})

    assert PromotionCode.objects.get().code_id.startswith("promo_")
    assert set(depths) == {floor}


def test_a_code_made_while_stripe_is_down_is_sent_later(client_of, owner, offer, stripe, settings):
    stripe.do("fail_next", kind="500", times=20)
    answer = client_of(owner).post("/admin/shop_codes/new/", {"code": "LATER", "percent_off": "10"}, follow=True)
    assert "Stripe did not answer. The code is kept" in answer.content.decode()
    assert PromotionCode.objects.get().code_id == ""
    stripe.do("heal")

    services.reconcile_orders()

    assert PromotionCode.objects.get().code_id


def test_an_ended_code_is_over_at_once(client_of, owner, visitor, course, offer, stripe, make_code, press):
    code = make_code()

    client_of(owner).post(f"/admin/shop_codes/end/{code.pk}/")

    assert "used up or has ended" in visitor.get(f"{course.url}?code=EARLY-BIRD").content.decode()
    assert press(Client(), "EARLY-BIRD").status_code == 302
    code.refresh_from_db()
    assert code.is_ended_at_stripe


def test_the_editor_makes_no_codes(client_of, editor, stripe):
    assert client_of(editor).post("/admin/shop_codes/new/", {"code": "MINE", "percent_off": "100"}).status_code == 302
    assert not PromotionCode.objects.exists()
