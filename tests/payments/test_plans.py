"""Paying month by month: exactly so many instalments, access that follows them, and a card that can be changed."""

import datetime
import itertools
import re

import pytest
from django.utils import timezone

from mail.models import OutboxEmail
from payments import gateway, services
from payments.models import (
    AuditEntry,
    CheckoutAttempt,
    Grant,
    Instalment,
    InstalmentPlan,
    Offer,
    Order,
    Payment,
    PromotionCode,
    StripePortal,
)
from payments.purchases import purchase_for
from payments.refusals import IllegalMove, StripeUnavailable
from payments.services import plans, schedules
from tests.payments.plans import PAYS_ONCE_ONLY, at_stripe, change_card, sync
from tests.payments.stripe_at_hand import GOOD_CARD

pytestmark = pytest.mark.django_db

ASKS_THE_BANK = "4000000000003220"
SCHEDULES = "/v1/subscription_schedules"


def letters(kind):
    return OutboxEmail.objects.filter(kind=kind).count()


def end_state():
    """Everything that a history leaves behind, without keys and clocks."""
    return (
        list(Order.objects.values_list("status", "total_cents")),
        list(InstalmentPlan.objects.values_list("status", "count", "schedule_id", "ended_at", "grace_until")),
        list(Instalment.objects.order_by("number").values_list("number", "status", "amount_cents", "invoice_id")),
        sorted(Payment.objects.values_list("reference", "number", "status", "amount_cents")),
        list(Grant.objects.values_list("status", "cause")),
        sorted(OutboxEmail.objects.values_list("kind", flat=True)),
    )


# --- beginning --------------------------------------------------------------------------------------------------------


def test_the_page_says_each_payment_and_the_total_before_anything_is_bought(course, plan_offer, offer, visitor):
    page = visitor.get(course.url).content.decode()

    assert [choice.offer for choice in purchase_for(course, visitor.get(course.url).wsgi_request.user).choices] == [
        offer, plan_offer,
    ]  # fmt: skip
    assert "3 monthly payments of $290, $870 in total" in page
    assert "Pay in 3 instalments" in page
    assert page.index("refund policy") < page.index("Pay in 3 instalments")


def test_the_first_instalment_opens_the_course_and_stripe_is_told_when_to_stop(begin, buyer, course, stripe):
    order = begin()

    plan = order.plan
    assert (order.status, order.total_cents) == (Order.Status.PAYING, 87000)
    assert course.is_open_to(buyer)
    payment = Payment.objects.get()
    assert (payment.amount_cents, payment.number, payment.status) == (29000, 1, "settled")
    assert payment.reference.startswith("pi_")
    assert payment.charge_id.startswith("ch_")
    assert payment.invoice_pdf.startswith("http")
    (schedule,) = at_stripe(stripe, "subscription_schedule")
    assert (plan.schedule_id, schedule["end_behavior"]) == (schedule["id"], "cancel")
    assert schedule["phases"][0]["proration_behavior"] == "none"
    assert schedule["phases"][-1]["end_date"] == int(plan.ends_at.timestamp())
    letter = OutboxEmail.objects.get(kind="order_confirmation").text
    assert "Paid today: $290.00 USD, the first of 3" in letter
    assert letter.count("$290.00 USD") == 3


def test_three_instalments_are_three_invoices_also_after_a_year(begin, wait, stripe, buyer, course):
    begin()
    for _ in range(12):
        wait(31)
    plan = sync()

    invoices = at_stripe(stripe, "invoice")
    assert [invoice["amount_paid"] for invoice in invoices] == [29000] * 3
    assert {invoice["billing_reason"] for invoice in invoices} == {"subscription_create", "subscription_cycle"}
    assert not any(line["parent"]["subscription_item_details"]["proration"] for invoice in invoices
                   for line in invoice["lines"]["data"])  # fmt: skip
    order = plan.order
    assert (plan.status, order.status) == (InstalmentPlan.Status.COMPLETED, Order.Status.PAID)
    assert plan.ended_at is not None
    assert (order.paid_cents, order.total_cents) == (87000, 87000)
    assert course.is_open_to(buyer), "what is paid stays, whatever became of the subscription"
    assert letters("plan_completed") == 1
    assert letters("plan_defaulted") == 0


