"""A team: seats are given out by letter, taken, moved and taken back; nobody sits on what was not bought."""

import datetime
import itertools

import pytest
from django.test import Client
from django.utils import timezone

from courses.services import complete_lesson
from mail.models import OutboxEmail
from payments import services
from payments.models import AuditEntry, Dispute, Grant, Order, Refund, RefundLine, Seat
from tests.payments.teams import letter_to, link_to, plant_team, seat_of, states

pytestmark = pytest.mark.django_db

NURSE, DOCTOR = "nurse@people.example", "doctor@people.example"


@pytest.fixture
def manager(make_user):
    return make_user("manager")


@pytest.fixture
def bundle(manager, course):
    return plant_team(manager=manager, product=course)


@pytest.fixture
def desk(manager, client_of):
    """The manager's browser."""
    return client_of(manager)


@pytest.fixture
def nurse(make_user, client_of):
    return client_of(make_user("nurse"))


@pytest.fixture
def address(bundle):
    return f"/teams/{bundle.product_id}/"


def invite(desk, address, *addresses):
    return desk.post(f"{address}invite/", {"addresses": "\n".join(addresses)})


@pytest.fixture
def seated(desk, address, nurse):
    """The nurse has taken a seat."""
    invite(desk, address, NURSE)
    nurse.post(f"{link_to(NURSE)}accept/")
    return seat_of(NURSE)


# --- inviting -----------------------------------------------------------------------------------------------------------


def test_five_are_invited_and_the_sixth_is_refused_and_kept(desk, address, bundle):
    people = [f"colleague{number}@people.example" for number in range(6)]

    response = invite(desk, address, *people)

    assert response.status_code == 422
    text = response.content.decode()
    assert "colleague5@people.example: No seat is free" in text
    assert states(bundle) == ["invited"] * 5
    assert OutboxEmail.objects.filter(kind="seat_invitation").count() == 5
    assert not letter_to("colleague5@people.example")


def test_a_pasted_list_is_taken_apart_and_what_is_no_address_stays_in_the_field(desk, address, bundle):
    response = desk.post(
        f"{address}invite/",
        {
            "addresses": 'Dana Doctor, MD <Doctor@People.example>; "N. Nurse" <nurse@people.example>\nnot-an-address, a@b'
        },
    )

    assert response.status_code == 422
    assert sorted(bundle.seats.assigned().values_list("email", flat=True)) == [DOCTOR, NURSE]
    kept = response.context["form"]["addresses"].value()
    assert kept.split() == ["not-an-address", "a@b"]
    assert "not-an-address: is no e-mail address" in response.content.decode()


def test_whoever_has_a_seat_already_is_not_asked_twice(desk, address, bundle):
    invite(desk, address, NURSE)

    response = invite(desk, address, " Nurse@PEOPLE.example ", NURSE, DOCTOR)

    assert "has a seat or an invitation already" in response.content.decode()
    assert states(bundle).count("invited") == 2
    assert OutboxEmail.objects.filter(kind="seat_invitation", recipient=NURSE).count() == 1


def test_two_orders_are_one_team_of_ten(desk, address, bundle, manager, course):
    plant_team(manager=manager, product=course)
    people = [f"colleague{number}@people.example" for number in range(11)]

    invite(desk, address, *people)

    assert Seat.objects.assigned().count() == 10
    assert "10 seats: 0 taken, 10 invited" in desk.get(address).content.decode()


def test_the_letter_holds_the_name_of_the_clinic_and_no_word_else_of_the_buyers(desk, address, bundle, manager):
    invite(desk, address, NURSE)

    letter = letter_to(NURSE)
    assert "Harbor Clinic" in letter.text
    assert "Harbor Clinic" in letter.subject
    assert manager.email not in letter.text + letter.html
    assert bundle.seats.exclude(token_digest=None).get().token_digest not in letter.text


