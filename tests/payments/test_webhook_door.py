"""Stripe's door: what is not provably Stripe's and fresh is a 400 and leaves no row; what is, is kept until it is done."""

import json
import time

import pytest
import stripe as sdk
from django.test import Client

from payments import gateway, services
from payments.models import Grant, Order, Payment, StripeEvent
from payments.services import settlement
from tests.payments.stripe_at_hand import SECRET

pytestmark = pytest.mark.django_db

NEW_SECRET = "whsec_new_fedcba9876543210"


def body_of(**more):
    event = {
        "id": "evt_1", "object": "event", "type": "payout.paid", "api_version": "2026-10-28.endive",
        "created": int(time.time()), "livemode": False, "data": {"object": {"id": "po_1", "object": "payout"}},
    }  # fmt: skip
    return json.dumps(event | more).encode()


def sign(body, *, secret=SECRET, at=None):
    text = body.decode("utf-8", "surrogateescape") if isinstance(body, bytes) else body
    return sdk.WebhookSignature.generate_signature_header(text, secret, timestamp=int(at or time.time()))


def send(body, signature, **more):
    headers = {"Stripe-Signature": signature} if signature is not None else {}
    client = Client(enforce_csrf_checks=True, headers=headers)
    return client.post("/stripe/webhook/", data=body, content_type="application/json", **more).status_code


@pytest.fixture(autouse=True)
def _secrets(settings):
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]


def test_a_signed_message_is_taken_without_a_form_token():
    body = body_of()

    assert send(body, sign(body)) == 200
    assert StripeEvent.objects.get().status == StripeEvent.Status.IGNORED


HOUR = 3600
FORGERIES = {
    "no signature": lambda body: (body, None),
    "empty signature": lambda body: (body, ""),
    "garbled signature": lambda body: (body, "v1=,t=x"),
    "no time": lambda body: (body, sign(body).partition(",")[2]),
    "no v1": lambda body: (body, sign(body).replace("v1=", "v0=")),
    "words": lambda body: (body, "please let me in"),
    "not ascii": lambda body: (body, f"t={int(time.time())},v1=\N{LATIN SMALL LETTER E WITH ACUTE}"),
    "another's secret": lambda body: (body, sign(body, secret="whsec_of_somebody_else")),
    "an empty secret": lambda body: (body, sign(body, secret="")),
    "an hour old": lambda body: (body, sign(body, at=time.time() - HOUR)),
    "an hour ahead": lambda body: (body, sign(body, at=time.time() + HOUR)),
    "just too old": lambda body: (body, sign(body, at=time.time() - 302)),
    "just too far ahead": lambda body: (body, sign(body, at=time.time() + 303)),
    "time moved under the signature": lambda body: (body, sign(body).replace("t=", "t=1", 1)),
    "one byte changed": lambda body: (body.replace(b"po_1", b"po_2"), sign(body)),
    "one byte more": lambda body: (body + b" ", sign(body)),
    "not utf-8": lambda body: (b"\xff\xfe" + body, sign(body)),
    "an enormous time": lambda body: (body, f"t={'9' * 5000},v1=0"),
}  # fmt: skip


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_message_is_refused_and_leaves_no_row(forgery):
    body, signature = FORGERIES[forgery](body_of())

    assert send(body, signature) == 400
    assert not StripeEvent.objects.exists()


