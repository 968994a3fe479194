"""A practice buys seats: as many as were paid for are there, however that number came about, and no price is the browser's."""

import uuid

import pytest
from django.test import Client

from accounts.models import User
from mail.models import OutboxEmail
from payments import services
from payments.models import Grant, Intake, Offer, Order, Payment, Place, Seat, SeatBundle
from tests.courses import places
from tests.payments.stripe_at_hand import COMPLETED
from tests.payments.teams import link_to, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def team_offer(course):
    return Offer.objects.create(
        product=course,
        name="Clinic Launch for a team",
        kind=Offer.Kind.SEATS,
        amount_cents=49000,
        seats_min=3,
        seats_max=20,
    )


@pytest.fixture
def order_page(team_offer):
    return f"/checkout/{team_offer.pk}/team/"


@pytest.fixture
def press(stripe, order_page):
    """A function that fills in the page before the till and returns the address of the hosted page."""

    def buy_seats(client, seats=5, **typed):
        response = client.post(order_page, {"seats": seats, **typed})
        assert response.status_code == 303, response.content[-3000:]
        return response["Location"]

    return buy_seats


@pytest.fixture
def pay(press, stripe, mailbag):
    def pay_seats(client, seats=5, **typed):
        answer = stripe.pay(press(client, seats, **typed))
        assert answer.status_code == 303
        mailbag.wait_for(COMPLETED, times=Order.objects.count()).hand_to(Client())

    return pay_seats


def test_five_seats_are_bought_and_open_nothing_by_themselves(shopper, pay, buyer, course, only_order):
    pay(shopper, clinic_name="Harbor Clinic", po_number="PO 77", tax_id="US 12-3")

    order, bundle = only_order(), SeatBundle.objects.get()
    assert (order.status, order.total_cents, bundle.size, bundle.manager) == ("paid", 5 * 49000, 5, buyer)
    assert states(bundle) == ["free"] * 5
    assert not Grant.objects.exists()
    text = shopper.get(f"/orders/{order.uuid}/").content.decode()
    for word in ("Harbor Clinic", "PO 77", "US 12-3", "$2,450.00"):
        assert word in text
    letter = OutboxEmail.objects.get(kind="order_confirmation")
    assert f"/teams/{course.pk}/" in letter.text
    assert "5 seats are yours" in letter.text
    assert f"/teams/{course.pk}/" in shopper.get(f"/checkout/{order.uuid}/done/").content.decode()


def test_seats_from_the_till_to_the_lesson(shopper, pay, make_user, client_of, course, lesson):
    pay(shopper)
    people = [f"colleague{number}" for number in range(6)]

    response = shopper.post(
        f"/teams/{course.pk}/invite/", {"addresses": "\n".join(f"{person}@people.example" for person in people)}
    )
    clients = [client_of(make_user(person)) for person in people]
    for person, client in zip(people[:5], clients[:5], strict=True):
        client.post(f"{link_to(f'{person}@people.example')}accept/")

    assert "colleague5@people.example: No seat is free" in response.content.decode()
    opened = ["Gated words" in client.get(lesson.url).content.decode() for client in clients]
    assert opened == [True] * 5 + [False]


def test_the_number_changed_at_stripe_is_the_number_there_is(shopper, press, stripe, mailbag, only_order):
    page = press(shopper, 5)
    [line] = line_ids(stripe)
    stripe.pay(page, **{f"quantity_{line}": "8"})
    mailbag.wait_for(COMPLETED).hand_to(Client())

    order = only_order()
    assert (order.status, order.subtotal_cents, order.total_cents) == ("paid", 8 * 49000, 8 * 49000)
    assert order.lines.get().quantity == SeatBundle.objects.get().size == Seat.objects.count() == 8


def line_ids(stripe):
    session = stripe.sessions()[0]
    with stripe.standin.world.deed():
        return [line["id"] for line in stripe.standin.world.backstage(session["id"])["lines"]]


@pytest.mark.parametrize(
    "change", [{"quantity": 2}, {"quantity": 21}, {"amount": 100}, {"currency": "eur"}, {"quantity": 40, "amount": 1}]
)
def test_what_was_not_offered_buys_nothing(change, shopper, press, stripe, mailbag, only_order):
    page = press(shopper, 5)
    stripe.do("tamper", session=stripe.sessions()[0]["id"], **change)
    stripe.pay(page)
    mailbag.wait_for(COMPLETED).hand_to(Client())

    assert only_order().status == "review"
    assert Payment.objects.get().status == "held"
    assert not SeatBundle.objects.exists()


