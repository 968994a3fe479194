"""What stands between the slashes of our own addresses. What no row can have is not found, before any database is asked."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class KeyConverter(IntConverter):
    """The key of a row, in no more digits than a database counts with."""

    regex = "[0-9]{1,18}"


class PageSlugConverter(StringConverter):
    """The slug of a page; old ones may hold letters that are not ASCII."""

    regex = r"[^/\x00-\x1f]+"


register_converter(KeyConverter, "key")
register_converter(PageSlugConverter, "page_slug")
