"""Keeps the posts that were read on disk until they are written, and gives them out by date: memory holds an index only."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from blog.importing.source import Dialect, SourcePost, path_of


@dataclass
class Place:
    offset: int
    order: str
    size: int
    key: str


class Spool:
    def __init__(self) -> None:
        self.file = tempfile.SpooledTemporaryFile(max_size=16 * 1024 * 1024)  # noqa: SIM115
        self.places: dict[str, Place] = {}
        self.addresses: dict[str, str] = {}

    def add(self, post: SourcePost) -> bool:
        """This function will keep a post, and say whether it was the first of its number."""
        known = self.places.get(post.key)
        if known and (post.dialect is not Dialect.SQUARESPACE_JSON or known.size >= len(post.body)):
            return post.dialect is Dialect.SQUARESPACE_JSON  # there, listings repeat what has a page of its own
        offset = self.file.seek(0, 2)
        self.file.write(json.dumps(post.to_json(), ensure_ascii=True).encode() + b"\n")
        order = post.published_at.isoformat() if post.published_at else "9999"
        self.places[post.key] = Place(offset, order, len(post.body), post.key)
        self.addresses[address_of(post)] = post.key
        return True

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[SourcePost]:
        """Oldest first, so that posts of one day keep their order."""
        for place in sorted(self.places.values(), key=lambda place: (place.order, place.offset)):
            yield self.get(place.key)

    def get(self, key: str) -> SourcePost:
        self.file.seek(self.places[key].offset)
        return SourcePost.from_json(json.loads(self.file.readline()))

    def close(self) -> None:
        self.file.close()


def address_key(host: str, path: str) -> str:
    """What an old address is known by: without scheme, www, capitals and the last slash."""
    return f"{host}{path}".casefold().rstrip("/")[:500]


def address_of(post: SourcePost) -> str:
    """This function will return what a post's own address is known by. A draft of WordPress has a number and no path."""
    path = path_of(post.address)
    return address_key(post.host, path if path != "/" else f"/?p={post.source_id}")