def test_bought_twice_is_ten(shopper, pay, course):
    pay(shopper)
    pay(shopper)

    assert [bundle.size for bundle in SeatBundle.objects.all()] == [5, 5]
    assert "10 seats: 0 taken, 0 invited, 10 to give" in shopper.get(f"/teams/{course.pk}/").content.decode()


def test_the_same_message_twice_is_one_bundle(shopper, pay, mailbag):
    pay(shopper)
    mailbag.wait_for(COMPLETED).hand_to(Client())

    assert Seat.objects.count() == 5


def test_who_owns_the_course_can_buy_seats_for_others(shopper, pay, buyer, course):
    from payments import services

    services.give_grant(user=buyer, product=course, reason="Bought it before", by=None)
    pay(shopper)

    assert SeatBundle.objects.get().size == 5
    assert "For a team" in shopper.get(course.url).content.decode()


def test_a_guest_buys_seats_and_finds_the_team_after_signing_in(visitor, press, stripe, mailbag, course, client_of):
    stripe.pay(press(visitor, clinic_name="Harbor Clinic"), email="Guest@people.example")
    mailbag.wait_for(COMPLETED).hand_to(Client())

    manager = User.objects.get(email="guest@people.example")
    assert SeatBundle.objects.get().manager == manager
    assert "Harbor Clinic" in client_of(manager).get(f"/teams/{course.pk}/").content.decode()


def test_a_second_press_with_another_number_is_another_basket(shopper, press, stripe, only_order):
    first = press(shopper, 5)
    assert press(shopper, 5) == first

    second = press(shopper, 7)

    assert second != first
    assert sorted((session["status"], session["amount_total"]) for session in stripe.sessions()) == [
        ("expired", 5 * 49000),
        ("open", 7 * 49000),
    ]
    third = press(shopper, 7, po_number="PO 78")
    assert third != second
    assert Order.objects.filter(status="awaiting_payment").get().po_number == "PO 78"


@pytest.mark.parametrize("seats", ["2", "21", "0", "-5", "", "five", "5.5", "99999999999999999999"])
def test_a_number_that_is_not_offered_is_refused_and_stays_in_the_field(seats, shopper, order_page, stripe):
    response = shopper.post(order_page, {"seats": seats, "clinic_name": "Harbor Clinic"})

    assert response.status_code == 422
    text = response.content.decode()
    assert "Choose between 3 and 20 seats." in text
    assert 'value="Harbor Clinic"' in text
    assert not Order.objects.exists()


def test_the_shop_itself_refuses_a_number_that_is_not_offered(buyer, team_offer, stripe):
    from payments import services
    from payments.refusals import SeatRefused

    with pytest.raises(SeatRefused):
        services.start_checkout(user=buyer, offer=team_offer, seats=2)


def test_a_price_that_the_browser_sends_is_not_read(shopper, order_page, stripe):
    shopper.post(order_page, {"seats": 5, "amount_cents": 1, "unit_amount": 1, "total": 1})

    assert stripe.sessions()[0]["amount_total"] == 5 * 49000


@pytest.mark.parametrize("name", ["www.casino.example", "Win at https://x", "a@b.example", "casino.example", "x" * 81])
def test_the_name_of_the_clinic_carries_no_advertisement(name, shopper, order_page):
    assert shopper.post(order_page, {"seats": 5, "clinic_name": name}).status_code == 422


def test_a_line_break_in_a_name_is_a_blank(shopper, press):
    press(shopper, clinic_name="St. Mary’s\r\nClinic, Inc.")

    assert Order.objects.get().clinic_name == "St. Mary’s Clinic, Inc."


def test_the_button_for_one_leads_to_the_number_first(shopper, team_offer, order_page):
    assert shopper.post(f"/checkout/{team_offer.pk}/")["Location"] == order_page


def test_looking_orders_nothing(visitor, order_page, course):
    text = visitor.get(f"{order_page}?seats=7").content.decode()

    assert "$3,430" in text
    assert 'value="7"' in text
    assert visitor.get(f"{order_page}?seats=900").context["form"]["seats"].value() == 20
    assert "For a team" in visitor.get(course.url).content.decode()
    assert not Order.objects.exists()


