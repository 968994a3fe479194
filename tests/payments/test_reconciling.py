"""What repairs the shop when messages are lost, Stripe is away or a process dies in the middle."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from mail.models import OutboxEmail
from payments import services, tasks
from payments.models import AuditEntry, CheckoutAttempt, Grant, Order, Payment, StripeEvent
from payments.services import events

pytestmark = pytest.mark.django_db


def later(minutes=6):
    return timezone.now() + datetime.timedelta(minutes=minutes)


def rows():
    """Everything that a second run must leave as it is."""
    models = (Order, CheckoutAttempt, Payment, Grant, StripeEvent, AuditEntry, OutboxEmail)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_a_day_without_webhooks_is_made_good_and_the_second_run_changes_nothing(
    shopper, visitor, buyer, buy, stripe, course
):
    stripe.pay(buy(shopper))
    stripe.pay(buy(visitor), email="guest@people.example")

    report = services.reconcile_orders(now=later())

    assert (report.asked, report.settled, report.troubles) == (2, 2, [])
    assert course.is_open_to(buyer)
    assert Grant.objects.count() == 2
    before = rows()
    again = services.reconcile_orders(now=later())
    assert (again.asked, again.changed) == (0, 0)
    assert rows() == before


def test_an_open_checkout_is_left_alone_while_the_buyer_is_paying(shopper, buy, stripe, only_order):
    buy(shopper)

    assert services.reconcile_orders().asked == 0
    report = services.reconcile_orders(now=later())

    assert (report.asked, report.changed) == (1, 0)
    assert only_order().status == Order.Status.AWAITING_PAYMENT


def test_a_session_that_ran_out_unheard_ends_its_order(shopper, buy, stripe, only_order):
    buy(shopper)
    stripe.do("expire", session=CheckoutAttempt.objects.get().session_id)

    assert services.reconcile_orders(now=later()).settled == 1

    assert only_order().status == Order.Status.EXPIRED
    assert only_order().open_key is None


def test_an_attempt_that_never_got_an_answer_ends_when_its_time_is_over(shopper, offer, stripe, only_order):
    stripe.do("fail_next", kind="500", times=9)
    shopper.post(f"/checkout/{offer.pk}/")

    assert services.reconcile_orders(now=later()).changed == 0
    assert services.reconcile_orders(now=later(minutes=120)).abandoned == 1

    assert only_order().status == Order.Status.EXPIRED
    assert services.reconcile_orders(now=later(minutes=120)).changed == 0


def test_a_message_stored_but_not_done_is_finished(shopper, buyer, buy, stripe, mailbag, visitor, course, monkeypatch):
    """As if the process had been killed between the two transactions."""
    stripe.pay(buy(shopper))
    with monkeypatch.context() as killed:
        killed.setattr(events, "process_event", lambda row: row)
        assert mailbag.wait_for().hand_to(visitor) == 200
    assert StripeEvent.objects.get().status == StripeEvent.Status.RECEIVED
    CheckoutAttempt.objects.update(created_at=later(minutes=60))  # so that the message alone can tell

    report = services.reconcile_orders(now=later())

    assert (report.events, report.settled) == (1, 0)
    assert StripeEvent.objects.get().status == StripeEvent.Status.PROCESSED
    assert course.is_open_to(buyer)
    assert services.reconcile_orders(now=later()).changed == 0


def test_paid_but_not_opened_is_found_and_opened(shopper, buyer, buy, stripe, only_order, course):
    stripe.pay(buy(shopper))
    services.settle_order(order=only_order())
    Grant.objects.all().delete()

    assert services.reconcile_orders(now=later()).granted == 1

    assert course.is_open_to(buyer)
    assert services.reconcile_orders(now=later()).changed == 0


def test_what_was_taken_back_is_not_given_again(shopper, buyer, buy, stripe, only_order, course, owner):
    stripe.pay(buy(shopper))
    services.settle_order(order=only_order())
    services.revoke_grant(grant=Grant.objects.get(), reason="Refunded", by=owner)

    assert services.reconcile_orders(now=later()).changed == 0

    assert not course.is_open_to(buyer)


def test_a_bank_debit_under_way_is_asked_about_until_it_arrives(shopper, buyer, buy, stripe, only_order, course):
    stripe.pay(buy(shopper), method="bank", bank_account="000123456789")
    assert services.reconcile_orders(now=later()).settled == 1
    assert only_order().status == Order.Status.PROCESSING
    assert services.reconcile_orders(now=later()).changed == 0

    stripe.do("advance", days=5)

    assert services.reconcile_orders(now=later()).settled == 1
    assert course.is_open_to(buyer)


def test_a_session_that_stripe_does_not_know_any_more_is_given_up(shopper, buy, stripe, only_order):
    buy(shopper)
    stripe.do("reset")

    assert services.reconcile_orders(now=later()).abandoned == 1

    assert only_order().status == Order.Status.EXPIRED
    assert services.reconcile_orders(now=later()).changed == 0


def test_when_stripe_is_away_it_says_so_and_the_command_fails(shopper, buy, stripe, course, buyer, monkeypatch):
    stripe.pay(buy(shopper))
    CheckoutAttempt.objects.update(created_at="2026-01-01T00:00Z")
    stripe.do("fail_next", kind="500", times=3)
    out, trouble = StringIO(), StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("reconcile_orders", stdout=out, stderr=trouble)

    assert ended.value.code == 1
    assert "Stripe does not answer" in trouble.getvalue()
    call_command("reconcile_orders", stdout=out)
    assert "1 settled" in out.getvalue()
    assert course.is_open_to(buyer)


def test_one_broken_order_does_not_keep_the_others_waiting(shopper, visitor, buy, stripe, monkeypatch):
    stripe.pay(buy(shopper))
    stripe.pay(buy(visitor))
    first = CheckoutAttempt.objects.order_by("pk").first()
    from payments.services import reconciliation

    real = reconciliation.settle_checkout

    def broken(*, session_id):
        if session_id == first.session_id:
            raise KeyError("words that may hold a name")
        return real(session_id=session_id)

    monkeypatch.setattr(reconciliation, "settle_checkout", broken)

    report = services.reconcile_orders(now=later())

    assert report.settled == 1
    assert report.troubles == [f"order {first.order_id}: KeyError"]


def test_the_clockwork_calls_the_same_deed(shopper, buyer, buy, stripe, course):
    stripe.pay(buy(shopper))
    CheckoutAttempt.objects.update(created_at="2026-01-01T00:00Z")

    tasks.reconcile_orders.enqueue()
    tasks.reconcile_orders.enqueue()

    assert course.is_open_to(buyer)
    assert Grant.objects.count() == 1
