"""Many callers at once, in real threads, on a real database: one order is one payment, one grant, one letter.

`make test` runs this folder on SQLite and once more on PostgreSQL. Each promise has its counter-proof: with its guard taken
away, the same callers break it.
"""

from __future__ import annotations

import contextlib
import threading
import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test import Client

from accounts.models import User
from mail.models import OutboxEmail
from payments import services
from payments.models import CheckoutAttempt, Grant, Offer, Order, Payment, StripeEvent
from payments.services import checkouts, settlement
from tests.payments.stripe_at_hand import Mailbag

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

CALLERS = 12
COMPLETED = "checkout.session.completed"


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """Run each deed in a thread of its own, all at the same moment; return what each gave back or raised."""
    start = threading.Barrier(len(deeds))
    results: list[Any] = [None] * len(deeds)

    def run(number: int, deed: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[number] = deed()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def errors(results: list[Any]) -> list[Exception]:
    return [result for result in results if isinstance(result, Exception)]


@pytest.fixture
def callers(paid_order: Order, buyer: User, owner: User, client_of: Any, mailbag: Mailbag) -> list[Callable[[], Any]]:
    """Everyone who may tell the site of the payment, each as they really do."""
    message = mailbag.wait_for(COMPLETED)
    shopper, desk = client_of(buyer), client_of(owner)
    session_id = CheckoutAttempt.objects.get().session_id

    def answer(response: Any) -> int:
        assert response.status_code < 400, response.status_code
        return response.status_code

    def webhook() -> int:
        status = message.hand_to(Client())
        assert status == 200, status
        return status

    ways: list[Callable[[], Any]] = [
        webhook,
        lambda: answer(shopper.get(f"/checkout/{paid_order.uuid}/done/")),
        lambda: answer(desk.post(f"/admin/shop_orders/settle/{paid_order.pk}/")),
        lambda: services.settle_checkout(session_id=session_id),
    ]
    return ways * (CALLERS // len(ways))


# --- one order ----------------------------------------------------------------------------------------------------------


def test_one_order_settled_by_twelve_callers_is_one_payment_one_grant_one_letter(callers, paid_order, course, buyer):
    results = together(*callers)

    assert errors(results) == []
    paid_order.refresh_from_db()
    assert paid_order.status == Order.Status.PAID
    assert Payment.objects.get().status == Payment.Status.SETTLED
    assert Grant.objects.get().user == buyer
    assert OutboxEmail.objects.filter(kind="order_confirmation").count() == 1
    assert OutboxEmail.objects.filter(kind="order_review").count() == 0
    assert StripeEvent.objects.get(type=COMPLETED).status == StripeEvent.Status.PROCESSED
    assert course.is_open_to(buyer)


@pytest.fixture
def without_the_lock(monkeypatch: Any) -> None:
    """Take the deed's transaction away, and with it the order's lock.

    SELECT ... FOR UPDATE alone is not enough to take: on PostgreSQL the attempt's row, written first, holds the others up as
    well; on SQLite the immediate transaction does. All callers then look whether the payment is known before any has
    written it.
    """
    looked = threading.Barrier(CALLERS)
    real = settlement._mismatch

    def wait_for_the_others(*given: Any) -> str:
        with contextlib.suppress(threading.BrokenBarrierError):
            looked.wait(5)
        return real(*given)

    monkeypatch.setattr(settlement, "_mismatch", wait_for_the_others)
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, *_, **__: self)
    monkeypatch.setattr(settlement, "transaction", types.SimpleNamespace(atomic=lambda **_: contextlib.nullcontext()))


@pytest.fixture
def settle_twelve_times(paid_order: Order) -> list[Callable[[], Any]]:
    session_id = CheckoutAttempt.objects.get().session_id
    return [lambda: services.settle_checkout(session_id=session_id)] * CALLERS


def rounds(most: int = 20) -> Iterator[int]:
    """Rounds of a race that luck may decide the wrong way: before each but the first, the order is unpaid again."""
    for number in range(most):
        if number:
            Grant.objects.all().delete()
            Payment.objects.all().delete()
            Order.objects.update(status=Order.Status.AWAITING_PAYMENT, review_reason="", paid_at=None)
        yield number


def test_counter_proof_without_its_lock_callers_fail_and_only_the_database_keeps_it_to_one(
    settle_twelve_times, without_the_lock
):
    assert any(errors(together(*settle_twelve_times)) for _ in rounds())
    assert Payment.objects.count() == 1


RULES = {"one_payment_per_reference", "one_settled_payment_per_order", "one_grant_per_order_line_and_person"}


@pytest.fixture
def without_the_constraints(monkeypatch: Any) -> Iterator[None]:
    """Take away what the database itself refuses: a second payment, a second grant."""
    whole = {model: list(model._meta.constraints) for model in (Payment, Grant)}

    def write_into_the_database(*, with_the_rules: bool) -> None:
        for model, rules in whole.items():
            model._meta.constraints = [rule for rule in rules if with_the_rules or rule.name not in RULES]
            with connection.schema_editor() as editor:
                if connection.vendor == "sqlite":
                    editor._remake_table(model)  # SQLite changes a table by copying it, by what the model says
                    continue
                change = editor.add_constraint if with_the_rules else editor.remove_constraint
                for rule in rules:
                    if rule.name in RULES:
                        change(model, rule)

    write_into_the_database(with_the_rules=False)
    yield
    Grant.objects.all().delete()
    Payment.objects.all().delete()
    monkeypatch.undo()
    write_into_the_database(with_the_rules=True)


def test_counter_proof_without_lock_and_constraints_one_order_is_paid_many_times(
    settle_twelve_times, without_the_lock, without_the_constraints
):
    def paid_times() -> int:
        together(*settle_twelve_times)
        return Payment.objects.filter(status=Payment.Status.SETTLED).count()

    assert any(paid_times() > 1 for _ in rounds())


def test_one_message_delivered_twelve_times_at_once_is_one_row_and_one_deed(paid_order, mailbag):
    message = mailbag.wait_for(COMPLETED)

    results = together(*[lambda: message.hand_to(Client())] * CALLERS)

    assert results == [200] * CALLERS
    assert StripeEvent.objects.filter(event_id=message.id).count() == 1
    assert Payment.objects.count() == Grant.objects.count() == 1


# --- one buyer ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["signed in", "a guest"])
def test_twelve_clicks_at_once_are_one_order_and_one_session(who, stripe, offer, buyer, course):
    def browser() -> Client:
        client = Client()
        if who == "signed in":
            client.force_login(buyer, backend="django.contrib.auth.backends.ModelBackend")
        else:
            client.cookies["csrftoken"] = "s" * 32  # what the sales page has given to this browser
        return client

    clients = [browser() for _ in range(CALLERS)]
    results = together(*[lambda client=client: client.post(f"/checkout/{offer.pk}/") for client in clients])

    assert errors(results) == []
    assert {result.status_code for result in results} == {303}
    assert len({result["Location"] for result in results}) == 1
    assert Order.objects.count() == CheckoutAttempt.objects.count() == len(stripe.sessions()) == 1


def test_counter_proof_without_the_open_key_each_click_is_an_order(stripe, offer, buyer, monkeypatch):
    real = checkouts._make_order
    monkeypatch.setattr(checkouts, "_make_order", lambda **fields: real(**(fields | {"open_key": None})))
    monkeypatch.setattr(checkouts, "MOST_PER_BUYER_AND_HOUR", 99)

    together(*[lambda: services.start_checkout(user=buyer, offer=offer)] * CALLERS)

    assert Order.objects.count() == len(stripe.sessions()) == CALLERS


def test_two_orders_of_one_person_settled_at_once_open_the_course_once(stripe, offer, buyer, course):
    sessions = []
    for _ in range(2):
        stripe.pay(services.start_checkout(user=buyer, offer=offer).url)
        Order.objects.update(open_key=None)
        sessions.append(CheckoutAttempt.objects.last().session_id)

    results = together(
        *[lambda session=session: services.settle_checkout(session_id=session) for session in sessions * 6]
    )

    assert errors(results) == []
    assert sorted(Order.objects.values_list("status", flat=True)) == ["paid", "review"]
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["duplicate", "settled"]
    assert Grant.objects.count() == 1


def test_guests_with_one_new_address_settled_at_once_are_one_account(stripe, offer, course):
    sessions = []
    for number in range(4):
        checkout = services.start_checkout(user=None, offer=offer, visitor_key=f"browser {number}")
        stripe.pay(checkout.url, email="crowd@people.example")
        sessions.append(checkout.order.attempts.get().session_id)

    results = together(
        *[lambda session=session: services.settle_checkout(session_id=session) for session in sessions * 3]
    )

    assert errors(results) == []
    assert User.objects.filter(email="crowd@people.example").count() == 1
    assert Grant.objects.count() == 1
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["duplicate"] * 3 + ["settled"]


def test_twelve_clicks_on_something_free_are_one_order_and_one_grant(course, buyer):
    free = Offer.objects.create(product=course, name=course.title, kind=Offer.Kind.FREE, amount_cents=0)

    results = together(*[lambda: services.start_checkout(user=buyer, offer=free)] * CALLERS)

    refusals = errors(results)
    assert {type(refusal).__name__ for refusal in refusals} == {"AlreadyOwned"}
    assert len(refusals) == CALLERS - 1
    assert Order.objects.count() == Grant.objects.count() == Payment.objects.count() == 1


def test_a_gift_given_twelve_times_at_once_is_one_gift(course, buyer, owner):
    results = together(*[lambda: services.give_grant(user=buyer, product=course, reason="Gift", by=owner)] * CALLERS)

    assert errors(results) == []
    assert len({grant.pk for grant in results}) == Grant.objects.count() == 1


def test_the_database_is_the_one_that_was_asked_for():
    """So that a green run on PostgreSQL cannot be a run on SQLite."""
    from django.conf import settings

    assert settings.DATABASES["default"]["ENGINE"].endswith(
        {"sqlite": "sqlite3", "postgresql": "postgresql"}[connection.vendor]
    )
    assert transaction.get_autocommit()
