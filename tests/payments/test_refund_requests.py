"""A learner asks for the money back within the written policy, and the owner answers."""

import datetime

import pytest
from django.utils import timezone

from mail.models import OutboxEmail
from pages.models import SiteSettings
from payments import services
from payments.models import AuditEntry, Order, Refund, RefundRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(owner, client_of):
    """The owner's browser."""
    return client_of(owner)


@pytest.fixture
def order(shopper, buy, stripe):
    stripe.pay(buy(shopper))
    services.settle_order(order=Order.objects.get())
    return Order.objects.get()


def page_of(order):
    return f"/orders/{order.uuid}/"


def ask(client, order, words="It is not for me.", **more):
    return client.post(f"{page_of(order)}refund-request/", {"words": words}, **more)


def paid_days_ago(days):
    Order.objects.update(paid_at=timezone.now() - datetime.timedelta(days=days))


def letters(kind):
    return list(OutboxEmail.objects.filter(kind=kind))


def test_the_order_keeps_the_days_that_were_promised_when_it_was_made(order, course):
    course.refund_days = 3
    course.save()

    order.refresh_from_db()
    assert order.refund_days == 14
    assert order.refund_until == order.paid_at + datetime.timedelta(days=14)


def test_a_course_without_words_of_its_own_promises_what_the_site_does(course):
    settings = SiteSettings.for_site(course.get_site())
    settings.refund_policy, settings.refund_days = "<p>Seven days.</p>", 7
    settings.save()
    assert course.get_refund_days() == 14

    course.refund_policy = ""
    assert course.get_refund_days() == 7


def test_a_learner_asks_and_the_owner_gives_the_money_back(order, shopper, buyer, desk, owner, course, settings):
    assert "Ask for my money back" in shopper.get(page_of(order)).content.decode()

    page = ask(shopper, order, follow=True).content.decode()

    assert "You asked for your money back" in page
    assert "It is not for me." in page
    request = RefundRequest.objects.get()
    (alert,) = letters("refund_request")
    assert alert.recipient == settings.OWNER_EMAIL
    assert "It is not for me." not in alert.text
    assert course.is_open_to(buyer)

    shown = desk.get(f"/admin/shop_refund_requests/inspect/{request.pk}/").content.decode()
    assert "It is not for me." in shown
    assert f"/admin/shop_orders/refund/{order.pk}/" in shown
    assert "The buyer asked for it" in desk.get(f"/admin/shop_orders/refund/{order.pk}/").content.decode()
    wish = services.RefundWish(payment=order.payments.get(), amount_cents=79000, reason="Within the policy")
    services.refund_order(wish=wish, by=owner)

    request.refresh_from_db()
    assert (request.status, request.refund, request.answered_by) == ("granted", Refund.objects.get(), owner)
    assert not course.is_open_to(buyer)
    page = shopper.get(page_of(order)).content.decode()
    assert "Sent back" in page
    assert "Ask for my money back" not in page


def test_a_request_is_declined_with_words_that_are_mailed(order, shopper, buyer, desk, owner, course):
    ask(shopper, order)
    request = RefundRequest.objects.get()
    url = f"/admin/shop_refund_requests/decline/{request.pk}/"

    assert desk.post(url, {"answer": ""}).status_code == 422
    assert desk.post(url, {"answer": "You have finished it & kept the notes."}).status_code == 302
    assert "declined already" in desk.post(url, {"answer": "Again"}, follow=True).content.decode()

    request.refresh_from_db()
    assert (request.status, request.answered_by) == ("declined", owner)
    (letter,) = letters("refund_declined")
    assert letter.recipient == buyer.email
    assert "You have finished it & kept the notes." in letter.text
    assert course.is_open_to(buyer)
    page = shopper.get(page_of(order)).content.decode()
    assert "kept the notes" in page
    assert AuditEntry.objects.filter(deed="refund request declined", actor=owner).count() == 1


def test_a_request_is_withdrawn(order, shopper):
    ask(shopper, order)

    page = shopper.post(f"{page_of(order)}refund-request/withdraw/", follow=True).content.decode()

    assert RefundRequest.objects.get().status == "withdrawn"
    assert "Ask for my money back" in page


def test_asking_twice_is_asking_once(order, shopper):
    ask(shopper, order)
    ask(shopper, order, words="Again")

    assert RefundRequest.objects.count() == len(letters("refund_request")) == 1


def test_after_the_time_the_page_says_so_and_offers_to_write(order, shopper):
    paid_days_ago(14)

    page = shopper.get(page_of(order)).content.decode()
    assert "The time for refunds that you agreed to ended on" in page
    assert "mailto:" in page
    assert "Ask for my money back" not in page
    assert "ended on" in ask(shopper, order, follow=True).content.decode()
    assert not RefundRequest.objects.exists()


