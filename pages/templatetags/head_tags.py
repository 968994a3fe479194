"""The head of whatever is being shown: the view's own, the page's own, or one that keeps out of search engines."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext

from pages.head import HIDDEN, Head

register = template.Library()


@register.simple_tag(takes_context=True)
def get_head(context: RequestContext) -> Head:
    """This function will return the head. A view that is for everyone gives its own as `head`; a page makes one."""
    given = context.get("head")
    if isinstance(given, Head):
        return given
    make = getattr(context.get("page"), "get_head", None)
    if make is None:
        return Head(robots=HIDDEN)  # forms, orders, refusals: nobody should find them by searching
    return make(context.flatten())
