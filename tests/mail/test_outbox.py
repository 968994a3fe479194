"""A letter is a row; it goes out once, or is tried again, or is given up where somebody can see it."""

import datetime
import email
import email.policy
import re
import smtplib

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.mail.backends import locmem
from django.db import transaction
from django.utils import timezone

from mail import services, tasks
from mail.models import BACK_OFF_SECONDS, MailboxMessage, OutboxAttachment, OutboxEmail

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
Status = OutboxEmail.Status


def write(key="letter:1", **fields):
    values = {"kind": "test", "to": "ada@reader.example", "subject": "Hello", "text": "A secret: quicksilver"}
    return services.queue_plain_email(key=key, **values | fields)


@pytest.fixture
def provider(monkeypatch):
    """A provider that refuses as long as `down` is set, and keeps what it took."""

    class Provider:
        down = False
        tried = 0

    def send_messages(self, messages):
        Provider.tried += 1
        if Provider.down:
            raise smtplib.SMTPServerDisconnected("the provider is away")
        mail.outbox.extend(messages)
        return len(messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send_messages)
    return Provider


# --- written --------------------------------------------------------------------------------------------------------------


def test_a_letter_exists_exactly_if_its_deed_does():
    def write_then_fail():
        with transaction.atomic():
            write()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_then_fail()

    assert not OutboxEmail.objects.exists()


def test_one_key_is_one_letter():
    first = write("order:7")
    again = write("order:7", subject="Another")

    assert first.pk == again.pk
    assert OutboxEmail.objects.get().subject == "Hello"


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x00"])
def test_no_line_break_makes_a_header(ending, post_office):
    write(subject=f"Hello{ending}Bcc: all@people.example")

    [letter] = post_office()
    sent = email.message_from_bytes(letter.message().as_bytes(), policy=email.policy.default)
    assert sent["Subject"] == "Hello Bcc: all@people.example"
    assert sent["Bcc"] is None
    assert letter.recipients() == ["ada@reader.example"]


