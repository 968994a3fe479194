"""A bank takes money back and asks who is right: access rests, comes back, or ends; the owner knows by when to answer."""

import dataclasses
import datetime

import pytest
from django.utils import timezone

from mail.models import OutboxEmail
from payments import services
from payments.models import AuditEntry, Dispute, Grant, InstalmentPlan, Offer, Order, Payment, Refund, StripeEvent
from payments.refusals import RefundRefused
from payments.services import disputes as dispute_deeds

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


@pytest.fixture
def disputed(order, stripe, mailbag, visitor):
    """The order after its buyer went to the bank, and the bank's message came."""
    stripe.do("dispute", charge=order.payments.get().charge_id, reason="product_not_received")
    assert mailbag.wait_for("charge.dispute.created").hand_to(visitor) == 200
    return Order.objects.get()


def alerts():
    return list(OutboxEmail.objects.filter(kind="dispute_alert").order_by("pk"))


def decide(stripe, mailbag, visitor, outcome):
    stripe.do("decide", dispute=Dispute.objects.get().dispute_id, outcome=outcome)
    assert mailbag.wait_for("charge.dispute.closed").hand_to(visitor) == 200
    return Order.objects.get()


def refund_wish(order, **more):
    return services.RefundWish(payment=order.payments.get(), amount_cents=79000, reason="Asked", **more)


def test_an_open_dispute_rests_the_access_and_alerts_the_owner_with_the_date(
    disputed, mailbag, visitor, shopper, course, buyer, lesson, settings
):
    assert disputed.status == Order.Status.DISPUTED
    assert Grant.objects.get().status == Grant.Status.SUSPENDED
    assert not course.is_open_to(buyer)
    assert "Gated words." not in shopper.get(lesson.url).content.decode()
    dispute = Dispute.objects.get()
    (alert,) = alerts()
    assert alert.recipient == settings.OWNER_EMAIL
    assert f"answer by {dispute.due_by:%B %-d, %Y}" in alert.subject
    assert buyer.email not in alert.text

    assert mailbag.wait_for("charge.dispute.funds_withdrawn").hand_to(visitor) == 200
    assert Dispute.objects.get().status == Dispute.Status.OPEN, "money withdrawn is not a dispute lost"
    assert len(alerts()) == 1


def test_the_owner_may_choose_that_access_stays_open_meanwhile(
    order, stripe, mailbag, visitor, course, buyer, settings
):
    settings.SUSPEND_ON_DISPUTE = False
    stripe.do("dispute", charge=order.payments.get().charge_id)

    assert mailbag.wait_for("charge.dispute.created").hand_to(visitor) == 200

    assert Order.objects.get().status == Order.Status.DISPUTED
    assert course.is_open_to(buyer)
    assert "stays open meanwhile" in alerts()[0].text


def test_a_dispute_that_is_won_opens_the_course_again(disputed, stripe, mailbag, visitor, course, buyer):
    order = decide(stripe, mailbag, visitor, "won")

    assert order.status == Order.Status.PAID
    assert course.is_open_to(buyer)
    assert "is won" in alerts()[-1].subject
    assert list(AuditEntry.objects.filter(deed="dispute").values_list("before", "after")) == [
        ("open", "won"),
        ("", "open"),
    ]


def test_a_dispute_that_is_lost_ends_the_access(disputed, stripe, mailbag, visitor, course, buyer):
    order = decide(stripe, mailbag, visitor, "lost")

    assert order.status == Order.Status.CHARGED_BACK
    assert Grant.objects.get().status == Grant.Status.REVOKED
    assert not course.is_open_to(buyer)
    assert "is lost" in alerts()[-1].subject
    with pytest.raises(RefundRefused):
        services.refund_order(wish=refund_wish(order), by=None)


