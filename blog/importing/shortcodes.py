"""WordPress's square brackets, turned into HTML that the builder knows, or taken out and named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import escape, unescape

NAME = r"[A-Za-z][A-Za-z0-9_-]{0,40}"
ATTRIBUTES = r"""(?:\s+[A-Za-z_][\w-]{0,40}=(?:"[^"\[\]]{0,2000}"|'[^'\[\]]{0,2000}'|[^\s"'\[\]]{1,500}))*"""
BARE_VALUE = r"""(?:\s+[^\s"'\[\]=]{1,500})?"""
TAG = re.compile(rf"(\[?)\[(/?)({NAME})({ATTRIBUTES}{BARE_VALUE})\s*(/?)\](\]?)")
ATTRIBUTE = re.compile(r"""([A-Za-z_][\w-]*)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)", re.IGNORECASE)
BLOCK_COMMENT = re.compile(r"<!--\s+wp:([a-z0-9/_-]{1,80})\s")
DYNAMIC_BLOCK = re.compile(r"<!--\s+wp:([a-z0-9/_-]{1,80})\s[^<>]{0,5000}?/-->")
ADDRESS_CODES = {"embed", "video", "audio", "youtube", "vimeo", "playlist"}
PAIRED = {"caption", "wp_caption", "embed", "video", "audio", "youtube", "vimeo"}
PLUGIN_CODES = {"contact-form-7", "contact-form", "gravityform", "recent-posts", "sitemap", "archives", "toc"}


def is_written_in_blocks(html: str) -> bool:
    """This function will say whether WordPress's block editor wrote a text: its paragraphs are marked then."""
    return bool(BLOCK_COMMENT.search(html))


def dynamic_blocks(html: str) -> list[str]:
    """This function will return the names of blocks that WordPress filled in only when somebody read the page."""
    return sorted({match[1] for match in DYNAMIC_BLOCK.finditer(html)})


def expand(html: str, *, gallery: Callable[[list[str]], str]) -> tuple[str, Counter[str]]:
    """This function will return the text without shortcodes, and how often each unknown one was taken out.

    `gallery` is asked for the figures of a gallery, by the ids of its pictures.
    """
    unknown: Counter[str] = Counter()
    closings = Counter(match[3].lower() for match in TAG.finditer(html) if match[2])
    parts: list[str] = []
    place = 0
    while match := TAG.search(html, place):
        parts.append(html[place : match.start()])
        name = match[3].lower()
        if match[1] and match[6]:
            parts.append(escape(match[0][1:-1], quote=False))  # [[name]] is how one writes about a shortcode
            place = match.end()
            continue
        parts.append(match[1])
        place = match.end() - len(match[6])
        if name in PAIRED and not match[2] and not match[5]:
            end = html.find(f"[/{match[3]}]", place)
            content = html[place:end] if end >= 0 and end - place < 20_000 else ""
            place = end + len(name) + 3 if content else place
            parts.append(known(name, attributes_of(match[4]), content))
        elif name == "gallery":
            parts.append(gallery(re.findall(r"\d+", attributes_of(match[4]).get("ids", ""))))
        elif is_shortcode(match, closings[name]):
            unknown[name] += not match[2]
        else:
            parts.append(match[0][len(match[1]) : len(match[0]) - len(match[6])])
    return "".join([*parts, html[place:]]), unknown


def is_shortcode(match: re.Match[str], closings: int) -> bool:
    """`[sic]` and `[see below]` are words in brackets; what has attributes, an end or a plugin's name is not."""
    return bool(
        match[2] or match[5] or closings or "=" in match[4] or "_" in match[3] or match[3].lower() in PLUGIN_CODES
    )


def attributes_of(text: str) -> dict[str, str]:
    found = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in ATTRIBUTE.finditer(text)}
    bare = ATTRIBUTE.sub("", text).strip()
    return found | ({"": unescape(bare)} if bare else {})


def known(name: str, attributes: dict[str, str], content: str) -> str:
    if name in {"caption", "wp_caption"}:
        return captioned(attributes, content)
    source = ("src", "mp4", "mp3", "url", "id", "")
    address = content.strip() or next((attributes[key] for key in source if attributes.get(key)), "")
    return f"\n\n<p>{escape(unescape(address))}</p>\n\n" if address else ""


def captioned(attributes: dict[str, str], content: str) -> str:
    picture = PICTURE.match(content)
    if not picture:
        return content
    caption = content[picture.end() :].strip() or escape(attributes.get("caption", ""))
    number = escape(attributes.get("id", "").removeprefix("attachment_"))
    return f'\n\n<figure data-attachment="{number}">{picture[1]}<figcaption>{caption}</figcaption></figure>\n\n'
