"""What changes the total on the hosted page: quantities, promotion codes, taxes."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
import requests
import stripe
from hypothesis import given
from hypothesis import strategies as some

from stripe_standin import pricing
from stripe_standin.__main__ import Standin

from .conftest import CARD, Make, control, pay, reread


@pytest.fixture
def make_code(client: stripe.StripeClient):
    """A function that makes a coupon and a code for it."""

    def make(code: str = "SPRING", restrictions: dict | None = None, **coupon: object) -> stripe.PromotionCode:
        terms = {name: coupon.pop(name) for name in ("max_redemptions", "expires_at", "customer") if name in coupon}
        made = client.v1.coupons.create({"duration": "once"} | coupon)  # type: ignore[arg-type]
        more = {"restrictions": restrictions} if restrictions else {}
        wanted = {"promotion": {"type": "coupon", "coupon": made.id}, "code": code}
        return client.v1.promotion_codes.create(wanted | terms | more)  # type: ignore[arg-type]

    return make


def press(session: stripe.checkout.Session, action: str, **fields: str) -> requests.Response:
    return requests.post(str(session.url), data=fields | {"action": action}, allow_redirects=False, timeout=5)


def test_a_percentage_is_taken_off_and_counted(client: stripe.StripeClient, make_session: Make, make_code) -> None:
    code = make_code(percent_off=25)
    session = make_session(allow_promotion_codes=True)

    page = press(session, "apply_code", promotion_code=" spring ").text
    pay(session)

    assert "Discount (SPRING)" in page
    done = reread(client, session, "payment_intent", "line_items")
    assert (done.amount_subtotal, done.amount_total, done.total_details.amount_discount) == (49900, 37425, 12475)
    assert done.payment_intent.amount == 37425
    assert done.line_items.data[0].amount_discount == 12475
    assert done.discounts[0].promotion_code == code.id
    assert client.v1.promotion_codes.retrieve(code.id).times_redeemed == 1


def test_an_amount_is_shared_out_over_the_lines_to_the_cent(
    client: stripe.StripeClient, price: stripe.Price, make_session: Make, make_code
) -> None:
    make_code(amount_off=1000, currency="usd")
    lines = [{"price": price.id, "quantity": quantity} for quantity in (1, 1, 1)]
    session = make_session(allow_promotion_codes=True, line_items=lines)

    press(session, "apply_code", promotion_code="SPRING")

    found = reread(client, session, "line_items")
    assert found.amount_total == 3 * 49900 - 1000
    assert sorted(line.amount_discount for line in found.line_items.data) == [333, 333, 334]


def test_the_site_can_apply_a_code_itself(client: stripe.StripeClient, make_session: Make, make_code) -> None:
    code = make_code(percent_off=10)

    session = make_session(discounts=[{"promotion_code": code.id}])

    assert session.amount_total == 44910


def test_a_free_order_needs_no_card_and_has_no_intent(
    standin: Standin, client: stripe.StripeClient, make_session: Make, make_code
) -> None:
    make_code(percent_off=100)
    for lever, status in ((False, "no_payment_required"), (True, "paid")):
        control(standin, "free_is_paid", on=lever)
        session = make_session(allow_promotion_codes=True)
        page = press(session, "apply_code", promotion_code="SPRING").text
        assert "no card is needed" in page

        assert press(session, "pay", email="buyer@demo.example").status_code == 303

        done = reread(client, session)
        assert (done.payment_status, done.amount_total, done.payment_intent) == (status, 0, None)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"percent_off": 10, "redeem_by": 1000}, "expired or is used up"),
        ({"percent_off": 10, "expires_at": 1000}, "expired or is used up"),
        ({"amount_off": 100, "currency": "eur"}, "another currency"),
        ({"percent_off": 10, "restrictions": {"minimum_amount": 60000, "minimum_amount_currency": "usd"}}, "minimum"),
    ],
)
def test_a_code_that_does_not_apply_is_refused_beside_its_box(
    make_session: Make, make_code, terms: dict, words: str
) -> None:
    make_code(**terms)

    answer = press(
        make_session(allow_promotion_codes=True), "apply_code", promotion_code="SPRING", email="typed@demo.example"
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="typed@demo.example"' in answer.text, "what was typed is not lost"


def test_a_code_for_another_course_is_refused(client: stripe.StripeClient, make_session: Make, make_code) -> None:
    other = client.v1.products.create({"name": "Another course"})
    code = make_code(percent_off=50, applies_to={"products": [other.id]})
    assert client.v1.coupons.retrieve(code.promotion.coupon, {"expand": ["applies_to"]}).applies_to.products == [
        other.id
    ]
    assert "applies_to" not in client.v1.coupons.retrieve(code.promotion.coupon)

    assert (
        "does not apply" in press(make_session(allow_promotion_codes=True), "apply_code", promotion_code="SPRING").text
    )


def test_a_first_purchase_code_is_for_new_customers(client: stripe.StripeClient, make_session: Make, make_code) -> None:
    make_code(percent_off=10, restrictions={"first_time_transaction": True})
    customer = client.v1.customers.create({"email": "buyer@demo.example"})
    first = make_session(allow_promotion_codes=True, customer=customer.id)
    assert press(first, "apply_code", promotion_code="SPRING").status_code == 200
    pay(first)

    second = make_session(allow_promotion_codes=True, customer=customer.id)

    assert "first purchase only" in press(second, "apply_code", promotion_code="SPRING").text


def test_a_code_for_one_is_used_by_one_of_two_buyers_at_once(
    client: stripe.StripeClient, make_session: Make, make_code
) -> None:
    code = make_code(percent_off=10, max_redemptions=1)
    sessions = [make_session(allow_promotion_codes=True) for _ in range(6)]
    for session in sessions:
        assert press(session, "apply_code", promotion_code="SPRING").status_code == 200

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(pay, sessions))

    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422, 422, 422]
    assert client.v1.promotion_codes.retrieve(code.id).times_redeemed == 1
    loser = sessions[[answer.status_code for answer in answers].index(422)]
    assert len(client.v1.charges.list({}).data) == 1, "the losers were not charged"
    assert reread(client, loser).amount_total == 49900


def test_a_code_can_be_taken_off_again(client: stripe.StripeClient, make_session: Make, make_code) -> None:
    make_code(percent_off=10)
    session = make_session(allow_promotion_codes=True)
    press(session, "apply_code", promotion_code="SPRING")

    press(session, "remove_code")

    assert reread(client, session).amount_total == 49900


def test_enter_in_the_code_box_applies_the_code_before_anything_is_paid(
    client: stripe.StripeClient, make_session: Make, make_code
) -> None:
    make_code(percent_off=10)
    session = make_session(allow_promotion_codes=True)

    answer = pay(session, promotion_code="SPRING")

    assert "Look at the new total" in answer.text
    after = reread(client, session)
    assert (after.amount_total, after.payment_intent) == (44910, None)


def test_codes_are_listed_and_switched_off(client: stripe.StripeClient, make_session: Make, make_code) -> None:
    code = make_code(percent_off=10)
    assert [found.id for found in client.v1.promotion_codes.list({"code": "spring", "active": True})] == [code.id]
    with pytest.raises(stripe.InvalidRequestError, match="already exists"):
        make_code(percent_off=20)

    client.v1.promotion_codes.update(code.id, {"active": False})

    assert "invalid" in press(make_session(allow_promotion_codes=True), "apply_code", promotion_code="SPRING").text


@pytest.mark.parametrize(
    "terms", [{}, {"percent_off": 10, "amount_off": 5}, {"amount_off": 5}, {"percent_off": 101}, {"percent_off": 0}]
)
def test_a_coupon_that_makes_no_sense_is_refused(client: stripe.StripeClient, terms: dict) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.coupons.create(terms)  # type: ignore[arg-type]


def test_a_quantity_chosen_on_the_page_is_paid_and_stays_in_its_bounds(
    client: stripe.StripeClient, price: stripe.Price, make_session: Make
) -> None:
    seats = {"price": price.id, "quantity": 5, "adjustable_quantity": {"enabled": True, "minimum": 2, "maximum": 9}}
    session = make_session(line_items=[seats])
    line = client.v1.checkout.sessions.line_items.list(session.id).data[0].id

    assert press(session, "update", **{f"quantity_{line}": "10"}).status_code == 422
    assert press(session, "update", **{f"quantity_{line}": "7"}).status_code == 200
    stale = pay(session, shown_total=str(5 * 49900))
    assert stale.status_code == 422
    assert "The total has changed" in stale.text
    assert pay(session, shown_total=str(7 * 49900)).status_code == 303

    done = reread(client, session, "line_items")
    assert (done.amount_total, done.line_items.data[0].quantity) == (7 * 49900, 7)


def test_a_fixed_quantity_cannot_be_changed_by_a_form(client: stripe.StripeClient, make_session: Make) -> None:
    session = make_session()
    line = client.v1.checkout.sessions.line_items.list(session.id).data[0].id

    pay(session, **{f"quantity_{line}": "3"})

    assert reread(client, session).amount_total == 49900


def test_taxes_are_reckoned_from_the_address_and_shown_before_paying(
    standin: Standin, client: stripe.StripeClient, make_session: Make
) -> None:
    control(standin, "tax", on=True)
    assert client.v1.tax.settings.retrieve().status == "active"
    session = make_session(automatic_tax={"enabled": True})
    assert session.automatic_tax.status == "requires_location_inputs"

    unknown = pay(session, country="US", postal_code="", shown_total="49900")
    page = press(session, "update", country="GB", postal_code="EC1A 1BB").text
    assert unknown.status_code == 422
    assert "$99.80" in page
    assert "$598.80" in page
    assert pay(session, country="GB", postal_code="EC1A 1BB", shown_total="59880").status_code == 303

    done = reread(client, session, "payment_intent")
    assert (done.amount_subtotal, done.total_details.amount_tax, done.amount_total) == (49900, 9980, 59880)
    assert (done.automatic_tax.status, done.payment_intent.amount) == ("complete", 59880)


def test_tax_inside_the_price_leaves_the_total_alone() -> None:
    assert pricing.tax_on(12000, Fraction(20, 100), inclusive=True) == (2000, 12000)
    assert pricing.tax_on(12000, Fraction(20, 100), inclusive=False) == (2400, 14400)


@given(
    amount=some.integers(0, 10**7),
    weights=some.lists(some.integers(0, 10**7), min_size=1, max_size=12),
)
def test_shares_add_up_and_nobody_pays_more_than_his_line(amount: int, weights: list[int]) -> None:
    whole = sum(weights)
    parts = pricing.shares(min(amount, whole), weights)

    assert sum(parts) == min(amount, whole)
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))


def test_tax_ids_of_a_clinic_are_taken(client: stripe.StripeClient, make_session: Make) -> None:
    session = make_session(tax_id_collection={"enabled": True}, invoice_creation={"enabled": True})

    pay(session, business_name="Harbour Clinic", tax_id="12-3456789")

    done = reread(client, session, "invoice")
    assert (done.customer_details.business_name, done.customer_details.tax_ids[0].value) == (
        "Harbour Clinic",
        "12-3456789",
    )
    assert done.invoice.customer_name == "Harbour Clinic"
    pdf = requests.get(done.invoice.invoice_pdf, timeout=5)
    assert pdf.content.startswith(b"%PDF-")
    assert b"12-3456789" in pdf.content
    assert b"Harbour Clinic" in pdf.content


def test_the_form_of_the_recipe_is_the_form_of_the_page(make_session: Make) -> None:
    page = requests.get(str(make_session().url), timeout=5).text

    for name in CARD:
        assert f'name="{name}"' in page
