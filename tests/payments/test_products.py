"""Offers, products and the ledger: what is for sale, to whom, and who owns what."""

import datetime
import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from payments import money, services
from payments.models import AuditEntry, CheckoutAttempt, Grant, Offer, Order, OrderLine, Payment, PromotionCode
from payments.months import add_months
from payments.products import TERMS_LINE
from payments.purchases import purchase_for
from payments.refusals import AlreadyOwned, IllegalMove, NotForSale

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


def days(number):
    return timezone.now() + datetime.timedelta(days=number)


# --- money ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cents", "currency", "tag", "receipt"),
    [
        (79000, "usd", "$790", "$790.00 USD"),
        (123456789, "usd", "$1,234,567.89", "$1,234,567.89 USD"),
        (5, "eur", "€0.05", "€0.05 EUR"),
        (1200, "jpy", "¥1,200", "¥1,200 JPY"),
        (4950, "chf", "CHF 49.50", "49.50 CHF"),
        (0, "usd", "$0", "$0.00 USD"),
    ],
)
def test_money_is_written_as_people_write_it(cents, currency, tag, receipt):
    assert money.show(cents, currency) == tag
    assert money.show_exactly(cents, currency) == receipt
    assert money.to_cents(money.as_decimal(cents, currency), currency) == cents


def test_no_fraction_of_a_cent_is_lost_in_silence():
    with pytest.raises(ValueError):
        money.to_cents(Decimal("0.001"), "usd")
    with pytest.raises(ValueError):
        money.to_cents(Decimal("0.5"), "jpy")


# --- offers -----------------------------------------------------------------------------------------------------------


def test_the_cheapest_valid_offer_is_shown(course, offer):
    Offer.objects.create(product=course, name="Over", amount_cents=1, valid_until=days(-1))
    Offer.objects.create(product=course, name="Not yet", amount_cents=2, valid_from=days(1))
    early = Offer.objects.create(product=course, name="Now", amount_cents=100, valid_from=days(-1), valid_until=days(1))

    assert list(course.get_offers()) == [early, offer]
    assert course.get_offer() == early
    assert [one.is_valid_now() for one in Offer.objects.order_by("amount_cents")] == [False, False, True, True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_cents": 0},
        {"amount_cents": -1},
        {"kind": "free"},
        {"access_months": 0},
        {"kind": "instalments"},
        {"kind": "instalments", "instalment_count": 1},
        {"kind": "instalments", "instalment_count": 37},
        {"kind": "instalments", "instalment_count": 20, "amount_cents": 19},
        {"instalment_count": 3},
        {"kind": "seats"},
        {"kind": "seats", "seats_min": 3},
        {"kind": "seats", "seats_min": 3, "seats_max": 2},
        {"kind": "seats", "seats_min": 0, "seats_max": 2},
        {"seats_min": 3, "seats_max": 20},
        {"kind": "instalments", "instalment_count": 3, "seats_min": 3, "seats_max": 20},
        {"valid_from": "2026-12-02T00:00Z", "valid_until": "2026-12-01T00:00Z"},
    ],
)
def test_the_database_itself_refuses_an_impossible_offer(wrong, course):
    fields = {"product": course, "name": "Odd", "amount_cents": 100} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(**fields)


@pytest.mark.parametrize("change", [{"amount_cents": 1}, {"currency": "eur"}, {"access_months": 3}, {"kind": "free"}])
def test_an_ordered_offer_keeps_its_promise(change, shopper, buy, offer):
    buy(shopper)
    for name, value in change.items():
        setattr(offer, name, value)

    with pytest.raises(ValidationError) as refused:
        offer.full_clean()

    assert "has been ordered" in str(refused.value)


def test_what_was_offered_is_kept_on_the_order(shopper, buy, offer, only_order):
    Offer.objects.filter(pk=offer.pk).update(access_months=12)

    buy(shopper)

    line = only_order().lines.get()
    assert (line.kind, line.unit_amount_cents, line.quantity) == ("once", 79000, 1)
    assert (line.instalment_count, line.access_months) == (None, 12)


@pytest.mark.parametrize(
    ("fields", "terms", "parts"),
    [
        ({"kind": "free", "amount_cents": 0}, "", (0, 0)),
        ({"kind": "once", "amount_cents": 79000}, "once, no subscription", (79000, 0)),
        (
            {"kind": "instalments", "amount_cents": 87000, "instalment_count": 3},
            "3 monthly payments of $290, $870 in total",
            (29000, 0),
        ),
        (
            {"kind": "instalments", "amount_cents": 10000, "instalment_count": 3},
            "3 monthly payments of $33.33, the first of $33.34, $100 in total",
            (3333, 1),
        ),
        (
            {"kind": "seats", "amount_cents": 69000, "seats_min": 3, "seats_max": 20},
            "$690 per seat, 3 to 20 seats",
            (69000, 0),
        ),
    ],
)
def test_an_offer_says_how_it_is_paid_and_no_cent_is_lost(fields, terms, parts, course):
    offer = Offer.objects.create(product=course, name="Clinic Launch", **fields)
    offer.full_clean()

    assert offer.terms_display == terms
    assert (offer.instalment_cents, offer.odd_cents) == parts
    assert offer.instalment_cents * (offer.instalment_count or 1) + offer.odd_cents == offer.amount_cents


