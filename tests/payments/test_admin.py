"""The shop in the admin: the owner runs it, nobody else enters, facts have no form."""

import csv
import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from payments import services
from payments.models import AuditEntry, CheckoutAttempt, Grant, Offer, Order, StripeEvent
from tests.courses import places

pytestmark = pytest.mark.django_db

LISTINGS = ["shop_orders", "shop_grants", "shop_offers", "shop_events", "shop_audit"]


@pytest.fixture
def desk(owner, client_of):
    """The owner's browser."""
    return client_of(owner)


@pytest.fixture
def paid_order(shopper, buy, stripe, only_order):
    stripe.pay(buy(shopper))
    services.settle_order(order=only_order())
    return only_order()


@pytest.fixture
def event():
    return StripeEvent.objects.create(
        event_id="evt_broken", type="checkout.session.completed", object_id="cs_1", livemode=False,
        status=StripeEvent.Status.FAILED, last_error="KeyError in settle", attempts=2, sent_at="2026-11-01T10:00Z",
    )  # fmt: skip


@pytest.mark.parametrize("name", LISTINGS)
def test_the_owner_sees_every_listing_and_every_row(name, desk, paid_order, event):
    listing = desk.get(f"/admin/{name}/")
    assert listing.status_code == 200

    row = {
        "shop_orders": paid_order, "shop_grants": Grant.objects.get(), "shop_offers": Offer.objects.get(),
        "shop_events": event, "shop_audit": AuditEntry.objects.first(),
    }[name]  # fmt: skip
    assert desk.get(f"/admin/{name}/inspect/{row.pk}/").status_code == 200


@pytest.mark.parametrize("name", LISTINGS)
def test_the_editor_and_the_stranger_enter_nowhere(name, editor, client_of, paid_order, event, visitor):
    rows = {
        "shop_orders": paid_order, "shop_grants": Grant.objects.get(), "shop_offers": Offer.objects.get(),
        "shop_events": event, "shop_audit": AuditEntry.objects.first(),
    }  # fmt: skip
    for path in (
        "",
        "results/",
        "new/",
        f"inspect/{rows[name].pk}/",
        f"edit/{rows[name].pk}/",
        f"delete/{rows[name].pk}/",
    ):
        for client in (client_of(editor), visitor):
            for answer in (client.get(f"/admin/{name}/{path}"), client.post(f"/admin/{name}/{path}")):
                assert answer.status_code in (302, 403, 405), (path, answer.status_code)
    for client in (client_of(editor), visitor):
        assert client.post(f"/admin/shop_orders/settle/{paid_order.pk}/").status_code in (302, 403)
        assert client.post(f"/admin/shop_grants/revoke/{rows['shop_grants'].pk}/", {"reason": "x"}).status_code in (
            302,
            403,
        )
    assert Grant.objects.get().status == Grant.Status.ACTIVE


def test_the_editor_does_not_even_see_the_menu(editor, owner, client_of):
    assert "Shop" not in client_of(editor).get("/admin/").content.decode()
    assert "Shop" in client_of(owner).get("/admin/").content.decode()


@pytest.mark.parametrize("name", ["shop_orders", "shop_events", "shop_audit"])
def test_facts_have_no_form_even_for_the_owner(name, desk, paid_order, event):
    pk = {"shop_orders": paid_order.pk, "shop_events": event.pk, "shop_audit": AuditEntry.objects.first().pk}[name]
    for path in ("new/", f"edit/{pk}/", f"delete/{pk}/"):
        assert desk.post(f"/admin/{name}/{path}").status_code in (302, 403)
    assert Order.objects.count() == StripeEvent.objects.count() == 1


