"""What the editor's side panel says of a page before it goes out."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple

from pages.models import BasePage
from pages.proofreading import Remark, proofread, without_coming_checks

register = template.Library()


@register.simple_tag
def remarks_on(page: Any) -> list[Remark]:
    """What proofreading says of the page as it was last saved; nothing of a page that is not the school's own."""
    return without_coming_checks(proofread(page)) if isinstance(page, BasePage) and page.pk else []


@register.filter
def when_for_the_desk(moment: datetime.date) -> str:
    """This function will say how long ago a moment was, and name a day or a moment that is still to come."""
    if not isinstance(moment, datetime.datetime):
        return date_format(moment, "j M Y")
    if moment > timezone.now() + datetime.timedelta(minutes=1):
        return date_format(timezone.localtime(moment), "j M Y, H:i")
    ago: str = timesince_simple(moment)
    return ago[:1].upper() + ago[1:]
