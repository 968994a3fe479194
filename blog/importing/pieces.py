"""What a body is made of between reading and writing: the blocks of `pages.blocks`, before pictures have a number here."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Heading:
    text: str
    level: str = "h2"


@dataclass
class RichText:
    html: str


@dataclass
class Figure:
    url: str
    alt: str = ""
    caption: str = ""
    attachment_id: str = ""


@dataclass
class Quote:
    text: str
    attribution: str = ""


@dataclass
class Embed:
    url: str
    title: str


@dataclass
class Table:
    caption: str
    columns: list[str]
    rows: list[list[str]]


Piece = Heading | RichText | Figure | Quote | Embed | Table


@dataclass
class Article:
    """A whole body, and what the reader of the report should know of how it came about."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    @property
    def figures(self) -> list[Figure]:
        return [piece for piece in self.pieces if isinstance(piece, Figure)]
