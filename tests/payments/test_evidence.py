"""The evidence pack: what the buyer accepted, was sent and used, as one PDF, and nothing that we do not know."""

import datetime
import re

import pytest
from django.utils import timezone

from accounts.models import SignIn
from accounts.tasks import clear_expired_sessions
from courses.models import LessonOpening
from payments import services
from payments.models import AuditEntry, Dispute, Order
from tests.payments.pdf_text import read_pdf

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
def dispute(order, stripe):
    stripe.do("dispute", charge=order.payments.get().charge_id)
    services.find_missed_disputes(since=timezone.now() - datetime.timedelta(days=1))
    return Dispute.objects.get()


def pack_of(dispute, desk):
    answer = desk.get(f"/admin/shop_disputes/pack/{dispute.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return read_pdf(answer.content)


def sign_in(client, user):
    answer = client.post("/account/login/", {"login": user.email, "password": "a-password-for-tests"})
    assert answer.status_code == 302


def test_every_way_in_is_noted_without_the_address(buyer, visitor):
    sign_in(visitor, buyer)

    noted = SignIn.objects.get()
    assert (noted.user, noted.method) == (buyer, "password")
    assert re.fullmatch("[0-9a-f]{40}", noted.origin)
    assert "127.0.0.1" not in noted.origin


def test_a_wrong_password_is_no_sign_in(buyer, visitor):
    visitor.post("/account/login/", {"login": buyer.email, "password": "wrong-password-here"})
    assert not SignIn.objects.exists()


def test_sign_ins_are_forgotten_once_nobody_can_ask(buyer):
    now = timezone.now()
    SignIn.objects.create(user=buyer, at=now - datetime.timedelta(days=SignIn.KEPT_DAYS + 1))
    kept = SignIn.objects.create(user=buyer, at=now - datetime.timedelta(days=SignIn.KEPT_DAYS - 1))

    clear_expired_sessions.call()

    assert SignIn.objects.get() == kept


def test_a_lesson_in_the_browser_of_its_owner_is_noted_and_reading_it_writes_nothing(order, shopper, buyer, lesson):
    page = shopper.get(lesson.url).content.decode()
    assert f'action="/learn/lessons/{lesson.pk}/opened/"' in page
    assert "lesson-opened.js" in page
    assert not LessonOpening.objects.exists()

    for _ in range(2):
        assert shopper.post(f"/learn/lessons/{lesson.pk}/opened/").status_code == 204

    opening = LessonOpening.objects.get()
    assert opening.user == buyer
    assert opening.last_at > opening.first_at
    assert shopper.get(f"/learn/lessons/{lesson.pk}/opened/").status_code == 405


def test_who_does_not_own_the_course_leaves_no_trace(lesson, shopper, visitor, client_of, buyer):
    for client in (shopper, visitor):
        assert client.post(f"/learn/lessons/{lesson.pk}/opened/").status_code == 204
    assert not LessonOpening.objects.exists()
    strict = client_of(buyer)
    strict.handler.enforce_csrf_checks = True
    assert strict.post(f"/learn/lessons/{lesson.pk}/opened/").status_code == 403


def test_the_pack_tells_what_was_accepted_used_and_sent(
    order, shopper, buyer, lesson, visitor, stripe, desk, post_office
):
    sign_in(visitor, buyer)
    shopper.post(f"/learn/lessons/{lesson.pk}/opened/")
    shopper.post(f"/learn/lessons/{lesson.pk}/complete/")
    post_office()
    stripe.do("dispute", charge=order.payments.get().charge_id)
    services.find_missed_disputes(since=timezone.now() - datetime.timedelta(days=1))
    dispute = Dispute.objects.get()
    before = AuditEntry.objects.count()

    text = pack_of(dispute, desk)

    for words in (
        dispute.dispute_id, order.payments.get().charge_id, buyer.display_name, buyer.email, "$790.00 USD",
        "By going on to pay you accept", "Money back within 14 days.", "signed in (password, place",
        "opened the lesson “Superbills”", "marked the lesson “Superbills” complete", "Your receipt: Clinic Launch",
        "The customer never asked us for the money back.", "access_activity_log", "refund_policy", "service_date",
        "product_description", "customer_communication",
    ):  # fmt: skip
        assert words in text, words
    assert AuditEntry.objects.count() == before


def test_the_pack_is_silent_about_what_we_do_not_know(dispute, desk):
    text = pack_of(dispute, desk)

    assert "We have no record of the customer signing in" in text
    assert "opened the lesson" not in text
    assert "Letters to the customer" not in text
    assert "downloaded" not in text.lower()


def test_the_pack_holds_nothing_of_anybody_else(dispute, desk, make_user, lesson):
    other = make_user("somebody")
    SignIn.objects.create(user=other, method="carrier-pigeon")
    LessonOpening.objects.create(user=other, lesson=lesson)

    text = pack_of(dispute, desk)

    assert "carrier-pigeon" not in text
    assert "Superbills" not in text
    assert other.email not in text


def test_words_in_a_name_or_a_title_are_words_and_run_nothing(dispute, desk, buyer, order):
    buyer.display_name = '#panic("x") $a_1$ *bold* "]; <tag>'
    buyer.save()
    order.lines.update(title="#let x = 1 \\ & co")

    text = pack_of(dispute, desk)

    assert '#panic("x") $a_1$ *bold* "]; <tag>' in text
    assert "#let x = 1 \\ & co" in text


def test_a_name_in_letters_that_our_typeface_lacks_still_makes_a_pack(dispute, desk, buyer):
    buyer.display_name = "山田"
    buyer.save()
    assert desk.get(f"/admin/shop_disputes/pack/{dispute.pk}/").content.startswith(b"%PDF")


def test_the_pack_can_be_followed_by_a_screen_reader(dispute):
    pdf = services.typeset_evidence(services.gather_evidence(dispute=dispute))
    assert b"pdfuaid" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang" in pdf


def test_a_declined_request_is_in_the_pack(order, buyer, shopper, owner, stripe):
    shopper.post(f"/orders/{order.uuid}/refund-request/", {"words": "Too long."})
    request = order.refund_requests.get()
    services.decline_request(request=request, answer="You finished it.", by=owner)
    stripe.do("dispute", charge=order.payments.get().charge_id)
    services.find_missed_disputes(since=timezone.now() - datetime.timedelta(days=1))

    texts = services.gather_evidence(dispute=Dispute.objects.get()).texts

    assert "Too long." in texts["refund_refusal_explanation"]
    assert "You finished it." in texts["refund_refusal_explanation"]


def test_the_texts_are_laid_down_at_stripe_and_not_handed_in(dispute, desk, owner, stripe, buyer):
    answer = desk.post(f"/admin/shop_disputes/lay-down/{dispute.pk}/", follow=True)

    assert "hand it in" in answer.content.decode()
    world = stripe.standin.world
    with world.deed():
        theirs = world.find("dispute", dispute.dispute_id)
    assert theirs["evidence"]["customer_email_address"] == buyer.email
    assert "Clinic Launch" in theirs["evidence"]["product_description"]
    assert theirs["status"] == "needs_response"
    assert theirs["evidence_details"]["submission_count"] == 0
    assert AuditEntry.objects.get(deed="evidence laid down at Stripe").actor == owner


def test_nobody_else_gets_the_pack(dispute, editor, buyer, visitor, client_of):
    for client in (client_of(editor), client_of(buyer), visitor):
        assert client.get(f"/admin/shop_disputes/pack/{dispute.pk}/").status_code in (302, 403)
        assert client.post(f"/admin/shop_disputes/lay-down/{dispute.pk}/").status_code in (302, 403)