def test_without_the_schedule_stripe_would_go_on_charging(begin, wait, stripe, monkeypatch):
    monkeypatch.setattr(schedules, "ensure_schedule", lambda *_: False)
    monkeypatch.setattr(schedules, "refuse_extra", lambda *_: None)
    begin()
    for _ in range(5):
        wait(31)
    sync()

    assert len(at_stripe(stripe, "invoice")) > 3


def test_an_odd_cent_is_paid_with_the_first_instalment(shopper, buy, stripe, plan_offer, only_order, wait):
    Offer.objects.filter(pk=plan_offer.pk).update(amount_cents=10000)
    stripe.pay(buy(shopper, plan_offer))
    services.settle_order(order=only_order())
    for _ in range(3):
        wait(31)
    plan = sync()

    assert list(plan.instalments.values_list("amount_cents", flat=True)) == [3334, 3333, 3333]
    assert plan.order.total_cents == plan.order.paid_cents == 10000
    assert plan.order.status == Order.Status.PAID


def test_a_percentage_comes_off_every_instalment(shopper, stripe, plan_offer, only_order, wait):
    PromotionCode.objects.create(code="EARLY-BIRD", percent_off=20)
    page = shopper.get(f"{plan_offer.product.url}?code=early-bird").content.decode()
    assert "3 monthly payments of $232, $696 in total" in page

    hosted = shopper.post(f"/checkout/{plan_offer.pk}/", {"code": "EARLY-BIRD"})["Location"]
    assert only_order().total_cents == 69600
    stripe.pay(hosted)
    services.settle_order(order=only_order())
    assert only_order().total_cents == 69600
    for _ in range(3):
        wait(31)
    plan = sync()

    assert list(plan.instalments.values_list("amount_cents", flat=True)) == [23200] * 3
    assert (plan.order.discount_cents, plan.order.total_cents, plan.order.paid_cents) == (17400, 69600, 69600)


@pytest.mark.parametrize("worth", [{"amount_off_cents": 9000, "currency": "usd"}, {"percent_off": 100}])
def test_a_code_that_stripe_would_take_off_wrongly_is_refused_on_instalments(worth, shopper, plan_offer, stripe):
    PromotionCode.objects.create(code="EARLY-BIRD", **worth)

    answer = shopper.post(f"/checkout/{plan_offer.pk}/", {"code": "EARLY-BIRD"})

    assert "not for instalments" in shopper.get(answer["Location"]).content.decode()
    assert not stripe.sessions()


def test_the_bank_asks_and_the_buyer_says_no_then_yes(shopper, buy, stripe, plan_offer, only_order):
    page = buy(shopper, plan_offer)
    for answer, status in (("fail", 402), ("approve", 303)):
        bank = stripe.pay(page, card=ASKS_THE_BANK).headers["Location"]
        assert stripe.http.post(bank, data={"answer": answer}, allow_redirects=False, timeout=30).status_code == status
        services.settle_order(order=only_order())
        assert only_order().status == (Order.Status.PAYING if status == 303 else Order.Status.AWAITING_PAYMENT)


def test_a_guest_pays_in_instalments_and_the_mailbox_opens_it(visitor, buy, stripe, plan_offer, only_order, client_of):
    stripe.pay(buy(visitor, plan_offer), email="gwen@people.example")
    page = visitor.get(f"/checkout/{only_order().uuid}/done/").content.decode()

    assert "Thank you. Clinic Launch is yours." in page
    assert only_order().buyer.email == "gwen@people.example"
    assert visitor.post(f"/orders/{only_order().uuid}/card/").status_code == 302, "a browser alone changes no card"
    assert client_of(only_order().buyer).post(f"/orders/{only_order().uuid}/card/").status_code == 303


