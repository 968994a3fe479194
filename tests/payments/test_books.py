"""The daily comparison: what differs is mended or told, and a second look finds nothing."""

import datetime
from io import StringIO

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.utils import timezone

from mail.models import OutboxEmail
from payments import services
from payments.models import (
    AuditEntry,
    CheckoutAttempt,
    Comparison,
    Difference,
    Grant,
    Intake,
    Order,
    Payment,
    Place,
    Refund,
    StripeEvent,
)

pytestmark = pytest.mark.django_db

Kind = Difference.Kind


@pytest.fixture(autouse=True)
def endpoint(stripe):
    """Stripe's messages lead to the site's own door, as they do once a shop is set up."""
    stripe.do("reset")
    stripe.http.post(
        f"{stripe.url}/v1/webhook_endpoints",
        data={"url": f"{site.PUBLIC_URL}/stripe/webhook/", "enabled_events[0]": "*"},
        headers={"Authorization": "Bearer sk_test_x", "Stripe-Version": site.STRIPE_API_VERSION},
        timeout=5,
    ).raise_for_status()


def later(minutes=6):
    return timezone.now() + datetime.timedelta(minutes=minutes)


def found(comparison):
    return [(row.kind, row.is_mended) for row in comparison.differences.all()]


def rows():
    """Everything that a second comparison must leave as it is."""
    models = (Order, CheckoutAttempt, Payment, Grant, StripeEvent, AuditEntry, OutboxEmail)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def paid_order(shopper, buy, stripe, only_order):
    stripe.pay(buy(shopper))
    services.settle_order(order=only_order())
    return only_order()


def test_books_that_agree_say_so(paid_order):
    services.compare_books(now=later())  # fetches the messages that this test never delivered
    comparison = services.compare_books(now=later())

    assert comparison.verdict == "the books agree", found(comparison)
    assert comparison.looked_at > 0
    assert not OutboxEmail.objects.filter(kind="books_alert").exists()


def test_a_purchase_that_no_message_told_of_is_found_and_the_second_look_changes_nothing(
    shopper, buyer, buy, stripe, course
):
    stripe.pay(buy(shopper))

    comparison = services.compare_books(now=later())

    assert (Kind.UNSETTLED, True) in found(comparison)
    assert all(mended for _, mended in found(comparison))
    assert course.is_open_to(buyer)
    before = rows()
    assert services.compare_books(now=later()).verdict == "the books agree"
    assert rows() == before


def test_a_message_that_never_came_is_fetched(paid_order):
    assert not StripeEvent.objects.exists()

    comparison = services.compare_books(now=later())

    assert (Kind.EVENT, True) in found(comparison)
    assert StripeEvent.objects.get(type="checkout.session.completed").status == StripeEvent.Status.PROCESSED


def test_paid_without_access_is_opened(paid_order, buyer, course):
    Grant.objects.all().delete()

    comparison = services.compare_books(now=later())

    assert (Kind.UNOPENED, True) in found(comparison)
    assert course.is_open_to(buyer)


def test_access_without_payment_is_closed(paid_order, buyer, course):
    """As if the process had died between the refund's message and the ledger."""
    services.compare_books(now=later())
    payment = Payment.objects.get()
    Refund.objects.create(
        payment=payment, refund_id="re_1", amount_cents=payment.amount_cents, currency="usd", reason="asked for",
        status=Refund.Status.SUCCEEDED,
    )  # fmt: skip

    comparison = services.compare_books(now=later())

    assert (Kind.UNPAID_ACCESS, True) in found(comparison)
    assert not course.is_open_to(buyer)


def test_a_refund_from_the_dashboard_that_no_message_told_of_is_found(paid_order, buyer, course, stripe):
    services.compare_books(now=later())
    refund = stripe.do_api("refunds", payment_intent=Payment.objects.get().reference)

    comparison = services.compare_books(now=later())

    assert (Kind.REFUND, True) in found(comparison)
    assert Refund.objects.get().refund_id == refund["id"]
    assert not course.is_open_to(buyer)
    assert services.compare_books(now=later()).verdict == "the books agree"


