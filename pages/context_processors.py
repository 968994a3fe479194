"""What the frame of every page needs: the way around, the footer, the school's own words."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from pages.models import SiteSettings, StandardPage


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
    children = found.root_page.get_children().live().public().in_menu()
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
    pages = StandardPage.objects.live().public().filter(shown_in_footer=True).order_by("path")
    return [{"title": page.title, "url": page.get_url(request)} for page in pages]