def test_a_tampered_plan_opens_nothing_and_is_ended(shopper, buy, stripe, plan_offer, only_order):
    buy(shopper, plan_offer)
    (session,) = stripe.sessions()
    stripe.do("tamper", session=session["id"], amount="100")
    stripe.pay(session["url"])
    services.settle_order(order=only_order())

    assert only_order().status == Order.Status.REVIEW
    assert not Grant.objects.exists()
    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["canceled"]


def test_a_second_plan_for_the_same_order_is_held_and_ended(begin, shopper, stripe, plan_offer, only_order, wait):
    begin()
    order = only_order()
    attempt = CheckoutAttempt.objects.create(
        order=order, number=2, livemode=False, expires_at=timezone.now() + datetime.timedelta(minutes=35)
    )
    products = {plan_offer.product_id: stripe.sessions() and at_stripe(stripe, "product")[0]["id"]}
    session = gateway.create_session(attempt=attempt, products=products)
    stripe.pay(session.url)
    services.settle_checkout(session_id=session.id)
    wait(40)
    sync()

    assert Payment.objects.get(status=Payment.Status.DUPLICATE).amount_cents == 29000
    running = [one for one in at_stripe(stripe, "subscription") if one["status"] != "canceled"]
    assert [one["id"] for one in running] == [order.plan.subscription_id]
    assert len([one for one in at_stripe(stripe, "invoice") if one["status"] == "paid"]) == 3
    assert Grant.objects.count() == 1


# --- messages: early, late, often, in every order ------------------------------------------------------------------------


def test_the_invoice_comes_before_the_checkout(shopper, buy, stripe, mailbag, visitor, plan_offer, only_order):
    stripe.pay(buy(shopper, plan_offer))

    assert mailbag.wait_for("invoice.paid").hand_to(visitor) == 200
    assert only_order().status == Order.Status.PAYING
    before = end_state()
    assert mailbag.wait_for().hand_to(visitor) == 200

    assert end_state() == before


def test_every_message_thrice_and_in_every_order_is_one_plan(stripe, mailbag, visitor, begin):
    begin()
    stripe.do("advance", days=125)
    mailbag.wait_for("customer.subscription.deleted")
    handled = ("checkout.session.completed", "invoice.paid", "customer.subscription.deleted",
               "subscription_schedule.completed")  # fmt: skip
    last = {kind: mailbag.of(kind)[-1] for kind in handled}
    sync()
    expected = end_state()

    for order in itertools.permutations(last.values()):
        for message in order * 3:
            assert message.hand_to(visitor) == 200
        services.sync_plan(subscription_id=InstalmentPlan.objects.get().subscription_id)
    assert end_state() == expected
    assert stripe.requests(SCHEDULES) <= 1


@pytest.mark.parametrize("order", list(itertools.permutations(["completed", "paid", "failed"])))
def test_a_history_with_a_failure_ends_alike_from_whatever_end_it_is_told(
    order, shopper, buy, stripe, mailbag, visitor, plan_offer, time_machine
):
    stripe.pay(buy(shopper, plan_offer), card=PAYS_ONCE_ONLY)
    first = mailbag.wait_for("invoice.paid")
    told = {"completed": mailbag.wait_for(), "paid": first}
    stripe.do("advance", days=32)
    told["failed"] = mailbag.wait_for("invoice.payment_failed")

    for name in order:
        assert told[name].hand_to(visitor) == 200

    plan = InstalmentPlan.objects.get()
    assert [plan.status, plan.order.status, Grant.objects.get().status] == ["active", "paying", "active"]
    assert list(plan.instalments.values_list("status", flat=True)) == ["paid", "failed"]
    assert letters("instalment_failed") == 1
    assert plan.schedule_id


def test_the_schedule_is_made_once_though_the_message_came_twice(
    shopper, buy, stripe, mailbag, visitor, plan_offer, only_order
):
    stripe.pay(buy(shopper, plan_offer))
    for _ in range(2):
        for message in list(mailbag.messages):
            assert message.hand_to(visitor) == 200
    services.settle_order(order=only_order(), by=only_order().buyer)

    assert len(at_stripe(stripe, "subscription_schedule")) == 1
    assert stripe.requests(SCHEDULES) == 1


