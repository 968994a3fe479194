"""What an editor sees before picking a block: a name, a word on its use, and the block itself in the site's own clothes."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from pages.models import BasePage

pytestmark = pytest.mark.django_db

GROUPS = {"Text", "Pictures", "Ways on", "Lists"}


def every_block():
    """Each block that some page offers to its writers, once for each page type and field."""
    for model in get_page_models():
        if not issubclass(model, BasePage):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                for name, block in field.stream_block.child_blocks.items():
                    yield pytest.param(block, id=f"{model.__name__}.{field.name}.{name}")


def words_of(value):
    """The words of a preview value, however deep they lie."""
    if isinstance(value, (dict, blocks.StructValue)):
        for key, inside in value.items():
            if key not in {"tone", "level", "url", "alt_text", "video"}:
                yield from words_of(inside)
    elif isinstance(value, (list, blocks.list_block.ListValue)):
        for inside in value:
            yield from words_of(inside)
    elif hasattr(value, "source"):
        yield from words_of(value.source)
    elif hasattr(value, "rows"):
        yield value.caption
        yield from (cell.value for row in value.rows for cell in row)
    elif isinstance(value, str) and value:
        yield from (line.strip() for line in re.split(r"<[^>]+>", value) if line.strip())


@pytest.mark.parametrize("block", list(every_block()))
def test_a_block_says_what_it_is_for_and_shows_itself(block, home, picture, owner, client_of):
    assert block.meta.icon != "placeholder"
    assert block.meta.group in GROUPS
    assert len(block.get_description()) > 15
    assert block.is_previewable

    response = client_of(owner).get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    html = response.content.decode()
    assert response.status_code == 200
    assert re.search(r'<link rel="stylesheet" href="[^"]*css/site[^"]*\.css"', html), "in the site's own clothes"
    shown = re.sub(r"\s+", " ", unescape(strip_tags(html)))
    expected = list(words_of(block.get_preview_value()))
    assert expected
    for words in expected:
        assert words in shown


def test_a_figure_is_previewed_with_a_picture_of_the_library_and_never_with_a_learners_one(home, picture):
    from courses.blocks import LessonFigureBlock
    from pages.models import SiteImage

    secret = SiteImage.objects.create(title="For learners", file=picture.file, gated=True)

    for kind in (LessonFigureBlock(),):
        assert kind.get_preview_value()["image"] == picture != secret
