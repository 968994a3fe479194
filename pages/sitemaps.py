"""The map of the site for crawlers: what strangers may know of and search engines shall show, nothing else.

The number of queries depends on the number of page types alone. Above `MOST_ENTRIES` there is an index, with parts by type.
No page is made an object of unless its type says something of its own: thousands of lines are read as rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Page

from pages.findable import Findable
from pages.head import absolute, iso
from pages.models import BasePage, SiteImage, SiteRendition
from pages.schedule import shown_now
from pages.selectors import page_types

MOST_ENTRIES = 5000
MOST_PARTS = 10_000


@dataclass(frozen=True)
class Entry:
    """One line of the map."""

    address: str
    changed: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Part:
    """Some pages of one type, as many as fit into one file."""

    model: type[BasePage]
    number: int = 1
    changed: str = ""

    @property
    def address(self) -> str:
        return absolute(reverse("pages:sitemap_part", args=[self.model._meta.model_name, self.number]))

    def get_entries(self) -> Iterator[Entry]:
        """This function will yield its lines."""
        start = (self.number - 1) * MOST_ENTRIES
        pages = self.model.for_sitemap()[start : start + MOST_ENTRIES]
        if _speaks_for_others(self.model):
            for page in pages:
                yield Entry(page.get_address(), iso(page.get_last_change()))
                yield from (Entry(absolute(path), iso(changed)) for path, changed in page.get_further_paths())
        else:
            roots = self.model()._get_site_root_paths()
            for url_path, changed, cover, is_gated, rendition in pages.values_list(*_columns(self.model)):
                address = _address(url_path, roots)
                if address:
                    yield Entry(address, iso(changed), _picture(cover, is_gated, rendition))


def is_large() -> bool:
    """This function will say whether one file may be too small. It counts some pages that no map holds; an index may be small."""
    return Page.objects.filter(shown_now()).count() > MOST_ENTRIES


def get_parts() -> list[Part]:
    """This function will return the parts of the map; together they hold every page once."""
    parts = []
    for model in page_types():
        found = model.for_sitemap().order_by().aggregate(changed=Max("last_published_at"), pages=Count("pk"))
        files = math.ceil(found["pages"] / MOST_ENTRIES)
        parts += [Part(model, number, iso(found["changed"])) for number in range(1, files + 1)]
    return parts


def get_all_entries() -> list[Entry]:
    """This function will return the whole map, type by type."""
    return [entry for model in page_types() for entry in Part(model).get_entries()]


def find_part(name: str, number: int) -> Part | None:
    """This function will return the part of that name, if there is such a type of page."""
    model = next((model for model in page_types() if model._meta.model_name == name), None)
    return Part(model, number) if model and 0 < number <= MOST_PARTS else None


def write(entries: Iterable[Entry]) -> str:
    """This function will write lines as a map. A template would take longer to fill than the database to answer."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
        f"{''.join(map(_line, entries))}</urlset>\n"
    )


def _line(entry: Entry) -> str:
    changed = f"<lastmod>{entry.changed}</lastmod>" if entry.changed else ""
    picture = f"<image:image><image:loc>{escape(entry.picture)}</image:loc></image:image>" if entry.picture else ""
    return f"<url><loc>{escape(entry.address)}</loc>{changed}{picture}</url>\n"


def _speaks_for_others(model: type[BasePage]) -> bool:
    """Whether pages of this type change with those that they list, or stand for addresses that are no pages."""
    ours = (model.get_last_change, model.get_further_paths)
    return ours != (Findable.get_last_change, Findable.get_further_paths)


def _columns(model: type[BasePage]) -> tuple[Any, ...]:
    """What a line is made of: address, last change, cover, whether that is for learners alone, its widest rendition."""
    if not model.cover_field:
        return "url_path", "last_published_at", Value(""), Value(True), Value("")
    made = SiteRendition.objects.filter(image=OuterRef(model.cover_field)).order_by("-width", "-pk")
    cover = model.cover_field
    return (
        "url_path",
        "last_published_at",
        F(f"{cover}__file"),
        F(f"{cover}__gated"),
        Subquery(made.values("file")[:1]),
    )


def _address(url_path: str, roots: Iterable[Any]) -> str:
    root = next((site.root_path for site in roots if url_path.startswith(site.root_path)), None)
    return absolute(reverse("wagtail_serve", args=[url_path.removeprefix(root)])) if root else ""


def _picture(cover: str | None, is_gated: bool | None, rendition: str | None) -> str:
    if not cover or is_gated:
        return ""
    model, name = (SiteRendition, rendition) if rendition else (SiteImage, cover)
    return absolute(model._meta.get_field("file").storage.url(name))