@pytest.mark.parametrize("ending", ["warning_closed", "prevented"])
def test_an_inquiry_that_ends_by_itself_opens_the_course_again(ending, disputed, stripe, course, buyer):
    dispute = Dispute.objects.get()
    world = stripe.standin.world
    with world.deed():
        theirs = world.find("dispute", dispute.dispute_id)
        theirs["status"] = ending
        world.save(theirs)

    services.sync_dispute(dispute_id=dispute.dispute_id)

    assert Dispute.objects.get().status == Dispute.Status.WON
    assert course.is_open_to(buyer)


def test_every_message_of_a_dispute_in_every_direction_ends_the_same(disputed, stripe, mailbag, visitor, course, buyer):
    decide(stripe, mailbag, visitor, "won")
    mailbag.wait_for("charge.dispute.funds_reinstated")
    messages = [message for message in mailbag.messages if "dispute" in message.kind]

    for message in [*messages, *reversed(messages)]:
        assert message.hand_to(visitor) == 200

    assert Order.objects.get().status == Order.Status.PAID
    assert course.is_open_to(buyer)
    assert Dispute.objects.count() == 1
    assert len(alerts()) == 2


def test_an_answer_that_was_overtaken_is_asked_for_again(disputed, stripe, monkeypatch):
    dispute = Dispute.objects.get()
    old = dispute_deeds.gateway.get_dispute(dispute.dispute_id)
    stripe.do("decide", dispute=dispute.dispute_id, outcome="won")
    fresh = dispute_deeds.gateway.get_dispute
    answers = [old]

    def overtaken(dispute_id):
        if answers:
            answers.pop()
            services.sync_dispute(dispute_id=dispute_id)  # another worker, in this very moment
            return old
        return fresh(dispute_id)

    monkeypatch.setattr(dispute_deeds.gateway, "get_dispute", overtaken)
    services.sync_dispute(dispute_id=dispute.dispute_id)

    assert Dispute.objects.get().status == Dispute.Status.WON


def test_no_money_goes_back_while_the_bank_holds_it(disputed, desk, stripe):
    with pytest.raises(RefundRefused, match="would pay it twice"):
        services.refund_order(wish=refund_wish(disputed, despite_dispute=True), by=None)

    page = desk.get(f"/admin/shop_orders/refund/{disputed.pk}/").content.decode()
    assert "despite_dispute" not in page
    assert not Refund.objects.exists()
    assert stripe.requests("/v1/refunds") == 0


def test_an_inquiry_may_be_answered_by_a_refund_if_it_is_chosen(disputed, stripe, course, buyer):
    world = stripe.standin.world
    with world.deed():
        theirs = world.find("dispute", Dispute.objects.get().dispute_id)
        charge = world.find("charge", theirs["charge"])
        theirs["status"], theirs["is_charge_refundable"] = "warning_needs_response", True
        charge["disputed"] = False
        world.save(theirs)
        world.save(charge)
    services.sync_dispute(dispute_id=theirs["id"])

    with pytest.raises(RefundRefused, match="Choose to give it back"):
        services.refund_order(wish=refund_wish(disputed), by=None)
    refund = services.refund_order(wish=refund_wish(disputed, despite_dispute=True), by=None)

    assert refund.status == Refund.Status.SUCCEEDED


def test_a_dispute_over_one_of_two_orders_leaves_the_other_open(order, stripe, mailbag, visitor, course, buyer):
    gift = services.give_grant(user=buyer, product=course, reason="Gift", by=None)
    stripe.do("dispute", charge=order.payments.get().charge_id)
    assert mailbag.wait_for("charge.dispute.created").hand_to(visitor) == 200

    assert course.is_open_to(buyer)
    gift.refresh_from_db()
    assert gift.status == Grant.Status.ACTIVE


def test_what_a_person_took_back_is_not_opened_by_a_bank(order, stripe, mailbag, visitor, course, buyer):
    services.revoke_grant(grant=Grant.objects.get(), reason="Shared the account", by=None)
    stripe.do("dispute", charge=order.payments.get().charge_id)
    mailbag.wait_for("charge.dispute.created").hand_to(visitor)

    decide(stripe, mailbag, visitor, "won")

    assert not course.is_open_to(buyer)


