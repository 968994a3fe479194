"""What every reader hands over: one plain post, whatever dialect it was written in."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit


class UnreadableSource(Exception):
    """The file or folder as a whole cannot be read. Nothing of it is brought in."""


class Dialect(StrEnum):
    WORDPRESS = "WordPress"
    SQUARESPACE_XML = "Squarespace XML"
    SQUARESPACE_JSON = "Squarespace JSON"


class Status(StrEnum):
    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    DRAFT = "draft"


@dataclass
class SourcePost:
    """One post as the old blog had it. `host` is where the blog was found, without www."""

    dialect: Dialect
    host: str
    source_id: str
    title: str = ""
    slug: str = ""
    address: str = ""
    body: str = ""
    excerpt: str = ""
    status: Status = Status.DRAFT
    published_at: datetime.datetime | None = None
    published_on: datetime.date | None = None
    modified_at: datetime.datetime | None = None
    author: str = ""
    author_biography: str = ""
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    term_slugs: dict[str, str] = field(default_factory=dict)
    cover_url: str = ""
    cover_attachment: str = ""
    seo_title: str = ""
    search_description: str = ""
    comments: int = 0
    other_addresses: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What the importer remembers a post by."""
        return f"{self.host}#{self.source_id}"[:255]

    @property
    def label(self) -> str:
        return self.title.strip() or self.address or f"post {self.source_id}"

    def digest(self, *choices: str) -> str:
        """This function will return a fingerprint of all that was read, and of what the importer chose for it."""
        read = json.dumps([self.to_json(), choices], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(read.encode("utf-8", "replace")).hexdigest()

    def to_json(self) -> dict[str, Any]:
        values = asdict(self)
        for name in ("published_at", "published_on", "modified_at"):
            values[name] = values[name] and values[name].isoformat()
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> SourcePost:
        for name in ("published_at", "modified_at"):
            values[name] = values[name] and datetime.datetime.fromisoformat(values[name])
        values["published_on"] = values["published_on"] and datetime.date.fromisoformat(values["published_on"])
        return cls(**values | {"dialect": Dialect(values["dialect"]), "status": Status(values["status"])})


@dataclass
class Attachment:
    """A picture or file that the old blog kept beside its posts."""

    attachment_id: str
    url: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    parent_id: str = ""
    address: str = ""


@dataclass
class SkippedItem:
    """Something in the source that is not a post, and why it stays behind."""

    label: str
    reason: str
    is_trouble: bool = False


def host_of(url: str) -> str:
    """This function will return the host of an address in lower case, without www and port."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def path_of(url: str) -> str:
    """This function will return the path of an address, decoded, with one leading and no trailing slash."""
    try:
        path = urlsplit(url.strip()).path
    except ValueError:
        return ""
    return "/" + unquote(path).strip("/")
