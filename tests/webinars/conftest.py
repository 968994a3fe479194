import re

import pytest
from django.apps import apps

from mail.models import OutboxEmail
from tests.webinars import places


@pytest.fixture
def index(home):
    return places.plant_index(home)


@pytest.fixture
def webinar(index):
    return places.plant_webinar(index)


@pytest.fixture
def session(webinar):
    """In nine days, with twenty places."""
    return places.plant_session(webinar)


@pytest.fixture
def sign_up(visitor, webinar):
    """Fills the form in, as a browser without scripts would."""

    def sign_up(email="ada@reader.example", **typed):
        client = typed.pop("client", visitor)
        data = {"email": email, "name": "", "zone": places.LOS_ANGELES, "website": ""} | typed
        return client.post(f"/webinars/{webinar.slug}/register/", data)

    return sign_up


@pytest.fixture
def links_of():
    """The personal addresses in the newest letter to somebody: (join, manage), without the origin."""

    def links_of(email):
        text = OutboxEmail.objects.filter(recipient=email, text__contains="/webinars/join/").first().text
        return tuple(
            re.search(rf"https?://[^/\s]+(/webinars/{door}/\S+)", text).group(1) for door in ("join", "registration")
        )

    return links_of


@pytest.fixture
def all_rows():
    """Every row of every table, to compare before with after."""

    def all_rows():
        return {
            model._meta.label: list(model._base_manager.order_by("pk").values())
            for model in apps.get_models()
            if model._meta.managed and not model._meta.proxy
        }

    return all_rows
