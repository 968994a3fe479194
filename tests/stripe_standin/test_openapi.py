"""The second witness bites: where Stripe's own description is at hand, what it does not allow is heard."""

from __future__ import annotations

import copy

import pytest
import stripe

from stripe_standin import fidelity
from tests.stripe_standin.openapi import DESCRIPTION, PLACE, witness

pytestmark = pytest.mark.skipif(not PLACE.exists(), reason="Stripe's own description is not beside the project")


def test_the_description_the_stand_in_and_the_sdk_speak_one_version(settings):
    assert DESCRIPTION.version == fidelity.API_VERSION == settings.STRIPE_API_VERSION
    assert DESCRIPTION.version == stripe._api_version._ApiVersion.CURRENT


@pytest.fixture
def customer(client):
    return client.v1.customers.create({"email": "buyer@demo.example"}).to_dict(for_json=True)


def test_requests_answers_and_events_are_heard(client):
    with witness() as listener:
        client.v1.customers.create({"email": "buyer@demo.example"})
        client.v1.customers.list({"limit": 3})

    heard = {what for what, _, _ in listener.heard}
    assert {"request POST /v1/customers", "answer POST /v1/customers", "answer GET /v1/customers"} <= heard
    assert "event customer.created" in heard
    assert listener.verdict() == []


@pytest.mark.parametrize(
    "lie", [{"invented": 1}, {"email": 5}, {"livemode": None}, {"address": {"street": "Main Street"}}]
)
def test_an_object_that_stripe_would_not_send_is_a_breach(customer, lie):
    assert DESCRIPTION.breaches("/components/schemas/customer", customer) == []

    assert DESCRIPTION.breaches("/components/schemas/customer", copy.deepcopy(customer) | lie)


def test_a_request_that_stripe_would_refuse_is_a_breach():
    with witness() as listener:
        listener.hear_exchange("POST", "/v1/refunds", {"amount": "ten", "payment_method_types": ["card"]}, 400, "")

    assert len(listener.verdict()) == 2