def test_the_sweep_finds_an_outcome_that_no_message_told(disputed, stripe, course, buyer):
    stripe.do("decide", dispute=Dispute.objects.get().dispute_id, outcome="won")

    assert services.reconcile_orders().disputes == 1
    assert course.is_open_to(buyer)
    assert services.reconcile_orders().changed == 0


def test_the_daily_comparison_finds_a_dispute_that_no_message_told(order, stripe, course, buyer):
    stripe.do("dispute", charge=order.payments.get().charge_id)
    since = timezone.now() - datetime.timedelta(days=30)

    assert len(services.find_missed_disputes(since=since)) == 1
    assert not course.is_open_to(buyer)
    assert services.find_missed_disputes(since=since) == []


def test_a_dispute_over_a_purchase_that_we_have_not_heard_of_yet(shopper, buy, stripe, mailbag, visitor, course, buyer):
    stripe.pay(buy(shopper))
    stripe.do("dispute", charge=stripe.sessions()[0]["payment_intent"])

    assert mailbag.wait_for("charge.dispute.created").hand_to(visitor) == 200

    assert Order.objects.get().status == Order.Status.DISPUTED
    assert not course.is_open_to(buyer)


# --- in the admin -----------------------------------------------------------------------------------------------------


@pytest.fixture
def second_instalment(shopper, buy, stripe, course, time_machine):
    """The charge of a second instalment that Stripe has taken and of which we have not heard; the access is open."""
    offer = Offer.objects.create(
        product=course, name="Monthly", kind=Offer.Kind.INSTALMENTS, amount_cents=87000, instalment_count=3
    )
    stripe.pay(buy(shopper, offer))
    services.settle_order(order=Order.objects.get())
    time_machine.move_to(timezone.now() + datetime.timedelta(days=31))
    stripe.do("advance", seconds=1)
    known = Payment.objects.get().charge_id
    with stripe.standin.world.deed():
        return next(charge for charge in stripe.standin.world.store.all("charge") if charge["id"] != known)


def test_a_dispute_over_an_instalment_that_we_have_not_heard_of_yet_rests_the_access(
    second_instalment, stripe, mailbag, visitor, course, buyer
):
    stripe.do("dispute", charge=second_instalment["id"], reason="fraudulent")

    assert mailbag.wait_for("charge.dispute.created").hand_to(visitor) == 200

    payment = Dispute.objects.get().payment
    assert (payment.number, payment.reference) == (2, second_instalment["payment_intent"])
    assert Order.objects.get().status == Order.Status.DISPUTED
    assert not course.is_open_to(buyer)
    assert len(alerts()) == 1


def test_money_of_an_instalment_that_we_have_not_heard_of_yet_goes_back_and_is_in_the_books(
    second_instalment, stripe, mailbag, visitor
):
    stripe.do_api("refunds", charge=second_instalment["id"], amount=1000)

    assert mailbag.wait_for("refund.created").hand_to(visitor) == 200

    refund = Refund.objects.get()
    assert (refund.payment.number, refund.amount_cents, refund.status) == (2, 1000, "succeeded")


def test_an_early_warning_of_an_instalment_that_we_have_not_heard_of_yet_reaches_the_owner(
    second_instalment, monkeypatch
):
    warning = dispute_deeds.gateway.FraudWarning(
        "issfr_1", second_instalment["payment_intent"], second_instalment["id"], "made_with_stolen_card"
    )
    monkeypatch.setattr(dispute_deeds.gateway, "get_fraud_warning", lambda warning_id: warning)

    dispute_deeds.warn_of_fraud(warning_id="issfr_1")

    assert OutboxEmail.objects.filter(kind="fraud_warning").count() == 1


