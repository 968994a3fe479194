"""Buying the course, from the sales page to the lesson that was closed a minute ago. HTTP alone, on every side.

The site runs as a server; the stand-in for Stripe runs beside it and sends its signed messages there by itself, again and
again until they are taken. The buyer is a browser without JavaScript.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import requests
from django.core import mail

from mail import services as mail_services
from payments.models import Grant, Offer, Order, Payment, StripeEvent
from payments.services import settlement
from tests.courses import places
from tests.payments.stripe_at_hand import DECLINED_CARD, GOOD_CARD, SECRET, Stripe, open_stripe

pytestmark = pytest.mark.django_db(transaction=True)

GATED = "Words for learners alone."


class Page:
    """What came back, and the forms on it."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.url = response.url
        self.text = html.unescape(response.text)
        self.source = response.text

    def form(self, *, action: str = "") -> tuple[str, dict[str, str]]:
        """The address and the hidden fields of the form whose action holds these words."""
        for opening, inside in re.findall(r"<form([^>]*)>(.*?)</form>", self.source, re.DOTALL):
            found = re.search(r'action="([^"]*)"', opening)
            address = html.unescape(found.group(1)) if found else self.url
            if action not in address:
                continue
            hidden = {}
            for field in re.findall(r'<input[^>]*type="hidden"[^>]*>', inside):
                name, value = re.search(r'name="([^"]*)"', field), re.search(r'value="([^"]*)"', field)
                if name:
                    hidden[name.group(1)] = html.unescape(value.group(1)) if value else ""
            return urljoin(self.url, address), hidden
        raise AssertionError(f"no form to {action!r} on {self.url}")


