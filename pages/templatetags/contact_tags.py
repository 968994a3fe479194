"""The contact form, for the page it stands on: `{% load contact_tags %}{% contact_form form %}`."""

from __future__ import annotations

from typing import Any

from django import template

from pages.forms import ContactForm

register = template.Library()


@register.inclusion_tag("components/contact_form.html", takes_context=True)
def contact_form(context: dict[str, Any], form: ContactForm | None = None) -> dict[str, Any]:
    """The form, with what was typed if it comes back."""
    return {"request": context.get("request"), "form": form or ContactForm()}
