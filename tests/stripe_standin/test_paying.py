"""A buyer on the hosted page: every test card, what he sees, what Stripe's objects say afterwards."""

import re

import pytest
import requests
import stripe

from stripe_standin.__main__ import Standin

from .conftest import CARD, Make, control, pay, reread


def test_a_good_card_sends_the_buyer_back_and_everything_is_recorded(
    client: stripe.StripeClient, make_session: Make
) -> None:
    session = make_session(payment_intent_data={"metadata": {"order": "order-1"}})

    answer = pay(session)

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://127.0.0.1:9/done/?session_id={session.id}"
    done = reread(client, session, "line_items", "payment_intent.latest_charge.balance_transaction")
    assert (done.status, done.payment_status, done.url) == ("complete", "paid", None)
    assert (done.amount_subtotal, done.amount_total, done.currency) == (49900, 49900, "usd")
    assert done.client_reference_id == "order-1"
    assert done.metadata.order == "order-1"
    assert done.customer_details.email == "buyer@demo.example"
    assert done.line_items.data[0].metadata.line == "7"
    intent = done.payment_intent
    assert (intent.status, intent.amount_received, intent.metadata.order) == ("succeeded", 49900, "order-1")
    assert intent.latest_charge.payment_method_details.card.last4 == "4242"
    assert intent.latest_charge.balance_transaction.net == 49900 - intent.latest_charge.balance_transaction.fee


def test_nothing_typed_as_a_card_is_kept_or_shown(
    standin: Standin, make_session: Make, client: stripe.StripeClient
) -> None:
    session = make_session()

    page = pay(session, card_number="4000 0000 0000 0002", card_expiry="07/39", card_cvc="613").text

    assert "4000 0000 0000 0002</code>" in page, "the list of test cards is on the page"
    assert 'value="4000' not in page
    assert "07/39" not in page
    assert not re.search(r"\b613\b", page)
    assert 'value="buyer@demo.example"' in page
    assert 'value="A Buyer"' in page
    pay(session, card_expiry="07/39", card_cvc="613")
    with standin.world.deed():
        kept = str([tuple(row) for row in standin.world.store.rows("select body, backstage from objects")])
    assert "4242424242424242" not in kept
    assert "4242 4242" not in kept
    assert "2039" not in kept
    assert not re.search(r"\b613\b", kept)


@pytest.mark.parametrize(
    ("number", "field", "words", "code"),
    [
        ("4000000000000002", "card_number", "Your card was declined.", "generic_decline"),
        ("4000000000009995", "card_number", "Your card has insufficient funds.", "insufficient_funds"),
        ("4000000000009987", "card_number", "Your card was declined.", "lost_card"),
        ("4000000000000069", "card_expiry", "Your card has expired.", "expired_card"),
        ("4000000000000127", "card_cvc", "security code is incorrect", "incorrect_cvc"),
        ("4000000000000119", "card_number", "An error occurred", "processing_error"),
    ],
)
def test_a_refused_card_is_said_beside_its_field_and_a_second_try_succeeds(
    client: stripe.StripeClient, make_session: Make, number: str, field: str, words: str, code: str
) -> None:
    session = make_session()

    answer = pay(session, card_number=number)

    assert answer.status_code == 402
    assert words in trouble_of(answer.text, field)
    refused = reread(client, session, "payment_intent")
    assert (refused.status, refused.payment_status) == ("open", "unpaid")
    assert refused.payment_intent.status == "requires_payment_method"
    assert refused.payment_intent.last_payment_error.decline_code == code
    assert pay(session).status_code == 303
    paid = reread(client, session, "payment_intent")
    assert paid.payment_status == "paid"
    assert paid.payment_intent.id == refused.payment_intent.id
    assert [charge.status for charge in client.v1.charges.list({"payment_intent": paid.payment_intent.id})] == [
        "succeeded",
        "failed",
    ]