SIGNED_NONSENSE = {
    "not json": b"hello",
    "empty": b"",
    "a list": b"[1, 2]",
    "a word": b'"event"',
    "null": b"null",
    "a thin message": json.dumps({"id": "evt_2", "object": "v2.core.event", "type": "v1.checkout.session.completed"}).encode(),
    "no object": json.dumps({"id": "evt_3"}).encode(),
    "no data": body_of(data=None),
    "data of another shape": body_of(data={"object": []}),
    "time out of every range": body_of(created=10**30),
    "time in words": body_of(created="yesterday"),
    "endless nesting": b"[" * 100_000 + b"]" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("nonsense", SIGNED_NONSENSE)
def test_signed_nonsense_is_refused_and_leaves_no_row(nonsense):
    body = SIGNED_NONSENSE[nonsense]

    assert send(body, sign(body)) == 400
    assert not StripeEvent.objects.exists()


def test_an_oversized_message_is_refused_however_well_signed():
    body = body_of(padding="x" * (256 * 1024))

    assert send(body, sign(body)) == 400
    assert not StripeEvent.objects.exists()


def test_a_message_that_lies_about_its_size_is_refused():
    body = body_of()

    assert send(body, sign(body), CONTENT_LENGTH="a lot") == 400
    assert send(body, sign(body), CONTENT_LENGTH="-5") == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head"])
def test_the_door_takes_post_alone(method):
    assert getattr(Client(), method)("/stripe/webhook/").status_code == 405


def test_nothing_is_accepted_when_no_secret_is_set(settings):
    body = body_of()
    for secrets in ([], [""], ["  "]):
        settings.STRIPE_WEBHOOK_SECRETS = secrets
        assert send(body, sign(body, secret="")) == 400
        assert send(body, sign(body, secret="  ")) == 400
    assert not StripeEvent.objects.exists()


def test_while_a_secret_is_replaced_both_are_good_and_afterwards_the_new_one_alone(settings):
    settings.STRIPE_WEBHOOK_SECRETS = [NEW_SECRET, SECRET]
    old, new, both = body_of(id="evt_old"), body_of(id="evt_new"), body_of(id="evt_both")
    two_signatures = f"{sign(both)},{sign(both, secret=NEW_SECRET).partition(',')[2]}"

    assert [send(old, sign(old)), send(new, sign(new, secret=NEW_SECRET)), send(both, two_signatures)] == [
        200,
        200,
        200,
    ]

    settings.STRIPE_WEBHOOK_SECRETS = [NEW_SECRET]
    assert [send(old, sign(old)), send(new, sign(new, secret=NEW_SECRET))] == [400, 200]
    assert StripeEvent.objects.count() == 3


def test_the_answer_says_nothing_but_a_number():
    body = body_of()
    good = Client().post(
        "/stripe/webhook/", data=body, content_type="application/json", headers={"Stripe-Signature": sign(body)}
    )

    assert good.content == Client().post("/stripe/webhook/").content == b""


# --- what is stored, and what is done -----------------------------------------------------------------------------------


def test_only_what_a_message_points_at_is_kept():
    body = body_of(data={"object": {"id": "po_1", "customer_email": "secret@people.example"}})

    send(body, sign(body))

    row = StripeEvent.objects.get()
    assert (row.event_id, row.type, row.object_id, row.api_version) == (
        "evt_1",
        "payout.paid",
        "po_1",
        "2026-10-28.endive",
    )
    assert "secret@people.example" not in repr(row.__dict__)


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ({"type": "a.type.of.the.future"}, ""),
        (
            {"type": "checkout.session.completed", "livemode": True, "data": {"object": {"id": "cs_live_1"}}},
            "of the other mode",
        ),
        ({"type": "checkout.session.completed", "data": {"object": {"id": "cs_test_nowhere"}}}, "unknown at Stripe"),
    ],
)
def test_what_is_not_for_us_is_answered_kindly_and_changes_nothing(more, note, stripe):
    body = body_of(**more)

    assert send(body, sign(body)) == 200

    row = StripeEvent.objects.get()
    assert (row.status, row.last_error) == (StripeEvent.Status.IGNORED, note)
    assert not Payment.objects.exists()


