"""A reader asks for letters, confirms, and is the only one who can."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mail.models import OutboxEmail
from newsletter import services
from newsletter.forms import WORDING
from newsletter.limits import ASKS
from newsletter.models import Subscriber
from tests.newsletter.conftest import EMAIL, link_in

pytestmark = pytest.mark.django_db


def everything() -> list[dict]:
    return list(Subscriber.objects.values())


def test_a_reader_asks_confirms_is_welcomed_and_leaves(ask, letters, row, visitor):
    answer = ask("  Reader@CLINIC.example ")
    assert (answer.status_code, answer["Location"]) == (303, "/newsletter/asked/")
    assert visitor.get(answer["Location"]).status_code == 200
    assert row().status == "pending"
    [letter] = letters()
    link = link_in(letter, "confirm")

    assert "Yes, put me on the list" in visitor.get(link).content.decode()
    assert "You are on the list" in visitor.post(link, follow=True).content.decode()
    assert row().status == "confirmed"
    _, welcome = letters()
    leave = link_in(welcome, "unsubscribe")

    assert "Leave the list?" in visitor.get(leave).content.decode()
    assert "You are unsubscribed" in visitor.post(leave, follow=True).content.decode()
    assert row().status == "unsubscribed"
    assert len(letters()) == 2


def test_the_proof_of_consent_says_what_was_shown_where_and_when(ask, row, letters, visitor):
    ask()
    visitor.post(link_in(letters()[0], "confirm"))
    proof = row()

    assert proof.wording == WORDING
    assert WORDING in visitor.get("/newsletter/").content.decode()
    assert proof.source == "/blog/a-post/"
    assert proof.asked_at <= proof.confirmed_at
    assert len(proof.network) == 64
    assert "127.0.0.1" not in str(everything())


def test_the_page_a_person_stands_on_becomes_part_of_the_proof(blog, make_post, visitor):
    post = make_post("Superbills")

    assert f'name="source" value="{post.url}"' in visitor.get(post.url).content.decode()


@pytest.mark.parametrize("source", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_source_that_is_no_page_of_ours_is_not_kept(ask, row, source):
    ask(source=source)

    assert row().source == ""


def test_no_secret_of_a_letter_lies_in_the_table(confirm_link, welcome, row):
    secrets = [confirm_link.split("/")[3], link_in(welcome, "unsubscribe").split("/")[3]]

    assert all(len(secret) >= 32 for secret in secrets)
    assert not [secret for secret in secrets if secret in str(everything())]


def test_a_scanner_that_opens_every_link_changes_nothing(confirm_link, letters):
    before = everything()
    for _ in range(3):
        assert Client().get(confirm_link).status_code == 200
        assert Client().head(confirm_link).status_code == 200

    assert everything() == before
    assert len(letters()) == 1


def test_a_scanner_in_the_welcome_changes_nothing(welcome):
    before = everything()
    leave = link_in(welcome, "unsubscribe")
    for link in (leave, f"{leave}one-click/"):
        assert Client().get(link, follow=True).status_code == 200
        assert Client().head(link, follow=True).status_code == 200

    assert everything() == before


def test_confirming_twice_welcomes_once(confirm_link, visitor, letters, row):
    visitor.post(confirm_link)
    first = row().confirmed_at
    visitor.post(confirm_link)

    assert row().confirmed_at == first
    assert len(letters()) == 2


def test_an_old_letter_does_not_bring_back_someone_who_left(confirm_link, welcome, visitor, row):
    visitor.post(link_in(welcome, "unsubscribe"))
    answer = visitor.post(confirm_link, follow=True)

    assert "no longer good" in answer.content.decode()
    assert row().status == "unsubscribed"


def test_a_letter_is_good_for_a_week(confirm_link, visitor, row):
    with time_machine.travel(row().asked_at + datetime.timedelta(days=7, seconds=1), tick=False):
        answer = visitor.post(confirm_link, follow=True)

    assert "too old" in answer.content.decode()
    assert row().status == "pending"


def test_who_left_may_come_back_with_a_new_letter(welcome, visitor, ask, letters, row):
    visitor.post(link_in(welcome, "unsubscribe"))
    with time_machine.travel(row().asked_at + datetime.timedelta(days=2), tick=False):
        ask()
        visitor.post(link_in(letters()[-1], "confirm"))
        assert len(letters()) == 4

    assert row().status == "confirmed"


# --- the same answer for everybody --------------------------------------------------------------------------------------


def test_nobody_learns_who_is_on_the_list(ask, letters, visitor):
    ask("confirmed@clinic.example")
    visitor.post(link_in(letters("confirmed@clinic.example")[0], "confirm"))
    ask("pending@clinic.example")
    answers = {ask(f"{who}@clinic.example") for who in ("confirmed", "pending", "unknown")}

    assert len({(a.status_code, a["Location"], a.content, tuple(sorted(a.headers.items()))) for a in answers}) == 1
    assert len(letters("confirmed@clinic.example")) == 2
    assert len(letters("pending@clinic.example")) == 1
    assert len(letters("unknown@clinic.example")) == 1


def test_an_address_gets_one_confirmation_a_day_however_often_it_is_entered(ask, letters, row):
    for spelling in (EMAIL, EMAIL.upper(), f" {EMAIL} ", "reader@Clinic.example"):
        ask(spelling)
    assert len(letters()) == 1

    with time_machine.travel(row().asked_at + datetime.timedelta(hours=23, minutes=59), tick=False):
        ask()
        assert len(letters()) == 1
    with time_machine.travel(row().asked_at + datetime.timedelta(hours=24, seconds=1), tick=False):
        ask()
        assert len(letters()) == 2


def test_asking_again_within_the_day_leaves_the_proof_and_the_link_alone(confirm_link, ask, visitor, row):
    before = everything()
    ask(source="/elsewhere/")
    assert everything() == before

    visitor.post(confirm_link)
    assert row().status == "confirmed"


def test_only_the_newest_letter_confirms(confirm_link, ask, letters, visitor, row):
    with time_machine.travel(row().asked_at + datetime.timedelta(days=2), tick=False):
        ask()
        assert visitor.post(confirm_link).status_code == 404
        visitor.post(link_in(letters()[-1], "confirm"))

    assert row().status == "confirmed"


def test_one_network_cannot_fill_in_a_thousand_addresses(ask):
    answers = [ask(f"victim{number}@clinic.example").status_code for number in range(ASKS + 2)]

    assert answers == [303] * ASKS + [429] * 2
    assert OutboxEmail.objects.count() == ASKS


# --- what is refused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", ["confirm", "unsubscribe", "one_click"])
def test_a_forged_link_leads_nowhere(home, visitor, welcome, deed):
    before = everything()
    right = link_in(welcome, "unsubscribe").split("/")[3]
    for token in ("x", "0" * 64, right[:-1], right.upper(), "1", EMAIL):
        address = reverse(f"newsletter:{deed}", args=[token])
        assert visitor.get(address, follow=True).status_code == 404
        assert visitor.post(address).status_code == 404

    assert everything() == before


def test_a_secret_opens_its_own_door_only(confirm_link, welcome, visitor, row):
    crossed = link_in(welcome, "unsubscribe").replace("unsubscribe", "confirm")

    assert visitor.post(crossed).status_code == 404
    assert visitor.post(confirm_link.replace("/confirm/", "/unsubscribe/")).status_code == 404
    assert row().status == "confirmed"


def test_a_machine_that_fills_in_every_field_hears_the_same_and_gets_nothing(ask, letters):
    human, machine = ask("human@clinic.example"), ask("machine@clinic.example", website="https://spam.example")

    assert (machine.status_code, machine["Location"], machine.content) == (
        human.status_code,
        human["Location"],
        human.content,
    )
    assert not Subscriber.objects.filter(email="machine@clinic.example").exists()
    assert letters("machine@clinic.example") == []


@pytest.mark.parametrize(
    "wrong", ["", "reader", "reader@", "reader@clinic", "a b@clinic.example", "x" * 300 + "@a.example"]
)
def test_a_wrong_address_is_kept_and_explained_beside_the_field(ask, wrong):
    answer = ask(wrong)
    html = answer.content.decode()

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in html
    assert 'class="errorlist"' in html
    assert not wrong or f'value="{wrong}"' in html
    assert 'value="/blog/a-post/"' in html
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "%0d%0a", "\u2028"])
def test_a_line_break_makes_no_header(ask, post_office, line_break):
    ask(f"reader@clinic.example{line_break}Bcc: victim@clinic.example")

    assert not Subscriber.objects.exists()
    assert post_office() == []


def test_a_form_that_another_site_sends_is_refused(home, visitor):
    fields = {"email": EMAIL}
    assert visitor.post("/newsletter/", fields, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert visitor.post("/newsletter/", fields, headers={"Origin": "https://evil.example"}).status_code == 403
    assert not Subscriber.objects.exists()

    assert visitor.post("/newsletter/", fields, headers={"Origin": "http://testserver"}).status_code == 303
    assert visitor.post("/newsletter/", fields, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_the_form_leaves_no_cookie(home, ask, visitor):
    visitor.get("/newsletter/")
    ask()

    assert not visitor.cookies


def test_pages_with_a_secret_stay_out_of_caches_and_searches(confirm_link, visitor):
    answer = visitor.get(confirm_link)

    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]


def test_the_table_itself_refuses_a_confirmation_without_its_moment(ask, row):
    ask()
    for change in ({"status": "confirmed"}, {"status": "unsubscribed"}, {"status": "x"}, {"email": "A@B.example"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscriber.objects.update(**change)


def test_the_letter_and_the_row_come_together_or_not_at_all(db, monkeypatch):
    def break_down(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("newsletter.emails.queue_confirmation", break_down)
    with pytest.raises(RuntimeError):
        services.subscribe(email=EMAIL, wording=WORDING)

    assert not Subscriber.objects.exists()
