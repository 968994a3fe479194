"""Instalments: a subscription, its schedule, the clock, failing cards, the portal."""

import datetime

import pytest
import requests
import stripe

from stripe_standin import calendar_steps
from stripe_standin.__main__ import Standin

from .conftest import CARD, Make, control, pay, reread


@pytest.fixture
def monthly(client: stripe.StripeClient, price: stripe.Price) -> stripe.Price:
    return client.v1.prices.create(
        {"product": str(price.product), "currency": "usd", "unit_amount": 16633, "recurring": {"interval": "month"}}
    )


@pytest.fixture
def begin_plan(client: stripe.StripeClient, monthly: stripe.Price, make_session: Make):
    """A function that buys three instalments (with one odd cent at first) and puts them under a schedule."""

    def begin(card: str = "4242424242424242", schedule: bool = True) -> stripe.Subscription:
        cent = {"currency": "usd", "unit_amount": 1, "product_data": {"name": "Rounding"}}
        session = make_session(
            mode="subscription",
            line_items=[{"price": monthly.id, "quantity": 1}, {"price_data": cent, "quantity": 1}],
            subscription_data={"metadata": {"order": "order-1"}},
        )
        assert pay(session, card_number=card).status_code == 303
        subscription = client.v1.subscriptions.retrieve(str(reread(client, session).subscription))
        if schedule:
            put_under_schedule(client, subscription, monthly)
        return client.v1.subscriptions.retrieve(subscription.id)

    return begin


def put_under_schedule(client: stripe.StripeClient, subscription: stripe.Subscription, price: stripe.Price) -> str:
    made = client.v1.subscription_schedules.create({"from_subscription": subscription.id})
    phase = {
        "start_date": made.phases[0].start_date,
        "items": [{"price": price.id, "quantity": 1}],
        "duration": {"interval": "month", "interval_count": 3},
        "proration_behavior": "none",
    }
    wanted = {"end_behavior": "cancel", "proration_behavior": "none", "phases": [phase]}
    return client.v1.subscription_schedules.update(made.id, wanted).id  # type: ignore[arg-type]


def kinds(client: stripe.StripeClient) -> list[str]:
    return [event.type for event in client.v1.events.list({"limit": 100})]


def invoices_of(client: stripe.StripeClient, subscription: stripe.Subscription) -> list[stripe.Invoice]:
    return client.v1.invoices.list({"subscription": subscription.id, "limit": 100}).data


def test_the_first_instalment_is_paid_with_its_invoice(client: stripe.StripeClient, begin_plan) -> None:
    subscription = begin_plan(schedule=False)

    session = client.v1.checkout.sessions.list({"subscription": subscription.id}).data[0]
    invoice = client.v1.invoices.retrieve(str(session.invoice), {"expand": ["payments.data.payment.payment_intent"]})
    assert (session.payment_status, session.payment_intent, session.amount_total) == ("paid", None, 16634)
    assert (subscription.status, subscription.metadata.order) == ("active", "order-1")
    assert (invoice.billing_reason, invoice.status, invoice.amount_paid) == ("subscription_create", "paid", 16634)
    assert invoice.parent.subscription_details.subscription == subscription.id
    assert invoice.parent.subscription_details.metadata.order == "order-1"
    intent = invoice.payments.data[0].payment.payment_intent
    assert (intent.status, intent.metadata.to_dict()) == ("succeeded", {}), "metadata is not copied to the intent"
    found = client.v1.invoice_payments.list({"payment": {"type": "payment_intent", "payment_intent": intent.id}})
    assert [payment.invoice for payment in found] == [invoice.id]
    assert {"customer.subscription.created", "invoice.paid", "checkout.session.completed"} <= set(kinds(client))


def test_three_instalments_are_exactly_three_however_far_the_clock_goes(
    standin: Standin, client: stripe.StripeClient, begin_plan
) -> None:
    subscription = begin_plan()

    control(standin, "advance", days=95)
    assert {"subscription_schedule.completed", "customer.subscription.deleted"} <= set(kinds(client))
    control(standin, "advance", days=300)

    assert [invoice.amount_paid for invoice in invoices_of(client, subscription)] == [16633, 16633, 16634]
    after = client.v1.subscriptions.retrieve(subscription.id, {"expand": ["schedule"]})
    assert (after.status, after.schedule.status) == ("canceled", "completed")
    assert after.ended_at == calendar_steps.step(subscription.start_date, "month", 3)
    assert not [line for invoice in invoices_of(client, subscription) for line in invoice.lines.data if line.amount < 0]