def test_the_owner_takes_along_two_orders_or_twelve_with_the_same_questions(desk, buyer, django_assert_num_queries):
    def plant(number):
        for _ in range(number):
            order = Order.objects.create(
                buyer=buyer,
                currency="usd",
                subtotal_cents=87000,
                total_cents=87000,
                paid_at=timezone.now(),
                status="paid",
            )
            for part in (1, 2):
                payment = order.payments.create(
                    reference=f"pi_{order.pk}_{part}", amount_cents=29000, currency="usd", status="settled", number=part
                )
                for status in ("succeeded", "succeeded", "failed"):
                    payment.refunds.create(amount_cents=1000, currency="usd", reason="Asked", status=status)
            order.payments.create(reference=f"pi_{order.pk}_held", amount_cents=7, currency="usd", status="held")

    def take_along():
        answer = desk.get("/admin/shop_orders/?export=csv")
        return list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))

    plant(2)
    with CaptureQueriesContext(connection) as queries:
        assert len(take_along()) == 2
    plant(10)
    with django_assert_num_queries(len(queries)):
        rows = take_along()

    assert len(rows) == 12
    found = {(row["Arrived, smallest unit"], row["Given back, smallest unit"]) for row in rows}
    assert (
        found == {("58000", "4000")} == {(str(one.paid_cents), str(one.refunded_cents)) for one in Order.objects.all()}
    )


def test_a_failed_event_can_be_found(desk, event):
    page = desk.get("/admin/shop_events/", {"status": "failed"}).content.decode()

    assert "evt_broken" in page
    assert "KeyError in settle" in page
    assert "evt_broken" not in desk.get("/admin/shop_events/", {"status": "processed"}).content.decode()


# --- settle again -----------------------------------------------------------------------------------------------------


def test_the_button_settles_what_no_message_settled(desk, owner, shopper, buyer, buy, stripe, only_order, course):
    stripe.pay(buy(shopper))
    page = desk.get(f"/admin/shop_orders/inspect/{only_order().pk}/").content.decode()
    assert f"/admin/shop_orders/settle/{only_order().pk}/" in page

    answer = desk.post(f"/admin/shop_orders/settle/{only_order().pk}/", follow=True)

    assert "the order is now “paid”" in answer.content.decode()
    assert course.is_open_to(buyer)
    assert AuditEntry.objects.get(deed="checkout settled").actor == owner
    again = desk.post(f"/admin/shop_orders/settle/{only_order().pk}/", follow=True)
    assert "Stripe says nothing new" in again.content.decode()
    assert desk.get(f"/admin/shop_orders/settle/{only_order().pk}/").status_code == 405


def test_the_button_says_when_stripe_is_away(desk, shopper, buy, stripe, only_order):
    stripe.pay(buy(shopper))
    stripe.do("fail_next", kind="500", times=9)

    answer = desk.post(f"/admin/shop_orders/settle/{only_order().pk}/", follow=True)

    assert "does not answer" in answer.content.decode()
    assert CheckoutAttempt.objects.get().status == CheckoutAttempt.Status.OPEN


# --- offers -----------------------------------------------------------------------------------------------------------


def offer_form(course, **more):
    form = {
        "product": course.pk, "name": "Early bird", "kind": "once", "price": "49.50", "currency": "usd",
        "valid_from": "", "valid_until": "", "instalment_count": "", "seats_min": "", "seats_max": "", "access_months": "",
    }  # fmt: skip
    return form | more


def test_the_owner_makes_an_offer_and_types_money_as_people_write_it(desk, course):
    desk.post("/admin/shop_offers/new/", offer_form(course))

    offer = Offer.objects.get()
    assert (offer.amount_cents, offer.price_display) == (4950, "$49.50")


def test_the_owner_types_the_whole_price_and_the_number_of_instalments(desk, course):
    desk.post("/admin/shop_offers/new/", offer_form(course, kind="instalments", price="870", instalment_count="3"))

    offer = Offer.objects.get()
    assert (offer.amount_cents, offer.instalment_count, offer.instalment_cents) == (87000, 3, 29000)
    assert "3 monthly payments of $290, $870 in total" in desk.get("/admin/shop_offers/").content.decode()


