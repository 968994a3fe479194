"""How people come in: by e-mailed code, with a password if they chose one, staff with a second factor."""

import re
import unicodedata

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client

User = get_user_model()
pytestmark = pytest.mark.django_db


def code_in(letter) -> str:
    """The code stands alone on a line of the letter."""
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", letter.body, re.MULTILINE)
    assert found, letter.body
    return found.group(1)


@pytest.fixture
def letters(post_office, django_capture_on_commit_callbacks):
    return post_office


def test_a_stranger_signs_up_with_an_address_and_a_code(home, visitor, letters):
    response = visitor.post("/account/signup/", {"email": "New.Reader@Example.org", "company": ""})
    assert response.status_code == 302
    letter = letters()[-1]
    assert letter.to == ["new.reader@example.org"]

    response = visitor.post(response.url, {"code": code_in(letter)})

    assert response.status_code == 302
    person = User.objects.get(email="new.reader@example.org")
    assert not person.has_usable_password()
    assert visitor.session["_auth_user_id"] == str(person.pk)


def test_a_learner_signs_in_by_code_alone(home, visitor, buyer, letters):
    response = visitor.post("/account/login/code/", {"email": buyer.email.upper()})

    response = visitor.post(response.url, {"code": code_in(letters()[-1])})

    assert response.status_code == 302
    assert visitor.session["_auth_user_id"] == str(buyer.pk)


def test_the_sign_in_page_itself_sends_a_code_when_the_password_is_left_empty(home, visitor, buyer, letters):
    response = visitor.post("/account/login/", {"login": buyer.email, "password": ""})

    visitor.post(response.url, {"code": code_in(letters()[-1])})

    assert visitor.session["_auth_user_id"] == str(buyer.pk)


def test_a_wrong_code_opens_nothing(home, visitor, buyer, letters):
    response = visitor.post("/account/login/code/", {"email": buyer.email})

    response = visitor.post(response.url, {"code": "AAAA-AAAA"})

    assert response.status_code == 200
    assert "_auth_user_id" not in visitor.session
    assert "Incorrect code" in response.content.decode()


def test_the_letter_with_the_code_holds_no_link_that_signs_in(home, visitor, buyer, letters):
    visitor.post("/account/login/code/", {"email": buyer.email})
    letter = letters()[-1]

    scanner = Client()
    for link in re.findall(r"https?://[^\s\"<>]+", letter.body):
        scanner.get(re.sub(r"^https?://[^/]+", "", link) or "/")

    assert "_auth_user_id" not in scanner.session


def test_the_letter_to_an_unknown_address_says_how_to_go_on(home, visitor, letters):
    visitor.post("/account/login/code/", {"email": "nobody@example.org"})

    letter = letters()[-1]
    assert letter.subject == "There is no account under this address"
    assert "Did you use another address when you bought or were invited?" in letter.body
    assert "/account/signup/" in letter.body


def test_whoever_signs_up_twice_is_led_to_the_code_and_not_to_a_password(home, visitor, buyer, letters):
    visitor.post("/account/signup/", {"email": buyer.email, "company": ""})

    letter = letters()[-1]
    assert letter.subject == "You have an account already"
    assert "/account/login/code/" in letter.body


def test_a_changed_password_is_told_with_the_way_to_undo_it(home, buyer, client_of, letters):
    buyer.set_password("a first password 1")
    buyer.save()
    client = client_of(buyer)
    typed = {
        "oldpassword": "a first password 1",
        "password1": "a second password 2",
        "password2": "a second password 2",
    }
    client.post("/account/password/change/", typed)

    letter = letters()[-1]
    assert "Your password has been changed." in letter.body
    assert "/account/sessions/" in letter.body


def test_known_and_unknown_addresses_get_the_same_answer(home, buyer, letters):
    answers = []
    for address in (buyer.email, "nobody@example.org"):
        response = Client().post("/account/login/code/", {"email": address})
        answers.append((response.status_code, response.url))

    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "spelling",
    ["BUYER@people.example", " buyer@people.example ", "buyer\u200b@people.example", "ｂuyer@people.example"],
)
def test_one_address_is_one_account_however_it_is_spelt(buyer, spelling):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(spelling)

    assert User.objects.get_by_natural_key(unicodedata.normalize("NFC", spelling)) == buyer


def test_the_database_itself_refuses_a_second_spelling(buyer):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="Buyer@People.example")])


def test_bots_that_fill_the_hidden_field_make_no_account(home, visitor, letters):
    visitor.post("/account/signup/", {"email": "bot@example.org", "company": "Bots & Co"})

    assert not User.objects.filter(email="bot@example.org").exists()


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/", "/admin/"])
def test_every_door_leads_to_the_one_sign_in(home, visitor, door):
    response = visitor.get(door, {"next": "/admin/pages/"})

    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


def test_the_admins_own_password_pages_do_not_exist(home, visitor):
    for door in ("/admin/password_reset/", "/django-admin/"):
        assert visitor.get(door).status_code in (302, 404)


def test_an_editor_without_a_second_factor_stays_outside(home, editor, client_of, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True

    response = client_of(editor).get("/admin/")

    assert response.status_code == 302
    assert response.url == "/account/2fa/"


def test_an_editor_who_has_one_must_show_it_in_this_session(home, editor, client_of, settings):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    TOTP.activate(editor, generate_totp_secret())

    response = client_of(editor).get("/admin/pages/")

    assert response.status_code == 302
    assert response.url == "/account/2fa/reauthenticate/?next=%2Fadmin%2Fpages%2F"


def test_an_editor_who_showed_it_comes_in(home, editor, settings, visitor):
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        format_hotp_value,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)

    visitor.post("/account/login/", {"login": editor.email, "password": "a-password-for-tests"})
    assert "_auth_user_id" not in visitor.session, "the password alone must not open a session"
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    visitor.post("/account/2fa/authenticate/", {"code": code})

    assert visitor.get("/admin/").status_code == 200


def test_a_learner_has_no_business_in_the_admin(home, buyer, client_of):
    assert client_of(buyer).get("/admin/").status_code in (302, 403)


def test_nobody_promotes_themselves_through_the_profile(home, buyer, client_of):
    client_of(buyer).post(
        "/account/",
        {
            "display_name": "B",
            "time_zone": "Europe/Paris",
            "is_superuser": "1",
            "email": "x@example.org",
        },
    )

    buyer.refresh_from_db()
    assert (buyer.display_name, buyer.time_zone) == ("B", "Europe/Paris")
    assert not buyer.is_superuser
    assert buyer.email == "buyer@people.example"


def test_a_zone_from_nowhere_is_refused_and_the_name_is_kept(home, buyer, client_of):
    response = client_of(buyer).post("/account/", {"display_name": "Typed Name", "time_zone": "localtime"})

    assert response.status_code == 200
    assert "Typed Name" in response.content.decode()
    assert response.context["form"].errors["time_zone"]
