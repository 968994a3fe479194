"""The words in which lessons and the sales page are written, where they differ from those of the whole site."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail import blocks

from pages import blocks as pages_blocks
from pages.blocks import SMALL_TEXT_FEATURES, TEXT_FEATURES, ArticleBody, FigureBlock, RichTextBlock

PICTURE_SIZES = {"small": "width-480", "medium": "width-800", "large": "width-1200"}
"""The renditions of a gated picture that its door gives out, by the word in the address. Anything else is a 404."""

LESSON_TEXT_FEATURES = [feature for feature in TEXT_FEATURES if feature != "document-link"]
"""No links to documents: their door asks for the privacy of a collection, not for the ledger."""


class LessonFigureBlock(FigureBlock):
    """A picture inside a lesson. A gated one is fetched through the lesson's own door, which asks the ledger."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        image, lesson_pk = value.get("image"), (parent_context or {}).get("lesson_pk")
        if image is not None and image.gated:
            # Without a lesson around it there is no door to fetch it through, and the template shows nothing.
            context["is_gated"] = True
            context["pictures"] = picture_addresses(lesson_pk, image) if lesson_pk else []
            context["picture_url"] = next((picture["url"] for picture in reversed(context["pictures"])), "")
        return context

    class Meta:
        template = "courses/blocks/lesson_figure.html"
        icon = "image"
        group = "Pictures"
        description = "A picture or diagram with a caption. In a paid lesson: one uploaded as “only for learners”."


class LessonBody(ArticleBody):
    """What lessons are made of: the words of an article, with pictures and links that keep to the lesson's door."""

    rich_text = RichTextBlock(features=LESSON_TEXT_FEATURES)
    figure = LessonFigureBlock()


class LineBlock(pages_blocks.LineBlock):
    """One line of a list on the sales page."""


class QuestionBlock(blocks.StructBlock):
    """One question of the sales page, with its answer."""

    question = blocks.CharBlock(max_length=160)
    answer = blocks.RichTextBlock(features=SMALL_TEXT_FEATURES)

    class Meta:
        preview_template = "courses/previews/question.html"
        icon = "help"
        group = "Lists"
        description = "A question as people ask it, and its answer."
        preview_value = {"question": "Can I look before I buy?", "answer": "<p>Yes: some lessons are open to all.</p>"}


def picture_addresses(lesson_pk: int, image: Any) -> list[dict[str, Any]]:
    """This function will return where a gated picture is fetched, one entry a size, as `{"url", "width"}`."""
    sizes = ["large"] if image.is_svg() else list(PICTURE_SIZES)
    return [
        {
            "url": reverse("courses:lesson_image", args=[lesson_pk, image.pk, size]),
            "width": int(PICTURE_SIZES[size].removeprefix("width-")),
        }
        for size in sizes
    ]