def trouble_of(page: str, field: str) -> str:
    found = re.search(rf'id="{field}_trouble">([^<]+)<', page)
    assert found, f"nothing is said beside {field}"
    return found[1].replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"card_number": "4111 1111 1111 1111"}, "card_number"),
        ({"card_number": ""}, "card_number"),
        ({"card_expiry": "13/34"}, "card_expiry"),
        ({"card_expiry": "01/20"}, "card_expiry"),
        ({"card_cvc": "12"}, "card_cvc"),
        ({"card_number": "378282246310005", "card_cvc": "123"}, "card_cvc"),
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        ({"name": " "}, "name"),
        ({"country": "XX"}, "country"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    client: stripe.StripeClient, make_session: Make, typed: dict[str, str], field: str
) -> None:
    session = make_session()

    answer = pay(session, **typed)

    assert answer.status_code == 422
    assert trouble_of(answer.text, field)
    assert reread(client, session).payment_intent is None, "nothing was tried"


@pytest.mark.parametrize("number", ["4000000000003220", "4000 0027 6000 3184"])
def test_the_bank_asks_and_the_buyer_agrees(client: stripe.StripeClient, make_session: Make, number: str) -> None:
    session = make_session()

    asked = pay(session, card_number=number)

    assert asked.status_code == 303
    assert asked.headers["Location"] == f"{session.url}/bank"
    assert "Your bank asks" in requests.get(asked.headers["Location"], timeout=5).text
    assert reread(client, session, "payment_intent").payment_intent.status == "requires_action"
    answered = requests.post(f"{session.url}/bank", data={"answer": "approve"}, allow_redirects=False, timeout=5)
    assert answered.headers["Location"].endswith(session.id)
    done = reread(client, session, "payment_intent.latest_charge")
    assert done.payment_status == "paid"
    assert done.payment_intent.latest_charge.payment_method_details.card.three_d_secure.result == "authenticated"


def test_the_bank_asks_and_the_buyer_refuses(client: stripe.StripeClient, make_session: Make) -> None:
    session = make_session()
    pay(session, card_number="4000000000003220")

    refused = requests.post(f"{session.url}/bank", data={"answer": "fail"}, allow_redirects=False, timeout=5)

    assert refused.status_code == 402
    assert "unable to authenticate" in refused.text
    after = reread(client, session, "payment_intent")
    assert (after.status, after.payment_intent.status) == ("open", "requires_payment_method")
    assert pay(session).status_code == 303


def test_a_second_click_on_pay_charges_once(client: stripe.StripeClient, make_session: Make) -> None:
    session = make_session()
    pay(session)

    again = pay(session)

    assert again.status_code == 303
    assert again.headers["Location"].endswith(session.id)
    assert len(client.v1.charges.list({}).data) == 1


def test_a_buyer_who_comes_back_to_a_finished_or_expired_checkout_is_told_so(
    client: stripe.StripeClient, make_session: Make
) -> None:
    paid, expired = make_session(), make_session()
    pay(paid)
    client.v1.checkout.sessions.expire(expired.id)

    assert "nothing left to pay" in requests.get(str(paid.url), timeout=5).text
    page = requests.get(str(expired.url), timeout=5).text
    assert "has expired" in page
    assert 'href="http://127.0.0.1:9/back/"' in page
    assert pay(expired).status_code == 410


def test_the_page_names_itself_a_test_and_loads_nothing_from_outside(make_session: Make) -> None:
    page = requests.get(str(make_session().url), timeout=5)

    assert "Test payment page: not Stripe, no money." in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert re.findall(r'(?:src|href)="(?!/|#|data:|http://127\.0\.0\.1:9/back/)', page.text) == []
    assert "<script" not in page.text


