"""What stands between a text and its readers: read over before it goes out, and again each night once it is out.

Faults keep a page from being published: a picture without words, a link that leads nowhere, a claim that nothing backs. The
rest is advice. Everything here looks at the page it is handed and writes nothing.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import RichText

from pages.links import Links

MOST_WORDS_IN_A_PARAGRAPH = 150
LONGEST_DESCRIPTION = 160
A_YEAR = datetime.timedelta(days=365)

CLAIMS = re.compile(
    r"\b(cures?|cured|guarantee[ds]?|proven|risk[- ]free|miracles?|miraculous|non[- ]?addictive|100 ?% safe)\b",
    re.IGNORECASE,
)
DENIALS = re.compile(
    r"\b(no|not|never|nobody|none|nothing|neither|nor|without|cannot|can't|don't|doesn't|isn't|aren't|won't|yet to be)\b",
    re.IGNORECASE,
)
QUOTED = re.compile('[“"\u2018][^”"\u2019]{0,80}[”"\u2019]')
SENTENCE_ENDS = re.compile(r"(?<=[.!?;:])\s+")
FILE_NAME = re.compile(r"\.(avif|gif|jpe?g|png|svg|webp)$|^\w+_\w+$", re.IGNORECASE)


class Kind(enum.StrEnum):
    PICTURE = "picture"
    LINK = "link"
    CLAIM = "claim"
    DESCRIPTION = "description"
    CHECK = "check"
    HEADING = "heading"
    LENGTH = "length"
    TABLE = "table"
    PLACES = "places"

    @property
    def blocks(self) -> bool:
        return self in {Kind.PICTURE, Kind.LINK, Kind.CLAIM, Kind.PLACES}


@dataclass(frozen=True)
class Remark:
    """One thing to mend. `place` leads from the field into its blocks, to the box that the editor typed in."""

    kind: Kind
    words: str
    field: str = ""
    place: tuple[Any, ...] = ()
    due_on: datetime.date | None = None
    is_advice: bool = False

    @property
    def blocks(self) -> bool:
        return self.kind.blocks and not self.is_advice


@dataclass(frozen=True)
class Passage:
    """A piece of a page's text, and where it stands."""

    field: str
    place: tuple[Any, ...]
    html: str

    @property
    def text(self) -> str:
        return strip_tags(self.html.replace("</p>", " </p>").replace("</li>", " </li>"))


def proofread(page: Page) -> list[Remark]:
    """This function will read a page over and return what to mend, the faults that keep it from going out first."""
    passages = list(_passages(page))
    remarks = [
        *_pictures(page),
        *_dead_links(page, passages),
        *_claims(page, passages),
        *_places(page),
        *_description(page),
        *_checks(page),
        *_headings(page),
        *_long_paragraphs(passages),
        *_tables(page),
    ]
    return sorted(remarks, key=lambda remark: not remark.blocks)


def faults_of(page: Page) -> list[Remark]:
    """This function will return only what keeps a page from going out."""
    return [remark for remark in proofread(page) if remark.blocks]


def say_faults(title: str, faults: list[Remark], *, deed: str) -> SafeString:
    """This function will say for a message at the top of a page what kept one from being published or approved."""
    words = format_html_join("", "<li>{}</li>", ((fault.words,) for fault in faults))
    return format_html("“{}” was not {}. To be mended first: <ul>{}</ul>", title, deed, words)


def as_error(page: Page, field: str, remarks: list[Remark]) -> ValidationError:
    """This function will put remarks about one field beside the very boxes they are about, however deep in its blocks."""
    if not any(remark.place for remark in remarks):
        return ValidationError([remark.words for remark in remarks])
    boxes: dict[Any, Any] = {}
    for remark in remarks:
        here = boxes
        for step in remark.place[:-1]:
            here = here.setdefault(step, {})
        here.setdefault(remark.place[-1], []).append(remark.words)
    stream = getattr(page, field)
    errors = {number: _error_in(stream[number].block, inside) for number, inside in boxes.items()}
    return blocks.StreamBlockValidationError(block_errors=errors)


