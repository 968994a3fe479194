"""The words that every page of the site is written in. One stem, four places: class, template, stylesheet, CSS class."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import slugify
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.embeds.blocks import EmbedBlock as WagtailEmbedBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from pages.schedule import shown_now

CITATION = re.compile(r"<sup>[\d,\s]+</sup>")
TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript", "subscript"]
SMALL_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        """The fragment under which a table of contents finds this heading."""
        return slugify(self["text"]) or "section"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=160, help_text="Says what the section says, not “Introduction”.")
    level = blocks.ChoiceBlock(choices=[("h2", "Section"), ("h3", "Sub-section")], default="h2")

    class Meta:
        template = "pages/blocks/heading.html"
        icon = "title"
        group = "Text"
        description = "Begins a section or a sub-section; sections make up the table of contents."
        value_class = HeadingValue
        preview_value = {"text": "What the payer reads first", "level": "h2"}


class RichTextBlock(blocks.RichTextBlock):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES} | options)

    def get_searchable_content(self, value: Any) -> list[str]:
        # Nobody looks for the numbers of the sources, and no excerpt should carry them.
        return super().get_searchable_content(RichText(CITATION.sub("", value.source)))

    class Meta:
        template = "pages/blocks/rich_text.html"
        icon = "pilcrow"
        group = "Text"
        description = "Running text with links and lists."
        preview_value = "<p>A superbill is a receipt: <b>not</b> a claim, and not a promise of payment.</p>"


def picture_at_hand() -> Any:
    """This function will return the newest picture of the library that anyone may see, for previews; None if there is none."""
    return get_image_model().objects.filter(gated=False).order_by("-pk").first()


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt_text = blocks.CharBlock(
        label="Alternative text",
        max_length=300,
        help_text="What the picture shows, for someone who cannot see it. Do not repeat the caption.",
    )
    caption = blocks.CharBlock(max_length=300, help_text="What the reader should take from it.")
    credit = blocks.CharBlock(required=False, max_length=120)

    class Meta:
        template = "pages/blocks/figure.html"
        icon = "image"
        group = "Pictures"
        description = "A picture or diagram with a caption."

        @staticmethod
        def preview_value() -> dict[str, Any]:
            caption = "What the reader should take from it."
            return {"image": picture_at_hand(), "alt_text": "A picture", "caption": caption, "credit": "Own drawing"}


class PullQuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(max_length=300, help_text="A sentence that stands in the text too, word for word.")
    attribution = blocks.CharBlock(required=False, max_length=120)

    class Meta:
        template = "pages/blocks/pull_quote.html"
        icon = "openquote"
        group = "Text"
        description = "One sentence of the piece, set large."
        preview_value = {"quote": "A superbill is a receipt, not a promise.", "attribution": ""}


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(choices=[("note", "Note"), ("tip", "Tip"), ("warning", "Warning")], default="note")
    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=SMALL_TEXT_FEATURES)

    class Meta:
        template = "pages/blocks/callout.html"
        icon = "info-circle"
        group = "Text"
        description = "A box beside the argument: a note, a tip or a warning."
        preview_value = {"tone": "tip", "title": "Ask before you sign", "text": "<p>Lawyer first, lease second.</p>"}


class KeyFactBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=80, help_text="Such as “Observation”.")
    value = blocks.CharBlock(max_length=200, help_text="Such as “At least two hours”.")


class KeyFactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, default="Key facts")
    facts = blocks.ListBlock(KeyFactBlock(), min_num=1, max_num=12)

    class Meta:
        template = "pages/blocks/key_facts.html"
        icon = "list-ul"
        group = "Text"
        description = "Facts at a glance, as pairs of label and value."
        preview_value = {"title": "Key facts", "facts": [{"label": "Observation", "value": "At least two hours"}]}


class TableValue(blocks.StructValue):
    """What the template needs, whatever Wagtail calls it inside."""

    @property
    def caption(self) -> str:
        return self["table"].caption or ""

    @property
    def columns(self) -> list[str]:
        return [column["heading"] for column in self["table"].columns]

    @property
    def rows(self) -> list[dict[str, list[str]]]:
        return [{"cells": [cell.value for cell in row]} for row in self["table"].rows]


class TableBlock(blocks.StructBlock):
    table = TypedTableBlock([("text", blocks.CharBlock(required=False))])

    class Meta:
        template = "pages/blocks/table.html"
        icon = "table"
        group = "Text"
        description = "A table with a caption; it scrolls sideways on a phone."
        value_class = TableValue

        @staticmethod
        def preview_value() -> dict[str, Any]:
            columns = [{"type": "text", "heading": "Cost"}, {"type": "text", "heading": "First month"}]
            rows = [{"values": ["Rent", "$4,800"]}, {"values": ["Malpractice cover", "$950"]}]
            table = {"columns": columns, "rows": rows, "caption": "What the first month costs"}
            return {"table": TableBlock().child_blocks["table"].to_python(table)}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned.caption.strip():
            raise blocks.StructBlockValidationError(
                block_errors={"table": ValidationError("Give the table a caption: it says what the figures are.")}
            )
        return cleaned


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=250, help_text="As the source calls itself.")
    publisher = blocks.CharBlock(
        max_length=200, required=False, label="Publisher and date", help_text="Such as “KFF, 2025”."
    )
    url = blocks.URLBlock(required=False, label="Address", help_text="Of the very page, not of the publisher's home.")


class SourcesBlock(blocks.StructBlock):
    entries = blocks.ListBlock(SourceBlock(), min_num=1)

    class Meta:
        template = "pages/blocks/sources.html"
        icon = "list-ol"
        group = "Text"
        description = "What the piece rests on, numbered. A superscript 2 in the text then leads to the second source."
        preview_value = {"entries": [{"title": "Claims denials and appeals", "publisher": "KFF, 2025", "url": ""}]}


class CallToActionValue(blocks.StructValue):
    @cached_property
    def way_on(self) -> Any:
        """What this leads to now, as the page itself tells: the page, or what stands open once it does not; else nothing."""
        page = self.get("page")
        if page is None:
            return None
        chosen = page.specific
        if not hasattr(chosen, "get_way_on"):
            return None
        return chosen.get_way_on() or chosen.get_next_way_on()

    @property
    def is_as_chosen(self) -> bool:
        """Whether it leads to the page that the editor's words were written for."""
        return bool(self.way_on and self.way_on.url == self["page"].url)


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    text = blocks.TextBlock(max_length=300, required=False)
    page = blocks.PageChooserBlock(label="Leads to")
    label = blocks.CharBlock(max_length=40, label="Button", help_text="Says where it leads: “See the course”.")

    class Meta:
        template = "pages/blocks/call_to_action.html"
        icon = "arrow-right"
        group = "Ways on"
        description = (
            "A way on to a course, a webinar or another page. Once a webinar is past or a course is closed, it leads to "
            "what is open instead; once another page is unpublished, it disappears."
        )
        value_class = CallToActionValue

        @staticmethod
        def preview_value() -> dict[str, Any]:
            page = Page.objects.filter(depth=2).filter(shown_now()).first()
            return {"title": "Go on from here", "text": "One sentence on why.", "page": page, "label": "See the course"}


