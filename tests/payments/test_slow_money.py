"""Money that takes days: nothing opens before it is there, and who waits is told what became of it."""

import pytest

from mail.models import OutboxEmail
from payments import services
from payments.models import Grant, Order

pytestmark = pytest.mark.django_db

ARRIVES, BOUNCES = "000123456789", "000222222227"
SUCCEEDED, FAILED = "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed"


def test_a_bank_debit_opens_nothing_until_it_is_there(
    shopper, buyer, buy, stripe, mailbag, visitor, only_order, course
):
    stripe.pay(buy(shopper), method="bank", bank_account=ARRIVES)
    assert mailbag.wait_for().hand_to(visitor) == 200
    assert only_order().status == Order.Status.PROCESSING
    assert not course.is_open_to(buyer)
    assert "Your bank is working on it" in shopper.get(f"/orders/{only_order().uuid}/").content.decode()

    stripe.do("advance", days=5)
    assert mailbag.wait_for(SUCCEEDED).hand_to(visitor) == 200

    assert only_order().status == Order.Status.PAID
    assert course.is_open_to(buyer)
    assert OutboxEmail.objects.filter(kind="order_confirmation").count() == 1
    assert not OutboxEmail.objects.filter(kind="payment_failed").exists()


def test_a_bank_debit_that_comes_back_opens_nothing_and_a_letter_leads_to_another_try(
    shopper, buyer, buy, stripe, mailbag, visitor, course
):
    stripe.pay(buy(shopper), method="bank", bank_account=BOUNCES)
    mailbag.wait_for().hand_to(visitor)
    stripe.do("advance", days=5)
    for _ in range(3):
        assert mailbag.wait_for(FAILED).hand_to(visitor) == 200

    assert not Grant.objects.exists()
    letter = OutboxEmail.objects.get(kind="payment_failed")
    assert letter.recipient == buyer.email
    assert f"{course.url}#enrol" in letter.text
    assert OutboxEmail.objects.count() == 1

    stripe.pay(buy(shopper))
    services.settle_order(order=Order.objects.latest("created_at"))
    assert course.is_open_to(buyer)


def test_a_guest_whose_debit_comes_back_is_told_under_the_address_given_at_stripe(
    visitor, buy, stripe, mailbag, client_of
):
    stripe.pay(buy(visitor), method="bank", bank_account=BOUNCES, email="gwen@people.example")
    mailbag.wait_for().hand_to(visitor)
    stripe.do("advance", days=5)
    mailbag.wait_for(FAILED).hand_to(visitor)

    assert OutboxEmail.objects.get(kind="payment_failed").recipient == "gwen@people.example"