def test_a_refund_that_never_reached_stripe_is_told(paid_order):
    payment = Payment.objects.get()
    Refund.objects.create(
        payment=payment, amount_cents=1000, currency="usd", reason="asked for", created_at=later(minutes=-90)
    )

    comparison = services.compare_books(now=later())

    assert (Kind.REFUND, False) in found(comparison)


@pytest.mark.parametrize(("outcome", "is_open"), [("won", True), ("lost", False)])
def test_a_dispute_and_its_end_are_found_without_a_message(paid_order, buyer, course, stripe, outcome, is_open):
    services.compare_books(now=later())
    dispute = stripe.do("dispute", charge=Payment.objects.get().charge_id)

    assert (Kind.DISPUTE, True) in found(services.compare_books(now=later()))
    assert not course.is_open_to(buyer)
    stripe.do("decide", dispute=stripe_id(dispute), outcome=outcome)
    assert (Kind.DISPUTE, True) in found(services.compare_books(now=later()))

    assert course.is_open_to(buyer) is is_open
    assert services.compare_books(now=later()).verdict == "the books agree"


def stripe_id(dispute):
    return dispute["id"] if isinstance(dispute, dict) else dispute


def test_access_that_nothing_explains_is_left_to_the_owner(paid_order, buyer, course):
    services.compare_books(now=later())
    Payment.objects.update(status=Payment.Status.HELD)
    Order.objects.update(status=Order.Status.REVIEW, review_reason="another amount")

    comparison = services.compare_books(now=later())

    assert (Kind.UNPAID_ACCESS, False) in found(comparison)


def test_a_gift_needs_no_payment(buyer, course, owner, stripe):
    services.give_grant(user=buyer, product=course, reason="scholarship", by=owner)

    assert services.compare_books(now=later()).verdict == "the books agree"
    assert course.is_open_to(buyer)


def test_a_state_that_somebody_set_by_hand_is_put_right(paid_order):
    services.compare_books(now=later())
    Order.objects.update(status=Order.Status.EXPIRED)

    comparison = services.compare_books(now=later())

    assert (Kind.STATE, True) in found(comparison)
    assert Order.objects.get().status == Order.Status.PAID


def test_a_counter_of_places_that_is_not_the_number_of_its_holders_is_told(paid_order, course):
    services.compare_books(now=later())
    Intake.objects.create(product=course, capacity=5, ceiling=5, used=3)

    assert found(services.compare_books(now=later())) == [(Kind.PLACES, False)]
    Place.objects.create(product=course, quantity=3, status=Place.Status.TAKEN)
    Place.objects.create(product=course, quantity=2, status=Place.Status.RELEASED)
    assert services.compare_books(now=later()).verdict == "the books agree"


def test_held_money_waits_for_the_owner_who_is_told_once(paid_order):
    Payment.objects.create(
        order=paid_order, reference="pi_twice", amount_cents=79000, currency="usd", status=Payment.Status.DUPLICATE
    )

    services.compare_books(now=later())
    comparison = services.compare_books(now=later())

    assert found(comparison) == [(Kind.WAITING, False)]
    assert OutboxEmail.objects.filter(kind="books_alert").count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"disabled": "true"}, "disabled"),
        ({"enabled_events[0]": "charge.refunded"}, "does not ask for"),
        ({"url": "http://localhost/elsewhere/"}, "no webhook endpoint"),
    ],
)
def test_an_endpoint_that_brings_us_nothing_is_told(stripe, change, words):
    headers = {"Authorization": "Bearer sk_test_x", "Stripe-Version": site.STRIPE_API_VERSION}
    ours = next(
        known
        for known in stripe.http.get(f"{stripe.url}/v1/webhook_endpoints", headers=headers, timeout=5).json()["data"]
        if known["url"].startswith(site.PUBLIC_URL)
    )
    stripe.http.post(
        f"{stripe.url}/v1/webhook_endpoints/{ours['id']}", data=change, headers=headers, timeout=5
    ).raise_for_status()

    comparison = services.compare_books(now=later())

    assert found(comparison) == [(Kind.ENDPOINT, False)]
    assert words in comparison.differences.get().words


