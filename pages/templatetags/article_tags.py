"""How a block shows running text: `{% load article_tags %}{% running_text value %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.templatetags.wagtailcore_tags import richtext

register = template.Library()


@register.simple_tag(takes_context=True)
def running_text(context: dict[str, Any], value: Any) -> SafeString:
    """This function will show a rich text, annotated if the page brought an annotator."""
    annotator = context.get("annotator")
    return annotator.annotate(getattr(value, "source", value)) if annotator else richtext(value)


@register.simple_tag(takes_context=True)
def places_citing(context: dict[str, Any], number: int) -> list[str]:
    """This function will return the anchors of the places that cite a source; the list of sources comes after them."""
    annotator = context.get("annotator")
    return annotator.marks.get(number, []) if annotator else []
