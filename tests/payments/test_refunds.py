"""Money that goes back: by the owner's hand, by somebody at Stripe, late, twice, or not at all."""

import datetime
import re
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mail.models import OutboxEmail
from payments import services
from payments.models import AuditEntry, Grant, Offer, Order, OrderLine, Payment, Refund
from payments.refusals import RefundRefused, StripeUnavailable
from payments.services import refunds as refund_deeds

pytestmark = pytest.mark.django_db

REFUND_PENDS = "4000000000007726"
REFUND_FAILS_LATER = "4000000000005126"
DAY = 86400


@pytest.fixture
def desk(owner, client_of):
    """The owner's browser."""
    return client_of(owner)


@pytest.fixture
def purchase(shopper, buy, stripe):
    """A function that buys an offer with a card and returns the paid order."""

    def make(card="4242424242424242", **more):
        stripe.pay(buy(shopper, **more), card=card)
        order = Order.objects.latest("pk")
        services.settle_order(order=order)
        return Order.objects.get(pk=order.pk)

    return make


@pytest.fixture
def two_lines(offer, other_course):
    """An offer with another course as its order bump."""
    bump = Offer.objects.create(product=other_course, name="Second Course", amount_cents=20000)
    offer.bump = bump
    offer.save()
    return offer


def wish(order, cents=None, **more):
    payment = more.pop("payment", None) or order.payments.first()
    fields = {"payment": payment, "amount_cents": cents or payment.amount_cents, "reason": "The buyer asked"} | more
    return services.RefundWish(**fields)


def give_back(order, cents=None, **more):
    return services.refund_order(wish=wish(order, cents, **more), by=None)


def refund_at_stripe(stripe, order, cents):
    """Somebody gives money back in Stripe's Dashboard."""
    world = stripe.standin.world
    with world.deed():
        from stripe_standin import refunds

        charge = world.find("charge", order.payments.first().charge_id)
        return refunds.refund_charge(world, charge, cents, reason=None, metadata={})["id"]


def letters(kind):
    return list(OutboxEmail.objects.filter(kind=kind))


def page_of(order):
    return f"/admin/shop_orders/refund/{order.pk}/"


def filled(page, **more):
    """What the browser would send back from the form on this page."""
    text = page.content.decode()
    key = re.search(r'name="key" value="([^"]+)"', text)[1]
    payment = Payment.objects.latest("pk").pk
    return {"key": key, "payment": payment, "amount": "790", "reason": "The buyer asked"} | more


# --- how much, and what ends ------------------------------------------------------------------------------------------


def test_a_full_refund_takes_the_course_back_and_tells_the_buyer_once(purchase, buyer, course, shopper, lesson):
    order = purchase()
    assert "Gated words." in shopper.get(lesson.url).content.decode()

    refund = give_back(order)

    order.refresh_from_db()
    assert (refund.status, order.status) == (Refund.Status.SUCCEEDED, Order.Status.REFUNDED)
    assert not course.is_open_to(buyer)
    assert "Gated words." not in shopper.get(lesson.url).content.decode()
    assert Grant.objects.get().cause == Grant.Cause.REFUND
    (letter,) = letters("refund_done")
    assert letter.recipient == buyer.email
    assert "$790.00" in letter.subject
    assert "your access to Clinic Launch has ended" in letter.text
    assert [(e.before, e.after) for e in AuditEntry.objects.filter(deed="refund")] == [("requested", "succeeded")]


def test_a_part_keeps_the_access_a_second_part_is_recorded_and_the_rest_ends_it(purchase, buyer, course, stripe):
    order = purchase()

    give_back(order, 10000)
    order.refresh_from_db()
    assert order.status == Order.Status.PARTIALLY_REFUNDED
    assert course.is_open_to(buyer)
    assert "Your access stays as it is." in letters("refund_done")[0].text

    give_back(order, 20000)
    order.refresh_from_db()
    assert order.refunded_cents == 30000
    assert course.is_open_to(buyer)

    give_back(order, 49000)
    order.refresh_from_db()
    assert order.status == Order.Status.REFUNDED
    assert not course.is_open_to(buyer)
    assert Refund.objects.count() == 3
    assert order.payments.get().returned_cents == 79000


