"""An owner looks at the list and takes it along; nobody edits it."""

import csv
import io

import pytest
from django.urls import NoReverseMatch, reverse

from newsletter import services
from newsletter.models import Subscriber
from newsletter.viewsets import LookOnlyPolicy

pytestmark = pytest.mark.django_db

LIST = "/admin/newsletter_subscribers/"


@pytest.fixture
def people(home):
    for name in ("ada", "=cmd|1", "+sum", "-minus"):
        services.subscribe(email=f"{name}@clinic.example", wording="Yes", source="/blog/")
    ada = Subscriber.objects.get(email="ada@clinic.example")
    ada.mark_confirmed()
    return ada


def test_an_owner_searches_and_filters(owner, client_of, people):
    client = client_of(owner)

    assert "ada@clinic.example" in client.get(LIST).content.decode()
    found = client.get(LIST, {"q": "minus"}).content.decode()
    assert "-minus@clinic.example" in found
    assert "ada@clinic.example" not in found
    confirmed = client.get(LIST, {"status": "confirmed"}).content.decode()
    assert "ada@clinic.example" in confirmed
    assert "-minus@clinic.example" not in confirmed


def test_an_owner_sees_the_proof_and_no_way_to_change_it(owner, client_of, people):
    client = client_of(owner)
    html = client.get(f"{LIST}inspect/{people.pk}/").content.decode()

    assert people.wording in html
    assert people.confirm_hash not in html
    for door in ("add", "edit", "delete", "copy"):
        with pytest.raises(NoReverseMatch):
            reverse(f"newsletter_subscribers:{door}")
        assert client.post(f"{LIST}{door}/{people.pk}/").status_code == 404
    policy = LookOnlyPolicy(Subscriber)
    assert [action for action in ("add", "change", "delete", "view") if policy.user_has_permission(owner, action)] == [
        "view"
    ]


def test_an_export_holds_no_formula(owner, client_of, people):
    answer = client_of(owner).get(LIST, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text)))

    assert len(rows) == 5
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {row[0] for row in rows[1:]} == {
        "ada@clinic.example", "'=cmd|1@clinic.example", "'+sum@clinic.example", "'-minus@clinic.example",
    }  # fmt: skip


def test_an_editor_and_a_reader_do_not_see_the_list(editor, buyer, visitor, client_of, people):
    for client in (client_of(editor), client_of(buyer), visitor):
        for address in (LIST, f"{LIST}?export=csv", f"{LIST}inspect/{people.pk}/"):
            answer = client.get(address)
            assert answer.status_code in (302, 403), address
            assert b"ada@clinic.example" not in answer.content
