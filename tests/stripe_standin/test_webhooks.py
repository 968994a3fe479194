"""Events on their way to the site: signed, again after a failure, in whatever order the control room likes."""

import json
import time

import pytest
import stripe

from stripe_standin.__main__ import Standin

from .conftest import SECRET, Make, Site, control, pay, reread


def test_a_purchase_arrives_signed_with_whole_snapshots(
    client: stripe.StripeClient, make_session: Make, site: Site
) -> None:
    session = make_session(customer_creation="always")
    pay(session)

    site.wait_for("checkout.session.completed")
    site.wait_for("charge.succeeded")

    events = {event.type: event for event in site.events()}
    completed = events["checkout.session.completed"]
    assert completed.api_version == stripe.api_version
    assert completed.livemode is False
    assert isinstance(completed.data.object, stripe.checkout.Session)
    assert completed.data.object.payment_status == "paid"
    assert "line_items" not in completed.data.object
    assert {"payment_intent.created", "payment_intent.succeeded", "customer.created"} <= set(events)
    assert events["product.created"].request.id.startswith("req_")


def test_the_right_body_with_a_wrong_secret_is_not_believed(
    client: stripe.StripeClient, price: stripe.Price, site: Site
) -> None:
    site.wait_for("price.created")

    with pytest.raises(stripe.SignatureVerificationError):
        client.construct_event(site.bodies[0], site.headers[0]["Stripe-Signature"], "whsec_other")
    with pytest.raises(stripe.SignatureVerificationError):
        client.construct_event(site.bodies[0] + b" ", site.headers[0]["Stripe-Signature"], SECRET)


def test_failures_and_redirects_are_tried_again_until_the_site_says_yes(
    client: stripe.StripeClient, site: Site
) -> None:
    site.answers[:] = [500, 302, 404, 200]

    client.v1.customers.create({})

    site.wait_for("customer.created", times=4)
    time.sleep(0.2)
    assert site.kinds().count("customer.created") == 4
    assert len({event.id for event in site.events()}) == 1
    event = client.v1.events.list({"type": "customer.created"}).data[0]
    assert event.pending_webhooks == 0


def test_a_site_that_fails_shows_as_pending_and_undelivered(client: stripe.StripeClient, site: Site) -> None:
    site.answers[:] = [500] * 1000
    client.v1.customers.create({})
    site.wait_for("customer.created")

    undelivered = client.v1.events.list({"delivery_success": False, "types": ["customer.created", "refund.created"]})

    assert [event.pending_webhooks for event in undelivered] == [1]
    site.answers.clear()


def test_held_events_wait_and_are_released_in_the_order_asked_for(
    standin: Standin, client: stripe.StripeClient, site: Site
) -> None:
    control(standin, "hold")
    made = [client.v1.customers.create({}).id for _ in range(4)]
    time.sleep(0.1)
    assert site.bodies == []

    answers = control(standin, "release", order="reversed")

    assert answers == ["200"] * 4
    assert [json.loads(body)["data"]["object"]["id"] for body in site.bodies] == made[::-1]
    client.v1.customers.create({})
    site.wait_for("customer.created", times=5)


def test_shuffled_events_all_come_in_another_order(standin: Standin, client: stripe.StripeClient, site: Site) -> None:
    control(standin, "hold")
    made = [client.v1.customers.create({}).id for _ in range(12)]
    assert control(standin, "shuffle", on=True) is True

    control(standin, "release", order="shuffled")

    came = [json.loads(body)["data"]["object"]["id"] for body in site.bodies]
    assert set(came) == set(made)
    assert came != made


def test_a_site_that_asks_back_while_it_is_told_gets_its_answer(
    standin: Standin, client: stripe.StripeClient, make_session: Make, site: Site
) -> None:
    """A webhook handler re-reads the session: the stand-in must not hold its lock while it delivers."""
    session = make_session()
    asked: list[str] = []
    site.on_event = lambda kind: asked.append(reread(client, session).status) if "completed" in kind else None

    pay(session)

    site.wait_for("checkout.session.completed")
    assert asked == ["complete"]