def test_on_the_last_day_it_is_not_too_late(order, shopper):
    paid_days_ago(13.99)
    ask(shopper, order)
    assert RefundRequest.objects.get().status == "waiting"


def test_too_many_words_are_kept_and_explained(order, shopper):
    page = ask(shopper, order, words="long " * 500)

    assert page.status_code == 422
    assert "at most 2000 characters" in page.content.decode()
    assert "long long" in page.content.decode()


def test_a_free_course_has_nothing_to_give_back(shopper, free_offer):
    shopper.post(f"/checkout/{free_offer.pk}/")
    page = shopper.get(page_of(Order.objects.get())).content.decode()
    assert "refund-request" not in page
    assert "time for refunds" not in page


def test_nobody_else_asks_and_a_get_asks_nothing(order, visitor, client_of, make_user, editor, desk, buyer):
    other = client_of(make_user("other"))
    assert ask(other, order).status_code == 404
    assert ask(visitor, order).status_code == 404
    assert desk.get(f"{page_of(order)}refund-request/").status_code == 405
    strict = client_of(buyer)
    strict.handler.enforce_csrf_checks = True
    assert ask(strict, order).status_code == 403
    assert not RefundRequest.objects.exists()
    for path in ("", "new/"):
        assert client_of(editor).get(f"/admin/shop_refund_requests/{path}").status_code in (302, 403)


def test_a_declined_refund_leaves_the_request_waiting(order, shopper, owner, stripe):
    ask(shopper, order)
    world = stripe.standin.world
    with world.deed():
        from stripe_standin import refunds

        refunds.refund_charge(
            world, world.find("charge", order.payments.get().charge_id), None, reason=None, metadata={}
        )
    wish = services.RefundWish(payment=order.payments.get(), amount_cents=79000, reason="Within the policy")
    with pytest.raises(Exception, match="declined"):
        services.refund_order(wish=wish, by=owner)
    assert RefundRequest.objects.get().status == "waiting"


# --- paid twice -------------------------------------------------------------------------------------------------------


@pytest.fixture
def paid_twice(shopper, buy, stripe):
    """Two sessions of one order, both paid: forced, since only one is ever open."""
    from payments.models import CheckoutAttempt

    first = buy(shopper)
    CheckoutAttempt.objects.update(status="failed")
    second = buy(shopper)
    assert first != second
    stripe.pay(first)
    stripe.pay(second)
    for attempt in CheckoutAttempt.objects.all():
        services.settle_checkout(session_id=attempt.session_id)
    return Order.objects.get()


def test_what_was_paid_twice_goes_back_by_itself_once_and_access_stays(paid_twice, course, buyer, stripe):
    assert sorted(paid_twice.payments.values_list("status", flat=True)) == ["duplicate", "settled"]
    assert "by itself" in letters("order_review")[0].text

    for _ in range(2):
        services.reconcile_orders()

    refund = Refund.objects.get()
    assert (refund.payment.status, refund.status, refund.amount_cents) == ("duplicate", "succeeded", 79000)
    paid_twice.refresh_from_db()
    assert paid_twice.status == Order.Status.PAID
    assert course.is_open_to(buyer)
    assert "bought nothing" in letters("refund_done")[0].text


def test_the_owner_may_want_to_look_first(paid_twice, settings, desk, course, buyer):
    settings.REFUND_DUPLICATES = False
    services.reconcile_orders()
    assert not Refund.objects.exists()
    page = desk.get(f"/admin/shop_orders/inspect/{paid_twice.pk}/").content.decode()
    assert "To be looked at: paid twice" in page

    twice = paid_twice.payments.get(status="duplicate")
    wish = services.RefundWish(payment=twice, amount_cents=79000, reason="Paid twice")
    services.refund_order(wish=wish, by=None)

    assert (
        "To be looked at: paid twice" not in desk.get(f"/admin/shop_orders/inspect/{paid_twice.pk}/").content.decode()
    )
    assert course.is_open_to(buyer)


def test_held_money_goes_back_and_the_order_is_done_with(shopper, buy, stripe, course, buyer):
    page = buy(shopper)
    stripe.do("tamper", session=stripe.sessions()[0]["id"], amount="100")
    stripe.pay(page)
    services.settle_order(order=Order.objects.get())
    order = Order.objects.get()
    assert order.status == Order.Status.REVIEW
    payment = order.payments.get()

    services.refund_order(
        wish=services.RefundWish(payment=payment, amount_cents=payment.amount_cents, reason="Did not fit"), by=None
    )

    order.refresh_from_db()
    assert order.status == Order.Status.REFUNDED
    assert not course.is_open_to(buyer)