def test_an_answer_that_was_lost_is_the_same_schedule(begin, stripe):
    stripe.do("fail_next", kind="disconnect_after_commit", path=SCHEDULES, times=1)
    order = begin()

    assert order.plan.schedule_id
    assert len(at_stripe(stripe, "subscription_schedule")) == 1


# --- guards -----------------------------------------------------------------------------------------------------------


def test_a_crash_between_checkout_and_schedule_is_mended_by_the_sweep(
    shopper, buy, stripe, plan_offer, only_order, monkeypatch, wait
):
    stripe.pay(buy(shopper, plan_offer))
    with monkeypatch.context() as broken:
        broken.setattr(gateway, "create_schedule", lambda *_: (_ for _ in ()).throw(StripeUnavailable))
        services.settle_order(order=only_order())
    assert only_order().status == Order.Status.PAYING, "the buyer has it all the same"
    assert only_order().plan.schedule_id == ""

    report = services.reconcile_orders()

    assert (report.plans, report.troubles) == (1, [])
    assert InstalmentPlan.objects.get().schedule_id
    assert services.reconcile_orders().plans == 0
    for _ in range(6):
        wait(31)
    assert len(at_stripe(stripe, "invoice")) == 3


def test_a_schedule_that_was_released_is_made_again_for_the_months_that_are_left(begin, wait, stripe):
    order = begin()
    wait(32)
    stripe.http.post(
        f"{stripe.url}{SCHEDULES}/{order.plan.schedule_id}/release", auth=("sk_test_demo", ""), timeout=30,
        headers={"Stripe-Version": "2026-10-28.endive"},
    ).raise_for_status()  # fmt: skip

    assert services.sync_plan(subscription_id=order.plan.subscription_id)
    for _ in range(6):
        wait(31)

    assert len(at_stripe(stripe, "invoice")) == 3
    assert sync().status == InstalmentPlan.Status.COMPLETED


def test_an_invoice_too_many_is_void_and_the_owner_is_told(begin, wait, stripe, monkeypatch, buyer, course):
    with monkeypatch.context() as without:
        without.setattr(schedules, "ensure_schedule", lambda *_: False)
        begin(card=GOOD_CARD)
        wait(31)
        wait(31)
        sync()
        with stripe.standin.world.deed():  # the fourth finds the card empty
            world = stripe.standin.world
            for method in world.store.all("payment_method"):
                method["card"]["last4"] = "0341"
                world.save(method)
        wait(31)
    plan = sync()

    fourth = next(one for one in at_stripe(stripe, "invoice") if one["status"] != "paid")
    assert fourth["status"] == "void"
    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["canceled"]
    assert letters("plan_alert") == 1
    plan = sync()
    assert (plan.status, plan.order.status) == (InstalmentPlan.Status.COMPLETED, Order.Status.PAID)
    assert course.is_open_to(buyer)