def test_a_list_without_an_address_sends_nothing(desk, address, bundle):
    assert invite(desk, address, "").status_code == 422
    assert states(bundle) == ["free"] * 5


# --- no cannon for letters ------------------------------------------------------------------------------------------------


def test_a_team_sends_so_many_letters_a_day_and_no_more(desk, address, bundle, settings):
    settings.SEAT_SPARE_INVITATIONS = 1
    people = [f"colleague{number}@people.example" for number in range(9)]

    for person in people:
        invite(desk, address, person)
        Seat.objects.filter(email=person).update(**Seat.EMPTY)

    assert OutboxEmail.objects.filter(kind="seat_invitation").count() == 5 + 1


def test_one_address_gets_three_letters_a_day_from_whomever(desk, address, bundle):
    invite(desk, address, NURSE)

    for _ in range(5):
        desk.post(f"/teams/seats/{seat_of(NURSE).pk}/resend/")

    assert OutboxEmail.objects.filter(kind="seat_invitation", recipient=NURSE).count() == 3


# --- the invited ----------------------------------------------------------------------------------------------------------


def test_an_invited_person_takes_the_seat_and_reads(desk, address, bundle, nurse, lesson):
    invite(desk, address, NURSE)
    assert "Gated words" not in nurse.get(lesson.url).content.decode()

    response = nurse.post(f"{link_to(NURSE)}accept/")

    assert response["Location"] == f"/learn/{bundle.product_id}/"
    assert "Gated words" in nurse.get(lesson.url).content.decode()
    grant = Grant.objects.get()
    assert (grant.user.email, grant.order_line) == (NURSE, bundle.line)


def test_looking_changes_nothing_so_a_mail_scanner_takes_no_seat(desk, address, bundle, nurse, visitor):
    invite(desk, address, NURSE)

    for client, method in itertools.product((visitor, nurse), ("get", "head")):
        for tail in ("", "accept/", "decline/"):
            getattr(client, method)(link_to(NURSE) + tail)

    assert states(bundle) == ["free"] * 4 + ["invited"]
    assert not Grant.objects.exists()


def test_a_visitor_is_led_to_sign_in_and_back(desk, address, bundle, visitor):
    invite(desk, address, NURSE)
    link = link_to(NURSE)

    text = visitor.get(link).content.decode()

    assert f"/account/login/code/?next={link.replace('/', '%2F')}" in text
    assert f"/account/signup/?next={link.replace('/', '%2F')}" in text
    assert NURSE not in text
    assert visitor.post(f"{link}accept/")["Location"] == link


def test_somebody_elses_link_says_so_and_tells_no_address(desk, address, bundle, make_user, client_of):
    invite(desk, address, NURSE)
    passer_by = client_of(make_user("passer-by"))

    assert "sent to another address" in passer_by.get(link_to(NURSE)).content.decode()
    response = passer_by.post(f"{link_to(NURSE)}accept/")

    assert response.status_code == 409
    assert NURSE not in response.content.decode()
    assert passer_by.post(f"{link_to(NURSE)}decline/").status_code == 409
    assert states(bundle) == ["free"] * 4 + ["invited"]


def test_an_account_that_only_claims_the_address_cannot_take_the_seat(desk, address, bundle, make_user, client_of):
    impostor = make_user("nurse")
    impostor.emailaddress_set.update(verified=False)
    invite(desk, address, NURSE)

    assert client_of(impostor).post(f"{link_to(NURSE)}accept/").status_code == 409
    assert not Grant.objects.exists()


def test_a_second_confirmed_address_counts_like_the_first(desk, address, bundle, make_user, client_of):
    from allauth.account.models import EmailAddress

    person = make_user("nora")
    EmailAddress.objects.create(user=person, email=NURSE, verified=True, primary=False)
    invite(desk, address, NURSE)

    client_of(person).post(f"{link_to(NURSE)}accept/")

    assert seat_of(NURSE).user == person