def test_seats_are_not_sold_to_one_person(course, shopper, visitor):
    seats = Offer.objects.create(
        product=course, name="Team", kind=Offer.Kind.SEATS, amount_cents=69000, seats_min=3, seats_max=20
    )

    purchase = purchase_for(course, NOBODY)
    assert (purchase.state, purchase.choices, purchase.team_offers) == ("closed", (), (seats,))
    assert shopper.post(f"/checkout/{seats.pk}/")["Location"] == f"/checkout/{seats.pk}/team/"
    assert not Order.objects.exists()


# --- purchase ---------------------------------------------------------------------------------------------------------


def test_a_course_that_costs_something_is_sold_to_anyone(course, offer, buyer):
    for person in (NOBODY, buyer):
        purchase = purchase_for(course, person)
        assert (purchase.state, purchase.offer, purchase.price_display) == ("buy", offer, "$790")


def test_every_way_to_pay_is_shown_with_its_price_its_terms_and_its_button(course, offer, visitor):
    dearer = Offer.objects.create(product=course, name="With a call", amount_cents=120000, access_months=12)
    Offer.objects.create(product=course, name="Agreed", amount_cents=100, link_digest="0" * 64)
    Offer.objects.create(product=course, name="Over", amount_cents=100, valid_until=days(-1))

    choices = purchase_for(course, NOBODY).choices
    page = visitor.get(course.url).content.decode()

    assert [choice.offer for choice in choices] == [offer, dearer]
    for shown in ("Buy for $790", "Buy for $1,200", "Access without an end date", "12 months of access"):
        assert shown in page
    for one in (offer, dearer):
        assert f'action="/checkout/{one.pk}/"' in page
    assert page.count("you accept the") == 1
    assert page.index("refund policy") < page.index("Buy for $790")


def test_whoever_can_have_it_free_is_shown_nothing_to_pay(course, offer, free_offer, shopper):
    page = shopper.get(course.url).content.decode()

    assert "Enrol free" in page
    assert "$790" not in page


def test_a_code_that_fits_one_way_to_pay_is_shown_beside_it_and_refused_beside_the_other(course, offer, visitor):
    Offer.objects.create(product=course, name="In euros", amount_cents=90000, currency="eur")
    PromotionCode.objects.create(code="EARLY-BIRD", amount_off_cents=9000, currency="usd")

    page = visitor.get(f"{course.url}?code=early-bird").content.decode()

    assert "Buy for $700" in page
    assert "Buy for €900" in page
    assert "prices in another currency" in page


def test_a_free_course_asks_visitors_to_sign_in(course, free_offer, buyer):
    assert (purchase_for(course, NOBODY).state, purchase_for(course, NOBODY).needs_sign_in) == ("free", True)
    assert (purchase_for(course, buyer).state, purchase_for(course, buyer).needs_sign_in) == ("free", False)


def test_an_owner_is_led_inside(course, offer, buyer):
    services.give_grant(user=buyer, product=course, reason="Gift", by=None)

    purchase = purchase_for(course, buyer)

    assert (purchase.state, purchase.access_url, purchase.offer) == ("owned", course.access_url, None)
    with pytest.raises(AlreadyOwned):
        course.check_buyable_by(user=buyer)


def test_a_course_without_an_offer_is_closed_and_says_so(course, buyer):
    assert purchase_for(course, buyer).state == "closed"
    assert "not for sale" in purchase_for(course, NOBODY).reason
    with pytest.raises(NotForSale):
        course.check_buyable_by(user=None)


def test_the_button_in_each_state(course, offer, visitor, shopper, buyer):
    signed_out = visitor.get(course.url).content.decode()
    assert "Buy for $790" in signed_out
    assert TERMS_LINE in re.sub(r"<[^>]+>", "", signed_out)
    assert "No account is needed" in signed_out
    assert "I have an account" in signed_out
    assert "csrfmiddlewaretoken" in signed_out
    assert "No account is needed" not in shopper.get(course.url).content.decode()

    services.give_grant(user=buyer, product=course, reason="Gift", by=None)
    assert course.access_url in shopper.get(course.url).content.decode()

    offer.valid_until = timezone.now()
    offer.save()
    assert "Enrolment is closed." in visitor.get(course.url).content.decode()


def test_the_purchase_of_a_product_asks_the_database_four_times_at_most(
    course, offer, buyer, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        purchase_for(course, buyer)

    for number in range(5):
        Offer.objects.create(product=course, name=f"Way {number}", amount_cents=80000 + number)
    PromotionCode.objects.create(code="EARLY-BIRD", percent_off=20)
    with django_assert_max_num_queries(6):
        assert len(purchase_for(course, buyer, typed_code="early-bird").choices) == 6


# --- the ledger -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({}, True),
        ({"ends_at": 1}, True),
        ({"starts_at": -2, "ends_at": -1}, False),
        ({"starts_at": 1}, False),
        ({"status": "suspended"}, False),
        ({"status": "revoked"}, False),
    ],
)
def test_a_grant_opens_within_its_time_and_state(fields, is_open, course, buyer):
    fields = {name: days(value) if isinstance(value, int) else value for name, value in fields.items()}
    grant = Grant.objects.create(user=buyer, product=course, reason="Test", **fields)

    assert course.is_open_to(buyer) is grant.is_current() is is_open
    assert not course.is_open_to(NOBODY)


