"""Somebody wants a place. Nobody learns whether somebody else has one."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from mail.models import OutboxEmail
from tests.webinars import places
from webinars import services
from webinars.models import PersonalLink, Registration, Session

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def sign_up_page(client, webinar):
    return client.get(webinar.url).content.decode()


def test_a_visitor_signs_up_by_address_alone_and_gets_one_letter(sign_up, session, post_office):
    response = sign_up("Ada@Reader.example ")

    assert response.status_code == 302
    assert response["Location"] == "/webinars/first-year/registered/"
    registration = Registration.objects.get()
    assert (registration.email, registration.is_active) == ("ada@reader.example", True)
    session.refresh_from_db()
    assert session.places_taken == 1
    [letter] = post_office()
    assert letter.to == ["ada@reader.example"]
    assert letter.subject == "Your place: Your first year"
    assert [name for name, _, _ in letter.attachments] == ["webinar.ics"]


def test_the_letter_holds_the_only_copy_of_the_links(sign_up, session, links_of):
    sign_up()
    join, manage = links_of("ada@reader.example")

    digests = set(PersonalLink.objects.values_list("digest", flat=True))

    assert len(digests) == 2
    for address in (join, manage):
        token = address.rstrip("/").rpartition("/")[2]
        assert len(token) >= 43  # 256 bits
        assert token not in digests


def test_the_rows_stand_or_fall_together(sign_up, session, monkeypatch):
    monkeypatch.setattr(Session.objects._queryset_class, "take_place", lambda self, pk: False)

    assert sign_up().status_code == 409
    assert not Registration.objects.exists()
    assert not PersonalLink.objects.exists()
    assert not OutboxEmail.objects.exists()


# --- the same address again -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "again",
    [
        "ADA@READER.EXAMPLE",
        " ada@reader.example",
        "ada@reader.example\u200b",
        "\uff41da@reader.example",
        "ada@READER.example",
    ],
)
def test_one_address_in_any_spelling_is_one_place(sign_up, session, again):
    sign_up("ada@reader.example")
    sign_up(again)

    session.refresh_from_db()
    assert Registration.objects.count() == session.places_taken == 1


def test_plus_addresses_are_people_of_their_own(sign_up, session):
    sign_up("ada@reader.example")
    sign_up("ada+clinic@reader.example")

    assert Registration.objects.count() == 2


def test_signing_up_again_within_a_day_sends_no_second_letter(sign_up, session):
    for _ in range(4):
        sign_up()

    assert OutboxEmail.objects.count() == 1


def test_after_a_day_the_letter_comes_again_and_the_old_links_stay_good(visitor, sign_up, session, links_of):
    sign_up()
    old_join, old_manage = links_of("ada@reader.example")
    Registration.objects.update(confirmation_sent_at=timezone.now() - DAY)

    sign_up()
    sign_up()

    assert OutboxEmail.objects.count() == 2
    assert links_of("ada@reader.example") != (old_join, old_manage)
    assert visitor.get(old_join).status_code == visitor.get(old_manage).status_code == 200


def answer_of(response, client):
    """What a stranger sees: every status, every address and every word on the way."""
    seen = [response.status_code, response.get("Location")]
    if response.status_code == 302:
        response = client.get(response["Location"])
    return [*seen, response.status_code, without_csrf(response.content.decode())]


def without_csrf(html):
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)


@pytest.mark.parametrize("form", ["register", "resend"])
@pytest.mark.parametrize("places_left", ["some", "none"])
def test_known_and_unknown_addresses_get_one_answer(visitor, webinar, session, form, places_left):
    services.register(session=session, email="known@reader.example")
    if places_left == "none":
        Session.objects.update(capacity=1)

    def ask(email):
        data = {"email": email, "zone": places.LOS_ANGELES}
        return answer_of(visitor.post(f"/webinars/first-year/{form}/", data), visitor)

    known = ask("known@reader.example")
    unknown = ask("unknown@reader.example")
    # The page itself may say that there is one place fewer; that is true of any visitor's deed.
    known, unknown = ([str(part).replace(email, "") for part in answer] for answer, email in (
        (known, "known@reader.example"), (unknown, "unknown@reader.example"),
    ))  # fmt: skip
    assert known == unknown


def test_a_known_address_costs_the_same_work_as_an_unknown_one(session, monkeypatch):
    from webinars import emails

    written = []
    real = emails.compose_confirmation
    monkeypatch.setattr(emails, "compose_confirmation", lambda *given: written.append(given) or real(*given))

    services.register(session=session, email="new@reader.example")
    services.register(session=session, email="new@reader.example")
    services.send_links_again(session=session, email="new@reader.example")
    services.send_links_again(session=session, email="nobody@reader.example")

    assert len(written) == 4
    assert OutboxEmail.objects.count() == 1


def test_a_lost_letter_is_sent_again_to_its_owner_only(visitor, sign_up, session):
    sign_up()
    Registration.objects.update(confirmation_sent_at=timezone.now() - DAY)

    for email in ("ada@reader.example", "bob@reader.example", "ada@reader.example"):
        visitor.post("/webinars/first-year/resend/", {"email": email})

    assert OutboxEmail.objects.filter(recipient="ada@reader.example").count() == 2
    assert not OutboxEmail.objects.filter(recipient="bob@reader.example").exists()


# --- bad input ------------------------------------------------------------------------------------------------------------


def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(sign_up, session):
    response = sign_up("not an address", name="Ada", zone="Europe/Berlin")

    html = response.content.decode()
    assert response.status_code == 422
    assert "Enter a valid email address." in html
    assert 'value="not an address"' in html
    assert 'value="Ada"' in html
    assert '<option value="Europe/Berlin" selected>' in html
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"email": ""},
        {"email": "a@reader.example\nbcc: all@people.example"},
        {"email": "a@reader.example, b@reader.example"},
        {"email": "x" * 250 + "@reader.example"},
        {"zone": "localtime"},
        {"zone": "../../etc/passwd"},
        {"zone": ""},
        {"name": "n" * 121},
        {"name": "Win at http://casino.example now"},
        {"name": "casino.example"},
        {"name": "<b>Ada</b>"},
    ],
)
def test_nonsense_is_refused_without_a_row(sign_up, session, typed):
    assert sign_up(**typed).status_code == 422
    assert not Registration.objects.exists()
    assert not OutboxEmail.objects.exists()


@pytest.mark.parametrize("date", ["", "x", "-1", "999999999", "99999999999999999999"])
def test_a_date_from_nowhere_means_the_next_one(sign_up, session, date):
    assert sign_up(date=date).status_code == 302
    assert Registration.objects.get().session == session


def test_a_machine_that_fills_every_field_is_thanked_and_forgotten(sign_up, session):
    response = sign_up(website="https://casino.example")

    assert response["Location"] == "/webinars/first-year/registered/"
    assert not Registration.objects.exists()


def test_an_address_can_be_tried_only_so_often_known_or_not(sign_up, session):
    statuses = [sign_up("ada@reader.example").status_code for _ in range(8)]

    assert statuses == [302] * 6 + [429] * 2
    response = sign_up("ada@reader.example")
    assert response["Retry-After"] == "3600"
    assert "tried too often" in response.content.decode()


def test_one_origin_cannot_fill_the_room(sign_up, session):
    statuses = [sign_up(f"bot{number}@reader.example").status_code for number in range(60)]

    assert statuses.count(302) + statuses.count(409) == 40
    assert statuses[-1] == 429


def test_a_form_from_another_site_is_refused(webinar, session):
    from django.test import Client

    careful = Client(enforce_csrf_checks=True)

    response = careful.post("/webinars/first-year/register/", {"email": "a@b.example", "zone": places.LOS_ANGELES})

    assert response.status_code == 403
    assert not Registration.objects.exists()


def test_reloading_the_address_of_the_form_leads_back_to_the_page(visitor, webinar, session):
    assert visitor.get("/webinars/first-year/register/")["Location"] == webinar.url


@pytest.mark.parametrize("door", ["register/", "resend/", "registered/", "calendar.ics"])
def test_a_webinar_that_is_not_public_has_no_doors(visitor, webinar, session, door):
    webinar.unpublish()

    for response in (visitor.get(f"/webinars/first-year/{door}"), visitor.get(f"/webinars/no-such-thing/{door}")):
        assert response.status_code == 404


# --- states -----------------------------------------------------------------------------------------------------------------


def make_full():
    Session.objects.update(capacity=1, places_taken=1)


def make_past():
    then = timezone.now() - 2 * DAY
    Session.objects.update(starts_at=then, ends_at=then + datetime.timedelta(hours=1))


def make_cancelled():
    services.call_off(session=Session.objects.get(), note="The speaker is ill.")


def make_few():
    Session.objects.update(places_taken=18)


def make_unannounced():
    Session.objects.all().delete()


STATES = [
    (make_full, "Full", "Every place is taken."),
    (make_past, "Past", "This webinar is over."),
    (make_cancelled, "Cancelled", "The speaker is ill."),
    (make_unannounced, "Date to be announced", "not announced yet"),
]


@pytest.mark.parametrize(("become", "label", "words"), [*STATES, (make_few, "Few places left", "Only 2 places left.")])
def test_page_and_list_say_in_words_where_a_webinar_stands(visitor, index, webinar, session, become, label, words):
    become()

    for address in (webinar.url, index.url):
        html = visitor.get(address).content.decode()
        assert f">{label}</span>" in html
        assert words in html


@pytest.mark.parametrize("become", [make_full, make_past, make_cancelled])
def test_whoever_cannot_come_is_led_to_what_is_open(visitor, index, webinar, session, become):
    assert "Open instead" not in visitor.get(webinar.url).content.decode()
    become()
    assert "Open instead" not in visitor.get(webinar.url).content.decode(), "nothing else is open"

    other = places.plant_webinar(index, "second-year", title="The second year")
    places.plant_session(other)

    page = visitor.get(webinar.url).content.decode()
    assert f'Open instead: <a href="{other.url}">The second year</a>' in page
    assert "Open instead" not in visitor.get(other.url).content.decode()


@pytest.mark.parametrize(("become", "label", "words"), STATES[:3])
def test_form_and_json_say_why_there_is_no_place(visitor, sign_up, session, become, label, words):
    become()

    response = sign_up()
    html = response.content.decode()
    assert response.status_code == 409
    assert words in html
    assert "Save my place" not in html
    answer = visitor.post(
        "/webinars/first-year/register/",
        {"email": "eve@reader.example", "zone": places.LOS_ANGELES},
        headers={"accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["state"]) == (409, label.lower())
    assert words in answer.json()["words"]
    assert not Registration.objects.exists()
    assert mail.outbox == []


def test_structured_data_says_it_too(visitor, webinar, session):
    import json
    import re

    def event():
        html = visitor.get(webinar.url).content.decode()
        facts = json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', html, re.DOTALL).group(1))
        return next(fact for fact in facts["@graph"] if fact["@type"] == "EducationEvent")

    assert event()["offers"]["availability"] == "https://schema.org/InStock"
    make_few()
    assert event()["offers"]["availability"] == "https://schema.org/LimitedAvailability"
    make_full()
    assert event()["offers"]["availability"] == "https://schema.org/SoldOut"
    make_cancelled()
    assert event()["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in event()


def test_a_title_cannot_break_out_of_the_structured_data(visitor, index):
    webinar = places.plant_webinar(index, "sharp", title="</script><script>alert(1)</script>")
    places.plant_session(webinar)

    assert "<script>alert" not in visitor.get(webinar.url).content.decode()


def test_json_takes_a_registration_and_says_what_was_wrong(visitor, webinar, session):
    headers = {"accept": "application/json"}
    good = {"email": "ada@reader.example", "zone": places.LOS_ANGELES}

    assert visitor.post("/webinars/first-year/register/", good, headers=headers).json()["state"] == "received"
    bad = visitor.post("/webinars/first-year/register/", {"email": "x"}, headers=headers)
    assert bad.status_code == 422
    assert set(bad.json()["errors"]) == {"email", "zone"}


def test_the_form_knows_a_signed_in_person_and_stays_short_for_others(visitor, client_of, buyer, webinar, session):
    buyer.time_zone = "Europe/Berlin"
    buyer.save()

    known = client_of(buyer).get(webinar.url).content.decode()

    assert 'value="buyer@people.example"' in known
    assert '<option value="Europe/Berlin" selected>' in known
    stranger = visitor.get(webinar.url).content.decode()
    assert f'<option value="{places.LOS_ANGELES}" selected>' in stranger
    assert "people.example" not in stranger