def test_a_link_works_once(desk, address, bundle, nurse, make_user, client_of, seated):
    link = link_to(NURSE)

    assert nurse.post(f"{link}accept/")["Location"] == f"/learn/{bundle.product_id}/"
    assert nurse.get(link)["Location"] == f"/learn/{bundle.product_id}/"
    finder = client_of(make_user("finder"))
    assert (finder.get(link).status_code, finder.post(f"{link}accept/").status_code) == (410, 410)
    assert Grant.objects.count() == 1


def test_a_new_letter_kills_the_old_link(desk, address, bundle, nurse):
    invite(desk, address, NURSE)
    old = link_to(NURSE)

    desk.post(f"/teams/seats/{seat_of(NURSE).pk}/resend/")

    assert link_to(NURSE) != old
    assert nurse.post(f"{old}accept/").status_code == 410
    assert nurse.post(f"{link_to(NURSE)}accept/").status_code == 302


def test_an_invitation_runs_out_and_can_be_renewed(desk, address, bundle, nurse):
    invite(desk, address, NURSE)
    seat = seat_of(NURSE)
    assert seat.expires_at - seat.invited_at == datetime.timedelta(days=14)
    Seat.objects.filter(pk=seat.pk).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))

    assert nurse.get(link_to(NURSE)).status_code == 410
    assert nurse.post(f"{link_to(NURSE)}accept/").status_code == 410
    assert "Invitation ended" in desk.get(address).content.decode()
    desk.post(f"/teams/seats/{seat.pk}/resend/")
    assert nurse.post(f"{link_to(NURSE)}accept/").status_code == 302


def test_an_owner_is_told_and_can_leave_the_seat_to_somebody_else(desk, address, bundle, course, make_user, client_of):
    owner_of_it = make_user("nurse")
    services.give_grant(user=owner_of_it, product=course, reason="Bought it before", by=None)
    client = client_of(owner_of_it)
    invite(desk, address, NURSE)

    assert "You own this already" in client.get(link_to(NURSE)).content.decode()
    assert client.post(f"{link_to(NURSE)}accept/").status_code == 409
    client.post(f"{link_to(NURSE)}decline/")

    assert states(bundle) == ["free"] * 5
    letter = OutboxEmail.objects.get(kind="seat_declined")
    assert NURSE in letter.text
    assert course.is_open_to(owner_of_it)


# --- the manager ------------------------------------------------------------------------------------------------------------


def test_the_manager_sees_how_far_they_are_and_nothing_else(desk, address, seated, lesson):
    complete_lesson(user=seated.user, lesson=lesson)

    text = desk.get(address).content.decode()

    assert "1 of 1 lessons" in text
    assert "Superbills" not in text


def test_a_seat_taken_back_closes_the_tab_that_is_open(desk, seated, nurse, lesson, bundle):
    assert "Gated words" in nurse.get(lesson.url).content.decode()

    desk.post(f"/teams/seats/{seated.pk}/take-back/")

    assert "Gated words" not in nurse.get(lesson.url).content.decode()
    assert states(bundle) == ["free"] * 5
    grant = Grant.objects.get()
    assert (grant.status, grant.cause) == ("revoked", "seat")
    assert "has ended" in OutboxEmail.objects.get(kind="seat_ended").subject


def test_a_seat_taken_back_is_given_again_and_the_grant_with_it(desk, address, seated, nurse, course):
    desk.post(f"/teams/seats/{seated.pk}/take-back/")
    invite(desk, address, NURSE)

    nurse.post(f"{link_to(NURSE)}accept/")

    assert course.is_open_to(seated.user)
    assert Grant.objects.count() == 1


def test_a_seat_is_moved_in_one_step(desk, seated, nurse, lesson, make_user, client_of):
    desk.post(f"/teams/seats/{seated.pk}/move/", {"email": DOCTOR})
    doctor = client_of(make_user("doctor"))
    doctor.post(f"{link_to(DOCTOR)}accept/")

    assert "Gated words" in doctor.get(lesson.url).content.decode()
    assert "Gated words" not in nurse.get(lesson.url).content.decode()
    assert (seat_of(DOCTOR).pk, seat_of(DOCTOR).moves) == (seated.pk, 1)


