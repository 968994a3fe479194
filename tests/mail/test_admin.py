"""The owner sees what became of each letter, and tries again what was given up."""

import pytest

from mail import services
from mail.models import OutboxEmail

pytestmark = pytest.mark.django_db

Status = OutboxEmail.Status


@pytest.fixture
def letters(db):
    """One waits, one was given up."""
    for key in ("waits", "given up"):
        services.queue_plain_email(
            kind="test", key=key, to="ada@reader.example", subject=key, text="A secret: quicksilver"
        )
    OutboxEmail.objects.filter(key="given up").update(status=Status.FAILED, attempts=8, last_error="TimeoutError: slow")
    return {letter.key: letter for letter in OutboxEmail.objects.all()}


@pytest.fixture
def office(client_of, owner):
    return client_of(owner)


def test_the_list_shows_state_attempts_and_the_last_error_but_never_the_words(office, letters):
    html = office.get("/admin/letters/").content.decode()

    assert "given up" in html
    assert "TimeoutError: slow" in html
    assert "quicksilver" not in html
    assert "waits" not in office.get("/admin/letters/results/?status=failed").content.decode()


def test_a_letter_that_was_given_up_has_a_button_and_the_button_works(office, letters, post_office):
    given_up = letters["given up"]
    page = office.get(f"/admin/letters/inspect/{given_up.pk}/").content.decode()
    assert "Try again" in page
    assert "quicksilver" not in page

    office.post(f"/admin/letters/retry/{given_up.pk}/")

    assert "given up" in [letter.subject for letter in post_office()]


def test_a_letter_on_its_way_has_no_button_and_is_not_sent_twice(office, letters):
    waiting = letters["waits"]

    assert "Try again" not in office.get(f"/admin/letters/inspect/{waiting.pk}/").content.decode()
    response = office.post(f"/admin/letters/retry/{waiting.pk}/", follow=True)

    assert "was not given up" in response.content.decode()
    waiting.refresh_from_db()
    assert waiting.attempts == 0


def test_looking_does_not_send(office, letters):
    assert office.get(f"/admin/letters/retry/{letters['given up'].pk}/").status_code == 405


@pytest.mark.parametrize("who", ["buyer", "editor"])
def test_letters_are_the_owners_business(client_of, request, letters, who):
    client = client_of(request.getfixturevalue(who))

    for address in ("/admin/letters/", f"/admin/letters/inspect/{letters['waits'].pk}/"):
        response = client.get(address)
        assert response.status_code in (302, 403)
    client.post(f"/admin/letters/retry/{letters['given up'].pk}/")
    assert OutboxEmail.objects.get(key="given up").status == Status.FAILED


def test_nobody_writes_edits_or_deletes_a_letter_here(office, letters):
    pk = letters["waits"].pk

    for door in ("new/", f"edit/{pk}/", f"delete/{pk}/"):
        office.post(f"/admin/letters/{door}", {})

    assert OutboxEmail.objects.filter(pk=pk, recipient="ada@reader.example").exists()
    assert OutboxEmail.objects.count() == 2


def test_the_list_costs_the_same_for_few_and_for_many(office, letters, django_assert_max_num_queries):
    for number in range(30):
        services.queue_plain_email(kind="test", key=str(number), to="a@b.example", subject="x", text="x")
    office.get("/admin/letters/")

    with django_assert_max_num_queries(30):
        office.get("/admin/letters/")
