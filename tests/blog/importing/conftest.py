"""An old blog on the shelf: exports in three dialects, a folder of its pictures, and someone who runs the import."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from PIL import Image

from blog.models import BlogPostPage

FIXTURES = Path(__file__).parent / "fixtures"


class Run:
    """What one run of the command said, and how it ended."""

    def __init__(self, said: str, code: int) -> None:
        self.said, self.code = said, code


@pytest.fixture
def import_blog(blog: Any) -> Callable[..., Run]:
    def run(source: Path, *options: str, **named: Any) -> Run:
        out, code = StringIO(), 0
        try:
            call_command("import_blog", str(source), *options, stdout=out, **named)
        except SystemExit as end:
            code = int(end.code or 0)
        return Run(out.getvalue(), code)

    return run


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """The pictures of both old blogs, as their owners downloaded them."""
    folder = tmp_path / "old-pictures"
    uploads = folder / "wp-content" / "uploads"
    for number, name in enumerate(
        ("2021/03/recliner.jpg", "2021/03/door.jpg", "2022/06/superbill.png", "2022/06/lamp.png")
    ):
        paint(uploads / name, number)
    for number, name in enumerate(("quiet room.jpg", "front+door.jpg"), start=10):
        paint(folder / name, number)
    return folder


def paint(path: Path, number: int, size: tuple[int, int] = (60, 40)) -> Path:
    """A small picture in a colour of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (number * 20 % 256, 100, 150)).save(path)
    return path


def post_called(title: str) -> BlogPostPage:
    return BlogPostPage.objects.get(title=title)


def blocks_of(post: BlogPostPage) -> list[tuple[str, Any]]:
    return [(block.block_type, block.value) for block in post.body]


def wxr(*items: str, generator: str = "https://wordpress.org/?v=6.4") -> str:
    """A WXR file around some items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:wp="http://wordpress.org/export/1.2/">\n<channel><title>Old</title><link>https://old.example</link>\n'
        f"<wp:wxr_version>1.2</wp:wxr_version><generator>{generator}</generator>\n"
        + "\n".join(items)
        + "\n</channel></rss>\n"
    )


def item(body: str, *, number: int = 1, title: str = "An old post", slug: str = "an-old-post", **fields: str) -> str:
    """One post of a WXR file."""
    values = {
        "status": "publish",
        "post_date": f"2022-01-{number:02d} 09:00:00",
        "post_date_gmt": f"2022-01-{number:02d} 17:00:00",
        "link": f"https://old.example/{slug}/",
        "excerpt": "",
        "creator": "ada",
    } | fields
    return (
        f"<item><title><![CDATA[{title}]]></title><link>{values['link']}</link><dc:creator>{values['creator']}</dc:creator>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[{values['excerpt']}]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>{values['post_date']}</wp:post_date>"
        f"<wp:post_date_gmt>{values['post_date_gmt']}</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>"
        f"<wp:status>{values['status']}</wp:status><wp:post_type>post</wp:post_type></item>"
    )


@pytest.fixture
def write_wxr(tmp_path: Path) -> Callable[..., Path]:
    def write(*items: str, **named: str) -> Path:
        path = tmp_path / "export.xml"
        path.write_text(wxr(*items, **named), encoding="utf-8")
        return path

    return write
