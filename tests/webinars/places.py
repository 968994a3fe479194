"""A webinar and its dates, made as an editor would."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from pages.models import Person
from webinars.models import Session, WebinarIndexPage, WebinarPage

LOS_ANGELES = "America/Los_Angeles"


def publish(page: Any) -> Any:
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def plant_index(home: Any) -> WebinarIndexPage:
    index = WebinarIndexPage(title="Webinars", slug="webinars", introduction="Live.", show_in_menus=True)
    home.add_child(instance=index)
    home.webinar_index_page = index
    home.save()
    return publish(index)


def plant_webinar(index: WebinarIndexPage, slug: str = "first-year", **fields: Any) -> WebinarPage:
    host, _ = Person.objects.get_or_create(
        slug="host",
        defaults={"name": "Dr. Hana Host", "credentials": "MD", "role": "Speaks", "biography": "Hana speaks."},
    )
    webinar = WebinarPage(
        title=fields.pop("title", "Your first year"),
        slug=slug,
        introduction="Twelve months, in order.",
        host=host,
        learn=[("item", "Which papers come first")],
        body=[("rich_text", "<p>We begin with the papers.</p>")],
        **fields,
    )
    index.add_child(instance=webinar)
    return publish(webinar)


def plant_session(webinar: WebinarPage, **fields: Any) -> Session:
    values: dict[str, Any] = {
        "starts_at": (timezone.now() + datetime.timedelta(days=9)).replace(minute=0, second=0, microsecond=0),
        "zone": LOS_ANGELES,
        "minutes": 60,
        "capacity": 20,
        "join_url": "https://meet.example/room-7",
    }
    return Session.objects.create(webinar=webinar, **values | fields)
