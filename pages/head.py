"""What a page says of itself to machines: search engines, feeds, link previews.

Everything here is made from words that anyone may read. A head never sees the body of a lesson: it is given teasers.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

MOST_DESCRIPTION = 160
"""What search engines show of a description; more is cut off by them, in the middle of a thought."""

SHOWN = "index, follow, max-image-preview:large"
HIDDEN = "noindex, follow"

SCRIPT_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}
"""What could end a script element early, or a line of script."""


@dataclass(frozen=True)
class SharePicture:
    """The picture that a link to a page is shown with."""

    address: str
    alt: str
    width: int = 1200
    height: int = 630
    kind: str = "image/png"


@dataclass(frozen=True)
class Head:
    """The head of one page, whole. Templates print it and add nothing."""

    title: str = ""
    description: str = ""
    address: str = ""
    """The one address under which search engines shall know it; empty for what is nobody's but the visitor's."""
    robots: str = HIDDEN
    kind: str = "website"
    picture: SharePicture | None = None
    facts: tuple[tuple[str, str], ...] = ()
    """Further properties of OpenGraph, such as the day of publication."""
    structured_data: tuple[dict[str, Any], ...] = field(default=())

    @property
    def script(self) -> SafeString:
        """The structured data, ready to stand in a script element of its type."""
        if not self.structured_data:
            return SafeString("")
        graph = {"@context": "https://schema.org", "@graph": list(self.structured_data)}
        # Safe: whatever could end a script element is escaped in the line itself.
        return mark_safe(json.dumps(graph, default=str).translate(SCRIPT_ESCAPES))  # nosec B308 B703


def absolute(path: str) -> str:
    """This function will return an address of ours on the one public origin, whatever host a request came by."""
    return path if path.startswith(("http://", "https://")) else f"{settings.PUBLIC_URL}{path}"


def shorten(text: str, most: int = MOST_DESCRIPTION) -> str:
    """This function will return a text as one plain line, cut at a word where it is too long."""
    line = " ".join(strip_tags(text).split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    if not line[most - 1].isspace() and " " in cut:
        cut = cut.rpartition(" ")[0]
    return f"{cut.rstrip(' ,;:.-')}…"


def iso(moment: datetime.date | datetime.datetime | None) -> str:
    """This function will write a date or an instant as machines read it; nothing for nothing."""
    if isinstance(moment, datetime.datetime):
        return moment.isoformat(timespec="seconds")
    return moment.isoformat() if moment else ""
