"""The sign-up form, for pages of any room: `{% load newsletter_tags %}{% newsletter_form %}`. One a page."""

from __future__ import annotations

from typing import Any

from django import template

from newsletter.forms import WORDING, SubscribeForm

register = template.Library()


@register.inclusion_tag("components/newsletter_form.html", takes_context=True)
def newsletter_form(
    context: dict[str, Any], form: SubscribeForm | None = None, *, is_titled: bool = True
) -> dict[str, Any]:
    """The form and the words that go with it; the page it stands on becomes part of the proof of consent."""
    request = context.get("request")
    return {
        "request": request,  # for the address of the privacy page
        "form": form or SubscribeForm(initial={"source": request.path if request else ""}),
        "wording": WORDING,
        "is_titled": is_titled,
    }