def test_without_a_schedule_the_plan_goes_on_and_on(standin: Standin, client: stripe.StripeClient, begin_plan) -> None:
    subscription = begin_plan(schedule=False)

    control(standin, "advance", days=366)

    assert len(invoices_of(client, subscription)) == 13


def test_a_schedule_is_made_once_and_only_from_a_running_subscription(
    client: stripe.StripeClient, begin_plan, monthly: stripe.Price
) -> None:
    subscription = begin_plan()

    with pytest.raises(stripe.InvalidRequestError, match="already attached"):
        client.v1.subscription_schedules.create({"from_subscription": subscription.id})
    with pytest.raises(stripe.InvalidRequestError, match="managed by the subscription schedule"):
        client.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": True})
    with pytest.raises(stripe.InvalidRequestError, match="start date of the current phase"):
        client.v1.subscription_schedules.update(
            str(subscription.schedule),
            {"phases": [{"items": [{"price": monthly.id}], "start_date": 5, "duration": {"interval": "month"}}]},
        )
    client.v1.subscriptions.cancel(subscription.id)
    assert client.v1.subscription_schedules.retrieve(str(subscription.schedule)).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError, match="canceled"):
        client.v1.subscription_schedules.create({"from_subscription": subscription.id})


def test_iterations_are_gone_from_phases(client: stripe.StripeClient, begin_plan, monthly: stripe.Price) -> None:
    subscription = begin_plan()
    phase = {"items": [{"price": monthly.id}], "start_date": subscription.start_date, "iterations": 3}

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.subscription_schedules.update(str(subscription.schedule), {"phases": [phase]})  # type: ignore[list-item]

    assert refusal.value.code == "parameter_unknown"


def test_a_released_schedule_lets_the_plan_go_on(standin: Standin, client: stripe.StripeClient, begin_plan) -> None:
    subscription = begin_plan()

    released = client.v1.subscription_schedules.release(str(subscription.schedule))

    assert (released.status, released.released_subscription) == ("released", subscription.id)
    control(standin, "advance", days=125)
    assert len(invoices_of(client, subscription)) == 5


def test_a_later_instalment_fails_is_tried_again_and_ends_the_plan(
    standin: Standin, client: stripe.StripeClient, begin_plan
) -> None:
    subscription = begin_plan(card="4000000000000341")

    control(standin, "advance", days=32)

    invoice = invoices_of(client, subscription)[0]
    assert (invoice.status, invoice.attempt_count, invoice.amount_remaining) == ("open", 1, 16633)
    assert invoice.next_payment_attempt
    assert client.v1.subscriptions.retrieve(subscription.id).status == "past_due"
    assert "invoice.payment_failed" in kinds(client)
    control(standin, "advance", days=20)
    ended = client.v1.subscriptions.retrieve(subscription.id)
    assert (ended.status, ended.cancellation_details.reason) == ("canceled", "payment_failed")
    assert invoices_of(client, subscription)[0].attempt_count == 4


def portal_of(client: stripe.StripeClient, subscription: stripe.Subscription, **features: dict) -> str:
    standard = {"payment_method_update": {"enabled": True}, "invoice_history": {"enabled": True}}
    made = client.v1.billing_portal.configurations.create({"features": standard | features})  # type: ignore[typeddict-item]
    wanted = {
        "customer": str(subscription.customer),
        "configuration": made.id,
        "return_url": "http://127.0.0.1:9/orders/",
    }
    return client.v1.billing_portal.sessions.create(wanted).url  # type: ignore[arg-type]


def test_a_card_updated_in_the_portal_pays_what_is_open_and_what_comes(
    standin: Standin, client: stripe.StripeClient, begin_plan
) -> None:
    subscription = begin_plan(card="4000000000000341")
    control(standin, "advance", days=32)
    portal = portal_of(client, subscription)
    assert "ending in 0341" in requests.get(portal, timeout=5).text

    refused = requests.post(portal, data=CARD | {"action": "update_card", "card_number": "4000000000000002"}, timeout=5)
    taken = requests.post(portal, data=CARD | {"action": "update_card"}, timeout=5)

    assert refused.status_code == 422
    assert "Your card was declined." in refused.text
    assert "ending in 4242" in taken.text
    assert client.v1.subscriptions.retrieve(subscription.id).status == "active"
    assert {"payment_method.attached", "customer.updated"} <= set(kinds(client))
    control(standin, "advance", days=60)
    assert [invoice.status for invoice in invoices_of(client, subscription)] == ["paid"] * 3


