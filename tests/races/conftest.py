"""A shop on a database that keeps what is committed, and a Stripe beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import User
from payments import services
from payments.models import Offer, Order
from tests.courses import places
from tests.payments.stripe_at_hand import SECRET, Mailbag, Stripe, open_mailbag, open_stripe


@pytest.fixture(scope="module")
def mailbag() -> Iterator[Mailbag]:
    with open_mailbag() as bag:
        yield bag


@pytest.fixture(scope="module")
def _stripe(mailbag: Mailbag) -> Iterator[Stripe]:
    with open_stripe(webhook_url=mailbag.url) as stripe:
        yield stripe


@pytest.fixture
def stripe(_stripe: Stripe, mailbag: Mailbag, settings: Any) -> Stripe:
    _stripe.do("reset")
    mailbag.messages.clear()
    settings.STRIPE_API_BASE = _stripe.url
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    return _stripe


@pytest.fixture
def course(home: Any) -> Any:
    return places.plant_course(places.plant_catalogue(home))


@pytest.fixture
def offer(course: Any) -> Offer:
    return Offer.objects.create(product=course, name=course.title, amount_cents=79000)


@pytest.fixture
def paid_order(stripe: Stripe, offer: Offer, buyer: User) -> Order:
    """Paid at Stripe; the site does not know it yet."""
    checkout = services.start_checkout(user=buyer, offer=offer)
    assert stripe.pay(checkout.url).status_code == 303
    return checkout.order
