"""From the hosted page to the open course: who tells us, in what order, how often, and what was paid."""

import itertools
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from mail.models import OutboxEmail
from payments import services
from payments.models import AuditEntry, CheckoutAttempt, Grant, Offer, Order, Payment, StripeCustomer
from tests.payments.stripe_at_hand import DECLINED_CARD

pytestmark = pytest.mark.django_db

EXPIRED = "checkout.session.expired"


def letters(kind="order_confirmation"):
    return OutboxEmail.objects.filter(kind=kind).count()


def done_page(order):
    return f"/checkout/{order.uuid}/done/"


def test_a_good_card_opens_the_course(shopper, buyer, buy, stripe, mailbag, only_order, course, lesson, visitor):
    assert "Gated words." not in shopper.get(lesson.url).content.decode()

    answer = stripe.pay(buy(shopper))
    assert answer.status_code == 303
    assert urlsplit(answer.headers["Location"]).path == done_page(only_order())
    assert mailbag.wait_for().hand_to(visitor) == 200

    order = only_order()
    assert (order.status, order.total_cents, order.buyer) == (Order.Status.PAID, 79000, buyer)
    payment = order.get_settled_payment()
    assert payment.reference.startswith("pi_")
    assert payment.charge_id.startswith("ch_")
    assert payment.receipt_url.startswith("http")
    assert (payment.amount_cents, payment.currency) == (79000, "usd")
    assert Grant.objects.current().get().user == buyer
    assert letters() == 1
    assert "Gated words." in shopper.get(lesson.url).content.decode()
    page = shopper.get(done_page(order)).content.decode()
    assert "Thank you. Clinic Launch is yours." in page
    assert course.access_url in page


def test_a_declined_card_leaves_the_door_open_and_the_next_one_opens_the_course(shopper, buy, stripe, only_order):
    page = buy(shopper)

    assert stripe.pay(page, card=DECLINED_CARD).status_code == 402
    assert "is being confirmed" in shopper.get(done_page(only_order())).content.decode()
    assert not Grant.objects.exists()

    assert stripe.pay(page).status_code == 303
    cache.clear()  # a second later, as the page itself would look again
    assert "Thank you" in shopper.get(done_page(only_order()), {"try": 1}).content.decode()
    assert Grant.objects.count() == Payment.objects.count() == letters() == 1


def test_the_buyer_closes_the_tab_and_the_webhook_alone_opens_the_course(
    shopper, buyer, buy, stripe, mailbag, visitor, course
):
    stripe.pay(buy(shopper))

    assert mailbag.wait_for().hand_to(visitor) == 200

    assert course.is_open_to(buyer)
    assert letters() == 1


