"""The waiting list: joined by an address alone, served in order, one holder for each place, and no GET that acts."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from courses.models import CohortPage
from mail.models import OutboxEmail
from payments import services
from payments.models import Grant, Intake, Offer, Order, Place, WaitingEntry, WaitingLink
from payments.refusals import NoPlaceLeft, OfferLapsed
from payments.services import places as place_services
from tests.courses import places

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def cohort(course):
    return places.plant_cohort(course, capacity=1)


@pytest.fixture
def seat(cohort):
    return Offer.objects.create(product=cohort, name="January cohort", amount_cents=99000)


@pytest.fixture
def holder(cohort, seat, make_user):
    """The grant of the one person who has the one place."""
    return services.give_grant(user=make_user("holder"), product=cohort, reason="First", by=None)


def join(cohort, name, client=None):
    return (client or Client()).post(f"/waiting/{cohort.pk}/join/", {"email": f"{name}@people.example"})


def entry(name):
    return WaitingEntry.objects.get(email=f"{name}@people.example")


def link_in(kind, name):
    letter = OutboxEmail.objects.filter(kind=f"waiting_{kind}", recipient=f"{name}@people.example").latest("pk")
    return re.search(r"/waiting/[\w-]{20,}/", letter.text).group()


def free_the_place(holder):
    services.revoke_grant(grant=holder, reason="Cannot come", by=None)
    return services.serve_waiting_lists()


def test_everybody_gets_the_same_answer_and_one_letter(cohort, holder):
    first, again, other = join(cohort, "ann"), join(cohort, "Ann"), join(cohort, "bob")

    assert {(answer.status_code, answer["Location"]) for answer in (first, again, other)} == {
        (302, f"/waiting/{cohort.pk}/joined/")
    }
    assert WaitingEntry.objects.count() == 2
    assert OutboxEmail.objects.filter(kind="waiting_joined").count() == 2
    assert [entry("ann").get_position(), entry("bob").get_position()] == [1, 2]


@pytest.mark.parametrize("where", ["cohort", "course"])
def test_the_form_on_the_page_brings_the_token_that_a_browser_sends_back(where, course, cohort, holder):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get({"cohort": cohort, "course": course}[where].url).content.decode()
    form = re.search(rf'<form[^>]*action="/waiting/{cohort.pk}/join/".*?</form>', page, re.DOTALL).group()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form).group(1)

    bad = browser.post(f"/waiting/{cohort.pk}/join/", {"email": "ann at people", "csrfmiddlewaretoken": token})
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', bad.content.decode()).group(1)
    good = browser.post(f"/waiting/{cohort.pk}/join/", {"email": "ann@people.example", "csrfmiddlewaretoken": token})

    assert (bad.status_code, good.status_code) == (422, 302)
    assert WaitingEntry.objects.count() == 1


def test_a_bad_address_keeps_what_was_typed_and_a_machine_is_thanked(cohort, holder):
    bad = Client().post(f"/waiting/{cohort.pk}/join/", {"email": "ann at people"})
    trapped = Client().post(f"/waiting/{cohort.pk}/join/", {"email": "m@people.example", "website": "x"})

    assert bad.status_code == 422
    assert "ann at people" in bad.content.decode()
    assert trapped.status_code == 302
    assert not WaitingEntry.objects.exists()


def test_nobody_waits_where_there_is_a_place(cohort, seat):
    answer = join(cohort, "ann")

    assert answer["Location"] == cohort.url
    assert not WaitingEntry.objects.exists()


def test_a_place_that_becomes_free_is_offered_to_the_first_and_not_to_the_public(cohort, seat, holder, buyer):
    join(cohort, "ann")
    join(cohort, "bob")
    services.revoke_grant(grant=holder, reason="Cannot come", by=None)

    with pytest.raises(NoPlaceLeft):  # before the sweep came by, too
        cohort.check_buyable_by(user=buyer)
    assert not Intake.objects.take(cohort.pk)
    assert services.serve_waiting_lists() == 1
    assert services.serve_waiting_lists() == 0

    assert (entry("ann").status, entry("bob").status) == ("offered", "waiting")
    assert Intake.objects.get().used == 1
    assert OutboxEmail.objects.filter(kind="waiting_offered").count() == 1


def test_whoever_only_looks_changes_nothing(cohort, seat, holder):
    join(cohort, "ann")
    free_the_place(holder)
    address = link_in("offered", "ann")
    before = [*WaitingEntry.objects.values(), *Place.objects.values()]

    for method in ("get", "head", "get"):
        answer = getattr(Client(), method)(address)
        assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "same-origin"
    assert [*WaitingEntry.objects.values(), *Place.objects.values()] == before
    assert Client().get("/waiting/not-a-token-of-ours-at-all/").status_code == 404


def test_only_a_digest_of_the_link_is_kept(cohort, seat, holder):
    join(cohort, "ann")

    assert link_in("joined", "ann").split("/")[2] not in repr(list(WaitingLink.objects.values()))


def test_accepting_leads_to_the_checkout_and_the_place_is_theirs(cohort, seat, holder, stripe, mailbag):
    join(cohort, "ann")
    free_the_place(holder)
    answer = Client().post(link_in("offered", "ann"), {"deed": "accept"})
    assert answer.status_code == 303
    assert entry("ann").status == "accepted"

    stripe.pay(answer["Location"], email="ann@people.example")
    mailbag.wait_for().hand_to(Client())

    assert Order.objects.get().status == "paid"
    assert Grant.objects.current().filter(product=cohort).count() == Intake.objects.get().used == 1


def test_who_accepted_and_did_not_pay_may_try_again_while_the_offer_runs(cohort, seat, holder, stripe):
    join(cohort, "ann")
    free_the_place(holder)
    address = link_in("offered", "ann")
    Client().post(address, {"deed": "accept"})
    [session] = stripe.sessions()
    stripe.do("expire", session=session["id"])
    services.settle_order(order=Order.objects.get())

    assert entry("ann").status == "offered"
    assert Intake.objects.get().used == 1
    assert Client().post(address, {"deed": "accept"}).status_code == 303


def test_a_place_that_is_declined_goes_on_and_is_never_offered_to_them_again(cohort, seat, holder):
    join(cohort, "ann")
    join(cohort, "bob")
    free_the_place(holder)
    Client().post(link_in("offered", "ann"), {"deed": "decline"})
    services.serve_waiting_lists()
    assert (entry("ann").status, entry("bob").status) == ("declined", "offered")

    Client().post(link_in("offered", "bob"), {"deed": "decline"})
    services.serve_waiting_lists()

    assert entry("ann").status == "declined"
    assert OutboxEmail.objects.filter(kind="waiting_offered", recipient="ann@people.example").count() == 1
    assert cohort.get_standing().is_buyable  # nobody waits any more: everybody may


def test_whoever_leaves_the_list_is_passed_over(cohort, seat, holder):
    join(cohort, "ann")
    join(cohort, "bob")
    Client().post(link_in("joined", "ann"), {"deed": "leave"})
    free_the_place(holder)

    assert (entry("ann").status, entry("bob").status) == ("left", "offered")


@pytest.mark.parametrize(("seconds", "holds"), [(-1, True), (0, False)])
def test_an_offer_ends_at_its_second(cohort, seat, holder, stripe, seconds, holds):
    join(cohort, "ann")
    free_the_place(holder)
    until = entry("ann").offer_until

    with time_machine.travel(until + seconds * SECOND, tick=False):
        answer = Client().post(link_in("offered", "ann"), {"deed": "accept"})
    assert answer.status_code == (303 if holds else 409)


def test_an_offer_that_lapsed_goes_to_the_next_and_both_hear_of_it(cohort, seat, holder):
    join(cohort, "ann")
    join(cohort, "bob")
    free_the_place(holder)

    with time_machine.travel(entry("ann").offer_until, tick=False):
        services.serve_waiting_lists()
        assert services.serve_waiting_lists() == 0
    assert (entry("ann").status, entry("bob").status) == ("lapsed", "offered")
    assert OutboxEmail.objects.filter(kind="waiting_lapsed").count() == 1
    assert Intake.objects.get().used == 1


def test_more_places_are_offered_to_those_who_wait_first(cohort, seat, holder, buyer):
    for name in ("ann", "bob", "cat"):
        join(cohort, name)
    cohort.capacity = 3
    places.publish(cohort)
    with pytest.raises(NoPlaceLeft):
        CohortPage.objects.get().check_buyable_by(user=buyer)

    services.serve_waiting_lists()

    assert [entry(name).status for name in ("ann", "bob", "cat")] == ["offered", "offered", "waiting"]


def test_who_asked_to_be_told_hears_once_when_it_opens(course):
    opens = timezone.now() + datetime.timedelta(days=1)
    cohort = places.plant_cohort(course, enrolment_opens_local=places.wall(opens))
    Offer.objects.create(product=cohort, name="x", amount_cents=100)
    join(cohort, "ann")
    assert entry("ann").wants == "opening"

    with time_machine.travel(cohort.enrolment_opens_at - SECOND, tick=False):
        assert services.serve_waiting_lists() == 0
    with time_machine.travel(cohort.enrolment_opens_at, tick=False):
        assert services.serve_waiting_lists() == 1
        assert services.serve_waiting_lists() == 0
    assert entry("ann").status == "told"


def test_a_link_of_one_cohort_buys_no_place_in_another(course, cohort, seat, holder, buyer):
    join(cohort, "ann")
    free_the_place(holder)
    other = places.plant_cohort(course, "march", capacity=1)
    offer = Offer.objects.create(product=other, name="March", amount_cents=1)
    token = link_in("offered", "ann").split("/")[2]

    with pytest.raises(OfferLapsed):
        services.start_checkout(user=buyer, offer=offer, waiting_link=token)


def test_control_without_the_condition_an_offer_could_be_accepted_after_its_end(
    monkeypatch, cohort, seat, holder, stripe
):
    def accept(entry, line, until):
        Place.objects.filter(entry=entry).update(order_line=line, held_until=until)

    monkeypatch.setattr(place_services, "_accept_offer", accept)
    join(cohort, "ann")
    free_the_place(holder)

    with time_machine.travel(entry("ann").offer_until, tick=False):
        assert Client().post(link_in("offered", "ann"), {"deed": "accept"}).status_code == 303
