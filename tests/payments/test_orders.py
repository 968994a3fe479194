"""My orders, the receipt, the page after turning back, and the letters."""

import re

import pytest
from django.utils import timezone

from payments import services
from payments.models import Offer, Order, OrderLine, Payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_order(course, offer):
    def make(buyer, **fields):
        fields = {"status": Order.Status.PAID, "paid_at": timezone.now(), "contact_email": buyer.email} | fields
        order = Order.objects.create(buyer=buyer, currency="usd", subtotal_cents=79000, total_cents=79000, **fields)
        OrderLine.objects.create(
            order=order, offer=offer, product_id=course.pk, title="Clinic Launch", unit_amount_cents=79000
        )
        return order

    return make


def test_a_person_sees_their_own_orders_and_asks_little(
    shopper, buyer, make_order, make_user, django_assert_max_num_queries
):
    mine = [make_order(buyer) for _ in range(25)]
    other = make_order(make_user("other"))
    unpaid = make_order(buyer, status=Order.Status.AWAITING_PAYMENT, paid_at=None)
    shopper.get("/orders/")

    with django_assert_max_num_queries(14):
        first = shopper.get("/orders/").content.decode()

    second = shopper.get("/orders/", {"page": 2}).content.decode()
    for order in mine:
        assert order.number in first + second
    assert other.number not in first + second
    assert unpaid.number not in first + second
    for odd in ("0", "999", "x", "-1"):
        assert shopper.get("/orders/", {"page": odd}).status_code == 200


def test_a_visitor_is_sent_to_sign_in_for_the_list(visitor):
    answer = visitor.get("/orders/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_the_receipt_says_who_what_when_and_how_much(
    shopper, buyer, buy, stripe, only_order, django_assert_max_num_queries
):
    stripe.pay(buy(shopper))
    services.settle_order(order=only_order())
    order, payment = only_order(), Payment.objects.get()

    with django_assert_max_num_queries(20):
        page = shopper.get(f"/orders/{order.uuid}/").content.decode()

    for words in (
        f"Receipt {order.number}", "Clinic Launch", "$790.00 USD", buyer.email, buyer.display_name, payment.charge_id,
        payment.receipt_url, "Ketamine StartUp", "Money back within 14 days.",
    ):  # fmt: skip
        assert words in page, words
    assert "noindex" in page


def test_a_guest_sees_the_receipt_in_their_own_browser_only(visitor, buy, stripe, only_order, client_of, make_user):
    stripe.pay(buy(visitor))
    services.settle_order(order=only_order())

    assert f"Receipt {only_order().number}" in visitor.get(f"/orders/{only_order().uuid}/").content.decode()
    assert client_of(make_user("stranger")).get(f"/orders/{only_order().uuid}/").status_code == 404


@pytest.mark.parametrize("status", [Order.Status.PROCESSING, Order.Status.REVIEW, Order.Status.EXPIRED])
def test_an_order_in_every_state_has_a_page(status, shopper, buyer, make_order):
    order = make_order(buyer, status=status, paid_at=None, review_reason="another amount" if status == "review" else "")

    page = shopper.get(f"/orders/{order.uuid}/").content.decode()

    assert f"Order {order.number}" in page
    assert "another amount" not in page, "why we look is our business"
    assert shopper.get(f"/checkout/{order.uuid}/done/").status_code == 200
    assert shopper.get(f"/checkout/{order.uuid}/cancelled/").status_code == 200


def test_turning_back_at_the_hosted_page_charges_nothing_and_offers_the_button_again(shopper, offer, buy, only_order):
    page_of_stripe = buy(shopper)

    page = shopper.get(f"/checkout/{only_order().uuid}/cancelled/").content.decode()

    assert "Nothing was charged" in page
    assert f'action="/checkout/{offer.pk}/"' in page
    assert only_order().status == Order.Status.AWAITING_PAYMENT
    assert buy(shopper) == page_of_stripe


def test_turning_back_after_paying_all_the_same_leads_to_the_thanks(shopper, buy, stripe, only_order):
    stripe.pay(buy(shopper))
    services.settle_order(order=only_order())

    assert shopper.get(f"/checkout/{only_order().uuid}/cancelled/")["Location"].endswith("/done/")


def test_pages_about_orders_stay_out_of_every_cache(shopper, buy, only_order):
    buy(shopper)

    for page in ("/orders/", f"/orders/{only_order().uuid}/", f"/checkout/{only_order().uuid}/done/"):
        assert "no-store" in shopper.get(page)["Cache-Control"]


# --- letters ----------------------------------------------------------------------------------------------------------


def test_the_confirmation_says_how_to_get_in_and_its_links_are_ours(
    visitor, buy, stripe, only_order, post_office, settings, course
):
    settings.PUBLIC_URL = "https://school.example"
    stripe.pay(buy(visitor), email="gwen@people.example")
    services.settle_order(order=only_order())

    [letter] = post_office()

    assert letter.to == ["gwen@people.example"]
    assert letter.subject == "Your receipt: Clinic Launch"
    html = letter.alternatives[0][0]
    for part in (letter.body, html):
        assert "$790.00 USD" in part
        assert only_order().number in part
        assert f"https://school.example{course.access_url}" in part
        assert "https://school.example/account/login/code/?next=" in part
        assert set(re.findall(r"https?://[^/\s\"<]+", part)) == {"https://school.example"}


def test_a_title_with_signs_in_it_is_written_rightly_in_every_part(
    shopper, buyer, course, buy, stripe, only_order, post_office
):
    Offer.objects.update(name='Billing & "coding" <now>\nBcc: x@evil.example')
    offer = Offer.objects.first()

    stripe.pay(buy(shopper, offer))
    services.settle_order(order=only_order())

    [letter] = post_office()
    assert letter.subject == 'Your receipt: Billing & "coding" <now> Bcc: x@evil.example'
    assert "&lt;now&gt;" in letter.alternatives[0][0]
    assert 'Billing & "coding" <now>' in letter.body
    assert letter.recipients() == [buyer.email]


def test_the_alert_goes_to_the_owner_with_a_way_to_the_order(
    shopper, buy, stripe, only_order, post_office, settings, owner, client_of
):
    settings.OWNER_EMAIL = "boss@people.example"
    page = buy(shopper)
    stripe.do("tamper", session=only_order().attempts.get().session_id, amount="100")
    stripe.pay(page)
    services.settle_order(order=only_order())

    [letter] = post_office()

    assert letter.to == ["boss@people.example"]
    assert letter.subject == f"Order {only_order().number} needs a look: another amount"
    path = re.search(r"http://localhost:8000(/admin/\S+)", letter.body).group(1)
    assert "To be looked at: another amount" in client_of(owner).get(path).content.decode()


@pytest.mark.parametrize("address", ["/checkout/{}/", "/checkout/{}/team/", "/teams/{}/", "/waiting/{}/join/"])
def test_a_number_that_no_row_can_have_is_not_found(address, shopper):
    for method in (shopper.get, shopper.post):
        assert method(address.format("9" * 30)).status_code == 404
