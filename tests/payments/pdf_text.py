"""Reads the words of a PDF that our own typesetter made: enough of the format for its fonts and pages, no more."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s")
FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
CHOSEN = re.compile(rb"/(f\d+) [\d.]+ Tf")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _objects(pdf: bytes) -> dict[int, tuple[bytes, bytes]]:
    """Each object's head and its content, by number. The length that it names says where the content ends."""
    found = {}
    for match in OBJECT.finditer(pdf):
        head = re.compile(rb".*?(?=stream\r?\n|endobj)", re.DOTALL).match(pdf, match.end())
        if head is None:
            continue
        start = re.compile(rb"stream\r?\n").match(pdf, head.end())
        length = re.search(rb"/Length (\d+)", head[0])
        raw = pdf[start.end() : start.end() + int(length[1])] if start and length else b""
        found.setdefault(int(match[1]), (head[0], zlib.decompress(raw) if b"/FlateDecode" in head[0] else raw))
    return found


def _literal(content: bytes, at: int) -> tuple[bytes, int]:
    """The string that begins after the bracket at a place, and where it ends; brackets in it may be balanced."""
    text, depth = bytearray(), 1
    while True:
        if escape := ESCAPE.match(content, at):
            text += bytes([int(escape[1], 8)]) if escape[1].isdigit() else ESCAPES.get(escape[1], escape[1])
            at = escape.end()
            continue
        depth += {b"(": 1, b")": -1}.get(content[at : at + 1], 0)
        at += 1
        if depth == 0:
            return bytes(text), at
        text += content[at - 1 : at]


def _shown(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each string on a page with the font it is set in; an empty one ends a line."""
    at, font = 0, b""
    while at < len(content):
        if chosen := CHOSEN.match(content, at):
            font, at = chosen[1], chosen.end()
        elif content[at : at + 1] == b"(":
            text, at = _literal(content, at + 1)
            yield font, text
        elif content[at : at + 2] == b"TJ":
            yield font, b""
            at += 2
        else:
            at += 1


def _letters(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", cmap.partition(b"endcodespacerange")[2])
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def read_pdf(pdf: bytes) -> str:
    """This function will return the words of a PDF in reading order, runs of space made one."""
    objects = _objects(pdf)
    fonts: dict[bytes, dict[int, str]] = {}
    for name, number in FONT.findall(pdf):
        cmap = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)][0])
        if cmap:
            fonts[name] = _letters(objects[int(cmap[1])][1])
    words = []
    for _, content in objects.values():
        if b" Tf" not in content:
            continue
        for font, codes in _shown(content):
            glyphs = [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]
            words.append("".join(fonts.get(font, {}).get(glyph, "") for glyph in glyphs) or " ")
    return re.sub(r"\s+", " ", "".join(words))
