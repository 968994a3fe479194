"""A post as a feed carries it: the text whole, every address complete, and nothing that only works on our own page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.template.loader import render_to_string

from blog.models import BlogPostPage
from pages.annotations import annotator_for

KEPT_FOR = 24 * 3600
DROPPED = "script, style, svg, source, button, form, .call-to-action, [popover]"
KEPT_ATTRIBUTES = {"href", "src", "alt", "width", "height", "title", "id", "scope", "colspan", "rowspan", "datetime"}
UNFIT_FOR_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    post: BlogPostPage
    html: str


def entries_of(posts: list[BlogPostPage]) -> list[Entry]:
    """This function will return the entries of these posts. Each is drawn once for each of its publications."""
    keys = {post.pk: f"blog:entry:{post.pk}:{post.latest_revision_id}:{post.live_revision_id}" for post in posts}
    known = cache.get_many(keys.values())
    drawn = {keys[post.pk]: draw(post) for post in posts if keys[post.pk] not in known}
    if drawn:
        cache.set_many(drawn, KEPT_FOR)
    return [Entry(post=post, html=(known | drawn)[keys[post.pk]]) for post in posts]


def draw(post: BlogPostPage) -> str:
    """This function will return the text of a post as HTML that a feed reader can show."""
    context = {"post": post, "annotator": annotator_for(post.body, explain=False)}
    return for_readers(render_to_string("blog/entry.html", context), base=post.full_url)


def for_readers(html: str, *, base: str) -> str:
    """This function will strip a piece of our pages of what needs our styles and scripts, and complete its addresses."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(DROPPED):
        element.decompose()
    for element in soup.find_all(_is_a_wrapping):
        element.unwrap()
    for element in soup.find_all(True):
        element.attrs = {name: value for name, value in element.attrs.items() if name in KEPT_ATTRIBUTES}
        for name in ("href", "src"):
            if name in element.attrs:
                element[name] = urljoin(base, str(element[name]))
    return fit_for_xml(str(soup)).strip()


def fit_for_xml(text: str) -> str:
    """This function will return a text without the signs that XML cannot carry; pasted words sometimes bring one along."""
    return UNFIT_FOR_XML.sub("", text)


def _is_a_wrapping(element: object) -> bool:
    return getattr(element, "name", "") in {"div", "span", "picture", "outside-video"}
