"""Lists over several pages. Every page has one address, and an address that leads to none is not found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from pages.head import absolute


def page_of(request: HttpRequest, items: QuerySet[Any] | Sequence[Any], *, size: int) -> Page[Any]:
    """This function will return the page of a list that this address asks for; the first may be empty, others may not."""
    try:
        return Paginator(items, size).page(number_of(request))
    except EmptyPage as error:
        raise Http404("No such page") from error


def number_of(request: HttpRequest) -> int:
    """This function will return the number of the page that this address asks for."""
    wanted = request.GET.get("page") or "1"
    if not wanted.isascii() or not wanted.isdecimal() or len(wanted) > 6 or int(wanted) < 1:
        raise Http404("No such page")
    return int(wanted)


def address_of(thing: Any, stretch: Page[Any]) -> str:
    """This function will return the one whole address of this page of something that is no page of the tree."""
    number = f"?page={stretch.number}" if stretch.number > 1 else ""
    return absolute(f"{thing.get_absolute_url()}{number}")