def test_a_move_to_nowhere_changes_nothing_and_keeps_what_was_typed(desk, seated):
    response = desk.post(f"/teams/seats/{seated.pk}/move/", {"email": "nowhere"})

    assert response.status_code == 422
    assert 'value="nowhere"' in response.content.decode()
    seated.refresh_from_db()
    assert seated.status == "taken"


def test_a_seat_is_not_passed_around_and_the_owner_may_allow_it(
    desk, address, bundle, owner, make_user, client_of, settings
):
    settings.SEAT_MOVES = 1
    services.invite_to_seats(manager=bundle.manager, product=bundle.product, addresses=[NURSE])
    client_of(make_user("nurse")).post(f"{link_to(NURSE)}accept/")
    seat = seat_of(NURSE)
    desk.post(f"/teams/seats/{seat.pk}/move/", {"email": DOCTOR})
    client_of(make_user("doctor")).post(f"{link_to(DOCTOR)}accept/")

    response = desk.post(f"/teams/seats/{seat.pk}/move/", {"email": "third@people.example"})

    assert response.status_code == 409
    assert "changed hands as often as it may" in response.content.decode()
    assert seat_of(DOCTOR).status == "taken"
    desk.post(f"/teams/seats/{seat.pk}/take-back/")  # whoever leaves loses it all the same; the seat rests
    assert seat.pk not in Seat.objects.to_give().values_list("pk", flat=True)
    boss = client_of(owner)
    assert "Let it move again" in boss.get(f"/admin/shop_seats/inspect/{seat.pk}/").content.decode()
    boss.post(f"/admin/shop_seats/allow/{seat.pk}/", {"reason": ""})
    assert seat.pk not in Seat.objects.to_give().values_list("pk", flat=True)
    boss.post(f"/admin/shop_seats/allow/{seat.pk}/", {"reason": "Two people left"})
    assert AuditEntry.objects.get(deed="seat may move again").actor == owner
    assert seat.pk in Seat.objects.to_give().values_list("pk", flat=True)


def test_taking_an_invitation_back_is_no_move(desk, address, nurse):
    invite(desk, address, NURSE)
    seat, link = seat_of(NURSE), link_to(NURSE)

    desk.post(f"/teams/seats/{seat.pk}/take-back/")

    seat.refresh_from_db()
    assert (seat.status, seat.moves) == ("free", 0)
    assert nurse.post(f"{link}accept/").status_code == 410


def test_the_manager_may_take_a_seat(desk, address, bundle, manager, course):
    desk.post(f"{address}own-seat/")
    desk.post(f"{address}own-seat/")

    assert course.is_open_to(manager)
    assert states(bundle) == ["free"] * 4 + ["taken"]


def test_the_manager_who_invited_the_own_address_takes_that_seat(desk, address, bundle, manager, course):
    invite(desk, address, manager.email)

    assert desk.post(f"{address}own-seat/").status_code == 302

    assert course.is_open_to(manager)
    assert states(bundle) == ["free"] * 4 + ["taken"]
    assert AuditEntry.objects.get(deed="seat taken by the manager").before == "invited"


def test_the_manager_takes_no_seat_that_is_going_back(desk, address, bundle, manager, course):
    invite(desk, address, manager.email)
    refund = Refund.objects.create(
        payment=bundle.line.order.payments.get(), amount_cents=49000, currency="usd", reason="Left", status="pending"
    )
    Seat.objects.filter(pk=seat_of(manager.email).pk).update(refund=refund)

    assert "No seat is free" in desk.post(f"{address}own-seat/", follow=True).content.decode()

    assert not course.is_open_to(manager)
    assert states(bundle) == ["free"] * 4 + ["invited"]