def test_a_dispute_over_an_instalment_that_stripe_does_not_list_yet_is_heard_when_it_comes_again(
    second_instalment, stripe, mailbag, visitor, monkeypatch, course, buyer
):
    stripe.do("dispute", charge=second_instalment["id"], reason="fraudulent")
    ask = dispute_deeds.gateway.get_plan
    with monkeypatch.context() as behind:
        behind.setattr(
            dispute_deeds.gateway, "get_plan", lambda pk: dataclasses.replace(ask(pk), invoices=ask(pk).invoices[:1])
        )
        assert mailbag.wait_for("charge.dispute.created").hand_to(visitor) == 500
    assert course.is_open_to(buyer)

    assert mailbag.wait_for("charge.dispute.created").hand_to(visitor) == 200
    assert not course.is_open_to(buyer)


def test_a_dispute_over_an_instalment_of_another_shop_is_none_of_our_business(
    second_instalment, stripe, mailbag, visitor, course, buyer
):
    with stripe.standin.world.deed():
        for subscription in stripe.standin.world.store.all("subscription"):
            stripe.standin.world.save(subscription | {"metadata": {}})
    InstalmentPlan.objects.update(subscription_id="sub_ours")  # the one that was charged is another's
    stripe.do("dispute", charge=second_instalment["id"], reason="fraudulent")

    assert mailbag.wait_for("charge.dispute.created").hand_to(visitor) == 200

    assert StripeEvent.objects.get(type="charge.dispute.created").status == "ignored"
    assert course.is_open_to(buyer)


def test_the_owner_sees_by_when_to_answer_and_notes_that_it_was_done(disputed, desk, owner):
    dispute = Dispute.objects.get()
    assert dispute.dispute_id in desk.get("/admin/shop_disputes/").content.decode()
    page = desk.get(f"/admin/shop_disputes/inspect/{dispute.pk}/").content.decode()
    assert "Answer at Stripe by" in page

    for _ in range(2):
        desk.post(f"/admin/shop_disputes/sent/{dispute.pk}/")

    dispute.refresh_from_db()
    assert dispute.evidence_sent_at is not None
    assert AuditEntry.objects.get(deed="evidence sent").actor == owner
    assert "I have handed" not in desk.get(f"/admin/shop_disputes/inspect/{dispute.pk}/").content.decode()


def test_the_button_asks_stripe(disputed, desk, stripe, course, buyer):
    dispute = Dispute.objects.get()
    stripe.do("decide", dispute=dispute.dispute_id, outcome="won")

    answer = desk.post(f"/admin/shop_disputes/ask/{dispute.pk}/", follow=True)

    assert "Stripe says: won." in answer.content.decode()
    assert course.is_open_to(buyer)


def test_nobody_else_enters(disputed, editor, buyer, visitor, client_of):
    dispute = Dispute.objects.get()
    for client in (client_of(editor), client_of(buyer), visitor):
        for path in ("", f"inspect/{dispute.pk}/", f"edit/{dispute.pk}/", "new/", f"delete/{dispute.pk}/"):
            assert client.get(f"/admin/shop_disputes/{path}").status_code in (302, 403)
        for path in (f"ask/{dispute.pk}/", f"sent/{dispute.pk}/"):
            assert client.post(f"/admin/shop_disputes/{path}").status_code in (302, 403)
    assert Dispute.objects.get().evidence_sent_at is None


# --- early warnings ---------------------------------------------------------------------------------------------------


def test_an_early_warning_is_a_letter_to_the_owner_and_changes_nothing(order, monkeypatch, course, buyer, settings):
    # The stand-in knows no early warnings: what Stripe would answer is given by hand here.
    payment = order.payments.get()
    warning = dispute_deeds.gateway.FraudWarning(
        "issfr_1", payment.reference, payment.charge_id, "made_with_stolen_card"
    )
    monkeypatch.setattr(dispute_deeds.gateway, "get_fraud_warning", lambda warning_id: warning)

    for _ in range(2):
        dispute_deeds.warn_of_fraud(warning_id="issfr_1")

    letter = OutboxEmail.objects.get(kind="fraud_warning")
    assert letter.recipient == settings.OWNER_EMAIL
    assert "made with stolen card" in letter.text
    assert buyer.email not in letter.text
    assert course.is_open_to(buyer)