def test_a_code_takes_its_part_off_every_seat(shopper, pay, only_order):
    from payments import services
    from payments.models import PromotionCode

    code = PromotionCode.objects.create(code="TEAM-20", percent_off=20)
    services.publish_code(code=code)
    pay(shopper, 5, code="team-20")

    assert (only_order().discount_cents, only_order().total_cents) == (49000, 4 * 49000)


def test_a_code_that_does_not_exist_is_said_beside_its_field(shopper, order_page, stripe):
    response = shopper.post(order_page, {"seats": 5, "code": "NONE-SUCH", "clinic_name": "Harbor Clinic"})

    assert response.status_code == 409
    assert response.context["form"].errors["code"]
    assert 'value="Harbor Clinic"' in response.content.decode()


def test_while_stripe_is_down_what_was_typed_stays(shopper, order_page, stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    response = shopper.post(order_page, {"seats": 6, "clinic_name": "Harbor Clinic"})

    assert response.status_code == 503
    assert 'value="Harbor Clinic"' in response.content.decode()


def test_the_invoice_names_the_clinic_and_its_order_number(shopper, pay, stripe, settings):
    settings.STRIPE_INVOICES = True
    pay(shopper, clinic_name="Harbor Clinic", po_number="PO 77", tax_id="US 12-3")

    with stripe.standin.world.deed():
        [invoice] = stripe.standin.world.store.all("invoice")
    assert {field["name"]: field["value"] for field in invoice["custom_fields"]} == {
        "Clinic": "Harbor Clinic",
        "PO number": "PO 77",
        "Tax ID": "US 12-3",
    }


def test_control_without_the_span_the_price_of_five_would_buy_forty(
    shopper, press, stripe, mailbag, only_order, monkeypatch
):
    monkeypatch.setattr("payments.models.OrderLine.get_quantity_span", lambda line: (1, 99))
    page = press(shopper, 5)
    stripe.do("tamper", session=stripe.sessions()[0]["id"], quantity=40)
    stripe.pay(page)
    mailbag.wait_for(COMPLETED).hand_to(Client())

    assert SeatBundle.objects.get().size == 40


# --- money that goes back -------------------------------------------------------------------------------------------------


@pytest.fixture
def refund(owner, client_of, only_order):
    """A function that fills in the owner's form for giving money back, and presses the second button."""

    def give_back(dollars, **typed):
        order = only_order()
        form = {
            "key": str(uuid.uuid4()),
            "payment": order.payments.get().pk,
            "amount": dollars,
            "reason": "Two people left",
            "confirm": "1",
        }
        return client_of(owner).post(f"/admin/shop_orders/refund/{order.pk}/", form | typed)

    return give_back


def test_two_free_seats_given_back_leave_three(shopper, pay, refund, only_order, course):
    pay(shopper)
    shopper.post(f"/teams/{course.pk}/invite/", {"addresses": "nurse@people.example"})

    response = refund("980", lines=[only_order().lines.get().pk], seats_back="2")

    assert response.status_code == 302, response.context["form"].errors
    assert only_order().status == "partially_refunded"
    assert states(SeatBundle.objects.get()) == ["free", "free", "invited", "revoked", "revoked"]
    assert "3 seats: 0 taken, 1 invited, 2 to give" in shopper.get(f"/teams/{course.pk}/").content.decode()


def test_seats_of_a_cohort_hold_its_places_and_give_them_back(
    shopper, buy, stripe, mailbag, refund, only_order, course, lesson, make_user, client_of
):
    cohort = places.plant_cohort(course, capacity=4)
    team = Offer.objects.create(
        product=cohort, name="Cohort", kind=Offer.Kind.SEATS, amount_cents=49000, seats_min=2, seats_max=10
    )
    too_many = shopper.post(f"/checkout/{team.pk}/team/", {"seats": 5})
    assert too_many.status_code == 409
    assert not Order.objects.exclude(status="cancelled").exists()

    hosted = shopper.post(f"/checkout/{team.pk}/team/", {"seats": 3})
    assert hosted.status_code == 303
    assert Intake.objects.get(product=cohort).used == 3
    stripe.pay(hosted["Location"])
    mailbag.wait_for(COMPLETED).hand_to(Client())
    shopper.post(f"/teams/{cohort.pk}/invite/", {"addresses": "nurse@people.example"})
    nurse = client_of(make_user("nurse"))
    nurse.post(f"{link_to('nurse@people.example')}accept/")

    assert Intake.objects.get(product=cohort).used == 3, "whoever takes a seat takes no second place"
    assert cohort.is_owned_by(User.objects.get(email="nurse@people.example"))
    refund("980", lines=[only_order().lines.get().pk], seats_back="2")
    assert Intake.objects.get(product=cohort).used == 1
    assert cohort.is_owned_by(User.objects.get(email="nurse@people.example"))


def test_where_too_few_are_free_the_owner_says_who_leaves(
    shopper, pay, refund, only_order, course, lesson, make_user, client_of
):
    pay(shopper, 3)
    people = ["nurse", "doctor"]
    shopper.post(f"/teams/{course.pk}/invite/", {"addresses": ",".join(f"{name}@people.example" for name in people)})
    nurse, doctor = clients = [client_of(make_user(name)) for name in people]
    for name, client in zip(people, clients, strict=True):
        client.post(f"{link_to(f'{name}@people.example')}accept/")
    line = only_order().lines.get().pk

    asked = refund("980", lines=[line], seats_back="2")
    assert asked.status_code == 422
    assert asked.context["form"].errors["seats"]
    leaver = Seat.objects.get(email="nurse@people.example")
    assert refund("980", lines=[line], seats_back="2", seats=[leaver.pk]).status_code == 302

    assert "Gated words" not in nurse.get(lesson.url).content.decode()
    assert "Gated words" in doctor.get(lesson.url).content.decode()
    assert states(SeatBundle.objects.get()) == ["revoked", "revoked", "taken"]


def test_all_of_the_money_back_closes_every_seat(
    shopper, pay, refund, only_order, course, lesson, make_user, client_of
):
    pay(shopper)
    shopper.post(f"/teams/{course.pk}/invite/", {"addresses": "nurse@people.example"})
    nurse = client_of(make_user("nurse"))
    nurse.post(f"{link_to('nurse@people.example')}accept/")

    refund("2450")

    assert only_order().status == "refunded"
    assert states(SeatBundle.objects.get()) == ["revoked"] * 5
    assert "Gated words" not in nurse.get(lesson.url).content.decode()


def test_a_refund_that_fails_gives_every_seat_back_to_whoever_had_it(
    shopper, pay, refund, only_order, course, make_user, client_of
):
    from payments.models import Refund
    from payments.services.grants import follow_money

    pay(shopper)
    shopper.post(f"/teams/{course.pk}/invite/", {"addresses": "nurse@people.example"})
    nurse = make_user("nurse")
    client_of(nurse).post(f"{link_to('nurse@people.example')}accept/")
    refund("2450")
    assert not course.is_open_to(nurse)

    Refund.objects.update(status=Refund.Status.FAILED)
    order = only_order()
    order.recompute()
    follow_money(order)

    assert course.is_open_to(nurse)
    assert states(SeatBundle.objects.get()) == ["free"] * 4 + ["taken"]


@pytest.mark.parametrize("somebody_was_quick", [False, True])
def test_seats_whose_refund_fails_have_their_places_back_though_others_took_them_meanwhile(
    shopper, buy, stripe, mailbag, refund, only_order, course, make_user, somebody_was_quick
):
    from payments.models import Refund
    from payments.services.grants import follow_money

    cohort = places.plant_cohort(course, capacity=3)
    team = Offer.objects.create(
        product=cohort, name="Cohort", kind=Offer.Kind.SEATS, amount_cents=49000, seats_min=2, seats_max=10
    )
    stripe.pay(shopper.post(f"/checkout/{team.pk}/team/", {"seats": 3})["Location"])
    mailbag.wait_for(COMPLETED).hand_to(Client())
    refund("980", lines=[only_order().lines.get().pk], seats_back="2")
    if somebody_was_quick:
        services.give_grant(user=make_user("quick"), product=cohort, reason="Paid by cheque", by=None)
    others = Place.objects.filter(grant__isnull=False).count()
    assert Intake.objects.get(product=cohort).used == 1 + others

    Refund.objects.update(status=Refund.Status.FAILED)
    for _ in range(2):
        order = only_order()
        order.recompute()
        follow_money(order)

    assert states(SeatBundle.objects.get()) == ["free"] * 3
    assert Place.objects.get(order_line__isnull=False).quantity == 3
    assert Intake.objects.get(product=cohort).used == 3 + others