def test_a_part_ends_the_line_that_was_ticked_and_no_other(
    purchase, two_lines, buyer, course, other_course, shopper, stripe
):
    page = shopper.post(f"/checkout/{two_lines.pk}/", {"bump": "on"})["Location"]
    stripe.pay(page)
    order = Order.objects.get()
    services.settle_order(order=order)
    assert course.is_open_to(buyer)
    assert other_course.is_open_to(buyer)

    give_back(order, 20000, lines=[order.lines.get(product=other_course)])

    assert course.is_open_to(buyer)
    assert not other_course.is_open_to(buyer)
    assert "Second Course" in letters("refund_done")[0].text


def test_some_seats_of_a_line_leave_the_line_until_the_last_is_back(purchase, buyer, course):
    order = purchase()
    OrderLine.objects.update(quantity=3)
    line = order.lines.get()

    give_back(order, 10000, lines=[line], quantities={line.pk: 2})
    assert course.is_open_to(buyer)

    give_back(order, 10000, lines=[line], quantities={line.pk: 1})
    assert not course.is_open_to(buyer)


@pytest.mark.parametrize(("currency", "cents", "part"), [("jpy", 118000, 1), ("eur", 79001, 33333)])
def test_yen_and_euro_go_back_to_the_last_unit(currency, cents, part, purchase, course, stripe, offer):
    theirs = Offer.objects.create(product=course, name="Clinic Launch", amount_cents=cents, currency=currency)
    order = purchase(offer=theirs)

    give_back(order, part)
    rest = give_back(order, cents - part)

    assert rest.status == Refund.Status.SUCCEEDED
    payment = order.payments.get()
    assert (payment.returned_cents, payment.get_refundable_cents()) == (cents, 0)
    world = stripe.standin.world
    with world.deed():
        assert world.find("charge", payment.charge_id)["amount_refunded"] == cents
    with pytest.raises(RefundRefused):
        give_back(order, 1)


def test_another_order_of_the_same_course_keeps_it_open(purchase, buyer, course, offer):
    first = purchase()
    second = Order.objects.create(
        buyer=buyer, currency="usd", subtotal_cents=79000, total_cents=79000, paid_at=timezone.now(),
        contact_email=buyer.email,
    )  # fmt: skip
    line = second.lines.create(offer=offer, product=course, title="Clinic Launch", unit_amount_cents=79000)
    Payment.objects.create(order=second, reference="pi_other", amount_cents=79000, currency="usd", status="settled")
    Grant.objects.create(order_line=line, user=buyer, product=course)

    give_back(first)

    assert course.is_open_to(buyer)
    assert Grant.objects.get(order_line=line).status == Grant.Status.ACTIVE


# --- never twice, never more ------------------------------------------------------------------------------------------


def test_the_same_wish_sent_twice_is_one_refund(purchase, stripe):
    order = purchase()
    key = uuid.uuid4()

    give_back(order, 10000, key=key)
    give_back(order, 10000, key=key)

    assert Refund.objects.count() == 1
    assert order.payments.get().returned_cents == 10000


def test_more_than_was_paid_never_goes_back(purchase):
    order = purchase()
    give_back(order, 70000)

    with pytest.raises(RefundRefused, match=r"At most \$90.00 USD"):
        give_back(order, 9001)
    assert Refund.objects.count() == 1


