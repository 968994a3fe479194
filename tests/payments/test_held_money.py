"""Money that came otherwise than it was quoted: the owner takes it with a word of why, or it stays where it is."""

import datetime

import pytest
from django.utils import timezone

from mail.models import OutboxEmail
from payments import services
from payments.models import AuditEntry, CheckoutAttempt, Grant, Offer, Order, Payment, Place
from payments.services import held_money
from tests.courses import places

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(owner, client_of):
    """The owner's browser."""
    return client_of(owner)


@pytest.fixture
def hold(shopper, buy, stripe, only_order):
    """A function that lets a buyer pay something else than was quoted."""

    def pay(offer=None, *, who=shopper, **change):
        page = buy(who, offer) if offer else buy(who)
        stripe.do("tamper", session=CheckoutAttempt.objects.latest("pk").session_id, **(change or {"amount": "70000"}))
        assert stripe.pay(page).status_code == 303
        services.settle_order(order=only_order())
        return only_order()

    return pay


def accept(desk, order, reason="The price was agreed by telephone"):
    return desk.post(f"/admin/shop_orders/accept/{order.pk}/", {"accept-reason": reason}, follow=True).content.decode()


def test_the_owner_accepts_what_was_held_and_the_buyer_gets_in_once(hold, desk, owner, buyer, course, only_order):
    order = hold()
    assert not course.is_open_to(buyer)
    assert "Accept the money" in desk.get(f"/admin/shop_orders/inspect/{order.pk}/").content.decode()

    assert "The money is accepted" in accept(desk, order)
    assert "no money waits" in accept(desk, order)

    order = only_order()
    assert (order.status, order.total_cents, order.review_reason) == ("paid", 70000, "")
    assert course.is_open_to(buyer)
    assert Grant.objects.count() == OutboxEmail.objects.filter(kind="order_confirmation").count() == 1
    entry = AuditEntry.objects.get(deed="held money accepted")
    assert (entry.actor, entry.before, entry.after) == (owner, "review", "paid")
    assert entry.reason == "The price was agreed by telephone (held: another amount)"
    assert not services.compare_books().differences.filter(order=order).exists()


def test_without_a_reason_nothing_is_accepted(hold, desk, buyer, course, only_order):
    assert "say why" in accept(desk, hold(), reason="")
    assert only_order().status == "review"
    assert not course.is_open_to(buyer)


def test_what_was_accepted_can_be_given_back_like_any_other_money(hold, desk, buyer, course, only_order):
    accept(desk, hold())
    payment = only_order().payments.get()
    services.refund_order(wish=services.RefundWish(payment=payment, amount_cents=70000, reason="Asked"), by=None)

    assert only_order().status == "refunded"
    assert not course.is_open_to(buyer)


def test_money_in_another_currency_is_not_accepted(hold, desk, only_order):
    order = hold(currency="eur")

    assert "another currency" in accept(desk, order)
    assert only_order().status == "review"


def test_money_of_which_some_went_back_is_not_accepted(hold, desk, only_order):
    order = hold()
    wish = services.RefundWish(payment=order.payments.get(), amount_cents=100, reason="Asked")
    services.refund_order(wish=wish, by=None)

    assert "has gone back" in accept(desk, order)
    assert not Grant.objects.exists()


def test_money_that_the_bank_asks_about_is_not_accepted(hold, desk, stripe, only_order):
    order = hold()
    stripe.do("dispute", charge=order.payments.get().charge_id, reason="fraudulent")
    services.find_missed_disputes(since=timezone.now() - datetime.timedelta(days=1))

    assert "bank asks" in accept(desk, order)
    assert not Grant.objects.exists()


def test_a_plan_that_was_held_is_not_accepted(hold, desk, course, only_order):
    offer = Offer.objects.create(
        product=course, name="Monthly", kind=Offer.Kind.INSTALMENTS, amount_cents=87000, instalment_count=3
    )
    order = hold(offer, currency="eur")
    Payment.objects.update(currency="usd")  # the currency alone would refuse it, too

    assert "begin again" in accept(desk, order)
    assert not Grant.objects.exists()