def test_a_named_customer_cannot_change_the_address(client: stripe.StripeClient, make_session: Make) -> None:
    customer = client.v1.customers.create({"email": "known@demo.example"})
    session = make_session(customer=customer.id, customer_update={"name": "auto", "address": "auto"})

    pay(session, email="other@demo.example", name="Dr. Known", country="US", postal_code="10001")

    done = reread(client, session, "customer")
    assert done.customer_details.email == "known@demo.example"
    assert (done.customer.name, done.customer.address.postal_code) == ("Dr. Known", "10001")


def test_a_guest_becomes_a_customer_only_where_the_site_asked_for_it(
    client: stripe.StripeClient, make_session: Make
) -> None:
    asked, not_asked = make_session(customer_creation="always"), make_session()
    pay(asked)
    pay(not_asked)

    assert reread(client, asked, "customer").customer.email == "buyer@demo.example"
    assert reread(client, not_asked).customer is None
    assert len(client.v1.customers.list({}).data) == 1


def test_the_terms_have_to_be_accepted_where_the_site_asks_for_consent(
    client: stripe.StripeClient, make_session: Make
) -> None:
    session = make_session(consent_collection={"terms_of_service": "required"})

    assert "Accept the terms" in trouble_of(pay(session).text, "terms")
    assert pay(session, terms="yes").status_code == 303
    assert reread(client, session).consent.terms_of_service == "accepted"


def test_the_receipt_shows_what_was_paid_and_given_back(client: stripe.StripeClient, make_session: Make) -> None:
    session = make_session()
    pay(session)
    intent = reread(client, session, "payment_intent.latest_charge").payment_intent
    client.v1.refunds.create({"payment_intent": intent.id, "amount": 9900})

    page = requests.get(intent.latest_charge.receipt_url, timeout=5).text

    assert "$499.00" in page
    assert "-$99.00" in page
    assert "visa ending in 4242" in page
    assert "Clinic Launch" in page


def test_yen_have_no_cents(client: stripe.StripeClient, make_session: Make) -> None:
    inline = {"currency": "jpy", "unit_amount": 50000, "product_data": {"name": "Clinic Launch"}}
    session = make_session(line_items=[{"price_data": inline, "quantity": 1}])

    assert "JPY 50,000" in requests.get(str(session.url), timeout=5).text
    pay(session)
    assert reread(client, session, "payment_intent").payment_intent.amount_received == 50000


def test_a_delayed_debit_completes_unpaid_and_arrives_days_later(
    standin: Standin, client: stripe.StripeClient, make_session: Make
) -> None:
    session = make_session()

    assert pay(session, method="bank", bank_account="000123456789", card_number="").status_code == 303

    waiting = reread(client, session, "payment_intent")
    assert (waiting.status, waiting.payment_status) == ("complete", "unpaid")
    assert waiting.payment_intent.status == "processing"
    control(standin, "advance", days=5)
    assert reread(client, session).payment_status == "paid"


def test_a_delayed_debit_can_bounce(standin: Standin, client: stripe.StripeClient, make_session: Make) -> None:
    session = make_session()
    pay(session, method="bank", bank_account="000222222227")

    control(standin, "advance", days=5)

    after = reread(client, session, "payment_intent")
    assert (after.payment_status, after.payment_intent.status) == ("unpaid", "requires_payment_method")
    assert "checkout.session.async_payment_failed" in [event.type for event in client.v1.events.list({"limit": 100})]


def test_unknown_bank_accounts_are_refused(make_session: Make) -> None:
    answer = pay(make_session(), method="bank", bank_account="123")

    assert answer.status_code == 422
    assert "test account" in trouble_of(answer.text, "bank_account")


def test_forms_of_other_sites_are_not_taken(make_session: Make) -> None:
    answer = requests.post(str(make_session().url), data=CARD, headers={"Origin": "http://evil.example"}, timeout=5)

    assert answer.status_code == 403


def test_foreign_host_names_are_not_served(standin: Standin) -> None:
    answer = requests.get(f"{standin.world.options.public_url}/", headers={"Host": "evil.example"}, timeout=5)

    assert answer.status_code == 421