def _error_in(block: Any, inside: Any) -> ValidationError:
    if isinstance(inside, list):
        return ValidationError(" ".join(inside))
    if isinstance(block, blocks.ListBlock):
        errors = {number: _error_in(block.child_block, deeper) for number, deeper in inside.items()}
        return blocks.ListBlockValidationError(block_errors=errors)
    errors = {name: _error_in(block.child_blocks[name], deeper) for name, deeper in inside.items()}
    return blocks.StructBlockValidationError(block_errors=errors)


# --- where words stand ------------------------------------------------------------------------------------------------


def _streams(page: Page) -> Iterator[tuple[str, Any]]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield field.name, getattr(page, field.name) or []


def _passages(page: Page) -> Iterator[Passage]:
    """Everything on the page that a visitor reads."""
    own = {field.name for field in page._meta.get_fields()} - {field.name for field in Page._meta.get_fields()}
    for name in ("title", "seo_title", "search_description", *sorted(own)):
        field = page._meta.get_field(name)
        if isinstance(field, (models.CharField, models.TextField)) and not isinstance(field, StreamField):
            value = getattr(page, name) or ""
            is_rich = isinstance(field, RichTextField)
            yield Passage(name, (), value if is_rich else _escaped(value))
    for name, stream in _streams(page):
        for number, child in enumerate(stream):
            yield from _within(name, (number,), child.block, child.value)