def test_the_webhook_is_held_back_and_the_return_page_alone_opens_the_course(
    shopper, buyer, buy, stripe, mailbag, visitor, course, only_order
):
    stripe.pay(buy(shopper))

    assert "Thank you" in shopper.get(done_page(only_order())).content.decode()
    assert course.is_open_to(buyer)

    before = list(AuditEntry.objects.values_list("pk", flat=True))
    assert mailbag.wait_for().hand_to(visitor) == 200
    assert Grant.objects.count() == Payment.objects.count() == letters() == 1
    assert list(AuditEntry.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("way", list(itertools.permutations(["webhook", "return page", "reconciliation"])))
def test_whoever_tells_first_the_end_is_the_same(way, shopper, buy, stripe, mailbag, visitor, only_order):
    stripe.pay(buy(shopper))
    CheckoutAttempt.objects.update(created_at="2026-01-01T00:00Z")
    deeds = {
        "webhook": lambda: mailbag.wait_for().hand_to(visitor),
        "return page": lambda: shopper.get(done_page(only_order())),
        "reconciliation": services.reconcile_orders,
    }

    for name in way:
        deeds[name]()

    assert only_order().status == Order.Status.PAID
    assert Grant.objects.count() == Payment.objects.count() == letters() == 1


def test_every_message_of_a_purchase_three_times_in_every_direction_is_one_purchase(
    shopper, buy, stripe, mailbag, visitor, only_order
):
    stripe.pay(buy(shopper))
    mailbag.wait_for()
    messages = list(mailbag.messages)
    assert len(messages) > 3

    for message in [*messages, *reversed(messages), *messages]:
        assert message.hand_to(visitor) == 200

    assert only_order().status == Order.Status.PAID
    assert Grant.objects.count() == Payment.objects.count() == letters() == 1


# --- guests -----------------------------------------------------------------------------------------------------------


def test_a_guest_gets_an_account_that_only_the_mailbox_opens(visitor, buy, stripe, only_order, lesson, course):
    stripe.pay(buy(visitor), email="Gwen@People.Example")

    page = visitor.get(done_page(only_order())).content.decode()

    guest = User.objects.get(email="gwen@people.example")
    assert only_order().buyer == guest
    assert guest.display_name == "Gwen Guest"
    assert not guest.has_usable_password()
    assert course.is_open_to(guest)
    assert "gwen@people.example" in page
    assert "Get my code" in page
    assert "_auth_user_id" not in visitor.session
    assert "Gated words." not in visitor.get(lesson.url).content.decode()


def test_a_guest_who_names_a_member_gives_them_the_course_and_gets_nothing(
    visitor, make_user, buy, stripe, only_order, lesson, client_of
):
    member = make_user("member")
    password = member.password

    stripe.pay(buy(visitor), email="member@people.example")
    page = visitor.get(done_page(only_order())).content.decode()

    assert "Member" not in page, "the name on the account is nobody else's business"
    assert "_auth_user_id" not in visitor.session
    assert "Gated words." not in visitor.get(lesson.url).content.decode()
    assert "Gated words." in client_of(member).get(lesson.url).content.decode()
    member.refresh_from_db()
    assert member.password == password
    assert not StripeCustomer.objects.exists(), "an unproved address ties nobody to a customer of Stripe's"


def test_an_account_that_lay_in_wait_with_a_password_loses_it(visitor, buy, stripe, only_order):
    waiting = User.objects.create_user("victim@people.example", "the-attacker-knows-it")

    stripe.pay(buy(visitor), email="victim@people.example")
    visitor.get(done_page(only_order()))

    waiting.refresh_from_db()
    assert only_order().buyer == waiting
    assert not waiting.has_usable_password()


def test_a_guest_who_names_an_owner_pays_for_nothing_and_it_is_noticed(
    visitor, make_user, buy, stripe, only_order, course
):
    member = make_user("member")
    services.give_grant(user=member, product=course, reason="Scholarship", by=None)

    stripe.pay(buy(visitor), email=member.email)
    page = visitor.get(done_page(only_order())).content.decode()

    assert only_order().status == Order.Status.REVIEW
    assert Payment.objects.get().status == Payment.Status.DUPLICATE
    assert Grant.objects.count() == 1
    assert letters("order_review") == 1
    assert "We are looking at your payment" in page


def test_money_from_a_closed_account_is_held(shopper, buyer, buy, stripe, mailbag, visitor, only_order):
    stripe.pay(buy(shopper))
    User.objects.filter(pk=buyer.pk).update(is_active=False)

    assert mailbag.wait_for().hand_to(visitor) == 200

    assert only_order().status == Order.Status.REVIEW
    assert not Grant.objects.exists()


def test_a_person_who_pays_while_signed_in_is_known_to_stripe_next_time(
    shopper, buyer, buy, stripe, only_order, other_course
):
    stripe.pay(buy(shopper))
    shopper.get(done_page(only_order()))
    customer = StripeCustomer.objects.get(user=buyer)

    buy(shopper, Offer.objects.create(product=other_course, name="Second", amount_cents=5000))

    assert stripe.sessions()[0]["customer"] == customer.customer_id


# --- what was paid is not what was quoted -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"amount": "100"}, "another amount"),
        ({"quantity": "2"}, "another amount"),
        ({"currency": "eur"}, "another currency"),
    ],
)
def test_a_changed_price_buys_nothing_and_alerts_the_owner(
    change, reason, shopper, buyer, buy, stripe, mailbag, visitor, only_order, course, settings
):
    settings.OWNER_EMAIL = "boss@people.example"
    page = buy(shopper)
    stripe.do("tamper", session=CheckoutAttempt.objects.get().session_id, **change)
    assert stripe.pay(page).status_code == 303

    assert mailbag.wait_for().hand_to(visitor) == 200

    order = only_order()
    assert (order.status, order.review_reason) == (Order.Status.REVIEW, reason)
    assert order.payments.get().status == Payment.Status.HELD
    assert not course.is_open_to(buyer)
    assert letters() == 0
    alert = OutboxEmail.objects.get(kind="order_review")
    assert alert.recipient == "boss@people.example"
    assert buyer.email not in alert.text + alert.html + alert.subject
    assert "We are looking at your payment" in shopper.get(done_page(order)).content.decode()
    assert mailbag.wait_for().hand_to(visitor) == 200
    assert letters("order_review") == 1