def test_nobody_is_let_in_beyond_the_last_place(hold, desk, course, make_user, only_order):
    cohort = places.plant_cohort(course, capacity=1)
    order = hold(Offer.objects.create(product=cohort, name="Cohort", amount_cents=99000))
    Place.objects.update(held_until=timezone.now())
    services.serve_waiting_lists()
    services.give_grant(user=make_user("quick"), product=cohort, reason="Paid by cheque", by=None)

    assert "Every place is taken" in accept(desk, order)
    assert only_order().status == "review"
    cohort.capacity = 2
    cohort.save()
    assert "The money is accepted" in accept(desk, order)
    assert cohort.specific.is_owned_by(only_order().buyer)


def test_who_bought_it_once_more_meanwhile_is_not_charged_twice(hold, shopper, buy, stripe, desk, offer):
    order = hold()
    stripe.pay(buy(shopper, offer))
    services.settle_order(order=Order.objects.latest("pk"))

    assert "owns this by now" in accept(desk, order)
    assert Order.objects.get(pk=order.pk).status == "review"
    assert Grant.objects.count() == 1


def test_tax_and_discount_of_what_was_held_stand_on_the_receipt(
    hold, desk, shopper, stripe, course, settings, make_user
):
    settings.STRIPE_AUTOMATIC_TAX = True
    stripe.do("tax", on="true")
    cohort = places.plant_cohort(course, capacity=1)
    seat = Offer.objects.create(product=cohort, name="Cohort", amount_cents=99000)
    page = shopper.post(f"/checkout/{seat.pk}/")["Location"]
    Place.objects.update(held_until=timezone.now())
    services.serve_waiting_lists()
    services.give_grant(user=make_user("quick"), product=cohort, reason="Paid by cheque", by=None)
    stripe.pay(page, country="US", postal_code="92262")
    order = Order.objects.get()
    services.settle_order(order=order)
    cohort.capacity = 2
    cohort.save()

    assert "The money is accepted" in accept(desk, order)
    order = Order.objects.get()
    assert order.tax_cents > 0
    assert order.subtotal_cents - order.discount_cents + order.tax_cents == order.total_cents


def test_a_guest_whose_money_was_held_gets_an_account_when_it_is_accepted(hold, visitor, desk, course, only_order):
    order = hold(who=visitor)
    assert order.buyer is None

    assert "The money is accepted" in accept(desk, order)
    assert only_order().buyer.email == "guest@people.example"
    assert course.is_open_to(only_order().buyer)


def test_the_owner_takes_the_buyer_before_those_who_wait(hold, desk, course, make_user, only_order):
    cohort = places.plant_cohort(course, capacity=1)
    order = hold(Offer.objects.create(product=cohort, name="Cohort", amount_cents=99000))
    Place.objects.update(held_until=timezone.now())
    services.serve_waiting_lists()
    gift = services.give_grant(user=make_user("quick"), product=cohort, reason="Paid by cheque", by=None)
    services.join_waiting_list(product=cohort, email="patient@people.example")
    services.revoke_grant(grant=gift, reason="Cannot come", by=None)

    assert "The money is accepted" in accept(desk, order)
    assert cohort.is_owned_by(only_order().buyer)


def test_the_editor_and_the_stranger_accept_nothing(hold, editor, client_of, visitor, only_order):
    order = hold()
    for client in (client_of(editor), visitor):
        answer = client.post(f"/admin/shop_orders/accept/{order.pk}/", {"accept-reason": "Mine"})
        assert answer.status_code in (302, 403)
    assert only_order().status == "review"
    assert not Grant.objects.exists()


def test_control_without_the_look_for_obstacles_money_buys_twice(hold, desk, monkeypatch, only_order):
    order = hold()
    accept(desk, order)
    monkeypatch.setattr(held_money, "get_obstacle", lambda order, payment: "")
    monkeypatch.setattr(held_money, "is_owned_already", lambda order: False)

    services.accept_payment(payment=order.payments.get(), reason="Again", by=None)

    assert AuditEntry.objects.filter(deed="held money accepted").count() == 2
    assert Order.objects.get().status == "paid"