def _within(field: str, place: tuple[Any, ...], block: Any, value: Any) -> Iterator[Passage]:
    if isinstance(value, RichText):
        yield Passage(field, place, value.source)
    elif isinstance(value, TypedTable):
        for row in value.rows:
            for cell in row:
                yield Passage(field, place, _escaped(str(cell.value)))
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            if not isinstance(child, (blocks.URLBlock, blocks.ChoiceBlock)):
                yield from _within(field, (*place, name), child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for number, entry in enumerate(value):
            yield from _within(field, (*place, number), block.child_block, entry)
    elif isinstance(value, str):
        yield Passage(field, place, _escaped(value))


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


# --- faults -----------------------------------------------------------------------------------------------------------


def _pictures(page: Page) -> Iterator[Remark]:
    for field in page._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model is get_image_model():
            words = f"{field.name.removesuffix('_image')}_alt_text"
            if getattr(page, f"{field.name}_id") and hasattr(page, words):
                yield from _description_of_picture(getattr(page, words), words, ())
    for name, stream in _streams(page):
        for number, child in enumerate(stream):
            if "alt_text" in getattr(child.block, "child_blocks", {}):
                yield from _description_of_picture(child.value.get("alt_text"), name, (number, "alt_text"))
                if not (child.value.get("caption") or "").strip():
                    words = "This figure has no caption: what should the reader take from it?"
                    yield Remark(Kind.PICTURE, words, name, (number, "caption"), is_advice=True)


def _description_of_picture(said: str | None, field: str, place: tuple[Any, ...]) -> Iterator[Remark]:
    said = (said or "").strip()
    if not said:
        words = "Say what the picture shows, for a reader who cannot see it."
        yield Remark(Kind.PICTURE, words, field, place)
    elif FILE_NAME.search(said):
        words = "This looks like the name of a file. Say what the picture shows."
        yield Remark(Kind.PICTURE, words, field, place)


def _dead_links(page: Page, passages: list[Passage]) -> Iterator[Remark]:
    links = Links(page)
    for passage in passages:
        for link in links.dead_in(passage.html):
            yield Remark(Kind.LINK, link, passage.field, passage.place)
    for name, stream in _streams(page):
        for number, child in enumerate(stream):
            if isinstance(child.value, blocks.StructValue):
                for key, value in child.value.items():
                    is_way_on = isinstance(child.block.child_blocks[key], blocks.PageChooserBlock)
                    if is_way_on and (words := links.fault_of_page(value)):
                        yield Remark(Kind.LINK, words, name, (number, key))


def _claims(page: Page, passages: list[Passage]) -> Iterator[Remark]:
    if any(
        child.block_type == "sources" and child.value["entries"] for _, stream in _streams(page) for child in stream
    ):
        return
    for passage in passages:
        if "<sup" in passage.html or re.search(r'href="https?://', passage.html):
            continue
        if claim := find_claim(passage.text):
            words = f"“{claim}” is a claim. Name its source: a link in this text, or a Sources block at the end."
            yield Remark(Kind.CLAIM, words, passage.field, passage.place)


def find_claim(text: str) -> str:
    """This function will return the first word that promises what needs a proof; "" if there is none.

    A word that is denied ("no cure") or quoted ("the word “guaranteed”") promises nothing.
    """
    for sentence in SENTENCE_ENDS.split(text):
        spoken = QUOTED.sub(lambda quoted: " " * len(quoted.group()), sentence)
        for found in CLAIMS.finditer(spoken):
            if not DENIALS.search(spoken[: found.start()]):
                return found.group()
    return ""


def _places(page: Page) -> Iterator[Remark]:
    """A page that sells places may not promise fewer than people have. The page itself knows its number."""
    fewest = getattr(page, "get_fewest_places", lambda: None)()
    if fewest is not None:
        taken = "1 place is" if fewest == 1 else f"{fewest} places are"
        words = f"{taken} taken or held already. Write {fewest} or more; to take in nobody else, close enrolment."
        yield Remark(Kind.PLACES, words, "capacity")


# --- advice -----------------------------------------------------------------------------------------------------------


def _description(page: Page) -> Iterator[Remark]:
    said = page.search_description.strip()
    if not said:
        words = "There is no description for search engines: one sentence that makes a stranger want to read on."
        yield Remark(Kind.DESCRIPTION, words, "search_description")
    elif len(said) > LONGEST_DESCRIPTION:
        words = f"The description has {len(said)} characters; search engines show about {LONGEST_DESCRIPTION}."
        yield Remark(Kind.DESCRIPTION, words, "search_description")


def _checks(page: Page) -> Iterator[Remark]:
    """Pages that state facts carry the day of their last check, some also that of the next."""
    if not hasattr(page, "checked_on"):
        return
    today = timezone.localdate()
    checked_on, next_check_on = page.checked_on, getattr(page, "next_check_on", None)
    if checked_on is None:
        words = "Nobody has said when its facts were checked."
        yield Remark(Kind.CHECK, words, "checked_on", due_on=today)
        return
    due_on = next_check_on or checked_on + A_YEAR
    if next_check_on and next_check_on <= today:
        words = f"The next check of its facts was due on {next_check_on:%B %-d, %Y}."
    elif checked_on + A_YEAR <= today:
        words = f"Its facts were last checked on {checked_on:%B %-d, %Y}, more than a year ago."
    else:
        words = f"The next check of its facts is due on {due_on:%B %-d, %Y}."
    yield Remark(Kind.CHECK, words, "checked_on", due_on=due_on)


def _headings(page: Page) -> Iterator[Remark]:
    for name, stream in _streams(page):
        has_section = False
        for number, child in enumerate(stream):
            if child.block_type != "heading":
                continue
            if child.value["level"] == "h2":
                has_section = True
            elif not has_section:
                words = "A sub-section stands before the first section: readers who hear the page lose their way."
                yield Remark(Kind.HEADING, words, name, (number, "level"))
                break


def _long_paragraphs(passages: list[Passage]) -> Iterator[Remark]:
    for passage in passages:
        longest = max((len(strip_tags(piece).split()) for piece in passage.html.split("</p>")), default=0)
        if longest > MOST_WORDS_IN_A_PARAGRAPH:
            words = f"One paragraph has {longest} words. Readers on a phone thank you for two."
            yield Remark(Kind.LENGTH, words, passage.field, passage.place)


def _tables(page: Page) -> Iterator[Remark]:
    for name, stream in _streams(page):
        for number, child in enumerate(stream):
            table = child.value.get("table") if isinstance(child.value, blocks.StructValue) else None
            if isinstance(table, TypedTable) and not all(column["heading"].strip() for column in table.columns):
                words = "A column of this table has no heading: nobody knows what its figures are."
                yield Remark(Kind.TABLE, words, name, (number, "table"))


def without_coming_checks(remarks: list[Remark]) -> list[Remark]:
    """This function will leave out checks that are not due yet: they are news for the calendar, not for the writer."""
    today = timezone.localdate()
    return [remark for remark in remarks if remark.due_on is None or remark.due_on <= today]


def as_row(remark: Remark) -> dict[str, Any]:
    """This function will return what of a remark is kept overnight."""
    return {key: value for key, value in dataclasses.asdict(remark).items() if key in {"kind", "words", "due_on"}}
