"""One paragraph in the making: runs of text with their styles and links, written out always well nested."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff\u00ad]")
STYLES = ("b", "i", "sup", "sub")


@dataclass(frozen=True)
class Manner:
    """How a piece of text is written: its styles, and the link it belongs to (the attributes of our own `a`)."""

    styles: frozenset[str] = frozenset()
    link: str = ""

    def with_style(self, style: str) -> Manner:
        return Manner(self.styles | {style}, self.link)

    def with_link(self, link: str) -> Manner:
        return Manner(self.styles, link)


@dataclass
class Line:
    runs: list[tuple[str, Manner]] = field(default_factory=list)

    def add(self, text: str, manner: Manner) -> None:
        text = SPACE.sub(" ", INVISIBLE.sub("", text))
        if not self.runs or self.runs[-1][0][-1] in " \n":
            text = text.removeprefix(" ")
        if text:
            self.runs.append((text, manner))

    def break_off(self) -> None:
        """A line break; never at the beginning."""
        if self.runs:
            self.runs.append(("\n", Manner()))

    @property
    def ends_in_break(self) -> bool:
        return bool(self.runs) and self.runs[-1][0] == "\n"

    def plain(self) -> str:
        return SPACE.sub(" ", "".join(text for text, _ in self.runs)).strip()

    def html(self) -> str:
        """This function will return the line as the HTML of our editor; empty if there is nothing to read in it."""
        while self.runs and not self.runs[-1][0].strip():
            self.runs.pop()
        if not self.runs:
            return ""
        text, manner = self.runs[-1]
        self.runs[-1] = (text.rstrip(), manner)
        parts = []
        for link, runs in groupby(self.runs, key=lambda run: run[1].link):
            inner = "".join(styled(text, manner) for text, manner in runs)
            parts.append(f"<a {link}>{inner}</a>" if link and inner.strip() else inner)
        return "".join(parts)


def styled(text: str, manner: Manner) -> str:
    if text == "\n":
        return "<br/>"
    written = escape(text)
    if text.strip():
        for style in reversed(STYLES):
            if style in manner.styles:
                written = f"<{style}>{written}</{style}>"
    return written