class Browser:
    """A person's browser: cookies, forms, redirects; no script."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.http = requests.Session()
        self.http.trust_env = False

    def open(self, address: str) -> Page:
        return Page(self.http.get(urljoin(self.site, address), timeout=20))

    def send(self, page: Page, *, action: str = "", **fields: str) -> Page:
        address, hidden = page.form(action=action)
        return Page(self.http.post(address, data=hidden | fields, headers={"Referer": page.url}, timeout=20))

    def pay(self, page: Page, card: str = GOOD_CARD, **fields: str) -> Page:
        """Fill in the hosted page; the browser follows wherever it leads."""
        standard = {"email": "gwen@people.example", "name": "Gwen Guest", "card_number": card}
        return self.send(page, **(standard | {"card_expiry": "12/34", "card_cvc": "123"} | fields))


@pytest.fixture
def stripe(live_server: Any, settings: Any) -> Iterator[Stripe]:
    settings.PUBLIC_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    with open_stripe(webhook_url=f"{live_server.url}/stripe/webhook/") as stripe:
        settings.STRIPE_API_BASE = stripe.url
        yield stripe


@pytest.fixture
def course(home: Any) -> Any:
    course = places.plant_course(places.plant_catalogue(home))
    Offer.objects.create(product=course, name=course.title, amount_cents=79000)
    return course


@pytest.fixture
def lesson(course: Any) -> Any:
    return places.plant_lesson(places.plant_module(course), words=GATED)


@pytest.fixture
def guest(live_server: Any, stripe: Stripe) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(live_server.url)


@pytest.fixture
def signed_in(guest: Browser, buyer: Any, client_of: Callable[..., Any]) -> Browser:
    """The same browser, after its person has signed in."""
    guest.http.cookies.set("sessionid", client_of(buyer).cookies["sessionid"].value)
    return guest


def wait_until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def all_messages_taken(stripe: Stripe) -> bool:
    deliveries = stripe.http.get(f"{stripe.url}/_control/deliveries", timeout=5).json()
    return "waiting" not in repr(deliveries)


def test_a_guest_buys_with_an_address_alone_and_opens_the_lesson_with_a_code(guest, stripe, course, lesson):
    closed = guest.open(lesson.url)
    assert GATED not in closed.text
    assert "part of the course" in closed.text

    sales_page = guest.open(course.url)
    assert "$790" in sales_page.text
    hosted = guest.send(sales_page, action="/checkout/")
    assert hosted.url.startswith(stripe.url)
    thanks = guest.pay(hosted)
    assert urlsplit(thanks.url).path.endswith("/done/")
    assert "Thank you. Clinic Launch is yours." in thanks.text
    assert GATED not in guest.open(lesson.url).text, "having paid signs nobody in"

    asked = guest.open(re.search(r'href="(/account/login/code/\?next=[^"]+)"', thanks.source).group(1))
    confirm = guest.send(asked, email="gwen@people.example")
    mail_services.send_due()
    [code_letter] = [letter for letter in mail.outbox if "code" in letter.subject.lower()]
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", code_letter.body, re.MULTILINE).group(1)
    inside = guest.send(confirm, code=code)

    assert urlsplit(inside.url).path == lesson.url, "the code leads straight to where one begins"
    assert GATED in inside.text
    assert Grant.objects.get().user.email == "gwen@people.example"
    assert [letter.to for letter in mail.outbox if "receipt" in letter.subject] == [["gwen@people.example"]]
    assert "Receipt" in guest.open(f"/orders/{Order.objects.get().uuid}/").text


def test_a_declined_card_and_then_a_good_one(signed_in, stripe, course, lesson, buyer):
    hosted = signed_in.send(signed_in.open(course.url), action="/checkout/")

    declined = signed_in.pay(hosted, card=DECLINED_CARD)
    assert declined.status == 402
    assert "declined" in declined.text
    assert GATED not in signed_in.open(lesson.url).text

    thanks = signed_in.pay(declined)
    assert "Thank you" in thanks.text
    assert GATED in signed_in.open(lesson.url).text
    wait_until(lambda: all_messages_taken(stripe))
    assert Payment.objects.count() == Grant.objects.count() == 1
    assert StripeEvent.objects.filter(type="checkout.session.completed", status="processed").count() == 1


def test_the_tab_is_closed_after_paying_and_the_webhook_alone_opens_the_lesson(signed_in, stripe, course, lesson):
    hosted = signed_in.send(signed_in.open(course.url), action="/checkout/")
    stripe.pay(hosted.url)

    wait_until(lambda: Grant.objects.exists())

    assert GATED in signed_in.open(lesson.url).text


def test_the_first_delivery_fails_and_the_courier_comes_again(signed_in, stripe, course, lesson, monkeypatch):
    failures = iter([True])
    real = settlement.grant_lines

    def break_once(order):
        for _ in failures:
            raise RuntimeError("the disk is full")
        return real(order)

    monkeypatch.setattr(settlement, "grant_lines", break_once)
    hosted = signed_in.send(signed_in.open(course.url), action="/checkout/")
    stripe.pay(hosted.url)

    wait_until(lambda: Grant.objects.exists())

    wait_until(lambda: StripeEvent.objects.get(type="checkout.session.completed").status == "processed")
    assert StripeEvent.objects.get(type="checkout.session.completed").attempts == 2
    assert GATED in signed_in.open(lesson.url).text


def test_turning_back_costs_nothing_and_the_way_stays_open(signed_in, stripe, course, lesson):
    hosted = signed_in.send(signed_in.open(course.url), action="/checkout/")

    back = signed_in.open(re.search(r'href="([^"]+/cancelled/)"', hosted.source).group(1))
    assert "Nothing was charged" in back.text

    again = signed_in.send(back, action="/checkout/")
    assert again.url == hosted.url
    assert "Thank you" in signed_in.pay(again).text
    assert GATED in signed_in.open(lesson.url).text


def test_stripe_is_away_and_comes_back(signed_in, stripe, course, lesson):
    stripe.do("fail_next", kind="500", times=9)
    refused = signed_in.send(signed_in.open(course.url), action="/checkout/")
    assert refused.status == 503
    assert "Nothing was charged" in refused.text

    stripe.do("heal")
    hosted = signed_in.send(refused, action="/checkout/")
    assert "Thank you" in signed_in.pay(hosted).text
    assert GATED in signed_in.open(lesson.url).text
    assert Order.objects.count() == 1


def test_the_bank_takes_its_time(signed_in, stripe, course, lesson):
    hosted = signed_in.send(signed_in.open(course.url), action="/checkout/")

    waiting = signed_in.pay(hosted, method="bank", bank_account="000123456789")
    assert "Your bank is working on it" in waiting.text
    assert GATED not in signed_in.open(lesson.url).text

    stripe.do("advance", days=5)
    wait_until(lambda: Grant.objects.exists())
    assert GATED in signed_in.open(lesson.url).text
