"""Pictures for shared links: one for each page, in the look of the school, kept as a file under the hash of what it shows.

A card says what is on the picture. As long as it says the same the file stays the same, so the address never lies and may
be kept for ever; a changed title is another card at another address.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
import unicodedata
from collections.abc import Collection
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont, ImageOps

SIZE = (1200, 630)
FOLDER = "share"
DESIGN = 1
"""Raise it when the drawing changes: every picture is then made anew."""

# The raw values of static/css/tokens.css, as the screen shows them.
PAPER, INK, INK_SOFT, TEAL, TERRACOTTA = "#f7f3ea", "#15323c", "#435a63", "#0e5a63", "#b4532a"
MARGIN = 96
FOOT = 18
TITLE_SIZES = (84, 76, 68, 60, 52, 46)
TITLE_WIDTH = SIZE[0] - 2 * MARGIN
TITLE_HEIGHT = 280
FONTS = Path(settings.BASE_DIR) / "static" / "fonts"
TYPOGRAPHIC = "–—‘’“”•…′″€™≈≠≤≥"  # noqa: RUF001


@dataclass(frozen=True)
class ShareCard:
    """What stands on the picture. Teaser words alone; or a picture that an editor chose, named by its file's hash."""

    title: str
    eyebrow: str = ""
    byline: str = ""
    chosen_file: str = ""
    chosen_hash: str = ""

    @property
    def key(self) -> str:
        """What the card says, as a name for its file."""
        said = {name: value for name, value in asdict(self).items() if name != "chosen_file"}
        return hashlib.sha256(json.dumps([DESIGN, said], sort_keys=True).encode()).hexdigest()[:32]

    @property
    def ending(self) -> str:
        return "jpg" if self.chosen_file else "png"

    @property
    def media_type(self) -> str:
        return "image/jpeg" if self.chosen_file else "image/png"

    @property
    def path(self) -> str:
        """Where the file lies in the store."""
        return f"{FOLDER}/{self.key}.{self.ending}"


def is_kept(card: ShareCard) -> bool:
    """This function will say whether the picture of a card is made already."""
    return default_storage.exists(card.path)


def keep(card: ShareCard) -> str:
    """This function will make the picture of a card unless it is there, and return its path in the store."""
    if not is_kept(card):
        default_storage.save(card.path, ContentFile(draw(card)))
    return card.path


def prune(current: Collection[str], *, older_than: datetime.datetime) -> int:
    """This function will remove the pictures that no page shows any more and return how many; new ones get time to be seen."""
    if not default_storage.exists(FOLDER):
        return 0
    gone = 0
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if path not in current and default_storage.get_modified_time(path) < older_than:
            default_storage.delete(path)
            gone += 1
    return gone


def draw(card: ShareCard) -> bytes:
    """This function will return the picture as the bytes of a file."""
    return _cut(card.chosen_file) if card.chosen_file else _drawn(card)


def _cut(file: str) -> bytes:
    """An editor's picture, cut to size from its middle."""
    with default_storage.open(file) as source, Image.open(source) as picture:
        fitted = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGB"), SIZE, Image.Resampling.LANCZOS)
    written = BytesIO()
    fitted.save(written, "JPEG", quality=84, optimize=True, progressive=True)
    return written.getvalue()


def _drawn(card: ShareCard) -> bytes:
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, SIZE[1] - FOOT, *SIZE), fill=TEAL)
    picture.paste(_mark(), (MARGIN, 72))
    pen.text((MARGIN + 96, 112), settings.WAGTAIL_SITE_NAME, INK, _font("startup-serif", 40, 600), anchor="lm")
    if card.eyebrow:
        where = (SIZE[0] - MARGIN, 112)
        pen.text(
            where, _one_line(card.eyebrow, _font("figtree", 28, 600), 480), TERRACOTTA, _font("figtree", 28, 600), "rm"
        )
    lines, font = _fitted(_readable(card.title))
    leading = round(font.size * 1.14)
    top = 196 + (TITLE_HEIGHT - leading * len(lines)) // 2
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * leading), line, INK, font, anchor="la")
    if card.byline:
        font = _font("figtree", 30, 500)
        pen.text((MARGIN, 534), _one_line(card.byline, font, TITLE_WIDTH), INK_SOFT, font, anchor="lm")
    written = BytesIO()
    picture.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _fitted(title: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The title in lines, as large as it fits; one that fits at no size ends in an ellipsis."""
    for size in TITLE_SIZES:
        font = _font("startup-serif", size, 600)
        lines = _wrapped(title, font)
        fits = len(lines) * round(size * 1.14) <= TITLE_HEIGHT
        if fits and all(font.getlength(line) <= TITLE_WIDTH for line in lines):
            return lines, font
    room = TITLE_HEIGHT // round(TITLE_SIZES[-1] * 1.14)
    cut = lines[:room]
    if len(lines) > room:
        cut[-1] = f"{cut[-1]} …"
    return [_one_line(line, font, TITLE_WIDTH) for line in cut], font


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > TITLE_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _one_line(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    text = _readable(text)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _readable(text: str) -> str:
    """The text in letters that our fonts have: accents outside Latin-1 are taken off, what is left over is left out."""
    letters = []
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        if " " <= letter <= "~" or "\u00a0" <= letter <= "\u00ff" or letter in TYPOGRAPHIC:
            letters.append(letter)
        else:
            letters.extend(plain for plain in unicodedata.normalize("NFKD", letter) if " " <= plain <= "~")
    return "".join(letters)


@functools.cache
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """One of the site's own fonts, the very files that browsers get."""
    font = ImageFont.truetype(FONTS / f"{name}.woff2", size)
    font.set_variation_by_axes([weight])
    return font


@functools.cache
def _mark() -> Image.Image:
    """The school's mark, from the coordinates of static/icons/favicon.svg, drawn large and made small for smooth edges."""
    scale = 10
    picture = Image.new("RGB", (32 * scale, 32 * scale), PAPER)
    pen = ImageDraw.Draw(picture)

    def points(*pairs: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x * scale, y * scale) for x, y in pairs]

    ring = points((13.5, 8.5), (22.2, 13.5), (22.2, 23.5), (13.5, 28.5), (4.8, 23.5), (4.8, 13.5))
    pen.polygon(ring, fill=TEAL)
    pen.line([*ring, ring[0], ring[1]], fill=TEAL, width=3 * scale, joint="curve")
    pen.rounded_rectangle(
        (9.9 * scale, 15.2 * scale, 17.1 * scale, 25.2 * scale), 3.6 * scale, PAPER, corners=(True, True, False, False)
    )
    pen.line(points((22.2, 13.5), (26.6, 8.3)), fill=TEAL, width=round(2.6 * scale))
    pen.circle((27 * scale, 6 * scale), 3.6 * scale, fill=TERRACOTTA)
    return picture.resize((80, 80), Image.Resampling.LANCZOS)
