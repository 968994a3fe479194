"""The words in which the demo school's content is written.

Content modules under `config.demo.content` are plain data made of these functions and dataclasses; `config.demo.build`
turns them into pages through the same services an editor's deeds go through. A picture is named by the stem of its
file in `config/demo/illustrations/`. Nothing here touches the database.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

Block = tuple[str, Any]


def heading(text: str, level: str = "h2") -> Block:
    """A section heading; `level` is "h2" or "h3"."""
    return ("heading", {"text": text, "level": level})


def text(html: str) -> Block:
    """Running text: p, ul, ol, li, b, i, a[href], sup."""
    return ("rich_text", html)


def figure(image: str, *, alt: str, caption: str, credit: str = "") -> Block:
    """A captioned figure; `alt` says what the picture shows to someone who cannot see it."""
    return ("figure", {"image": image, "alt_text": alt, "caption": caption, "credit": credit})


def pull_quote(quote: str, attribution: str = "") -> Block:
    """One sentence of the piece itself, set large."""
    return ("pull_quote", {"quote": quote, "attribution": attribution})


def callout(title: str, html: str, tone: str = "note") -> Block:
    """A box beside the argument; `tone` is "note", "tip" or "warning"."""
    return ("callout", {"tone": tone, "title": title, "text": html})


def key_facts(title: str, *facts: tuple[str, str]) -> Block:
    """A short list of (label, value) pairs, such as ("Time on site", "at least two hours")."""
    return ("key_facts", {"title": title, "facts": [{"label": label, "value": value} for label, value in facts]})


def table(caption: str, columns: list[str], *rows: list[str]) -> Block:
    """A table of plain text with a caption; every row has as many cells as there are columns."""
    return ("table", {"caption": caption, "columns": columns, "rows": [list(row) for row in rows]})


def sources(*entries: tuple[str, str, str]) -> Block:
    """What the piece rests on: (title, publisher and date, address or "")."""
    return (
        "sources",
        {"entries": [{"title": title, "publisher": publisher, "url": url} for title, publisher, url in entries]},
    )


def call_to_action(title: str, body: str, label: str, to: str) -> Block:
    """A way on; `to` is "course:<slug>", "webinar:<slug>", "post:<slug>" or "page:<slug>"."""
    return ("call_to_action", {"title": title, "text": body, "label": label, "to": to})


@dataclass(frozen=True)
class Lesson:
    title: str
    slug: str
    summary: str  # one or two public sentences, shown in the syllabus
    minutes: int
    body: list[Block]
    checked_on: datetime.date
    free_preview: bool = False


@dataclass(frozen=True)
class Module:
    title: str
    slug: str
    summary: str
    lessons: list[Lesson]


@dataclass(frozen=True)
class Post:
    title: str
    slug: str
    introduction: str  # the standfirst, public
    search_description: str  # at most 155 characters
    topic: str  # the name of one in config/demo/content/topics.py
    author: str  # "okafor", "reyes" or "lindqvist"
    published_on: datetime.date
    checked_on: datetime.date
    cover: str
    cover_alt: str
    body: list[Block]
    reviewer: str = ""
    updated_on: datetime.date | None = None
    next_check_on: datetime.date | None = None
    related: tuple[str, ...] = ()  # slugs, where the topic alone would not bring them together


@dataclass(frozen=True)
class Faculty:
    key: str
    name: str
    credentials: str
    role: str
    biography: str
    disclosure: str
    portrait: str


@dataclass(frozen=True)
class Standard:
    title: str
    slug: str
    introduction: str
    search_description: str
    body: list[Block]
    in_footer: bool = False
    in_menu: bool = False


@dataclass(frozen=True)
class Webinar:
    title: str
    slug: str
    introduction: str
    search_description: str
    cover: str
    cover_alt: str
    host: str
    days_from_now: int
    local_start: datetime.time
    zone: str
    minutes: int
    capacity: int
    body: list[Block]
    learn: list[str] = field(default_factory=list)