@pytest.mark.parametrize("reference", [{}, {"order": "7f2f3c4e-0000-4000-8000-000000000000"}, {"order": "not a uuid"}])
def test_a_payment_of_another_shop_on_the_same_account_is_ignored(reference, stripe, settings):
    client = sdk.StripeClient(
        "sk_test_x", base_addresses={"api": stripe.url}, http_client=sdk.RequestsClient(timeout=5)
    )
    product = client.v1.products.create({"name": "A mug"})
    foreign = client.v1.checkout.sessions.create(
        {
            "mode": "payment", "success_url": "http://127.0.0.1/x", "metadata": reference,
            "line_items": [{"price_data": {"currency": "usd", "unit_amount": 900, "product": product.id}, "quantity": 1}],
        }
    )  # fmt: skip
    stripe.pay(foreign.url)
    body = body_of(type="checkout.session.completed", data={"object": {"id": foreign.id}})

    assert send(body, sign(body)) == 200

    assert StripeEvent.objects.get().last_error == "of no order of ours"
    assert not Payment.objects.exists()
    assert not Order.objects.exists()


def test_a_message_in_another_version_is_done_all_the_same_since_we_read_for_ourselves(
    shopper, buy, stripe, mailbag, visitor, course, buyer
):
    stripe.do("wrong_version", times=9)
    stripe.pay(buy(shopper))

    assert mailbag.wait_for().hand_to(visitor) == 200

    assert StripeEvent.objects.get(type="checkout.session.completed").api_version == "2017-08-15"
    assert course.is_open_to(buyer)


def test_a_message_signed_by_stripe_in_the_past_is_refused(shopper, buy, stripe, mailbag, visitor):
    stripe.do("stale_timestamp", times=99, seconds=-3600)
    stripe.pay(buy(shopper))

    assert mailbag.wait_for().hand_to(visitor) == 400

    assert not StripeEvent.objects.exists()
    assert not Grant.objects.exists()


def test_when_the_work_fails_the_message_stays_and_its_next_delivery_succeeds(
    shopper, buyer, buy, stripe, mailbag, visitor, course, monkeypatch, caplog
):
    stripe.pay(buy(shopper))
    message = mailbag.wait_for()
    with monkeypatch.context() as broken:
        broken.setattr(settlement, "grant_lines", lambda order: 1 / 0)
        assert message.hand_to(visitor) == 500

    row = StripeEvent.objects.get(event_id=message.id)
    assert (row.status, row.attempts) == (StripeEvent.Status.FAILED, 1)
    assert row.last_error.startswith("ZeroDivisionError in ")
    assert not Payment.objects.exists(), "paid never hides ungranted: all of the deed, or nothing"
    assert buyer.email not in caplog.text

    assert message.hand_to(visitor) == 200
    row.refresh_from_db()
    assert (row.status, row.attempts, row.last_error) == (StripeEvent.Status.PROCESSED, 2, "")
    assert course.is_open_to(buyer)


def test_when_stripe_does_not_answer_the_message_is_asked_for_again(
    shopper, buy, stripe, mailbag, visitor, course, buyer
):
    stripe.pay(buy(shopper))
    message = mailbag.wait_for()
    stripe.do("fail_next", kind="500", times=3)

    assert message.hand_to(visitor) == 500
    assert message.hand_to(visitor) == 200
    assert course.is_open_to(buyer)


def test_a_message_that_was_done_with_is_not_looked_at_again(shopper, buy, stripe, mailbag, visitor, monkeypatch):
    stripe.pay(buy(shopper))
    message = mailbag.wait_for()
    assert message.hand_to(visitor) == 200

    monkeypatch.setattr(gateway, "get_session", lambda session_id: 1 / 0)

    assert [message.hand_to(visitor) for _ in range(3)] == [200, 200, 200]
    assert StripeEvent.objects.filter(event_id=message.id).get().attempts == 1


def test_logs_of_a_purchase_name_nobody(visitor, buy, stripe, mailbag, caplog):
    caplog.set_level("DEBUG")
    stripe.pay(buy(visitor), email="quiet@people.example", name="Quinn Quiet")
    for message in mailbag.messages:
        message.hand_to(visitor)
    mailbag.wait_for().hand_to(visitor)
    services.reconcile_orders()

    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("payments", "stripe")))
    assert "order " in ours
    for secret in ("quiet@people.example", "Quinn", "4242", "sk_test", SECRET):
        assert secret not in ours, secret
