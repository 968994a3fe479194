"""What running text gets on its way to a reader: numbers that lead to the sources and back, and words that explain themselves.

Editors write a plain superscript "2" or "1, 3" where a source is cited. They write nothing for the glossary: a term is
marked where it first stands in a text, letter by letter, word by word. One annotator serves one rendering of one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from pages.glossary import Term

TAG = re.compile(r"(<[^>]*>)")
NAME_OF_TAG = re.compile(r"</?\s*([a-zA-Z0-9]+)")
CITATION = re.compile(r"\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*")
UNIT = re.compile(r"\b(?:mm|cm|m|km|ft|in|10)$")
"""What a superscript number after it is a power of."""
HINT = (
    '<button class="term" type="button" popovertarget="term-{slug}">{word}</button>'
    '<span class="term__hint" id="term-{slug}" popover role="note"><strong>{name}</strong> {hint} '
    '<a href="{url}">More in the glossary</a></span>'
)
"""The browser itself opens and closes the hint, by key, click or touch. In one line: the word may stand before a comma."""
CLOSED_TO_TERMS = {"a", "button", "code", "sup", "sub"}


class Annotator:
    """Walks through the rich texts of one article, in reading order, and remembers what it has marked."""

    def __init__(self, *, sources: int = 0, terms: Iterable[Term] = ()) -> None:
        self.sources = sources
        self.marks: dict[int, list[str]] = {}
        """For each source the anchors of the places that cite it."""
        self._terms = {spelling: term for term in terms for spelling in term.spellings}
        self._pattern = words_pattern(self._terms)
        self._explained: set[int] = set()

    def annotate(self, html: str) -> SafeString:
        """This function will return a rich text, ready to be shown, with its marks and its hints."""
        # Safe: Wagtail's own rendering of a rich text, with text nodes replaced by what was escaped here.
        return mark_safe("".join(self._pieces(expand_db_html(html))))  # nosec B308 B703

    def _pieces(self, html: str) -> Iterator[str]:
        within: list[str] = []
        before = ""
        for piece in TAG.split(html):
            if piece.startswith("<"):
                _step(within, piece)
                yield piece
            elif within and within[-1] == "sup":
                yield self._cite(piece, before)
            elif CLOSED_TO_TERMS.isdisjoint(within):
                yield self._explain(piece)
            else:
                yield piece
            before = before if piece.startswith("<") else piece

    def _cite(self, text: str, before: str) -> str:
        if not CITATION.fullmatch(text) or UNIT.search(before):
            return text
        numbers = [int(number) for number in text.split(",")]
        if not all(1 <= number <= self.sources for number in numbers):
            return text
        return ", ".join(self._mark(number) for number in numbers)

    def _mark(self, number: int) -> str:
        places = self.marks.setdefault(number, [])
        places.append(f"cited-{number}-{len(places) + 1}")
        return format_html(
            '<a class="citation" href="#source-{}" id="{}" aria-label="Source {}">{}</a>',
            number, places[-1], number, number,
        )  # fmt: skip

    def _explain(self, text: str) -> str:
        if self._pattern is None:
            return text
        return self._pattern.sub(self._hint, text)

    def _hint(self, found: re.Match[str]) -> str:
        word = unescape(found[0])
        term = self._terms.get(word) or self._terms[swap_first(word)]
        if term.pk in self._explained:
            return found[0]
        self._explained.add(term.pk)
        return HINT.format(
            word=escape(word), slug=term.slug, name=escape(term.name), hint=escape(term.hint), url=term.url
        )


def _step(within: list[str], tag: str) -> None:
    """Keep the list of open elements while walking past a tag."""
    name = NAME_OF_TAG.match(tag)
    if name is None or tag.endswith("/>") or name[1].lower() in {"br", "hr", "img", "embed"}:
        return
    if not tag.startswith("</"):
        within.append(name[1].lower())
    elif within:
        within.pop()


def swap_first(word: str) -> str:
    """This function will return a word with its first letter the other way: a term may begin a sentence."""
    return word[:1].swapcase() + word[1:]


def words_pattern(spellings: Iterable[str]) -> re.Pattern[str] | None:
    """This function will return what finds each of these words as it is written, whole, the longest first."""
    ways = {way for spelling in spellings for way in (spelling, _at_a_beginning(spelling))}
    if not ways:
        return None
    # Text nodes are escaped: "E&M" stands there as "E&amp;M".
    longest_first = sorted((re.escape(escape(way)) for way in ways), key=len, reverse=True)
    return re.compile(rf"(?<![\w&/-])(?:{'|'.join(longest_first)})(?![\w/-])")


def _at_a_beginning(spelling: str) -> str:
    """The word as it begins a sentence, where it is a word of small letters."""
    return swap_first(spelling) if spelling[:1].islower() else spelling


def annotator_for(body: Any, *, explain: bool = True) -> Annotator:
    """This function will return what marks the texts of this body: its sources, and the terms of the glossary."""
    sources = max((len(child.value["entries"]) for child in body if child.block_type == "sources"), default=0)
    return Annotator(sources=sources, terms=Term.objects.hinted() if explain else ())
