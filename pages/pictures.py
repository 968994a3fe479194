"""Photographs are made ready when a page is published, in the worker: no reader waits for an AVIF to be written."""

from __future__ import annotations

from django.db.models import ForeignKey
from django.template.loader import render_to_string
from wagtail.models import Page

from pages.media import SiteImage


def photographs_of(page: Page) -> list[SiteImage]:
    """This function will return the public pictures of a page that need other sizes and formats; drawings need none."""
    found = {
        str(getattr(page, field.attname))
        for field in page._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is SiteImage
    }
    for name in page.get_streamfield_names():
        stream = getattr(page, name)
        references = stream.stream_block.extract_references(stream)
        found |= {str(key) for model, key, *_ in references if model is SiteImage}
    images = SiteImage.objects.filter(pk__in=[key for key in found if key.isdecimal()], gated=False)
    return [image for image in images if not image.is_svg()]


def make_ready(image: SiteImage) -> None:
    """This function will make every size and format of a photograph: it draws the very template that shows it."""
    render_to_string("components/picture.html", {"image": image, "alt": ""})