@pytest.mark.parametrize(
    "to",
    [
        "ada@reader.example\nBcc: all@people.example",
        "ada@reader.example\r\n",
        "ada@reader.example, bob@reader.example",
        "Ada <ada@reader.example>",
        "ada",
        "",
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_written(to):
    with pytest.raises(ValidationError):
        write(to=to)
    assert not OutboxEmail.objects.exists()


def test_neither_reply_address_nor_header_can_hold_a_second_line():
    values = {"kind": "test", "to": "ada@reader.example", "template": "webinars/emails/place_released", "context": {}}
    with pytest.raises(ValidationError):
        services.compose_email(reply_to="a@b.example\nBcc: c@d.example", **values)
    with pytest.raises(ValueError):
        services.compose_email(headers={"X-Topic": "a\nBcc: c@d.example"}, **values)


def test_plain_text_and_subject_are_not_html(tmp_path, settings):
    (tmp_path / "plain.txt").write_text("{{ title }}")
    (tmp_path / "plain.subject.txt").write_text("{{ title }}")
    (tmp_path / "plain.html").write_text("<p>{{ title }}</p>")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    title = "Rooms & <chairs> 'n' \"drips\""

    draft = services.compose_email(kind="t", to="a@b.example", template="plain", context={"title": title})

    assert draft.text == f"{title}\n"
    assert draft.subject == title
    assert "<chairs>" not in draft.html


def test_a_letter_of_text_alone_is_set_in_paragraphs():
    text = "Your code:\n\nABC-DEF\n\nAda & <Bob>, https://startup.example/x"

    letter = services.queue_plain_email(kind="t", key="t", to="a@b.example", subject="Code", text=text)

    assert re.search(r"<p[^>]*>ABC-DEF</p>", letter.html)
    assert "Ada &amp; &lt;Bob&gt;" in letter.html
    assert 'href="https://startup.example/x"' in letter.html
    assert "&lt;p&gt;" not in letter.html


def test_a_letter_has_a_dress_for_dark_screens():
    draft = services.compose_email(kind="t", to="a@b.example", template="webinars/emails/place_released", context={})

    assert "@media (prefers-color-scheme: dark)" in draft.html
    assert 'class="sheet" role="article" style="' in draft.html


def test_a_draft_is_stored_nowhere_until_it_is_posted():
    draft = services.compose_email(
        kind="t",
        to="A@B.example",
        template="webinars/emails/place_released",
        context={},
        attachments=[("a.ics", "text/calendar", b"x")],
    )
    assert not OutboxEmail.objects.exists()

    letter = services.post_email(key="one", draft=draft)
    services.post_email(key="one", draft=draft)

    assert letter.recipient == "a@b.example"
    assert OutboxAttachment.objects.count() == OutboxEmail.objects.count() == 1


# --- sent -----------------------------------------------------------------------------------------------------------------


def test_a_letter_goes_out_in_text_and_html_once(post_office):
    letter = write()

    sent = post_office()
    post_office()
    tasks.sweep_outbox.call()
    assert services.send_letter(letter_id=letter.pk) is False

    assert len(sent) == len(mail.outbox) == 1
    assert sent[0].body == "A secret: quicksilver\n"
    assert sent[0].alternatives[0].mimetype == "text/html"
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (Status.SENT, 1)
    assert letter.sent_at


def test_a_sent_letter_forgets_what_it_said(post_office, settings):
    settings.MAIL_MAILBOX_ENABLED = False
    letter = write()
    OutboxAttachment.objects.create(letter=letter, name="a.ics", content_type="text/calendar", content=b"secret")

    post_office()

    letter.refresh_from_db()
    assert letter.text == letter.html == ""
    assert not OutboxAttachment.objects.exists()
    assert letter.recipient == "ada@reader.example"


def test_a_letter_that_still_waits_keeps_its_words(provider, settings):
    settings.MAIL_MAILBOX_ENABLED = False
    provider.down = True
    letter = write()

    services.send_due()

    letter.refresh_from_db()
    assert "quicksilver" in letter.text


def test_a_refused_letter_is_tried_later_and_later_and_then_given_up_visibly(provider, settings):
    provider.down = True
    letter = write()
    waits = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(20):
            services.send_due()
            letter.refresh_from_db()
            if letter.is_given_up:
                break
            waits.append((letter.next_attempt_at - timezone.now()).total_seconds())
            services.send_due()  # before its time nothing happens
            clock.move_to(letter.next_attempt_at)

    assert waits == list(BACK_OFF_SECONDS)
    assert provider.tried == letter.attempts == settings.MAIL_MAX_ATTEMPTS
    assert letter.status == Status.FAILED
    assert letter.last_error == "SMTPServerDisconnected: the provider is away"


def test_when_the_provider_is_back_the_letter_goes_out_once(provider):
    provider.down = True
    write()
    services.send_due()
    provider.down = False

    assert services.send_due() == 0
    with time_machine.travel(timezone.now() + MINUTE):
        assert services.send_due() == 1
        assert services.send_due() == 0
    assert len(mail.outbox) == 1


def test_a_provider_that_is_down_does_not_hold_the_worker_for_every_letter(provider):
    provider.down = True
    for number in range(10):
        write(f"letter:{number}")

    services.send_due()

    assert provider.tried == services.REFUSALS_IN_A_ROW
    assert OutboxEmail.objects.due().count() == 10 - services.REFUSALS_IN_A_ROW


def test_one_bad_letter_does_not_stop_the_others(post_office):
    bad = write("bad")
    write("good")
    OutboxEmail.objects.filter(pk=bad.pk).update(headers={"X-Bad": "a\nb"})

    post_office()

    assert [letter.extra_headers["Message-ID"] for letter in mail.outbox] != []
    assert OutboxEmail.objects.get(key="good").status == Status.SENT
    assert OutboxEmail.objects.get(key="bad").status == Status.QUEUED


def test_every_attempt_has_the_same_message_id(provider):
    letter = write()
    services.send_due()
    OutboxEmail.objects.update(status=Status.QUEUED, next_attempt_at=timezone.now())
    services.send_due()

    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second == f"<letter-{letter.pk}@ketamine-startup.example>"


# --- a worker dies ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def dies_while_sending(monkeypatch):
    """Neither sent nor refused: the process is gone."""

    def send_messages(self, messages):
        raise SystemExit

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send_messages)


def send_and_die(letter):
    with pytest.raises(SystemExit):
        services.send_letter(letter_id=letter.pk)


def test_a_letter_whose_worker_died_is_left_alone_for_its_lease_and_then_sent(monkeypatch, dies_while_sending):
    letter = write()
    send_and_die(letter)
    monkeypatch.undo()

    assert tasks.sweep_outbox.call() == 0
    with time_machine.travel(timezone.now() + services.LEASE):
        assert tasks.sweep_outbox.call() == 1

    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (Status.SENT, 2)


def test_a_letter_that_kills_every_worker_is_given_up(dies_while_sending, settings):
    letter = write()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(settings.MAIL_MAX_ATTEMPTS):
            send_and_die(letter)
            clock.shift(services.LEASE)
            services.release_expired_leases()

    letter.refresh_from_db()
    assert (letter.status, letter.last_error) == (Status.FAILED, "The worker died while sending.")
    assert services.send_due() == 0


def test_a_slow_worker_that_comes_back_late_does_not_undo_what_the_next_one_did():
    letter = write()
    claim = {"status": Status.SENDING, "next_attempt_at": timezone.now() - MINUTE}
    OutboxEmail.objects.update(attempts=1, **claim)
    slow = OutboxEmail.objects.get()
    services.release_expired_leases()
    services.send_letter(letter_id=letter.pk)

    slow.mark_refused(TimeoutError("too slow"))

    letter.refresh_from_db()
    assert letter.status == Status.SENT
    assert services.send_due() == 0


def test_two_workers_that_see_one_letter_send_it_once(monkeypatch):
    """The second looks while the first is in the middle of sending."""
    letter = write()
    seen = []

    def send_messages(self, messages):
        seen.append(services.send_letter(letter_id=letter.pk))
        mail.outbox.extend(messages)
        return len(messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send_messages)

    assert services.send_letter(letter_id=letter.pk) is True
    assert seen == [False]
    assert len(mail.outbox) == 1


# --- given up, and tried again ------------------------------------------------------------------------------------------------


def test_only_a_letter_that_was_given_up_is_tried_again(post_office):
    letter = write()
    assert services.retry_letter(letter=letter) is False
    OutboxEmail.objects.update(status=Status.FAILED, attempts=8)

    assert services.retry_letter(letter=letter) is True
    assert services.retry_letter(letter=letter) is False

    assert len(post_office()) == 1


# --- the demo's mailbox -------------------------------------------------------------------------------------------------------


@pytest.fixture
def delivered(db):
    """One letter with a calendar entry, as the demo's postman leaves it."""
    draft = services.compose_email(
        kind="t",
        to="ada@reader.example",
        template="mail/example",
        context={"title": "<script>alert(1)</script>"},
        attachments=[
            ("webinar.ics", "text/calendar; method=REQUEST; charset=utf-8", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
        ],
    )
    letter = services.post_email(key="one", draft=draft)
    services._message(letter)
    get_connection("mail.backends.MailboxBackend").send_messages([services._message(letter)])
    return MailboxMessage.objects.get()


@pytest.fixture(autouse=True)
def _example_template(tmp_path, settings):
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "example.txt").write_text("{{ title }}")
    (folder / "example.subject.txt").write_text("Hello")
    (folder / "example.html").write_text(
        '{% extends "mail/base.html" %}{% block content %}<h1>{{ title }}</h1><a href="/x/">Go</a>{% endblock %}'
    )
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]


