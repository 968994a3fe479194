"""The control room: the clock, tampering, and the page on which a person does all of it."""

import re
import time

import pytest
import requests
import stripe

from stripe_standin.__main__ import Standin
from stripe_standin.control import ACTS

from .conftest import Make, control, pay, reread


def test_the_clock_expires_sessions_in_their_time(
    standin: Standin, client: stripe.StripeClient, make_session: Make
) -> None:
    early, late = make_session(expires_at=int(time.time()) + 1900), make_session()

    control(standin, "advance", seconds=3600)

    assert (reread(client, early).status, reread(client, late).status) == ("expired", "open")
    control(standin, "advance", days=1)
    assert reread(client, late).status == "expired"


def test_things_happen_at_their_own_time_while_the_clock_jumps(
    standin: Standin, client: stripe.StripeClient, make_session: Make
) -> None:
    began = int(time.time())
    pay(make_session(), method="bank", bank_account="000123456789")

    control(standin, "advance", days=30)

    arrived = client.v1.events.list({"type": "checkout.session.async_payment_succeeded"}).data[0]
    assert began + 4 * 86400 <= arrived.created <= began + 4 * 86400 + 5


def test_the_next_planned_thing_can_be_called(standin: Standin, make_session: Make) -> None:
    session = make_session()

    assert control(standin, "next_thing") == [f"expire_session {session.id}"]


def test_a_session_that_expires_offers_its_recovery_link(
    standin: Standin, client: stripe.StripeClient, make_session: Make
) -> None:
    session = make_session(after_expiration={"recovery": {"enabled": True}})
    control(standin, "expire", session=session.id)
    link = reread(client, session).after_expiration.recovery.url

    opened = [requests.get(link, allow_redirects=False, timeout=5).headers["Location"] for _ in range(2)]

    assert opened[0] == opened[1], "a second click leads to the same copy"
    copy = client.v1.checkout.sessions.retrieve(opened[0].rpartition("/")[2])
    assert (copy.recovered_from, copy.status, copy.metadata.order) == (session.id, "open", "order-1")
    assert pay(copy).status_code == 303
    assert reread(client, copy).payment_status == "paid"
    assert reread(client, session).status == "expired"
    control(standin, "advance", days=31)
    assert requests.get(link, timeout=5).status_code == 410


def test_a_recovered_order_whose_price_is_gone_is_explained(
    standin: Standin, client: stripe.StripeClient, make_session: Make
) -> None:
    assert requests.get(f"{standin.world.options.public_url}/r/nonsense", timeout=5).status_code == 410


def test_an_amount_a_quantity_and_a_currency_can_be_tampered_with(
    standin: Standin, client: stripe.StripeClient, make_session: Make
) -> None:
    session = make_session()

    control(standin, "tamper", session=session.id, amount=100, quantity=3, currency="EUR")

    pay(session)
    after = reread(client, session, "line_items", "payment_intent")
    assert (after.amount_total, after.currency, after.payment_intent.amount) == (300, "eur", 300)
    assert after.line_items.data[0].price.unit_amount == 100


def test_every_act_has_a_form_on_the_page_and_an_explanation(standin: Standin) -> None:
    page = requests.get(f"{standin.world.options.public_url}/_control", timeout=5).text

    for act in ACTS.values():
        assert f'action="/_control/{act.name}"' in page
        assert act.words.endswith(".")
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


def test_a_person_presses_a_button_and_comes_back_to_the_page(standin: Standin, make_session: Make) -> None:
    base = standin.world.options.public_url
    session = make_session()

    done = requests.post(f"{base}/_control/expire", data={"session": session.id}, timeout=5)
    refused = requests.post(f"{base}/_control/expire", data={"session": session.id}, timeout=5)

    assert "expire: expired" in done.text
    assert "Refused:" in refused.text


def test_what_was_bought_lately_is_listed_with_the_buttons_that_fit(
    standin: Standin, client: stripe.StripeClient, make_session: Make
) -> None:
    base = standin.world.options.public_url
    opened, waiting, paid = make_session(), make_session(), make_session()
    pay(waiting, method="bank", bank_account="000123456789")
    pay(paid)
    intent = str(reread(client, paid).payment_intent)
    client.v1.refunds.create({"payment_intent": intent, "amount": 100})

    def words_on(page: str) -> set[str]:
        return set(re.findall(r'aria-label="([^":]+): (?:cs_test|re|du)_', page))

    before = words_on(requests.get(f"{base}/_control", timeout=5).text)
    assert before == {"Expire", "Debit arrives", "Debit bounces", "Dispute", "Let it fail"}
    control(standin, "expire", session=opened.id)
    control(standin, "settle", payment_intent=str(reread(client, waiting).payment_intent), arrives=True)
    control(standin, "dispute", charge=intent)
    assert words_on(requests.get(f"{base}/_control", timeout=5).text) == {"Dispute", "Let it fail", "Won", "Lost"}


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("advance", {"seconds": -5}),
        ("advance", {"seconds": "soon"}),
        ("advance", {"fortnights": 1}),
        ("next_thing", {}),
        ("release", {"order": "sideways"}),
        ("deliver", {"event": "evt_none"}),
        ("fail_next", {"kind": "earthquake"}),
        ("settle", {"payment_intent": "pi_none"}),
        ("dispute", {"charge": "ch_none"}),
        ("decide", {"dispute": "du_none", "outcome": "maybe"}),
        ("fail_refund", {"refund": "re_none"}),
    ],
)
def test_nonsense_is_refused_in_words(standin: Standin, act: str, fields: dict) -> None:
    answer = requests.post(f"{standin.world.options.public_url}/_control/{act}", json=fields, timeout=5)

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_acts_are_only_done_by_post(standin: Standin) -> None:
    assert requests.get(f"{standin.world.options.public_url}/_control/reset", timeout=5).status_code == 404


def test_healing_puts_every_lever_back(standin: Standin, client: stripe.StripeClient) -> None:
    control(standin, "hold")
    control(standin, "fail_next", kind="500", times=9)
    control(standin, "heal")

    state = requests.get(f"{standin.world.options.public_url}/_control/state", timeout=5).json()
    assert state["levers"] == {}
    assert client.v1.balance.retrieve()


def test_the_list_of_requests_names_addresses_and_nothing_else(standin: Standin, client: stripe.StripeClient) -> None:
    client.v1.customers.create({"email": "secret@demo.example"})

    listed = requests.get(f"{standin.world.options.public_url}/_control/requests", timeout=5)

    assert listed.json()[0]["path"] == "/v1/customers"
    assert "secret" not in listed.text
