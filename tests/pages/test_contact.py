"""A message that arrives, once; and what is not lost when it cannot."""

import time

import pytest
from django.core import signing
from django.urls import reverse

from mail.models import OutboxEmail
from pages import services
from pages.models import ContactMessage, ContactPage

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Ada Reader",
    "email": "ada@reader.example",
    "about": "mistake",
    "text": "The date is wrong.",
    "website": "",
}


@pytest.fixture
def page(home):
    page = ContactPage(title="Contact", slug="contact", introduction="Write to us.")
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def opened(monkeypatch):
    """A note that the form was opened a minute ago."""
    with monkeypatch.context() as earlier:
        then = time.time() - 60
        earlier.setattr("time.time", lambda: then)
        return signing.TimestampSigner(salt="pages.contact").sign("opened")


@pytest.fixture
def send(visitor, page, opened):
    def send(**typed):
        return visitor.post("/contact/send/", TYPED | {"opened": opened} | typed)

    return send


def test_a_message_is_kept_and_reaches_the_owner_who_can_simply_answer(send, post_office, settings):
    settings.OWNER_EMAIL = "olive@school.example"
    response = send()

    assert (response.status_code, response["Location"]) == (303, "/contact/sent/")
    (letter,) = post_office()
    assert letter.to == ["olive@school.example"]
    assert letter.reply_to == ["ada@reader.example"]
    assert "The date is wrong." in letter.body
    assert ContactMessage.objects.get().about == "mistake"


def test_the_page_afterwards_says_that_it_arrived(visitor, send):
    assert "has arrived" in visitor.get(send()["Location"]).content.decode()


def test_the_same_message_twice_is_one(send):
    send()
    send()

    assert ContactMessage.objects.count() == OutboxEmail.objects.count() == 1


def test_a_message_and_its_letter_exist_together_or_not_at_all(page, monkeypatch):
    def fail(message):
        raise RuntimeError

    monkeypatch.setattr("pages.emails.queue_contact_message", fail)
    with pytest.raises(RuntimeError):
        services.leave_message(name="", email="a@b.example", about="other", text="Hello")

    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "ada@"}, "does not look like an e-mail address"),
        ({"email": ""}, "Write the address to which we may answer."),
        ({"text": " "}, "Write what you would like to say."),
        ({"text": "x" * 5001}, "longer than the 5,000 characters"),
        ({"about": "nonsense"}, "nonsense"),
    ],
)
def test_what_is_amiss_is_said_beside_the_field_and_nothing_typed_is_lost(send, typed, words):
    response = send(**typed)
    html = response.content.decode()

    assert response.status_code == 422
    assert words in html
    assert 'aria-invalid="true"' in html
    assert "Ada Reader" in html
    if "text" not in typed:
        assert "The date is wrong." in html
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize("note", ["", "forged:1:x", None])
def test_what_was_sent_faster_than_people_write_is_asked_once_more_and_then_taken(visitor, page, note, opened):
    fresh = signing.TimestampSigner(salt="pages.contact").sign("opened")
    response = visitor.post("/contact/send/", TYPED | {"opened": fresh if note is None else note})

    assert response.status_code == 422
    assert "press the button once more" in response.content.decode()
    assert "The date is wrong." in response.content.decode()
    again = response.context["form"]["opened"].value()
    assert signing.TimestampSigner(salt="pages.contact").unsign(again) == "opened"
    assert visitor.post("/contact/send/", TYPED | {"opened": opened}).status_code == 303


def test_a_machine_that_fills_every_field_is_thanked_and_forgotten(send):
    assert send(website="https://spam.example").status_code == 303
    assert not ContactMessage.objects.exists()


def test_another_site_cannot_make_its_visitors_write(visitor, page, opened):
    response = visitor.post("/contact/send/", TYPED | {"opened": opened}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not ContactMessage.objects.exists()


def test_one_network_writes_only_so_often(send):
    answers = [send(text=f"Message {number}").status_code for number in range(8)]

    assert answers == [303] * 6 + [429] * 2
    assert ContactMessage.objects.count() == 6


def test_looking_at_the_door_changes_nothing(visitor, page):
    response = visitor.get("/contact/send/")

    assert (response.status_code, response["Location"]) == (302, "/contact/")
    assert not ContactMessage.objects.exists()


def test_a_line_break_in_a_name_does_not_become_a_header(send, post_office):
    send(name="Ada\r\nBcc: all@world.example")

    (letter,) = post_office()
    assert "\n" not in letter.subject
    assert letter.bcc == []


def test_the_owner_reads_ticks_off_and_throws_away_and_the_editor_does_not_read(send, client_of, owner, editor):
    send()
    message = ContactMessage.objects.get()
    desk = client_of(owner)

    assert "Ada Reader" in desk.get("/admin/contact_messages/").content.decode()
    assert "The date is wrong." in desk.get(reverse("contact_messages:inspect", args=[message.pk])).content.decode()
    desk.post(reverse("contact_messages:edit", args=[message.pk]), {"is_answered": "on"})
    message.refresh_from_db()
    assert message.is_answered
    assert desk.get(reverse("contact_messages:add")).status_code != 200
    assert client_of(editor).get("/admin/contact_messages/").status_code != 200
    desk.post(reverse("contact_messages:delete", args=[message.pk]))
    assert not ContactMessage.objects.exists()


def test_an_address_that_no_letter_could_be_sent_to_is_refused_beside_its_field(send, visitor):
    grows_when_folded = "a@" + "é." * 110 + "com"

    response = send(email=grows_when_folded)

    assert response.status_code == 422
    assert "does not look like an e-mail address" in response.content.decode()
    response = visitor.post("/newsletter/", {"email": grows_when_folded, "source": "", "website": ""})
    assert response.status_code == 422
