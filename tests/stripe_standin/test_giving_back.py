"""Refunds and disputes, as the card says and as the control room decides."""

import pytest
import stripe

from stripe_standin.__main__ import Standin

from .conftest import Make, control, pay, reread


@pytest.fixture
def paid(client: stripe.StripeClient, make_session: Make):
    """A function that pays one course with a card and returns the intent's id."""

    def pay_with(card: str = "4242424242424242") -> str:
        session = make_session()
        assert pay(session, card_number=card).status_code == 303
        return str(reread(client, session).payment_intent)

    return pay_with


def charge_of(client: stripe.StripeClient, intent: str) -> stripe.Charge:
    return client.v1.payment_intents.retrieve(intent, {"expand": ["latest_charge.refunds"]}).latest_charge


def kinds(client: stripe.StripeClient) -> list[str]:
    return [event.type for event in client.v1.events.list({"limit": 100})]


def test_parts_and_then_the_rest_are_given_back(client: stripe.StripeClient, paid) -> None:
    intent = paid()

    first = client.v1.refunds.create({"payment_intent": intent, "amount": 10000, "metadata": {"refund": "1"}})
    part = charge_of(client, intent)
    rest = client.v1.refunds.create({"payment_intent": intent, "reason": "requested_by_customer"})

    assert (first.status, first.amount, first.metadata.refund) == ("succeeded", 10000, "1")
    assert (part.amount_refunded, part.refunded) == (10000, False)
    assert rest.amount == 39900
    whole = charge_of(client, intent)
    assert (whole.amount_refunded, whole.refunded) == (49900, True)
    assert [refund.id for refund in whole.refunds.data] == [rest.id, first.id]
    assert [refund.id for refund in client.v1.refunds.list({"payment_intent": intent})] == [rest.id, first.id]
    assert kinds(client).count("charge.refunded") == 2
    assert kinds(client).count("refund.created") == 2


def test_more_than_was_paid_cannot_be_given_back(client: stripe.StripeClient, paid) -> None:
    intent = paid()
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        client.v1.refunds.create({"payment_intent": intent, "amount": 49901})
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"payment_intent": intent, "amount": 0})
    client.v1.refunds.create({"payment_intent": intent})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": intent})
    assert refusal.value.code == "charge_already_refunded"


def test_a_refund_can_pend_and_then_succeed(standin: Standin, client: stripe.StripeClient, paid) -> None:
    refund = client.v1.refunds.create({"payment_intent": paid("4000000000007726")})

    assert (refund.status, refund.pending_reason) == ("pending", "processing")
    control(standin, "advance", days=2)
    after = client.v1.refunds.retrieve(refund.id)
    assert after.status == "succeeded"
    assert "pending_reason" not in after
    assert {"refund.updated", "charge.refund.updated"} <= set(kinds(client))


def test_a_refund_can_succeed_and_then_fail(standin: Standin, client: stripe.StripeClient, paid) -> None:
    intent = paid("4000000000005126")
    refund = client.v1.refunds.create({"payment_intent": intent})
    assert refund.status == "succeeded"

    control(standin, "advance", days=2)

    after = client.v1.refunds.retrieve(refund.id)
    assert (after.status, after.failure_reason) == ("failed", "expired_or_canceled_card")
    assert charge_of(client, intent).refunded is False
    assert "refund.failed" in kinds(client)
    assert client.v1.refunds.create({"payment_intent": intent}).amount == 49900, "the money can be given back again"


def test_a_refund_can_be_failed_by_hand(standin: Standin, client: stripe.StripeClient, paid) -> None:
    refund = client.v1.refunds.create({"payment_intent": paid()})

    assert control(standin, "fail_refund", refund=refund.id) == "failed"


def test_a_disputing_card_complains_at_once_and_loses_without_an_answer(
    standin: Standin, client: stripe.StripeClient, paid
) -> None:
    intent = paid("4000000000000259")
    control(standin, "advance", seconds=1)

    dispute = client.v1.disputes.list({"payment_intent": intent}).data[0]

    assert (dispute.status, dispute.reason, dispute.amount) == ("needs_response", "fraudulent", 49900)
    assert dispute.is_charge_refundable is False
    assert dispute.evidence_details.due_by > dispute.created
    assert charge_of(client, intent).disputed is True
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": intent})
    assert refusal.value.code == "charge_disputed"
    control(standin, "advance", days=10)
    assert client.v1.disputes.retrieve(dispute.id).status == "lost"
    assert {"charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.closed"} <= set(kinds(client))


@pytest.mark.parametrize(("text", "outcome"), [("He took every lesson.", "won"), ("losing_evidence", "lost")])
def test_evidence_is_weighed_by_the_bank(
    standin: Standin, client: stripe.StripeClient, paid, text: str, outcome: str
) -> None:
    dispute = control(standin, "dispute", charge=paid())
    client.v1.disputes.update(dispute, {"evidence": {"product_description": "A course"}, "submit": False})
    assert client.v1.disputes.retrieve(dispute).status == "needs_response"

    answered = client.v1.disputes.update(dispute, {"evidence": {"uncategorized_text": text}, "metadata": {"pack": "1"}})

    assert answered.status == "under_review"
    assert answered.evidence_details.submission_count == 1
    assert answered.evidence.product_description == "A course"
    control(standin, "advance", days=2)
    assert client.v1.disputes.retrieve(dispute).status == outcome
    assert ("charge.dispute.funds_reinstated" in kinds(client)) is (outcome == "won")


def test_a_dispute_can_be_decided_by_hand_or_given_up_once(standin: Standin, client: stripe.StripeClient, paid) -> None:
    won, lost = control(standin, "dispute", charge=paid()), control(standin, "dispute", charge=paid())

    assert control(standin, "decide", dispute=won, outcome="won") == "won"
    assert client.v1.disputes.close(lost).status == "lost"
    with pytest.raises(stripe.InvalidRequestError, match="ended already"):
        client.v1.disputes.close(lost)


def test_the_balance_is_the_sum_of_what_moved(standin: Standin, client: stripe.StripeClient, paid) -> None:
    intent = paid()
    client.v1.refunds.create({"payment_intent": intent, "amount": 9900})
    fee = round(49900 * 0.029) + 30

    assert client.v1.balance.retrieve().available[0].amount == 49900 - fee - 9900