def test_a_price_changed_between_quote_and_payment_touches_nothing(
    shopper, buyer, buy, offer, stripe, only_order, course
):
    page = buy(shopper)
    type(offer).objects.filter(pk=offer.pk).update(amount_cents=99000)

    stripe.pay(page)
    shopper.get(done_page(only_order()))

    assert course.is_open_to(buyer)
    assert only_order().total_cents == 79000


# --- time ---------------------------------------------------------------------------------------------------------------


def test_a_session_that_runs_out_ends_the_order_and_the_next_click_begins_another(
    shopper, buy, stripe, mailbag, visitor, only_order
):
    first = buy(shopper)
    stripe.do("expire", session=CheckoutAttempt.objects.get().session_id)
    assert mailbag.wait_for(EXPIRED).hand_to(visitor) == 200

    assert only_order().status == Order.Status.EXPIRED
    assert "This checkout has ended" in shopper.get(done_page(only_order())).content.decode()

    assert buy(shopper) != first
    assert Order.objects.filter(status=Order.Status.AWAITING_PAYMENT).count() == 1


def test_a_click_after_the_session_ran_out_unnoticed_leads_to_a_new_one(shopper, buy, stripe):
    first = buy(shopper)
    stripe.do("expire", session=CheckoutAttempt.objects.get().session_id)

    assert buy(shopper) != first
    assert sorted(Order.objects.values_list("status", flat=True)) == ["awaiting_payment", "expired"]


def test_money_that_comes_after_the_end_still_buys(shopper, buyer, buy, stripe, mailbag, visitor, only_order, course):
    stripe.pay(buy(shopper))
    CheckoutAttempt.objects.update(status=CheckoutAttempt.Status.EXPIRED)
    Order.objects.update(status=Order.Status.EXPIRED, open_key=None)

    assert mailbag.wait_for().hand_to(visitor) == 200

    assert only_order().status == Order.Status.PAID
    assert course.is_open_to(buyer)


def test_two_orders_for_one_course_both_paid_open_it_once_and_the_second_is_noticed(
    shopper, buyer, buy, stripe, mailbag, visitor, course
):
    first = buy(shopper)
    Order.objects.update(open_key=None)  # as if the first had been forgotten
    second = buy(shopper)
    assert first != second
    stripe.pay(first)
    stripe.pay(second)
    mailbag.wait_for(times=2)

    for message in mailbag.of("checkout.session.completed"):
        assert message.hand_to(visitor) == 200

    assert sorted(Order.objects.values_list("status", flat=True)) == ["paid", "review"]
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["duplicate", "settled"]
    assert Grant.objects.count() == letters() == letters("order_review") == 1