def test_an_invoice_too_many_that_was_paid_is_held_money_and_not_a_fourth_instalment(begin, wait, stripe, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(schedules, "ensure_schedule", lambda *_: False)
        begin()
        for _ in range(3):
            wait(31)
    plan = sync()

    assert plan.paid_count == 3
    assert Payment.objects.get(status=Payment.Status.DUPLICATE).number == 4
    assert plan.order.paid_cents == 87000
    assert letters("plan_alert") == 1
    for _ in range(3):
        wait(31)
    assert len(at_stripe(stripe, "invoice")) == 4, "it was ended at once"


def test_the_daily_comparison_finds_a_plan_that_nothing_ends(begin, stripe, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(schedules, "ensure_schedule", lambda *_: False)
        begin()

    found = services.compare_books()
    again = services.compare_books()

    assert [one.is_mended for one in found.differences.filter(kind="plan")] == [True]
    assert not again.differences.filter(kind="plan").exists()


def test_messages_that_never_came_are_made_up_for(begin, wait, stripe):
    begin()
    for _ in range(3):
        wait(31)

    services.reconcile_orders()

    assert InstalmentPlan.objects.get().status == InstalmentPlan.Status.COMPLETED
    before = AuditEntry.objects.count()
    services.reconcile_orders()
    assert AuditEntry.objects.count() == before


# --- an instalment that fails ---------------------------------------------------------------------------------------------


def test_grace_then_rest_then_another_card_and_open_again(
    failing, wait, stripe, buyer, course, back, only_order, lesson
):
    assert course.is_open_to(buyer), "grace"
    assert (failing.status, only_order().status) == ("active", "paying")
    letter = OutboxEmail.objects.get(kind="instalment_failed").text
    assert "Instalment 2 of 3" in letter
    assert f"/orders/{only_order().uuid}/" in letter.replace("%2F", "/")
    page = back().get(f"/orders/{only_order().uuid}/").content.decode()
    assert "Your access stays open until" in page
    assert "Pay it now" in page

    wait(7)
    assert not course.is_open_to(buyer), "the clock alone ends the grace"
    assert "Gated words." not in back().get(lesson.url).content.decode()
    assert not Grant.objects.get().is_current()
    assert [plans.suspend_late_plans(), plans.suspend_late_plans()] == [1, 0]
    services.reconcile_orders()
    assert only_order().status == Order.Status.PAST_DUE
    assert (Grant.objects.get().status, Grant.objects.get().cause) == ("suspended", "arrears")
    assert letters("instalment_suspended") == 1

    change_card(back(), only_order(), stripe)
    plan = sync()
    assert "Gated words." in back().get(lesson.url).content.decode()
    assert (plan.status, only_order().status, plan.grace_until) == ("active", "paying", None)
    assert course.is_open_to(buyer)
    assert letters("instalment_restored") == 1

    wait(31)
    wait(31)
    assert sync().status == InstalmentPlan.Status.COMPLETED
    assert only_order().paid_cents == 87000
    assert letters("instalment_failed") == letters("instalment_suspended") == 1


def test_never_paid_is_ended_and_closed(failing, wait, stripe, buyer, course, only_order):
    for _ in range(3):
        wait(8)
    plan = sync()

    assert (plan.status, only_order().status) == (InstalmentPlan.Status.DEFAULTED, Order.Status.DEFAULTED)
    assert not course.is_open_to(buyer)
    assert (Grant.objects.get().status, Grant.objects.get().cause) == ("revoked", "arrears")
    assert letters("plan_defaulted") == 1
    assert not plan.get_to_come()
    before = AuditEntry.objects.count()
    sync()
    services.reconcile_orders()
    assert AuditEntry.objects.count() == before


def test_a_gift_stays_open_while_an_instalment_is_missing(failing, wait, buyer, course, owner):
    services.give_grant(user=buyer, product=course, reason="Scholarship", by=owner)
    wait(8)
    services.reconcile_orders()

    assert course.is_open_to(buyer)


def test_what_was_taken_back_by_hand_is_not_opened_by_an_instalment(begin, wait, buyer, course, owner):
    begin()
    services.revoke_grant(grant=Grant.objects.get(), reason="Breach of terms", by=owner)
    wait(32)
    sync()

    assert not course.is_open_to(buyer)


def test_an_instalment_that_the_owner_forgives_is_not_owed(failing, wait, stripe, buyer, course):
    (open_one,) = [one for one in at_stripe(stripe, "invoice") if one["status"] == "open"]
    gateway.void_invoice(open_one["id"])
    plan = sync()

    assert plan.grace_until is None
    wait(10)
    assert course.is_open_to(buyer)
    assert plan.order.total_cents == 58000


def test_the_owner_ends_a_plan_and_nothing_more_is_charged(begin, wait, stripe, owner, only_order):
    order = begin()
    services.end_plan(order=order, by=owner, reason="Agreed by telephone")
    for _ in range(3):
        wait(31)
    sync()

    assert len(at_stripe(stripe, "invoice")) == 1
    assert only_order().status == Order.Status.DEFAULTED
    assert AuditEntry.objects.get(deed="plan ended").actor == owner
    with pytest.raises(IllegalMove):
        services.end_plan(order=only_order(), by=owner, reason="Again")


# --- the portal and the pages ---------------------------------------------------------------------------------------------


def test_the_portal_changes_the_card_and_shows_invoices_and_cannot_cancel(begin, shopper, stripe, only_order):
    begin()
    address = change_card(shopper, only_order(), stripe)

    page = stripe.http.get(address, timeout=30).text
    assert "Invoices" in page
    assert "cancel" not in page.lower()
    form = {"action": "cancel", "subscription": only_order().plan.subscription_id}
    assert stripe.http.post(address, data=form, allow_redirects=False, timeout=30).status_code == 403
    assert [one["status"] for one in at_stripe(stripe, "subscription")] == ["active"]
    (configuration,) = at_stripe(stripe, "billing_portal.configuration")
    features = {name: feature["enabled"] for name, feature in configuration["features"].items()}
    assert features == {
        "customer_update": False, "invoice_history": True, "payment_method_update": True, "subscription_cancel": False,
        "subscription_pause": False, "subscription_update": False,
    }  # fmt: skip


def test_the_portal_is_made_once_and_anew_where_stripe_lost_it(begin, shopper, stripe, only_order):
    begin()
    for _ in range(3):
        change_card(shopper, only_order(), stripe)
    assert len(at_stripe(stripe, "billing_portal.configuration")) == StripePortal.objects.count() == 1

    StripePortal.objects.update(configuration_id="bpc_gone")
    change_card(shopper, only_order(), stripe)
    assert StripePortal.objects.get().configuration_id != "bpc_gone"


def test_nobody_opens_the_portal_of_another(begin, client_of, make_user, visitor, only_order, shopper):
    begin()
    door = f"/orders/{only_order().uuid}/card/"

    assert client_of(make_user("stranger")).post(door).status_code == 404
    assert visitor.post(door).status_code == 302
    assert shopper.get(door).status_code == 405


def test_stripe_is_away_and_the_order_page_says_so(begin, shopper, stripe, only_order):
    begin()
    stripe.do("fail_next", kind="500", times=9)

    page = shopper.post(f"/orders/{only_order().uuid}/card/", follow=True).content.decode()

    assert "does not answer" in page


def test_an_order_that_was_paid_at_once_has_no_card_to_change(shopper, buy, stripe, only_order):
    stripe.pay(buy(shopper))
    services.settle_order(order=only_order())

    assert "no card to be changed" in shopper.post(f"/orders/{only_order().uuid}/card/", follow=True).content.decode()


def test_the_order_page_shows_what_is_paid_and_what_is_to_come(begin, wait, back, only_order):
    begin()
    wait(31)
    sync()
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", back().get(f"/orders/{only_order().uuid}/").content.decode()))

    assert page.count("$290.00 USD") == 3
    assert page.count("To come") == 1
    assert "Invoice 2 (PDF)" in page
    assert "After the last instalment it ends by itself" in page
    assert "Change the card" in page


def test_the_owner_sees_the_plan_in_the_admin(begin, owner, client_of, only_order):
    begin()
    page = client_of(owner).get(f"/admin/shop_orders/inspect/{only_order().pk}/").content.decode()

    assert "1 of 3 paid" in page
    assert only_order().plan.schedule_id in page
    assert page.count("to come") >= 2


def test_news_of_a_plan_or_invoice_that_is_not_ours_changes_nothing(stripe, visitor, buy, shopper, mailbag, begin):
    begin()
    mailbag.wait_for("invoice.paid")
    Order.objects.update(livemode=True)  # as if the subscription named no order of ours
    for message in list(mailbag.messages):
        assert message.hand_to(visitor) == 200

    assert Payment.objects.count() == 1
