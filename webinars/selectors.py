"""Looks things up for the doors; changes nothing."""

from __future__ import annotations

from wagtail.models import Page

from webinars.models import Registration, WebinarPage


def get_webinar(slug: str) -> WebinarPage | None:
    """This function will return the webinar of that address if a visitor may see it now."""
    return WebinarPage.objects.visible().filter(slug=slug).select_related("host").first()


def get_reason_to_keep(page: Page) -> str:
    """This function will say why this page, or one below it, cannot be deleted; empty if it can."""
    pages = WebinarPage.objects.descendant_of(page, inclusive=True)
    number = Registration.objects.filter(session__webinar__in=pages).count()
    if not number:
        return ""
    return f"{number} {'person has' if number == 1 else 'people have'} registered for it."
