"""Where the links of a page lead, as far as the school itself can say. Nothing is fetched."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from pages.schedule import is_shown_now

ANCHOR = re.compile(r"<a\s([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
UPLOADS = ("/static/", "/media/", "/documents/")


class Links:
    """The links of one page, judged as of the moment at which that page will be out."""

    def __init__(self, page: Page) -> None:
        self.goes_out_at = max(page.go_live_at or timezone.now(), timezone.now())
        self.leads_somewhere = cache(_leads_somewhere)

    def dead_in(self, html: str) -> Iterator[str]:
        """This function will say of each link in a text that leads nowhere, which it is and why."""
        for attributes, label in ANCHOR.findall(html):
            given = dict(ATTRIBUTE.findall(attributes))
            fault = self._fault(given)
            if fault:
                yield f"The link “{unescape(re.sub('<[^>]+>', '', label)).strip()}” leads nowhere: {fault}"

    def fault_of_page(self, page: Page | None) -> str:
        """This function will say why a page that was chosen cannot be led to; "" if it can."""
        if page is None:
            return ""
        if is_shown_now(page) or self._is_out_in_time(page):
            return ""
        return f"“{page.title}” is not published." if not page.expired else f"“{page.title}” has expired."

    def _is_out_in_time(self, page: Page) -> bool:
        planned: datetime.datetime | None = (
            page.scheduled_revision.approved_go_live_at if page.scheduled_revision else None
        )
        return planned is not None and planned <= self.goes_out_at

    def _fault(self, link: dict[str, str]) -> str:
        if link.get("linktype") == "page":
            page = Page.objects.filter(pk=link.get("id") or 0).first()
            return self.fault_of_page(page) if page else "the page was deleted."
        if link.get("linktype") == "document":
            is_there = get_document_model().objects.filter(pk=link.get("id") or 0).exists()
            return "" if is_there else "the document was deleted."
        path = path_within(unescape(link.get("href", "")))
        return "" if path is None or self.leads_somewhere(path) else f"nothing lies at {path}."


def path_within(address: str) -> str | None:
    """This function will return the path of an address of our own; None for one elsewhere, a fragment or a mail address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    ours = urlsplit(settings.PUBLIC_URL).netloc
    if parts.scheme not in {"", "http", "https"} or (parts.netloc and parts.netloc != ours) or not parts.path:
        return None
    return unquote(parts.path)


def _leads_somewhere(path: str) -> bool:
    if path.startswith(UPLOADS):
        return True
    if not path.startswith("/"):
        return False  # an address without its first slash means another one on each page
    try:
        found = resolve(path if path.endswith("/") or "." in path.rsplit("/", 1)[-1] else f"{path}/")
    except Resolver404:
        return _is_redirected(path)
    return found.url_name != "wagtail_serve" or _is_page(path) or _is_redirected(path)


def _is_page(path: str) -> bool:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return False
    request = HttpRequest()
    request.path = path
    try:
        page = site.root_page.specific.route(request, [step for step in path.split("/") if step]).page
    except Http404:
        return False
    return is_shown_now(page)


def _is_redirected(path: str) -> bool:
    return Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists()
