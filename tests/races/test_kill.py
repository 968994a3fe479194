"""kill -9 at every named point on the way of the money: after a restart the sweep puts everything right.

The deed runs in a process of its own, which kills itself at the point (so that no handler, no rollback and no goodbye is
possible); this process then does what a restarted school does, and looks.
"""

from __future__ import annotations

import datetime
import importlib
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from mail import tasks as mail_tasks
from mail.models import OutboxEmail
from payments import services
from payments.models import CheckoutAttempt, Grant, Order, Payment

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

COMPLETED = "checkout.session.completed"


def die_at(point: str, deed: Callable[[], Any]) -> None:
    """Do a deed in a child that kills itself before or after a function: "before payments.services.x.name".

    A child that is not killed was never at the point: the test is wrong then, and says so.
    """
    connections.close_all()  # a connection must not be shared by two processes
    child = os.fork()
    if child == 0:
        try:
            _lay_the_trap(point)
            deed()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, f"the deed never came to: {point}"


def _lay_the_trap(point: str) -> None:
    moment, path = point.split()
    holder, name = _find(path)
    real = getattr(holder, name)

    def trap(*args: Any, **kwargs: Any) -> Any:
        if moment == "after":
            real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(holder, name, trap)


def _find(path: str) -> tuple[Any, str]:
    """Find what holds the last name of a dotted path: a module, or a class in one."""
    holder, _, name = path.rpartition(".")
    try:
        return importlib.import_module(holder), name
    except ModuleNotFoundError:
        module, _, owner = holder.rpartition(".")
        return getattr(importlib.import_module(module), owner), name


def restart(*, after: datetime.timedelta = datetime.timedelta(minutes=10)) -> None:
    """What a restarted school does within ten minutes."""
    services.reconcile_orders(now=timezone.now() + after)


def assert_bought_once(buyer: Any, course: Any, stripe: Any) -> None:
    assert [order.status for order in Order.objects.all()] == [Order.Status.PAID]
    assert Payment.objects.get().status == Payment.Status.SETTLED
    assert Grant.objects.get().user == buyer
    assert OutboxEmail.objects.filter(kind="order_confirmation").count() == 1
    assert course.is_open_to(buyer)
    assert sum(session["status"] == "complete" for session in stripe.sessions()) == 1


# --- on the way to Stripe -----------------------------------------------------------------------------------------------

ON_THE_WAY_OUT = [
    "before payments.services.checkouts._ask_for_session",
    "before payments.gateway.create_session",
    "after payments.gateway.create_session",
]


@pytest.mark.parametrize("point", ON_THE_WAY_OUT)
def test_whoever_was_cut_off_on_the_way_to_stripe_presses_again_and_pays_once(point, stripe, offer, buyer, course):
    die_at(point, lambda: services.start_checkout(user=buyer, offer=offer))
    assert not Grant.objects.exists()

    checkout = services.start_checkout(user=buyer, offer=offer)

    assert len(stripe.sessions()) == 1
    assert stripe.pay(checkout.url).status_code == 303
    restart()
    assert_bought_once(buyer, course, stripe)


# --- on the way back ----------------------------------------------------------------------------------------------------

ON_THE_WAY_BACK = [
    "before payments.services.events.process_event",
    "before payments.gateway.get_session",
    "after payments.gateway.get_session",
    "after payments.services.settlement._note_attempt",
    "after payments.models.Payment.save",
    "after payments.services.settlement.grant_lines",
    "before payments.emails.queue_order_confirmation",
    "after payments.emails.queue_order_confirmation",
    "after payments.models.Order.recompute",
    "after payments.services.settlement.settle_checkout",
    "before payments.services.events._finish",
]


@pytest.mark.parametrize("point", ON_THE_WAY_BACK)
def test_a_message_whose_worker_is_killed_is_made_good(point, paid_order, buyer, course, stripe, mailbag):
    message = mailbag.wait_for(COMPLETED)

    die_at(point, lambda: message.hand_to(Client()))

    assert Grant.objects.count() == Payment.objects.count(), "half of a settlement was kept"
    restart()
    assert_bought_once(buyer, course, stripe)
    before = (Order.objects.get().status, Payment.objects.count(), Grant.objects.count(), OutboxEmail.objects.count())
    restart()
    after = (Order.objects.get().status, Payment.objects.count(), Grant.objects.count(), OutboxEmail.objects.count())
    assert after == before


@pytest.mark.parametrize("point", ["after payments.gateway.get_session", "after payments.models.Payment.save"])
def test_a_buyer_whose_return_page_is_killed_finds_the_course_open(point, paid_order, buyer, course, stripe, client_of):
    shopper = client_of(buyer)

    die_at(point, lambda: shopper.get(f"/checkout/{paid_order.uuid}/done/"))

    assert shopper.get(f"/checkout/{paid_order.uuid}/done/").status_code == 200
    assert_bought_once(buyer, course, stripe)


def test_a_settlement_in_two_halves_would_be_seen(paid_order, mailbag, monkeypatch):
    """The counter-proof: without its transaction, the deed that is killed leaves a payment without access."""
    import contextlib

    from payments.services import settlement

    message = mailbag.wait_for(COMPLETED)
    loose = type("Loose", (), {"atomic": staticmethod(lambda **_: contextlib.nullcontext())})
    monkeypatch.setattr(settlement, "transaction", loose)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)  # PostgreSQL refuses it outside of one

    die_at("after payments.models.Payment.save", lambda: message.hand_to(Client()))

    assert (Payment.objects.count(), Grant.objects.count()) == (1, 0)


@pytest.mark.parametrize("point", ["before mail.services._message", "after mail.services._message"])
def test_a_letter_whose_worker_is_killed_is_sent_by_the_next_sweep(point, paid_order, mailoutbox):
    session_id = CheckoutAttempt.objects.get().session_id

    die_at(point, lambda: services.settle_checkout(session_id=session_id))

    letter = OutboxEmail.objects.get(kind="order_confirmation")
    assert letter.status == OutboxEmail.Status.SENDING
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=10)):
        mail_tasks.sweep_outbox.call()
        mail_tasks.sweep_outbox.call()
    letter.refresh_from_db()
    assert letter.status == OutboxEmail.Status.SENT
    assert len([sent for sent in mailoutbox if sent.subject == letter.subject]) == 1