def test_the_database_itself_refuses_more_than_was_paid(purchase):
    payment = purchase().payments.get()
    for number in (1, 2):
        Refund.objects.create(
            payment=payment,
            refund_id=f"re_{number}",
            amount_cents=50000,
            currency="usd",
            status="succeeded",
            reason="x",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        payment.recount_returned()


def test_a_lost_answer_is_one_refund(purchase, stripe):
    order = purchase()
    stripe.do("fail_next", kind="disconnect_after_commit", times=1, path="/v1/refunds")

    give_back(order, 10000)

    world = stripe.standin.world
    with world.deed():
        assert len(list(world.store.all("refund"))) == 1
    assert Refund.objects.get().status == Refund.Status.SUCCEEDED


def test_stripe_is_away_and_the_sweep_sends_the_refund_once(purchase, stripe, course, buyer):
    order = purchase()
    stripe.do("fail_next", kind="500", times=9)
    with pytest.raises(StripeUnavailable):
        give_back(order)
    stripe.do("heal")
    assert Refund.objects.get().status == Refund.Status.REQUESTED
    assert course.is_open_to(buyer)

    services.reconcile_orders(now=timezone.now() + datetime.timedelta(minutes=6))
    again = services.reconcile_orders(now=timezone.now() + datetime.timedelta(minutes=6))

    assert Refund.objects.get().status == Refund.Status.SUCCEEDED
    assert not course.is_open_to(buyer)
    assert again.changed == 0
    world = stripe.standin.world
    with world.deed():
        assert len(list(world.store.all("refund"))) == 1


def test_what_stripe_declines_is_told_and_changes_nothing(purchase, stripe, course, buyer):
    order = purchase()
    refund_at_stripe(stripe, order, 79000)  # of which we have not heard

    with pytest.raises(RefundRefused, match="declined"):
        give_back(order)

    assert Refund.objects.get().failure_reason == "charge_already_refunded"
    assert course.is_open_to(buyer)
    assert not letters("refund_done")


def test_whoever_was_declined_asks_for_less_on_the_same_page_and_stripe_is_asked(
    purchase, stripe, owner, client_of, course, buyer
):
    order, desk = purchase(), client_of(owner)
    refund_at_stripe(stripe, order, 30000)  # of which we have not heard
    declined = desk.post(page_of(order), filled(desk.get(page_of(order)), confirm="1"))
    assert "Stripe declined this refund" in declined.content.decode()

    done = desk.post(page_of(order), filled(declined, amount="490", confirm="1"), follow=True)

    assert "$490.00 USD went back" in done.content.decode()
    assert sorted(Refund.objects.values_list("amount_cents", "status")) == [
        (30000, "succeeded"),
        (49000, "succeeded"),
        (79000, "failed"),
    ]
    assert not course.is_open_to(buyer)


# --- somebody at Stripe, and what comes later -------------------------------------------------------------------------


def test_a_refund_from_the_dashboard_is_recognised(purchase, stripe, mailbag, visitor, course, buyer):
    order = purchase()
    refund_at_stripe(stripe, order, 79000)

    for kind in ("refund.created", "charge.refunded"):
        assert mailbag.wait_for(kind).hand_to(visitor) == 200

    refund = Refund.objects.get()
    assert (refund.made_at_stripe, refund.made_by, refund.status) == (True, None, "succeeded")
    assert not course.is_open_to(buyer)
    assert len(letters("refund_done")) == 1


def test_our_refund_and_every_message_about_it_in_any_order_are_one_refund(purchase, mailbag, visitor):
    order = purchase()
    give_back(order, 10000)
    mailbag.wait_for("charge.refunded")
    messages = [message for message in mailbag.messages if "refund" in message.kind]

    for message in [*messages, *reversed(messages)]:
        assert message.hand_to(visitor) == 200

    assert Refund.objects.count() == len(letters("refund_done")) == 1


def test_the_message_comes_before_our_own_answer_and_meets_the_same_row(purchase, mailbag, visitor, monkeypatch):
    order = purchase()
    create = refund_deeds.gateway.create_refund

    def slow(**fields):
        state = create(**fields)
        assert mailbag.wait_for("refund.created").hand_to(visitor) == 200
        return state

    monkeypatch.setattr(refund_deeds.gateway, "create_refund", slow)
    give_back(order, 10000)

    assert Refund.objects.get().status == Refund.Status.SUCCEEDED
    assert len(letters("refund_done")) == 1


def test_a_pending_refund_is_not_done_until_it_is(purchase, stripe, mailbag, visitor, course, buyer):
    order = purchase(REFUND_PENDS)

    refund = give_back(order)
    order.refresh_from_db()
    assert (refund.status, order.status) == (Refund.Status.PENDING, Order.Status.PAID)
    assert course.is_open_to(buyer)
    assert not letters("refund_done")

    stripe.do("advance", seconds=DAY + 1)
    assert mailbag.wait_for("refund.updated").hand_to(visitor) == 200

    order.refresh_from_db()
    assert order.status == Order.Status.REFUNDED
    assert not course.is_open_to(buyer)
    assert len(letters("refund_done")) == 1


def test_a_refund_that_pends_and_then_fails_writes_no_false_letter(
    purchase, stripe, mailbag, visitor, course, buyer, settings
):
    order = purchase(REFUND_PENDS)
    refund = give_back(order)
    stripe.do("fail_refund", refund=refund.refund_id)

    assert mailbag.wait_for("refund.failed").hand_to(visitor) == 200

    order.refresh_from_db()
    assert (Refund.objects.get().status, order.status) == (Refund.Status.FAILED, Order.Status.PAID)
    assert course.is_open_to(buyer)
    assert not letters("refund_done")
    assert not letters("refund_failed")
    (alert,) = letters("refund_failed_alert")
    assert alert.recipient == settings.OWNER_EMAIL
    assert order.payments.get().get_refundable_cents() == 79000


def test_a_refund_that_went_and_came_back_opens_the_course_again(purchase, stripe, mailbag, visitor, course, buyer):
    order = purchase(REFUND_FAILS_LATER)
    give_back(order)
    assert not course.is_open_to(buyer)

    stripe.do("advance", seconds=DAY + 1)
    assert mailbag.wait_for("refund.failed").hand_to(visitor) == 200

    order.refresh_from_db()
    assert order.status == Order.Status.PAID
    assert course.is_open_to(buyer)
    assert len(letters("refund_failed_alert")) == 1
    (letter,) = letters("refund_failed")
    assert letter.recipient == buyer.email


def test_an_old_answer_does_not_take_a_newer_one_back(purchase, stripe, monkeypatch):
    order = purchase(REFUND_PENDS)
    refund = give_back(order)
    old = refund_deeds.gateway.list_refunds_of(order.payments.get().reference)
    stripe.do("advance", seconds=DAY + 1)
    services.sync_refunds(payment_intent=order.payments.get().reference)

    monkeypatch.setattr(refund_deeds.gateway, "list_refunds_of", lambda intent: old)
    services.sync_refunds(payment_intent=order.payments.get().reference)

    refund.refresh_from_db()
    assert refund.status == Refund.Status.SUCCEEDED


def test_the_sweep_finds_what_no_message_told(purchase, stripe, course, buyer):
    purchase_order = purchase(REFUND_PENDS)
    give_back(purchase_order)
    stripe.do("advance", seconds=DAY + 1)
    later = timezone.now() + datetime.timedelta(minutes=6)

    assert refund_deeds.sweep_refunds(asked_before=later) == 1
    assert not course.is_open_to(buyer)
    assert services.reconcile_orders(now=later).changed == 0


def test_a_refund_of_a_purchase_that_we_have_not_heard_of_yet(
    shopper, buy, stripe, mailbag, visitor, only_order, course, buyer
):
    stripe.pay(buy(shopper))
    session = stripe.sessions()[0]
    world = stripe.standin.world
    with world.deed():
        from stripe_standin import refunds

        charge = next(c for c in world.store.all("charge") if c["payment_intent"] == session["payment_intent"])
        refunds.refund_charge(world, charge, None, reason=None, metadata={})

    assert mailbag.wait_for("refund.created").hand_to(visitor) == 200

    assert only_order().status == Order.Status.REFUNDED
    assert not course.is_open_to(buyer)


def test_a_foreign_refund_is_none_of_our_business(stripe, mailbag, visitor, purchase):
    order = purchase()
    refund_at_stripe(stripe, order, 100)
    Payment.objects.update(reference="pi_elsewhere", charge_id="ch_elsewhere")
    Order.objects.update(uuid=uuid.uuid4())

    assert mailbag.wait_for("refund.created").hand_to(visitor) == 200

    assert not Refund.objects.exists()


# --- the paper --------------------------------------------------------------------------------------------------------


def test_an_invoice_gets_a_credit_note(purchase, settings, stripe, mailbag, visitor):
    settings.STRIPE_INVOICES = True
    order = purchase()
    assert order.payments.get().invoice_id

    give_back(order, 10000)

    refund = Refund.objects.get()
    assert refund.credit_note_id.startswith("cn_")
    assert refund.credit_note_url.endswith("/pdf")
    assert refund.credit_note_url in letters("refund_done")[0].text
    assert mailbag.wait_for("credit_note.created").hand_to(visitor) == 200
    world = stripe.standin.world
    with world.deed():
        (note,) = world.store.all("credit_note")
        assert (note["amount"], note["refunds"][0]["refund"]) == (10000, refund.refund_id)


def test_a_credit_note_that_could_not_be_written_is_written_later_and_once(purchase, settings, stripe):
    settings.STRIPE_INVOICES = True
    order = purchase()
    stripe.do("fail_next", kind="500", times=3, path="/v1/credit_notes")
    give_back(order, 10000)
    assert Refund.objects.get().credit_note_id == ""
    stripe.do("heal")

    later = timezone.now() + datetime.timedelta(minutes=6)
    services.reconcile_orders(now=later)
    Refund.objects.update(credit_note_id="")  # as if our own note of it was lost
    services.reconcile_orders(now=later)

    assert Refund.objects.get().credit_note_id
    world = stripe.standin.world
    with world.deed():
        assert len(list(world.store.all("credit_note"))) == 1


# --- the owner's form -------------------------------------------------------------------------------------------------


def test_the_owner_sees_what_will_happen_and_then_does_it(purchase, desk, owner, course, buyer):
    order = purchase()
    assert page_of(order) in desk.get(f"/admin/shop_orders/inspect/{order.pk}/").content.decode()
    form = filled(desk.get(page_of(order)))

    shown = desk.post(page_of(order), form)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "$790.00 USD of $790.00 USD goes back" in text
    assert "Access ends: Clinic Launch." in text
    assert not Refund.objects.exists(), "looking changes nothing"

    done = desk.post(page_of(order), form | {"confirm": "1"}, follow=True)
    assert "$790.00 USD went back." in done.content.decode()
    again = desk.post(page_of(order), form | {"confirm": "1"}, follow=True)
    assert again.status_code == 200
    refund = Refund.objects.get()
    assert (refund.made_by, refund.reason) == (owner, "The buyer asked")
    assert AuditEntry.objects.get(deed="refund asked for").actor == owner
    assert not course.is_open_to(buyer)


def test_looking_at_the_form_changes_nothing(purchase, desk):
    order = purchase()
    desk.get(page_of(order))
    assert not Refund.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": "790.01"}, "At most $790.00 USD"),
        ({"amount": "0"}, "nothing to give back"),
        ({"amount": "7.905"}, "decimal places"),
        ({"reason": ""}, "required"),
        ({"payment": "99999"}, "Select a valid choice"),
    ],
)
def test_a_wrong_wish_is_refused_beside_the_field_and_nothing_typed_is_lost(wrong, words, purchase, desk):
    order = purchase()
    page = desk.post(page_of(order), filled(desk.get(page_of(order)), **wrong))

    assert page.status_code == 422
    text = page.content.decode()
    assert words in text
    assert wrong.get("reason", "The buyer asked") in text
    assert not Refund.objects.exists()


