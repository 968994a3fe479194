"""What the owner can switch on at Stripe: tax, tax numbers, invoices, the tick under the terms. Off unless wanted."""

import pytest
from django.test import Client

from payments.models import Offer, Order, Payment
from tests.payments.stripe_at_hand import COMPLETED

pytestmark = pytest.mark.django_db

EVERYTHING = ["STRIPE_AUTOMATIC_TAX", "STRIPE_TAX_IDS", "STRIPE_INVOICES", "STRIPE_TERMS_CONSENT"]


@pytest.fixture
def everything(settings, stripe):
    for name in EVERYTHING:
        setattr(settings, name, True)
    stripe.do("tax", on=True)


def test_nothing_of_it_is_asked_for_unless_wanted(shopper, buy, stripe):
    buy(shopper)

    session = stripe.sessions()[0]
    assert session["automatic_tax"]["enabled"] is False
    assert session["invoice_creation"]["enabled"] is False
    assert session["consent_collection"] is None


def test_tax_is_added_kept_and_told(shopper, buy, stripe, mailbag, only_order, everything):
    stripe.pay(buy(shopper), country="DE", postal_code="10115", terms="yes")
    mailbag.wait_for(COMPLETED).hand_to(Client())

    order = only_order()
    assert (order.status, order.subtotal_cents, order.tax_cents, order.total_cents) == ("paid", 79000, 15010, 94010)
    assert "$150.10" in shopper.get(f"/orders/{order.uuid}/").content.decode()


def test_tax_inside_the_price_leaves_the_price(shopper, buy, stripe, mailbag, only_order, everything, settings):
    settings.STRIPE_TAX_BEHAVIOUR = "inclusive"

    stripe.pay(buy(shopper), country="DE", postal_code="10115", terms="yes")
    mailbag.wait_for(COMPLETED).hand_to(Client())

    assert (only_order().status, only_order().total_cents) == ("paid", 79000)
    assert only_order().tax_cents == 12613


def test_without_a_place_no_tax_can_be_reckoned_and_nothing_is_charged(shopper, buy, stripe, everything):
    answer = stripe.pay(buy(shopper), country="US", postal_code="", terms="yes")

    assert answer.status_code == 422
    assert not Payment.objects.exists()


def test_a_clinic_finds_its_invoice_on_the_order_page(shopper, buy, stripe, mailbag, only_order, everything):
    stripe.pay(buy(shopper), country="DE", postal_code="10115", terms="yes")
    mailbag.wait_for(COMPLETED).hand_to(Client())

    payment = Payment.objects.get()
    assert payment.invoice_id.startswith("in_")
    page = shopper.get(f"/orders/{only_order().uuid}/").content.decode()
    assert payment.invoice_pdf in page
    assert stripe.http.get(payment.invoice_pdf, timeout=5).content.startswith(b"%PDF")


def test_who_does_not_accept_the_terms_does_not_pay(shopper, buy, stripe, everything):
    assert stripe.pay(buy(shopper), country="DE", postal_code="10115").status_code == 422
    assert Order.objects.get().status == Order.Status.AWAITING_PAYMENT


def test_a_second_purchase_keeps_the_address_up_to_date(
    shopper, buyer, buy, stripe, mailbag, everything, other_course, offer
):
    stripe.pay(buy(shopper), country="DE", postal_code="10115", terms="yes")
    mailbag.wait_for(COMPLETED).hand_to(Client())
    second = Offer.objects.create(product=other_course, name="Second", amount_cents=5000)

    stripe.pay(buy(shopper, second), country="FR", postal_code="75001", terms="yes")

    assert stripe.sessions()[0]["customer"] == stripe.sessions()[1]["customer"]
    assert stripe.sessions()[0]["total_details"]["amount_tax"] == 1000