def test_a_grant_opens_its_own_product_to_its_own_person_alone(course, other_course, buyer, make_user):
    services.give_grant(user=buyer, product=course, reason="Gift", by=None)

    assert not other_course.is_open_to(buyer)
    assert not course.is_open_to(make_user("stranger"))


def test_taking_back_what_one_order_gave_leaves_what_a_gift_gave(
    shopper, buyer, buy, stripe, only_order, course, owner
):
    stripe.pay(buy(shopper))
    services.settle_order(order=only_order())
    services.give_grant(user=buyer, product=course, reason="Gift", by=owner)

    services.revoke_grant(grant=Grant.objects.get(order_line__isnull=False), reason="Refunded", by=owner)

    assert course.is_open_to(buyer)


def test_giving_twice_is_once_and_taking_back_twice_is_once(course, buyer, owner):
    first = services.give_grant(user=buyer, product=course, reason="Gift", by=owner)
    assert services.give_grant(user=buyer, product=course, reason="Again", by=owner) == first

    for _ in range(2):
        services.revoke_grant(grant=first, reason="Enough", by=owner)

    assert list(AuditEntry.objects.order_by("pk").values_list("deed", flat=True)) == ["grant given", "grant revoked"]
    assert services.give_grant(user=buyer, product=course, reason="Once more", by=owner) != first


def test_access_for_some_months_ends_by_the_clock(shopper, buyer, buy, stripe, only_order, course, offer, time_machine):
    Offer.objects.filter(pk=offer.pk).update(access_months=3)
    stripe.pay(buy(shopper, Offer.objects.get(pk=offer.pk)))
    services.settle_order(order=only_order())
    ends_at = Grant.objects.get().ends_at
    assert ends_at == add_months(Grant.objects.get().starts_at, 3)

    time_machine.move_to(ends_at - datetime.timedelta(minutes=1))
    assert course.is_open_to(buyer)
    time_machine.move_to(ends_at)
    assert not course.is_open_to(buyer)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-08-31", 36, "2029-08-31"),
    ],
)
def test_months_are_counted_as_people_count_them(start, months, end):
    moment = datetime.datetime.fromisoformat(f"{start}T10:30:00+00:00")

    assert add_months(moment, months) == datetime.datetime.fromisoformat(f"{end}T10:30:00+00:00")


# --- what the database refuses, whatever the code does ------------------------------------------------------------------


@pytest.fixture
def order(buyer, course, offer):
    order = Order.objects.create(buyer=buyer, currency="usd", subtotal_cents=1, total_cents=1)
    OrderLine.objects.create(order=order, offer=offer, product_id=course.pk, title="x", unit_amount_cents=1)
    return order


def refused():
    return pytest.raises(IntegrityError)


def test_one_payment_settles_an_order_and_one_reference_is_one_payment(order):
    paid = {"order": order, "amount_cents": 1, "currency": "usd", "status": Payment.Status.SETTLED}
    Payment.objects.create(reference="pi_1", **paid)

    with refused(), transaction.atomic():
        Payment.objects.create(reference="pi_2", **paid)
    with refused(), transaction.atomic():
        Payment.objects.create(reference="pi_1", **(paid | {"status": Payment.Status.DUPLICATE}))


def test_one_grant_for_each_line_and_person(order, buyer, course):
    Grant.objects.create(order_line=order.lines.get(), user=buyer, product=course)

    with refused(), transaction.atomic():
        Grant.objects.create(order_line=order.lines.get(), user=buyer, product=course, status="revoked")


def test_a_grant_comes_from_an_order_or_has_a_reason(buyer, course):
    with refused(), transaction.atomic():
        Grant.objects.create(user=buyer, product=course)


def test_an_order_has_one_open_attempt_and_a_session_one_order(order):
    attempt = {"order": order, "expires_at": days(1)}
    CheckoutAttempt.objects.create(number=1, session_id="cs_1", **attempt)

    with refused(), transaction.atomic():
        CheckoutAttempt.objects.create(number=2, **attempt)
    with refused(), transaction.atomic():
        CheckoutAttempt.objects.create(number=2, session_id="cs_1", status="expired", **attempt)


def test_a_paid_order_has_a_date_and_one_in_review_a_reason(order):
    for status in ("paid", "review"):
        with refused(), transaction.atomic():
            Order.objects.filter(pk=order.pk).update(status=status)


def test_the_audit_is_written_once(order):
    entry = AuditEntry.objects.create(deed="test", order=order)

    entry.deed = "something else"
    with pytest.raises(IllegalMove):
        entry.save()
    with pytest.raises(IllegalMove):
        entry.delete()