def test_one_event_can_be_delivered_by_hand_as_often_as_one_likes(
    standin: Standin, client: stripe.StripeClient, site: Site
) -> None:
    control(standin, "hold")
    client.v1.customers.create({})
    event = client.v1.events.list({}).data[0]
    site.answers[:] = [200, 500, 200]

    assert [control(standin, "deliver", event=event.id) for _ in range(3)] == [["200"], ["500"], ["200"]]


def test_dropped_events_never_come_but_stand_in_the_list(
    standin: Standin, client: stripe.StripeClient, site: Site
) -> None:
    control(standin, "drop", times=1)
    first, second = client.v1.customers.create({}), client.v1.customers.create({})

    site.wait_for("customer.created")
    time.sleep(0.1)

    assert [json.loads(body)["data"]["object"]["id"] for body in site.bodies] in ([first.id], [second.id])
    lost = client.v1.events.list({"delivery_success": False})
    assert len(lost.data) == 1


def test_duplicates_are_the_same_bytes_twice(standin: Standin, client: stripe.StripeClient, site: Site) -> None:
    control(standin, "duplicate", times=1)
    client.v1.customers.create({})

    site.wait_for("customer.created", times=2)

    assert site.bodies[0] == site.bodies[1]


def test_old_stamps_future_stamps_other_versions_and_live_mode_can_be_sent(
    standin: Standin, client: stripe.StripeClient, site: Site
) -> None:
    control(standin, "stale_timestamp", times=1, seconds=-400)
    client.v1.customers.create({})
    site.wait_for("customer.created")
    with pytest.raises(stripe.SignatureVerificationError, match="tolerance"):
        site.events()
    site.forget()
    control(standin, "stale_timestamp", times=1, seconds=4000)
    client.v1.customers.create({})
    site.wait_for("customer.created")
    stamp = int(site.headers[0]["Stripe-Signature"].partition(",")[0].removeprefix("t="))
    assert stamp > time.time() + 3000
    site.forget()
    control(standin, "wrong_version", times=1)
    control(standin, "live_mode", times=1)
    client.v1.customers.create({})
    site.wait_for("customer.created")
    assert (site.events()[0].api_version, site.events()[0].livemode) == ("2017-08-15", True)


def test_a_rotation_signs_with_both_secrets_then_with_the_new_one(
    standin: Standin, client: stripe.StripeClient, site: Site
) -> None:
    new = control(standin, "second_secret")
    client.v1.customers.create({})
    site.wait_for("customer.created")
    for secret in (SECRET, new):
        client.construct_event(site.bodies[0], site.headers[0]["Stripe-Signature"], secret)
    control(standin, "end_rotation")
    site.forget()
    client.v1.customers.create({})
    site.wait_for("customer.created")
    with pytest.raises(stripe.SignatureVerificationError):
        client.construct_event(site.bodies[0], site.headers[0]["Stripe-Signature"], SECRET)


def test_endpoints_are_made_told_once_and_only_hear_what_they_asked_for(
    standin: Standin, client: stripe.StripeClient, site: Site
) -> None:
    made = client.v1.webhook_endpoints.create(
        {"url": f"{site.url}second/", "enabled_events": ["refund.created"], "api_version": stripe.api_version}  # type: ignore[typeddict-item]
    )
    assert made.secret
    assert made.secret.startswith("whsec_")
    assert "secret" not in client.v1.webhook_endpoints.retrieve(made.id)
    assert len(client.v1.webhook_endpoints.list().data) == 2

    client.v1.customers.create({})
    site.wait_for("customer.created")
    time.sleep(0.05)

    assert site.kinds() == ["customer.created"]
    assert client.v1.webhook_endpoints.update(made.id, {"disabled": True}).status == "disabled"
    assert client.v1.webhook_endpoints.delete(made.id).deleted is True


def test_a_switched_off_endpoint_says_so_and_hears_nothing(
    standin: Standin, client: stripe.StripeClient, site: Site
) -> None:
    control(standin, "switch_endpoint", on=False)

    assert client.v1.webhook_endpoints.list().data[0].status == "disabled"
    client.v1.customers.create({})
    time.sleep(0.1)
    assert site.bodies == []


def test_events_go_to_this_machine_only(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="only delivers to this machine"):
        client.v1.webhook_endpoints.create({"url": "https://example.com/hook/", "enabled_events": ["*"]})