def test_nobody_else_gives_money_back(purchase, editor, buyer, visitor, client_of, owner):
    order = purchase()
    editor.user_permissions.add(Permission.objects.get(codename="change_order"))  # settling is not giving back
    form = {
        "key": uuid.uuid4(), "payment": order.payments.get().pk, "amount": "1", "reason": "Mine", "confirm": "1",
    }  # fmt: skip
    for client in (client_of(editor), client_of(buyer), visitor):
        for answer in (client.get(page_of(order)), client.post(page_of(order), form)):
            assert answer.status_code in (302, 403)
    strict = client_of(owner)
    strict.handler.enforce_csrf_checks = True
    assert strict.post(page_of(order), form).status_code == 403
    assert not Refund.objects.exists()


def test_the_deed_itself_asks_who_does_it(purchase, editor):
    order = purchase()
    with pytest.raises(PermissionDenied):
        services.refund_order(wish=wish(order), by=editor)
    assert not Refund.objects.exists()


def test_staff_with_the_permission_stay_below_the_ceiling(purchase, editor, client_of, settings):
    settings.REFUND_CEILING_CENTS = 10000
    order = purchase()
    editor.user_permissions.add(Permission.objects.get(codename="refund_order"))
    helper = client_of(editor)
    form = filled(helper.get(page_of(order)), amount="100", confirm="1")
    assert helper.post(page_of(order), form).status_code == 302
    assert Refund.objects.get().amount_cents == 10000

    more = helper.post(page_of(order), form | {"key": uuid.uuid4(), "amount": "0.01"})

    assert "by the owner’s hand alone" in more.content.decode().replace("&#x27;", "’")
    assert Refund.objects.count() == 1
