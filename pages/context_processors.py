"""What the frame of every page needs: the way around, the footer, the school's own words."""

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from pages.models import ContactPage, FacultyPage, GlossaryPage, SiteSettings, StandardPage
from pages.schedule import shown_now

OWN_PAGES = (FacultyPage, GlossaryPage, ContactPage)


def site(request: HttpRequest) -> dict[str, Any]:
    """Lazy, so that an admin page or a fragment that shows no frame asks the database nothing."""
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "footer_pages": SimpleLazyObject(lambda: _footer_pages(request)),
        "site_settings": SimpleLazyObject(lambda: SiteSettings.for_request(request)),
        "site_name": _site_name(request),
    }


def _site_name(request: HttpRequest) -> str:
    found = Site.find_for_request(request)
    return found.site_name if found and found.site_name else "Ketamine StartUp"


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    found = Site.find_for_request(request)
    if found is None:
        return []
    children = found.root_page.get_children().filter(shown_now()).public().in_menu()
    entries = []
    for page in children:
        url = page.get_url(request)
        entries.append(
            {
                "title": page.title,
                "url": url,
                "is_current": bool(url) and request.path.startswith(url),
                "is_section": page.specific_class is not StandardPage,  # the footer lists plain pages apart
            }
        )
    return entries


def _footer_pages(request: HttpRequest) -> list[dict[str, str]]:
    """The plain pages that were ticked for it, and the pages of which every site has one."""
    own = [models.Q(**{f"{page_type.__name__.lower()}__isnull": False}) for page_type in OWN_PAGES]
    wanted = reduce(or_, own, models.Q(standardpage__shown_in_footer=True))
    pages = Page.objects.filter(shown_now()).public().filter(wanted).order_by("path")
    return [{"title": page.title, "url": page.get_url(request)} for page in pages]