def test_one_order_paid_in_two_sessions_opens_once_and_stays_paid(
    shopper, buy, stripe, mailbag, visitor, only_order, course, buyer
):
    first = buy(shopper)
    CheckoutAttempt.objects.update(status=CheckoutAttempt.Status.FAILED, session_id=None)
    second = buy(shopper)
    assert first != second
    stripe.pay(first)
    stripe.pay(second)
    mailbag.wait_for(times=2)

    for message in mailbag.of("checkout.session.completed"):
        assert message.hand_to(visitor) == 200

    order = only_order()
    assert order.status == Order.Status.PAID
    assert order.review_reason == "paid twice"
    assert sorted(order.payments.values_list("status", flat=True)) == ["duplicate", "settled"]
    assert course.is_open_to(buyer)
    assert letters() == letters("order_review") == 1


@pytest.mark.parametrize("arrives", [True, False])
def test_a_bank_debit_opens_the_course_when_it_arrives_and_not_before(
    arrives, shopper, buyer, buy, stripe, mailbag, visitor, only_order, course
):
    account = "000123456789" if arrives else "000222222227"
    assert stripe.pay(buy(shopper), method="bank", bank_account=account).status_code == 303
    assert mailbag.wait_for().hand_to(visitor) == 200
    assert only_order().status == Order.Status.PROCESSING
    assert not course.is_open_to(buyer)
    assert "Your bank is working on it" in shopper.get(done_page(only_order())).content.decode()

    stripe.do("advance", days=5)
    kind = "succeeded" if arrives else "failed"
    assert mailbag.wait_for(f"checkout.session.async_payment_{kind}").hand_to(visitor) == 200

    assert course.is_open_to(buyer) is arrives
    assert only_order().status == (Order.Status.PAID if arrives else Order.Status.EXPIRED)


def test_the_return_page_of_somebody_else_does_not_exist(shopper, buy, stripe, make_user, client_of, only_order):
    stripe.pay(buy(shopper))

    stranger = client_of(make_user("stranger"))
    for client in (stranger, Client()):
        for page in ("done", "cancelled"):
            assert client.get(f"/checkout/{only_order().uuid}/{page}/").status_code == 404
        assert client.get(f"/orders/{only_order().uuid}/").status_code == 404
        assert client.get("/checkout/7f2f3c4e-0000-4000-8000-000000000000/done/").status_code == 404
    assert only_order().status == Order.Status.AWAITING_PAYMENT, "a stranger's visit asks nobody anything"


def test_a_session_of_another_order_in_the_address_proves_nothing(
    shopper, buyer, buy, stripe, visitor, only_order, course
):
    stripe.pay(buy(shopper))
    paid = CheckoutAttempt.objects.get().session_id
    buy(visitor)
    own = Order.objects.get(buyer=None)

    for status in (Order.Status.AWAITING_PAYMENT, Order.Status.EXPIRED):
        if status == Order.Status.EXPIRED:
            stripe.do("expire", session=own.attempts.get().session_id)
            services.settle_order(order=own)
            cache.clear()
        page = visitor.get(f"/checkout/{own.uuid}/done/", {"session_id": paid, "order": own.uuid})

        own.refresh_from_db()
        assert own.status == status
    assert "This checkout has ended" in page.content.decode()
    assert Order.objects.exclude(pk=own.pk).get().status == Order.Status.AWAITING_PAYMENT, "nobody settles for another"
    assert not Grant.objects.exists()


def test_the_return_page_only_answers_get(shopper, buy, only_order):
    buy(shopper)

    assert shopper.post(done_page(only_order())).status_code == 405
    assert shopper.head(done_page(only_order())).status_code == 200


def test_the_page_looks_again_by_itself_ever_more_slowly_and_then_stops(shopper, buy, only_order):
    buy(shopper)
    page = done_page(only_order())

    assert f'content="2; url={page}?try=1"' in shopper.get(page).content.decode()
    assert f'content="60; url={page}?try=10"' in shopper.get(page, {"try": 9}).content.decode()
    for last in ("10", "999", "99999999999", "x", "-1", "\N{ARABIC-INDIC DIGIT ONE}"):
        assert shopper.get(page, {"try": last}).status_code == 200
    assert "http-equiv" not in shopper.get(page, {"try": 10}).content.decode()