def test_a_stripe_that_does_not_answer_is_told_and_asked_again_tomorrow(stripe):
    stripe.do("fail_next", kind="500", times=9)

    comparison = services.compare_books(now=later())

    assert comparison.verdict == "not finished"
    assert OutboxEmail.objects.filter(kind="books_alert").count() == 1
    stripe.do("heal")
    assert services.compare_books(now=later()).verdict == "the books agree"


def test_the_command_says_what_it_found_and_fails_while_something_is_open(paid_order):
    out, err = StringIO(), StringIO()
    call_command("compare_books", stdout=out, stderr=err)
    Payment.objects.create(
        order=paid_order, reference="pi_twice", amount_cents=79000, currency="usd", status=Payment.Status.DUPLICATE
    )

    with pytest.raises(SystemExit) as stop:
        call_command("compare_books", stdout=out, stderr=err)

    assert stop.value.code == 1
    assert "to look at: money that waits for a decision" in out.getvalue()


def test_the_owner_compares_and_reads_the_report_and_nobody_else_does(owner, editor, client_of, paid_order):
    desk = client_of(owner)

    assert desk.post("/admin/shop_books/compare/").status_code == 302
    comparison = Comparison.objects.get()
    assert "Compare now" in desk.get("/admin/shop_books/").content.decode()
    report = desk.get(f"/admin/shop_books/inspect/{comparison.pk}/").content.decode()
    assert "had never come" in report or "books agree" in report.lower()
    assert desk.get("/admin/shop_books/compare/").status_code == 405
    for address in ("/admin/shop_books/", f"/admin/shop_books/inspect/{comparison.pk}/"):
        assert client_of(editor).get(address).status_code in (302, 403)
    assert client_of(editor).post("/admin/shop_books/compare/").status_code in (302, 403)
    assert Comparison.objects.count() == 1


@pytest.mark.parametrize("name", ["shop_orders", "shop_grants", "shop_events", "shop_audit"])
def test_every_list_of_the_shop_goes_into_a_spreadsheet(name, owner, client_of, paid_order):
    services.compare_books(now=later())

    sheet = client_of(owner).get(f"/admin/{name}/?export=csv")

    lines = b"".join(sheet.streaming_content).decode().splitlines()
    assert len(lines) >= 2


def test_access_is_extended_with_a_reason_and_on_record(owner, client_of, paid_order, buyer, course):
    grant = Grant.objects.get()
    until = timezone.now() + datetime.timedelta(days=90)

    client_of(owner).post(
        f"/admin/shop_grants/extend/{grant.pk}/",
        {"extend-until": until.strftime("%Y-%m-%d %H:%M"), "extend-reason": "ill for a month"},
    )

    grant.refresh_from_db()
    assert abs(grant.ends_at - until) < datetime.timedelta(minutes=1)
    entry = AuditEntry.objects.get(deed="grant extended")
    assert (entry.actor, entry.before, entry.reason) == (owner, "without an end", "ill for a month")
    assert entry.after.startswith("until ")


@pytest.mark.parametrize("form", [{"extend-until": "2020-01-01 10:00", "extend-reason": "x"}, {"extend-reason": ""}])
def test_no_access_ends_by_being_extended_and_none_without_a_reason(owner, client_of, paid_order, form):
    client_of(owner).post(f"/admin/shop_grants/extend/{Grant.objects.get().pk}/", form)

    assert Grant.objects.get().ends_at is None
    assert not AuditEntry.objects.filter(deed="grant extended").exists()


def test_what_was_taken_back_is_not_extended(owner, client_of, paid_order):
    grant = services.revoke_grant(grant=Grant.objects.get(), reason="given back", by=owner)

    client_of(owner).post(f"/admin/shop_grants/extend/{grant.pk}/", {"extend-reason": "again"})

    assert Grant.objects.get().status == Grant.Status.REVOKED
    assert not AuditEntry.objects.filter(deed="grant extended").exists()


def test_the_audit_cannot_be_rewritten_or_emptied(paid_order):
    from payments.refusals import IllegalMove

    for deed in (
        lambda: AuditEntry.objects.update(deed="nothing"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.first().save(),
        lambda: AuditEntry.objects.first().delete(),
    ):
        with pytest.raises(IllegalMove):
            deed()
