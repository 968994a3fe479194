"""How the API behaves whatever is asked: keys, versions, parameters, idempotency, lists, expansion, faults."""

import time

import pytest
import requests
import stripe

from stripe_standin.__main__ import Standin

from .conftest import Make, client_of, control, pay, reread


def test_live_keys_and_no_keys_are_refused(standin: Standin) -> None:
    for key in ("sk_live_abc", "pk_test_abc", "whatever"):
        with pytest.raises(stripe.AuthenticationError):
            client_of(standin, key).v1.balance.retrieve()
    assert requests.get(f"{standin.world.options.public_url}/v1/balance", timeout=5).status_code == 401


def test_restricted_test_keys_are_taken(standin: Standin) -> None:
    assert client_of(standin, "rk_test_abc").v1.balance.retrieve().livemode is False


def test_another_api_version_is_refused(standin: Standin) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Invalid Stripe API version"):
        client_of(standin, stripe_version="2024-06-20").v1.balance.retrieve()


def test_every_answer_names_its_version_and_request(client: stripe.StripeClient) -> None:
    headers = client.v1.balance.retrieve().last_response.headers

    assert headers["Stripe-Version"] == stripe.api_version
    assert headers["Request-Id"].startswith("req_")


@pytest.mark.parametrize(
    ("params", "param", "code"),
    [
        ({"payment_method_types": ["card"]}, "payment_method_types", "parameter_unknown"),
        ({"ui_mode": "hosted"}, "ui_mode", None),
        ({"line_items": [{"price": "price_none", "quantity": 1}]}, "line_items[0][price]", "resource_missing"),
        ({"line_items": [{"prise": "x"}]}, "line_items[0][prise]", "parameter_unknown"),
        ({"mode": "payments"}, "mode", None),
        ({"line_items": []}, "line_items", "parameter_missing"),
        ({"success_url": "/done/"}, "success_url", "url_invalid"),
        ({"customer": "cus_none"}, "customer", "resource_missing"),
        ({"customer": "x", "customer_email": "a@b.example"}, "customer", None),
        ({"allow_promotion_codes": True, "discounts": [{"coupon": "x"}]}, "allow_promotion_codes", None),
        ({"expires_at": 1000}, "expires_at", None),
        ({"metadata": {"x": "y" * 501}}, "metadata", None),
        ({"metadata": {"x" * 41: "y"}}, "metadata", None),
        ({"subscription_data": {"metadata": {"a": "b"}}}, "subscription_data", None),
        ({"automatic_tax": {"enabled": True}}, "automatic_tax[enabled]", None),
        ({"shipping_address_collection": {"allowed_countries": ["US"]}}, None, "standin_not_imitated"),
    ],
)
def test_a_wrong_session_is_refused_as_stripe_would(
    make_session: Make, params: dict, param: str | None, code: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        make_session(**params)

    if param:
        assert refusal.value.param == param
    assert refusal.value.code == code


def test_inactive_and_recurring_prices_are_refused(
    client: stripe.StripeClient, price: stripe.Price, make_session: Make
) -> None:
    client.v1.prices.update(price.id, {"active": False})
    with pytest.raises(stripe.InvalidRequestError, match="inactive"):
        make_session()
    monthly = client.v1.prices.create(
        {"product": str(price.product), "currency": "usd", "unit_amount": 100, "recurring": {"interval": "month"}}
    )
    with pytest.raises(stripe.InvalidRequestError, match="recurring price"):
        make_session(line_items=[{"price": monthly.id, "quantity": 1}])


def test_the_same_key_and_parameters_are_answered_from_memory(client: stripe.StripeClient) -> None:
    made = [client.v1.customers.create({"email": "a@b.example"}, {"idempotency_key": "one"}) for _ in range(3)]

    assert len({customer.id for customer in made}) == 1
    assert "Idempotent-Replayed" not in made[0].last_response.headers
    assert made[1].last_response.headers["Idempotent-Replayed"] == "true"
    assert len(client.v1.customers.list({}).data) == 1


def test_the_same_key_with_other_parameters_is_an_idempotency_error(client: stripe.StripeClient) -> None:
    client.v1.customers.create({"email": "a@b.example"}, {"idempotency_key": "one"})

    with pytest.raises(stripe.IdempotencyError):
        client.v1.customers.create({"email": "c@d.example"}, {"idempotency_key": "one"})


def test_a_refusal_is_remembered_for_its_key_and_a_bad_parameter_is_not(
    client: stripe.StripeClient, make_session: Make
) -> None:
    session = make_session()
    pay(session)
    intent = reread(client, session).payment_intent
    client.v1.refunds.create({"payment_intent": intent})
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as refusal:
            client.v1.refunds.create({"payment_intent": intent}, {"idempotency_key": "again"})
    assert refusal.value.headers["Idempotent-Replayed"] == "true"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.create({"nonsense": "x"}, {"idempotency_key": "typo"})  # type: ignore[typeddict-unknown-key]
    assert client.v1.customers.create({}, {"idempotency_key": "typo"}).id


def test_two_buyers_with_one_key_at_once_make_one_customer(standin: Standin, client: stripe.StripeClient) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def create(_: int) -> str:
        return client_of(standin).v1.customers.create({"email": "a@b.example"}, {"idempotency_key": "same"}).id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(create, range(16)))) == 1


def test_commit_then_disconnect_is_healed_by_the_key(standin: Standin) -> None:
    control(standin, "fail_next", kind="disconnect_after_commit", path="/v1/customers")

    customer = client_of(standin, max_network_retries=2).v1.customers.create({"email": "a@b.example"})

    assert customer.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(client_of(standin).v1.customers.list({}).data) == 1