def test_the_owner_makes_an_offer_for_teams_and_access_for_a_year(desk, course):
    form = offer_form(course, kind="seats", price="690", seats_min="3", seats_max="20", access_months="12")
    desk.post("/admin/shop_offers/new/", form)

    offer = Offer.objects.get()
    assert (offer.seats_min, offer.seats_max, offer.access_months) == (3, 20, 12)
    assert "$690 per seat, 3 to 20 seats" in desk.get("/admin/shop_offers/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "instalments"}, "Say how many"),
        ({"kind": "instalments", "instalment_count": "1"}, "greater than or equal to 2"),
        ({"kind": "instalments", "instalment_count": "37"}, "less than or equal to 36"),
        ({"kind": "instalments", "instalment_count": "36", "price": "20"}, "Each instalment is at least 1"),
        ({"instalment_count": "3"}, "Leave this empty"),
        ({"kind": "seats", "seats_min": "3"}, "Say how many"),
        ({"kind": "seats", "seats_min": "3", "seats_max": "2"}, "less than the fewest seats"),
        ({"seats_min": "3"}, "Leave this empty"),
        ({"price": "0"}, "more than 0"),
        ({"kind": "free"}, "A free offer costs 0"),
        ({"price": "49.505"}, "decimal places"),
        ({"price": "49.50", "currency": "jpy"}, "no such fractions"),
        ({"price": "-1"}, "greater than or equal to 0"),
        ({"price": ""}, "required"),
        ({"currency": "xxx"}, "Select a valid choice"),
        ({"valid_from": "2026-12-02 10:00", "valid_until": "2026-12-01 10:00"}, "must end after it begins"),
        ({"access_months": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_wrong_offer_is_refused_beside_the_field_and_nothing_typed_is_lost(wrong, words, desk, course):
    page = desk.post("/admin/shop_offers/new/", offer_form(course, **wrong)).content.decode()

    assert words in page
    assert "Early bird" in page
    assert not Offer.objects.exists()


def test_a_page_that_cannot_be_owned_is_no_product(desk, home):
    page = desk.post("/admin/shop_offers/new/", offer_form(home)).content.decode()

    assert "cannot be sold" in page
    assert not Offer.objects.exists()


def test_a_sold_offer_keeps_its_promise_and_can_be_ended(desk, paid_order, offer, course):
    assert "It has been ordered, so this stays" in desk.get(f"/admin/shop_offers/edit/{offer.pk}/").content.decode()

    desk.post(
        f"/admin/shop_offers/edit/{offer.pk}/",
        offer_form(course, name="Clinic Launch", price="1", currency="eur", valid_until="2026-12-01 10:00"),
    )

    offer.refresh_from_db()
    assert (offer.amount_cents, offer.currency) == (79000, "usd")
    assert offer.valid_until is not None


def test_each_change_of_an_offer_stands_in_the_audit_with_before_and_after(desk, owner, offer, course):
    desk.post(
        f"/admin/shop_offers/edit/{offer.pk}/",
        offer_form(course, name="Clinic Launch", price="890", valid_until="2027-12-01 10:00"),
    )

    told = AuditEntry.objects.filter(deed="offer changed", offer=offer).order_by("pk")
    assert [(entry.actor, entry.before, entry.after, entry.reason) for entry in told][:1] == [
        (owner, "$790", "$890", "Clinic Launch: price")
    ]
    assert [entry.reason for entry in told] == ["Clinic Launch: price", "Clinic Launch: valid until"]
    assert "$790" in desk.get(f"/admin/shop_offers/inspect/{offer.pk}/").content.decode()


def test_saving_an_offer_without_a_change_is_no_deed(desk, offer, course):
    desk.post(f"/admin/shop_offers/edit/{offer.pk}/", offer_form(course, name="Clinic Launch", price="790"))

    assert not AuditEntry.objects.filter(deed="offer changed").exists()


def test_who_made_an_offer_is_known(desk, owner, course):
    desk.post("/admin/shop_offers/new/", offer_form(course))

    assert AuditEntry.objects.get(deed="offer made").actor == owner


# --- access by hand ---------------------------------------------------------------------------------------------------


def test_the_owner_gives_access_with_a_reason_and_takes_it_back(desk, owner, buyer, course):
    desk.post(
        "/admin/shop_grants/new/",
        {"email": buyer.email.upper(), "product": course.pk, "reason": "Scholarship", "ends_at": ""},
    )

    grant = Grant.objects.get()
    assert (grant.user, grant.given_by, grant.reason) == (buyer, owner, "Scholarship")
    assert course.is_open_to(buyer)
    assert "Take back" in desk.get(f"/admin/shop_grants/inspect/{grant.pk}/").content.decode()

    desk.post(f"/admin/shop_grants/revoke/{grant.pk}/", {"reason": ""})
    assert course.is_open_to(buyer), "without a reason nothing happens"
    desk.post(f"/admin/shop_grants/revoke/{grant.pk}/", {"reason": "Given by mistake"})
    assert not course.is_open_to(buyer)
    assert list(AuditEntry.objects.values_list("deed", "reason")) == [
        ("grant revoked", "Given by mistake"),
        ("grant given", "Scholarship"),
    ]
    assert "Take back" not in desk.get(f"/admin/shop_grants/inspect/{grant.pk}/").content.decode()


def test_a_person_whose_gift_ran_out_is_given_it_again(desk, owner, buyer, course):
    past, to_come = (timezone.now() + datetime.timedelta(days=days) for days in (-1, 9))
    gift = services.give_grant(user=buyer, product=course, reason="Trial", by=None)
    Grant.objects.update(starts_at=past - datetime.timedelta(days=5), ends_at=past)
    assert not course.is_open_to(buyer)
    form = {"email": buyer.email, "product": course.pk, "reason": "Scholarship", "ends_at": f"{to_come:%Y-%m-%d} 12:00"}

    for _ in range(2):
        desk.post("/admin/shop_grants/new/", form)

    assert course.is_open_to(buyer)
    grant = Grant.objects.get()
    assert (grant.pk, grant.reason, f"{grant.ends_at:%Y-%m-%d}") == (gift.pk, "Scholarship", f"{to_come:%Y-%m-%d}")
    entry = AuditEntry.objects.get(deed="grant extended")
    assert (entry.actor, entry.reason) == (owner, "Scholarship")
    assert f"{past:%Y-%m-%d}" in entry.before


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_at": "2020-01-01 12:00"}, "has passed"),
        ({"email": "nobody@people.example"}, "no account under this address"),
        ({"reason": ""}, "required"),
        ({"product": ""}, "required"),
    ],
)
def test_a_wrong_gift_is_refused_beside_the_field(wrong, words, desk, buyer, course):
    form = {"email": buyer.email, "product": course.pk, "reason": "Scholarship", "ends_at": ""} | wrong

    page = desk.post("/admin/shop_grants/new/", form).content.decode()

    assert words in page
    assert not Grant.objects.exists()


def test_a_gift_beyond_the_last_place_is_refused_beside_the_field_and_nothing_typed_is_lost(
    desk, buyer, course, make_user
):
    cohort = places.plant_cohort(course, capacity=1)
    services.give_grant(user=make_user("first"), product=cohort, reason="Gift", by=None)
    form = {"email": buyer.email, "product": cohort.pk, "reason": "Scholarship", "ends_at": ""}

    page = desk.post("/admin/shop_grants/new/", form).content.decode()

    assert "Every place is taken" in page
    assert 'value="Scholarship"' in page
    assert Grant.objects.count() == 1


def test_a_grant_has_no_other_form(desk, buyer, course):
    grant = services.give_grant(user=buyer, product=course, reason="Gift", by=None)

    for path in (f"edit/{grant.pk}/", f"delete/{grant.pk}/"):
        assert desk.post(f"/admin/shop_grants/{path}").status_code in (302, 403)
    assert course.is_open_to(buyer)


# --- people who bought ------------------------------------------------------------------------------------------------


def test_whoever_bought_cannot_be_deleted_alone_or_among_others(desk, paid_order, buyer, make_user):
    other = make_user("other")

    alone = desk.post(f"/admin/users/delete/{buyer.pk}/", follow=True)
    many = desk.post(f"/admin/bulk/accounts/user/delete/?id={buyer.pk}&id={other.pk}&next=/admin/users/", follow=True)

    assert "cannot be deleted" in alone.content.decode()
    assert "cannot be deleted" in many.content.decode()
    assert User.objects.filter(pk__in=[buyer.pk, other.pk]).count() == 2
    desk.post(f"/admin/users/delete/{other.pk}/")
    assert not User.objects.filter(pk=other.pk).exists()
