"""A file of XML as a stream that a strict parser can read: in UTF-8, without forbidden characters, with known entities only.

Both kinds of blog write titles outside CDATA with bare ampersands and HTML's own entities, and both carry control characters
that were once pasted from a word processor. Line breaks are kept, so that the parser's line numbers are those of the file.
"""

from __future__ import annotations

import codecs
import re
import sys
from html.entities import name2codepoint
from typing import BinaryIO

from blog.importing import limits
from blog.importing.source import UnreadableSource

CHUNK = 64 * 1024
ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252", "cp1252", "utf-16"}
DECLARATION = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6})(?=;)|([A-Za-z][A-Za-z0-9]{1,30});|)"
)
UNKNOWN = re.compile("\ufffd")
MARKS = re.compile(r"<!\[CDATA\[|\]\]>")
OVERLAP = 40  # longer than any mark or entity that a chunk may cut in two


class RepairedStream:
    """Reads like a binary file. `repairs` says what had to be mended; `since_mark` guards against one endless item."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.decoder = codecs.getincrementaldecoder(find_encoding(file))("replace")
        self.repairs: dict[str, int] = {}
        self.bytes_read = 0
        self.since_mark = 0
        self.in_cdata = False
        self.held_back = ""
        self.finished = False

    def mark(self) -> None:
        """This function will note that one more item was read whole."""
        self.since_mark = 0

    def read(self, size: int = CHUNK) -> bytes:
        while not self.finished:
            raw = self.file.read(CHUNK)
            self.bytes_read += len(raw)
            self.since_mark += len(raw)
            if self.bytes_read > limits.MAX_FILE_BYTES:
                raise UnreadableSource(f"The file is larger than {limits.MAX_FILE_BYTES // 1024**2} MB.")
            if self.since_mark > limits.MAX_ITEM_BYTES + 2 * CHUNK:
                raise UnreadableSource(f"One entry is larger than {limits.MAX_ITEM_BYTES // 1024**2} MB.")
            self.finished = not raw
            mended = self.mend(self.decoder.decode(raw, final=self.finished))
            if mended:
                return mended.encode()
        return b""

    def mend(self, text: str) -> str:
        self.count("bytes in a wrong encoding", UNKNOWN, text)
        self.count("characters that are not text", FORBIDDEN, text)
        text = self.held_back + FORBIDDEN.sub("", text)
        cut = len(text) if self.finished else self.safe_cut(text)
        text, self.held_back = text[:cut], text[cut:]
        parts, start = [], 0
        for match in MARKS.finditer(text):
            opens = match.group() != "]]>"
            if opens == self.in_cdata:
                continue  # a mark inside CDATA, or a stray end
            parts += [self.mend_markup(text[start : match.start()]), match.group()]
            start, self.in_cdata = match.end(), opens
        return "".join([*parts, self.mend_markup(text[start:])])

    def safe_cut(self, text: str) -> int:
        """Where nothing is cut in two: before the last sign that may begin a mark or an entity."""
        tail = max(0, len(text) - OVERLAP)
        signs = [place for sign in "&<]" if (place := text.find(sign, tail)) >= 0]
        return min(signs, default=len(text))

    def mend_markup(self, text: str) -> str:
        return text if self.in_cdata or "&" not in text else AMPERSAND.sub(self.mend_ampersand, text)

    def mend_ampersand(self, match: re.Match[str]) -> str:
        if match[1] and not FORBIDDEN.match(number_to_text(match[1])):
            return match[0]
        self.repairs["ampersands and entities"] = self.repairs.get("ampersands and entities", 0) + 1
        if match[1]:
            return f"&#{ord(UNKNOWN.pattern)}"
        if match[2] in name2codepoint:
            return f"&#{name2codepoint[match[2]]};"
        return "&amp;" + match[0][1:]

    def count(self, what: str, pattern: re.Pattern[str], text: str) -> None:
        if found := len(pattern.findall(text)):
            self.repairs[what] = self.repairs.get(what, 0) + found


def number_to_text(reference: str) -> str:
    """This function will return the character that `#8217` or `#x2019` stands for; a forbidden one if there is none."""
    number = int(reference[2:], 16) if reference[1] in "xX" else int(reference[1:])
    return chr(number) if number <= sys.maxunicode else "\0"


def find_encoding(file: BinaryIO) -> str:
    """This function will return the encoding that a file of XML declares; an unusual one is refused."""
    start = file.read(200)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = match[1].decode("ascii").lower() if (match := DECLARATION.search(start)) else "utf-8"
    if declared not in ENCODINGS:
        raise UnreadableSource(f"The file says that it is written in {declared}; save it as UTF-8.")
    return "utf-8-sig" if declared in {"utf-8", "utf8"} else declared
