"""Rich text as our own editor would have saved it."""

from __future__ import annotations

from functools import cache

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from pages.blocks import TEXT_FEATURES


@cache
def converter() -> ContentstateConverter:
    return ContentstateConverter(TEXT_FEATURES)


def as_the_editor_writes(html: str) -> str:
    """This function will send the HTML of a piece through the editor's own door, in and out again."""
    return converter().to_database_format(converter().from_database_format(html))
