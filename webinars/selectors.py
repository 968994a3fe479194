"""Looks things up for the doors; changes nothing."""

from __future__ import annotations

from webinars.models import WebinarPage


def get_webinar(slug: str) -> WebinarPage | None:
    """This function will return the webinar of that address if a visitor may see it now."""
    return WebinarPage.objects.visible().filter(slug=slug).select_related("host").first()
