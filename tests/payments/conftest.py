from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from courses.models import CoursePage
from payments.models import Offer, Order
from tests.courses import places
from tests.payments.plans import back, begin, failing, plan_offer, wait  # noqa: F401
from tests.payments.stripe_at_hand import SECRET, Buy, Mailbag, Stripe, open_mailbag, open_stripe


@pytest.fixture(scope="session")
def _mailbag() -> Iterator[Mailbag]:
    with open_mailbag() as bag:
        yield bag


@pytest.fixture(scope="session")
def _stripe(_mailbag: Mailbag) -> Iterator[Stripe]:
    with open_stripe(webhook_url=_mailbag.url) as stripe:
        yield stripe


@pytest.fixture
def stripe(_stripe: Stripe, _mailbag: Mailbag, settings: Any) -> Stripe:
    """A Stripe that remembers nothing of the test before, and to which the site is pointed."""
    _stripe.do("reset")
    _stripe.do("heal")
    _stripe.standin.world.recent.clear()
    _mailbag.messages.clear()
    settings.STRIPE_API_BASE = _stripe.url
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    return _stripe


@pytest.fixture
def mailbag(stripe: Stripe, _mailbag: Mailbag) -> Mailbag:
    """What Stripe sent, to be handed over by the test."""
    return _mailbag


@pytest.fixture
def course(home: Any) -> CoursePage:
    return places.plant_course(places.plant_catalogue(home), refund_policy="Money back within 14 days.", refund_days=14)


@pytest.fixture
def other_course(course: CoursePage) -> CoursePage:
    return places.plant_course(course.get_parent().specific, "second-course")


@pytest.fixture
def lesson(course: CoursePage) -> Any:
    """A lesson for learners only."""
    return places.plant_lesson(places.plant_module(course))


@pytest.fixture
def offer(course: CoursePage) -> Offer:
    return Offer.objects.create(product=course, name="Clinic Launch", amount_cents=79000)


@pytest.fixture
def free_offer(course: CoursePage) -> Offer:
    return Offer.objects.create(product=course, name="Clinic Launch", kind=Offer.Kind.FREE, amount_cents=0)


@pytest.fixture
def shopper(buyer: User, client_of: Any) -> Client:
    """The browser of the buyer, signed in."""
    return client_of(buyer)


@pytest.fixture
def buy(stripe: Stripe, offer: Offer) -> Buy:
    """A function that presses the button in a browser and returns the address of the hosted page."""

    def press(client: Client, offer: Offer = offer) -> str:
        response = client.post(f"/checkout/{offer.pk}/")
        assert response.status_code == 303, (response.status_code, response.content[:300])
        return response["Location"]

    return press


@pytest.fixture
def only_order() -> Any:
    """A function that returns the one order there is."""
    return lambda: Order.objects.get()