class EmbedBlock(blocks.StructBlock):
    video = WagtailEmbedBlock(
        label="Address", help_text="A YouTube or Vimeo address. It loads only when it is asked for."
    )
    title = blocks.CharBlock(max_length=160, help_text="What it is, for people who decide whether to load it.")

    class Meta:
        template = "pages/blocks/embed.html"
        icon = "media"
        group = "Pictures"
        description = "A video from elsewhere, behind a button: nothing is loaded from there before the click."
        preview_value = {"video": "https://www.youtube.com/watch?v=jNQXAC9IVRw", "title": "A walk through the room"}


class LineBlock(blocks.CharBlock):
    """One line of a short list, such as what people learn."""

    class Meta:
        preview_template = "pages/previews/line.html"
        icon = "tick"
        label = "Line"
        group = "Lists"
        description = "One line of the list. Begin with what people will be able to do."
        preview_value = "Write a superbill that a payer can read"


class ArticleBody(blocks.StreamBlock):
    """What posts, lessons and standard pages are made of."""

    heading = HeadingBlock()
    rich_text = RichTextBlock()
    figure = FigureBlock()
    pull_quote = PullQuoteBlock()
    callout = CalloutBlock()
    key_facts = KeyFactsBlock()
    table = TableBlock()
    embed = EmbedBlock()
    call_to_action = CallToActionBlock()
    sources = SourcesBlock()

    class Meta:
        block_counts = {"sources": {"max_num": 1}}  # its numbers are what the text cites

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        anchors = [child.value.anchor for child in cleaned if child.block_type == "heading"]
        repeated = {anchor for anchor in anchors if anchors.count(anchor) > 1}
        if repeated:
            raise blocks.StreamBlockValidationError(
                non_block_errors=ValidationError("Two headings say the same: links to them could not tell them apart.")
            )
        return cleaned


def table_of_contents(body: blocks.StreamValue) -> list[dict[str, str]]:
    """This function will return the sections of a body as `{"text", "anchor"}`, in order."""
    return [
        {"text": child.value["text"], "anchor": child.value.anchor}
        for child in body
        if child.block_type == "heading" and child.value["level"] == "h2"
    ]


LOOKED_UP = {"figure", "embed", "call_to_action"}
"""Blocks that hold something else: reading one asks the database."""


def plain_texts(body: blocks.StreamValue) -> list[str]:
    """This function will return the words of a body, without any markup, piece by piece, and without asking for its pictures."""
    wanted = [place for place, raw in enumerate(body.raw_data) if raw["type"] not in LOOKED_UP]
    return [text for place in wanted for text in body[place].block.get_searchable_content(body[place].value)]


def reading_minutes(body: blocks.StreamValue, *, words_a_minute: int = 220) -> int:
    """This function will return how long the words of a body take to read, at least one minute."""
    words = sum(len(text.split()) for text in plain_texts(body))
    return max(1, round(words / words_a_minute))
