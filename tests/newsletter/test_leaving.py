"""A subscriber leaves, by button or at the word of their mail program, and stays away."""

import pytest
from django.conf import settings
from django.test import Client

from newsletter.models import Subscriber
from tests.newsletter.conftest import link_in

pytestmark = pytest.mark.django_db


def one_click_in(letter) -> str:
    address = letter.extra_headers["List-Unsubscribe"]
    assert address.startswith(f"<{settings.PUBLIC_URL}/newsletter/unsubscribe/")
    assert address.endswith(">")
    return address[1:-1].removeprefix(settings.PUBLIC_URL)


def test_a_mail_program_takes_its_owner_off_the_list_without_a_cookie(welcome, row):
    assert welcome.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)

    answer = program.post(one_click_in(welcome), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200  # a redirect would not be followed (RFC 8058)
    assert not program.cookies
    assert row().status == "unsubscribed"


def test_a_mail_program_that_only_opens_the_address_gets_the_button(welcome, row):
    answer = Client().get(one_click_in(welcome), follow=True)

    assert "Leave the list?" in answer.content.decode()
    assert row().status == "confirmed"


def test_the_buttons_are_guarded_against_other_sites(confirm_link, welcome, row):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(link_in(welcome, "unsubscribe")).status_code == 403
    assert strict.post(confirm_link).status_code == 403
    assert row().status == "confirmed"


def test_leaving_twice_is_leaving_once(welcome, row):
    link = one_click_in(welcome)
    Client().post(link)
    first = row().unsubscribed_at

    assert Client().post(link).status_code == 200
    assert row().unsubscribed_at == first


def test_nobody_takes_another_off_the_list(welcome, ask, row):
    ask("other@clinic.example")
    Client().post(one_click_in(welcome))

    assert row("other@clinic.example").status == "pending"


def test_the_confirmation_letter_has_no_way_to_unsubscribe(ask, letters):
    ask()
    [letter] = letters()

    assert "List-Unsubscribe" not in letter.extra_headers
    assert "/newsletter/unsubscribe/" not in letter.body + letter.alternatives[0][0]


def test_both_parts_of_the_welcome_name_the_way_out(welcome):
    link = link_in(welcome, "unsubscribe")

    assert link in welcome.alternatives[0][0]
    assert settings.MAIL_POSTAL_ADDRESS in welcome.body


def test_a_link_outlives_a_change_of_the_schools_key(welcome, row, settings):
    token = link_in(welcome, "unsubscribe").split("/")[3]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-for-tests-0123456789-0123456789-0123456789"
    assert row().get_unsubscribe_token() == token

    settings.SECRET_KEY_FALLBACKS = []
    renewed = row().get_unsubscribe_token()
    assert renewed != token
    assert Subscriber.objects.by_unsubscribe_token(renewed).exists()
