"""What the owner is told of the money: every amount where it belongs, and all of them together what Stripe took."""

import datetime

import pytest
from django.utils import timezone

from payments import services
from payments.models import Dispute, Grant, Offer, Order, OrderLine, Payment
from payments.selectors import get_money

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def sell(buyer):
    """A function that makes an order as a settlement leaves it: what was sold for how much, and what arrived."""

    def sell(*offers, received=None, currency="usd", **facts):
        total = sum(offer.amount_cents for offer in offers)
        number = Payment.objects.count()
        order = Order.objects.create(
            buyer=buyer, contact_email=buyer.email, currency=currency, subtotal_cents=total, total_cents=total,
            status=Order.Status.PAID, paid_at=NOW, **facts,
        )  # fmt: skip
        for offer in offers:
            OrderLine.objects.create(
                order=order,
                offer=offer,
                product_id=offer.product_id,
                title=offer.name,
                unit_amount_cents=offer.amount_cents,
            )
        Payment.objects.create(
            order=order, reference=f"pi_{number}", currency=currency, status=Payment.Status.SETTLED,
            amount_cents=total if received is None else received,
        )  # fmt: skip
        return order

    return sell


@pytest.fixture
def book(other_course):
    return Offer.objects.create(product=other_course, name="Second course", amount_cents=10000)


def sums(title):
    return next(row for row in get_money(now=NOW) if row.title == title).sums


def test_nothing_sold_is_an_empty_table(owner, client_of):
    assert get_money() == []
    assert "Nothing was sold yet" in client_of(owner).get("/admin/shop_money/").content.decode()


def test_two_products_and_their_total(sell, offer, book, course, other_course):
    sell(offer)
    sell(offer)
    sell(book)

    assert sums(course.title).received == 158000
    assert sums(other_course.title).received == 10000
    assert sums("Everything").received == 168000
    assert [row.sold for row in get_money()] == [2, 1, 3]


def test_an_order_of_two_things_is_divided_to_the_last_cent(sell, offer, book, course, other_course):
    sell(offer, book, received=80101, tax_cents=101)

    parts = sums(course.title), sums(other_course.title)
    assert parts[0].received + parts[1].received == 80101
    assert parts[0].tax + parts[1].tax == 101
    assert parts[1].received == 80101 * 10000 // 89000


def test_what_went_back_is_neither_kept_nor_taxed_nor_refundable(sell, offer):
    order = sell(offer, refund_days=14, tax_cents=7900)
    assert (sums("Everything").refundable, sums("Everything").tax) == (79000, 7900)

    Payment.objects.filter(order=order).update(returned_cents=39500)

    everything = sums("Everything")
    assert (everything.received, everything.returned, everything.kept) == (79000, 39500, 39500)
    assert (everything.refundable, everything.tax) == (39500, 3950)


def test_after_the_last_day_of_the_policy_nothing_is_refundable(sell, offer):
    order = sell(offer, refund_days=14)
    Order.objects.filter(pk=order.pk).update(paid_at=NOW - datetime.timedelta(days=14, seconds=1))

    assert sums("Everything").refundable == 0


def test_a_dispute_is_a_risk_until_it_is_lost(sell, offer):
    payment = sell(offer).payments.get()
    dispute = Dispute.objects.create(
        payment=payment, dispute_id="dp_1", status_at_stripe="needs_response", amount_cents=79000, currency="usd"
    )
    assert sums("Everything").at_risk == 79000

    dispute.status = Dispute.Status.LOST
    dispute.save()

    assert (sums("Everything").at_risk, sums("Everything").kept) == (0, 0)


def test_a_plan_tells_what_is_still_to_come_and_what_is_missing(shopper, course, stripe, visitor, mailbag):
    offer = Offer.objects.create(
        product=course, name="In three", kind=Offer.Kind.INSTALMENTS, amount_cents=90000, instalment_count=3
    )
    stripe.pay(shopper.post(f"/checkout/{offer.pk}/")["Location"], "4000000000000341")
    services.settle_order(order=Order.objects.get())

    assert (sums("Everything").received, sums("Everything").to_come) == (30000, 60000)

    stripe.do("advance", days=32)
    for message in list(mailbag.messages):
        message.hand_to(visitor)

    everything = sums("Everything")
    assert (everything.received, everything.at_risk, everything.to_come) == (30000, 30000, 30000)


def test_held_money_and_the_other_mode_count_nowhere(sell, offer):
    Payment.objects.filter(order=sell(offer)).update(status=Payment.Status.HELD)
    sell(offer, livemode=True)

    assert get_money() == []


def test_currencies_are_never_added(sell, offer, book):
    sell(offer)
    sell(book, currency="jpy")

    assert [(row.title, row.currency) for row in get_money() if row.title == "Everything"] == [
        ("Everything", "jpy"), ("Everything", "usd"),
    ]  # fmt: skip


def test_the_table_costs_the_same_for_one_order_and_for_thirty(sell, offer, book, django_assert_num_queries):
    sell(offer)
    with django_assert_num_queries(6):
        get_money()
    for _ in range(30):
        sell(offer, book)

    with django_assert_num_queries(6):
        get_money()


def test_the_owner_takes_the_table_along_and_nobody_else_sees_it(sell, offer, owner, editor, client_of, visitor):
    sell(offer)
    desk = client_of(owner)

    assert "$790.00 USD" in desk.get("/admin/shop_money/").content.decode()
    sheet = b"".join(desk.get("/admin/shop_money/?export=csv").streaming_content).decode().splitlines()
    assert "Received, smallest unit" in sheet[0]
    assert "79000" in sheet[1]
    for client in (client_of(editor), visitor):
        for query in ("", "?export=csv", "?export=xlsx"):
            assert client.get(f"/admin/shop_money/{query}").status_code in (302, 403)
    assert Grant.objects.count() == 0