def test_a_visitor_of_the_demo_reads_what_was_sent(visitor, delivered):
    assert "Hello" in visitor.get("/mailbox/").content.decode()
    assert "Hello" not in visitor.get("/mailbox/?to=bob@reader.example").content.decode()
    page = visitor.get(f"/mailbox/{delivered.pk}/")
    html = visitor.get(f"/mailbox/{delivered.pk}/html/")
    file = visitor.get(f"/mailbox/{delivered.pk}/files/webinar.ics")

    assert "webinar.ics" in page.content.decode()
    assert (
        "frame-src https://www.youtube-nocookie.com https://player.vimeo.com 'self'" in page["Content-Security-Policy"]
    )
    assert "&lt;script&gt;" in html.content.decode()
    assert '<base target="_top">' in html.content.decode()
    assert "default-src 'none'" in html["Content-Security-Policy"]
    assert "sandbox" in html["Content-Security-Policy"]
    assert file.content == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert file["Content-Disposition"] == 'attachment; filename="webinar.ics"'


@pytest.mark.parametrize("address", ["99999/", "99999/html/", "{pk}/files/other.ics", "{pk}/files/..%2Fx"])
def test_what_is_not_in_the_mailbox_is_not_found(visitor, delivered, address):
    assert visitor.get(f"/mailbox/{address.format(pk=delivered.pk)}").status_code == 404


def test_a_page_number_from_nowhere_shows_a_page(visitor, delivered):
    for page in ("0", "-3", "99999999999", "x"):
        assert visitor.get("/mailbox/", {"page": page}).status_code == 200


def test_a_real_school_has_no_mailbox_page():
    """The page is mounted by a setting that is off unless the demo turns it on, and production refuses it."""
    import importlib

    base = importlib.import_module("config.settings.base")

    assert base.MAIL_MAILBOX_ENABLED is False