def test_the_managers_pages_exist_for_nobody_else(
    seated, address, make_user, client_of, visitor, course, bundle, nurse
):
    other = make_user("other-manager")
    plant_team(manager=other, product=course)
    stranger = client_of(make_user("stranger"))
    doors = [f"/teams/seats/{seated.pk}/{deed}/" for deed in ("resend", "take-back", "move")]

    for client in (client_of(other), nurse, stranger):
        assert [client.post(door, {"email": DOCTOR}).status_code for door in doors] == [404, 404, 404]
    for client in (nurse, stranger):
        assert client.get(address).status_code == client.post(f"{address}invite/").status_code == 404
    assert NURSE not in client_of(other).get(address).content.decode()
    assert visitor.get(address).status_code == 302
    seated.refresh_from_db()
    assert seated.status == "taken"


def test_every_move_is_in_the_audit_without_an_address(desk, address, seated, manager):
    desk.post(f"/teams/seats/{seated.pk}/take-back/")

    deeds = list(AuditEntry.objects.filter(deed__startswith="seat").order_by("pk").values_list("deed", "actor__email"))
    assert deeds == [("seat invited", manager.email), ("seat accepted", NURSE), ("seat taken back", manager.email)]
    assert not AuditEntry.objects.filter(reason__contains="@").exists()


@pytest.mark.parametrize("seats", [3, 50])
def test_the_page_asks_the_same_questions_for_three_seats_and_for_fifty(
    seats, manager, course, desk, make_user, lesson, django_assert_num_queries
):
    bundle = plant_team(manager=manager, product=course, seats=seats)
    for seat in bundle.seats.all():
        person = make_user(f"person{seat.number}")
        Seat.objects.change(seat, status="taken", user=person, email=person.email, taken_at=timezone.now())
    desk.get(f"/teams/{course.pk}/")

    with django_assert_num_queries(15):
        response = desk.get(f"/teams/{course.pk}/")

    assert response.content.decode().count("0 of 1 lessons") == seats


# --- the money behind it ------------------------------------------------------------------------------------------------------


def test_a_dispute_rests_the_team_and_a_won_one_wakes_it(bundle, seated, nurse, lesson, desk, address):
    order = bundle.line.order
    dispute = Dispute.objects.create(
        payment=order.payments.get(),
        dispute_id="dp_1",
        status_at_stripe="needs_response",
        amount_cents=1,
        currency="usd",
    )
    follow(order)

    assert "Gated words" not in nurse.get(lesson.url).content.decode()
    assert "These seats rest" in desk.get(address).content.decode()
    assert invite(desk, address, DOCTOR).status_code == 409
    Dispute.objects.filter(pk=dispute.pk).update(status="won")
    follow(order)
    assert "Gated words" in nurse.get(lesson.url).content.decode()


def test_nobody_accepts_while_the_money_is_disputed(bundle, desk, address, nurse):
    invite(desk, address, NURSE)
    order = bundle.line.order
    Dispute.objects.create(
        payment=order.payments.get(),
        dispute_id="dp_1",
        status_at_stripe="needs_response",
        amount_cents=1,
        currency="usd",
    )
    follow(order)

    assert nurse.post(f"{link_to(NURSE)}accept/").status_code == 409
    assert not Grant.objects.exists()


def give_back_seat_of(address, bundle):
    """One seat's money goes back, as a refund does it."""
    payment = bundle.line.order.payments.get()
    refund = Refund.objects.create(
        payment=payment, amount_cents=49000, currency="usd", reason="Left", status="succeeded", refund_id="re_1"
    )
    RefundLine.objects.create(refund=refund, line=bundle.line, quantity=1)
    Seat.objects.filter(pk=seat_of(address).pk).update(refund=refund)
    follow(bundle.line.order)
    return refund


