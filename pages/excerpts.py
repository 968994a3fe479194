"""Pieces of text around the words that somebody looked for, with the words marked. In goes text, out comes safe HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MOST_WORDS = 10
MOST_LETTERS = 120
WORD = re.compile(r"[^\W_]+")
AROUND = 110


def words_of(query: str) -> list[str]:
    """This function will return the words of what somebody typed; signs that a search engine might obey are not among them."""
    return list(dict.fromkeys(WORD.findall(query[:MOST_LETTERS].lower())))[:MOST_WORDS]


def mark(text: str, words: Sequence[str]) -> SafeString:
    """This function will return a text, escaped, with every form of these words in a `<mark>`."""
    pattern = _pattern(words)
    if pattern is None:
        return escape(text)
    pieces = []
    end = 0
    for hit in pattern.finditer(text):
        pieces += [escape(text[end : hit.start()]), "<mark>", escape(hit[0]), "</mark>"]
        end = hit.end()
    # Safe: every piece was escaped above.
    return mark_safe("".join([*pieces, escape(text[end:])]))  # nosec B308 B703


def as_sentences(pieces: Iterable[str]) -> str:
    """This function will return pieces of a page as one text in which each stands for itself."""
    trimmed = (piece.strip() for piece in pieces)
    return " ".join(piece if piece.endswith((".", "?", "!", ":", "”")) else f"{piece}." for piece in trimmed if piece)


def excerpt(text: str, words: Sequence[str]) -> str:
    """This function will return the stretch of a text around the first of these words; its beginning if none is there."""
    text = " ".join(text.split())
    pattern = _pattern(words)
    hit = pattern.search(text) if pattern else None
    start = _word_start(text, max(hit.start() - AROUND, 0)) if hit else 0
    stretch = text[start : start + 2 * AROUND]
    if start + len(stretch) < len(text):
        stretch = stretch.rsplit(" ", 1)[0] + " …"
    return f"… {stretch}" if start else stretch


def _word_start(text: str, place: int) -> int:
    """The beginning of the first whole word at or after a place."""
    return text.find(" ", place) + 1 if place else 0


def forms_of(word: str) -> list[str]:
    """This function will return a word as it was typed, in the singular and in the plural."""
    if len(word) < 3:
        return [word]
    if word.endswith("ies"):
        return [word, f"{word[:-3]}y"]
    if word.endswith("s"):
        return [word, word[:-1]]
    return [word, f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"]


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """These words, whole, in the forms that were looked for."""
    forms = sorted({form for word in words for form in forms_of(word)}, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])", re.IGNORECASE) if forms else None