def test_the_portal_does_only_what_its_configuration_allows(
    standin: Standin, client: stripe.StripeClient, begin_plan
) -> None:
    subscription = begin_plan(schedule=False)
    strict, loose = (
        portal_of(client, subscription),
        portal_of(client, subscription, subscription_cancel={"enabled": True}),
    )
    cancel = {"action": "cancel", "subscription": subscription.id}

    assert "Cancel this plan" not in requests.get(strict, timeout=5).text
    assert requests.post(strict, data=cancel, timeout=5).status_code == 403
    assert "ends on" in requests.post(loose, data=cancel, timeout=5).text
    assert client.v1.subscriptions.retrieve(subscription.id).cancel_at_period_end is True
    control(standin, "advance", days=32)
    assert client.v1.subscriptions.retrieve(subscription.id).status == "canceled"
    assert requests.get(strict, timeout=5).status_code == 410, "a portal link lives for an hour"


def test_the_portal_needs_a_configuration(client: stripe.StripeClient) -> None:
    customer = client.v1.customers.create({})

    with pytest.raises(stripe.InvalidRequestError, match="no default configuration"):
        client.v1.billing_portal.sessions.create({"customer": customer.id})


def test_the_portal_changes_a_name_where_that_is_allowed(client: stripe.StripeClient, begin_plan) -> None:
    subscription = begin_plan()
    portal = portal_of(client, subscription, customer_update={"enabled": True, "allowed_updates": ["name"]})

    requests.post(portal, data={"action": "rename", "name": "Dr. New", "email": "other@demo.example"}, timeout=5)

    customer = client.v1.customers.retrieve(str(subscription.customer))
    assert (customer.name, customer.email) == ("Dr. New", "buyer@demo.example")


def test_an_open_invoice_is_paid_on_its_own_page(standin: Standin, client: stripe.StripeClient, begin_plan) -> None:
    subscription = begin_plan(card="4000000000000341")
    control(standin, "advance", days=32)
    invoice = invoices_of(client, subscription)[0]

    bad = requests.post(str(invoice.hosted_invoice_url), data=CARD | {"card_number": "1"}, timeout=5)
    good = requests.post(str(invoice.hosted_invoice_url), data=CARD, timeout=5)

    assert bad.status_code == 422
    assert "Paid" in good.text
    assert client.v1.subscriptions.retrieve(subscription.id).status == "active"


def test_an_open_invoice_can_be_paid_voided_or_given_up_by_api(
    standin: Standin, client: stripe.StripeClient, begin_plan
) -> None:
    subscription = begin_plan(card="4000000000000341")
    control(standin, "advance", days=32)
    invoice = invoices_of(client, subscription)[0]

    with pytest.raises(stripe.CardError):
        client.v1.invoices.pay(invoice.id)
    assert client.v1.invoices.retrieve(invoice.id).attempt_count == 2, "a refused payment leaves its traces"
    assert client.v1.invoices.mark_uncollectible(invoice.id).status == "uncollectible"
    assert client.v1.invoices.void_invoice(invoice.id).status == "void"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.invoices.pay(invoice.id)
    assert client.v1.subscriptions.retrieve(subscription.id).status == "active"


def test_a_card_that_always_asks_cannot_be_charged_while_the_buyer_is_away(
    standin: Standin, client: stripe.StripeClient, monthly: stripe.Price, make_session: Make
) -> None:
    session = make_session(mode="subscription", line_items=[{"price": monthly.id, "quantity": 1}])
    asked = pay(session, card_number="4000002760003184")
    requests.post(asked.headers["Location"], data={"answer": "approve"}, allow_redirects=False, timeout=5)
    assert reread(client, session).payment_status == "paid"

    control(standin, "advance", days=32)

    assert "invoice.payment_action_required" in kinds(client)


def test_a_declined_plan_can_be_tried_again(
    client: stripe.StripeClient, monthly: stripe.Price, make_session: Make
) -> None:
    session = make_session(mode="subscription", line_items=[{"price": monthly.id, "quantity": 1}])

    assert session.payment_method_types == ["card"]
    assert pay(session, card_number="4000000000000002").status_code == 402
    assert reread(client, session).subscription is None
    assert pay(session).status_code == 303
    assert len(client.v1.subscriptions.list({}).data) == 1