def test_a_person_whose_seat_was_given_back_and_who_was_given_another_keeps_on_reading(
    bundle, seated, nurse, desk, address, lesson, make_user, client_of
):
    invite(desk, address, DOCTOR)
    client_of(make_user("doctor")).post(f"{link_to(DOCTOR)}accept/")
    give_back_seat_of(NURSE, bundle)
    assert "Gated words" not in nurse.get(lesson.url).content.decode()
    desk.post(f"/teams/seats/{seat_of(DOCTOR).pk}/move/", {"email": NURSE})
    nurse.post(f"{link_to(NURSE)}accept/")
    assert "Gated words" in nurse.get(lesson.url).content.decode()

    follow(bundle.line.order)

    assert "Gated words" in nurse.get(lesson.url).content.decode()
    assert Grant.objects.get(user=seated.user).status == "active"


def test_a_person_who_sits_elsewhere_under_another_address_does_not_get_the_old_seat_as_well(
    bundle, seated, nurse, desk, address, lesson
):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=seated.user, email="nora@people.example", verified=True, primary=False)
    refund = give_back_seat_of(NURSE, bundle)
    invite(desk, address, "nora@people.example")
    nurse.post(f"{link_to('nora@people.example')}accept/")

    Refund.objects.filter(pk=refund.pk).update(status="failed")
    follow(bundle.line.order)

    assert states(bundle) == ["free"] * 4 + ["taken"]
    assert "Gated words" in nurse.get(lesson.url).content.decode()


def test_a_closed_account_frees_its_seat(bundle, seated, course):
    person = seated.user
    person.is_active = False
    person.save()

    services.release_seats_of(user=person, by=None)

    assert states(bundle) == ["free"] * 5
    person.is_active = True
    person.save()
    assert not course.is_open_to(person)


def test_whom_the_owner_makes_inactive_leaves_the_team(bundle, seated, owner, client_of):
    person = seated.user
    form = {"email": person.email, "display_name": person.display_name, "time_zone": person.time_zone}

    response = client_of(owner).post(f"/admin/users/edit/{person.pk}/", form)

    assert response.status_code == 302, response.context["form"].errors
    person.refresh_from_db()
    assert not person.is_active
    assert states(bundle) == ["free"] * 5


def follow(order):
    from payments.services.grants import follow_money

    order = Order.objects.get(pk=order.pk)
    order.recompute()
    follow_money(order)


def test_control_without_the_rule_on_mailboxes_a_passer_by_takes_the_seat(
    desk, address, bundle, make_user, client_of, monkeypatch
):
    monkeypatch.setattr("payments.services.invitations.is_invited", lambda **_: True)
    invite(desk, address, NURSE)

    client_of(make_user("passer-by")).post(f"{link_to(NURSE)}accept/")

    assert Grant.objects.get().user.email == "passer-by@people.example"


def test_a_person_without_an_account_signs_up_and_comes_back_to_the_invitation(desk, address, bundle, post_office):
    invite(desk, address, NURSE)
    newcomer, link = Client(), link_to(NURSE)

    newcomer.post(f"/account/signup/?next={link}", {"email": NURSE, "password1": ""})
    letter = next(sent for sent in reversed(post_office()) if sent.to == [NURSE] and "/seats/" not in sent.body)
    code = next(word for word in letter.body.split() if len(word.replace("-", "")) >= 6 and word.isupper())
    response = newcomer.post("/account/confirm-email/", {"code": code})

    assert response["Location"] == link
    newcomer.post(f"{link}accept/")
    assert seat_of(NURSE).user.email == NURSE


def test_the_owner_sees_every_seat_and_takes_the_list_along(owner, client_of, seated, bundle):
    desk = client_of(owner)

    listed = desk.get("/admin/shop_seats/").content.decode()
    sheet = b"".join(desk.get("/admin/shop_seats/?export=csv").streaming_content).decode()

    assert listed.count("seat 1 of 5") == 1
    assert NURSE in listed
    assert NURSE in sheet
    assert "Harbor Clinic" in sheet
    assert desk.get(f"/admin/shop_seats/inspect/{seated.pk}/").status_code == 200