def test_a_lost_answer_without_retries_is_an_error_for_the_caller(
    standin: Standin, client: stripe.StripeClient
) -> None:
    control(standin, "fail_next", kind="disconnect_after_commit")

    with pytest.raises(stripe.APIConnectionError):
        client.v1.customers.create({})
    assert len(client.v1.customers.list({}).data) == 1


@pytest.mark.parametrize(("kind", "error"), [("429", stripe.RateLimitError), ("500", stripe.APIError)])
def test_spoiled_answers_change_nothing_and_end(
    standin: Standin, client: stripe.StripeClient, kind: str, error: type[Exception]
) -> None:
    control(standin, "fail_next", kind=kind, times=2)

    for _ in range(2):
        with pytest.raises(error):
            client.v1.customers.create({}, {"idempotency_key": "k"})
    assert (
        client.v1.customers.create({}, {"idempotency_key": "k"}).last_response.headers.get("Idempotent-Replayed")
        is None
    )
    assert len(client.v1.customers.list({}).data) == 1


def test_a_silent_api_hangs_up_after_its_time(standin: Standin, client: stripe.StripeClient) -> None:
    control(standin, "fail_next", kind="timeout", seconds=0.2, path="/v1/customers")
    began = time.monotonic()

    with pytest.raises(stripe.APIConnectionError):
        client.v1.customers.create({})

    assert time.monotonic() - began >= 0.2
    assert client.v1.balance.retrieve(), "other addresses are not troubled"


def test_lists_are_paged_newest_first(client: stripe.StripeClient) -> None:
    made = [client.v1.customers.create({"email": f"{number}@b.example"}).id for number in range(5)]

    first = client.v1.customers.list({"limit": 2})

    assert [customer.id for customer in first.data] == [made[4], made[3]]
    assert first.has_more
    assert [customer.id for customer in first.auto_paging_iter()] == made[::-1]
    before = client.v1.customers.list({"limit": 2, "ending_before": made[1]})
    assert [customer.id for customer in before.data] == [made[3], made[2]]
    assert before.has_more
    assert [found.id for found in client.v1.customers.list({"email": "3@b.example"})] == [made[3]]
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.list({"limit": 101})


def test_lists_can_be_bounded_in_time(standin: Standin, client: stripe.StripeClient) -> None:
    old = client.v1.customers.create({})
    control(standin, "advance", days=2)
    new = client.v1.customers.create({})

    found = client.v1.customers.list({"created": {"gte": new.created - 86400}})

    assert [customer.id for customer in found] == [new.id]
    assert old.created < new.created


def test_more_than_ten_lines_are_read_page_by_page(
    client: stripe.StripeClient, price: stripe.Price, make_session: Make
) -> None:
    session = make_session(line_items=[{"price": price.id, "quantity": number} for number in range(1, 13)])

    expanded = reread(client, session, "line_items").line_items

    assert expanded
    assert len(expanded.data) == 10
    assert expanded.has_more
    every = client.v1.checkout.sessions.line_items.list(session.id, {"limit": 100})
    assert [line.quantity for line in every] == [*range(1, 13)]


def test_expansion_follows_ids_and_refuses_nonsense(client: stripe.StripeClient, make_session: Make) -> None:
    session = make_session(customer_creation="always")
    pay(session)

    found = client.v1.checkout.sessions.list({"expand": ["data.payment_intent", "data.line_items.data.price"]})

    assert found.data[0].payment_intent.object == "payment_intent"
    assert found.data[0].line_items.data[0].price.unit_amount == 49900
    assert (
        reread(client, session, "line_items.data.price.product").line_items.data[0].price.product.name
        == "Clinic Launch"
    )
    for wish in ("mode", "nothing", "payment_intent.nothing", "a.b.c.d.e"):
        with pytest.raises(stripe.InvalidRequestError, match=r"cannot be expanded|cannot expand more"):
            reread(client, session, wish)


def test_unknown_ids_and_addresses_are_404(standin: Standin, client: stripe.StripeClient) -> None:
    for ask in (client.v1.checkout.sessions.retrieve, client.v1.refunds.retrieve, client.v1.prices.retrieve):
        with pytest.raises(stripe.InvalidRequestError) as refusal:
            ask("nobody")
        assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        client.v1.topups.list()
    assert requests.get(f"{standin.world.options.public_url}/nowhere", timeout=5).status_code == 404


def test_only_an_open_session_can_be_expired(client: stripe.StripeClient, make_session: Make) -> None:
    session = make_session()

    assert client.v1.checkout.sessions.expire(session.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError, match="status of expired"):
        client.v1.checkout.sessions.expire(session.id)


def test_a_deleted_customer_answers_with_a_stub_and_cannot_buy(client: stripe.StripeClient, make_session: Make) -> None:
    customer = client.v1.customers.create({"email": "a@b.example"})
    client.v1.customers.delete(customer.id)

    assert client.v1.customers.retrieve(customer.id).deleted is True
    with pytest.raises(stripe.InvalidRequestError, match="No such customer"):
        make_session(customer=customer.id)


def test_metadata_is_merged_and_cleared_key_by_key(client: stripe.StripeClient) -> None:
    customer = client.v1.customers.create({"metadata": {"a": "1", "b": "2"}})

    client.v1.customers.update(customer.id, {"metadata": {"b": "", "c": "3"}})

    assert client.v1.customers.retrieve(customer.id).to_dict()["metadata"] == {"a": "1", "c": "3"}