def test_a_lasting_coupon_is_taken_each_time_and_a_single_one_once(
    standin: Standin, client: stripe.StripeClient, monthly: stripe.Price, make_session: Make
) -> None:
    paid = {}
    for duration in ("once", "forever"):
        coupon = client.v1.coupons.create({"percent_off": 50, "duration": duration})  # type: ignore[typeddict-item]
        session = make_session(
            mode="subscription", line_items=[{"price": monthly.id, "quantity": 1}], discounts=[{"coupon": coupon.id}]
        )
        pay(session)
        paid[duration] = client.v1.subscriptions.retrieve(str(reread(client, session).subscription))

    control(standin, "advance", days=32)

    assert [invoice.amount_paid for invoice in invoices_of(client, paid["once"])] == [16633, 8316]
    assert [invoice.amount_paid for invoice in invoices_of(client, paid["forever"])] == [8316, 8316]


def test_months_end_on_the_last_day_and_return_to_the_first(standin: Standin) -> None:
    january = int(datetime.datetime(2027, 1, 31, 12, tzinfo=datetime.UTC).timestamp())

    days = [
        datetime.datetime.fromtimestamp(calendar_steps.step(january, "month", n), datetime.UTC) for n in range(1, 4)
    ]

    assert [(day.month, day.day) for day in days] == [(2, 28), (3, 31), (4, 30)]
    assert calendar_steps.next_after(january, "month", 1, int(days[0].timestamp())) == int(days[1].timestamp())


def test_a_refund_with_its_credit_note(client: stripe.StripeClient, begin_plan) -> None:
    invoice = invoices_of(client, begin_plan())[0]
    note = client.v1.credit_notes.create(
        {"invoice": invoice.id, "refund_amount": 5000, "reason": "order_change", "memo": "Two seats given back"}
    )

    assert (note.status, note.total, note.lines.data[0].description) == ("issued", 5000, "Two seats given back")
    refund = client.v1.refunds.retrieve(str(note.refunds[0].refund))
    assert (refund.amount, refund.status) == (5000, "succeeded")
    assert client.v1.invoices.retrieve(invoice.id).post_payment_credit_notes_amount == 5000
    assert requests.get(note.pdf, timeout=5).content.startswith(b"%PDF-")
    assert {"credit_note.created", "refund.created", "charge.refunded"} <= set(kinds(client))
    assert [found.id for found in client.v1.credit_notes.list({"invoice": invoice.id})] == [note.id]
    for wrong in ({"refund_amount": 16634}, {"amount": 5000}, {"amount": 10, "refund_amount": 5}, {}):
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.credit_notes.create({"invoice": invoice.id} | wrong)  # type: ignore[arg-type]


def test_a_credit_note_for_lines_and_a_refund_made_before(client: stripe.StripeClient, begin_plan) -> None:
    invoice = invoices_of(client, begin_plan())[0]
    payment = client.v1.invoice_payments.list({"invoice": invoice.id}).data[0]
    refund = client.v1.refunds.create({"payment_intent": str(payment.payment.payment_intent), "amount": 16633})
    line = {"type": "invoice_line_item", "invoice_line_item": invoice.lines.data[0].id, "quantity": 1}

    note = client.v1.credit_notes.create(
        {"invoice": invoice.id, "lines": [line], "refunds": [{"refund": refund.id, "amount_refunded": 16633}]}  # type: ignore[list-item]
    )

    assert note.lines.data[0].amount == 16633
    assert note.refunds[0].refund == refund.id


def test_a_single_payment_gets_an_invoice_where_the_site_asks(client: stripe.StripeClient, make_session: Make) -> None:
    data = {"description": "PO 77", "custom_fields": [{"name": "PO number", "value": "77"}], "metadata": {"order": "1"}}
    session = make_session(invoice_creation={"enabled": True, "invoice_data": data})

    pay(session)

    invoice = reread(client, session, "invoice.payments").invoice
    assert (invoice.status, invoice.billing_reason, invoice.amount_paid) == ("paid", "manual", 49900)
    assert invoice.number.endswith("-0001")
    assert invoice.payments.data[0].payment.payment_intent == reread(client, session).payment_intent
    page = requests.get(invoice.hosted_invoice_url, timeout=5).text
    assert "Paid" in page
    assert b"PO number: 77" in requests.get(invoice.invoice_pdf, timeout=5).content
