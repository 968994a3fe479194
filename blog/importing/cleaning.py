"""The first gate: a stranger's HTML goes through nh3, and what it loses there is named."""

from __future__ import annotations

import re
from html import escape

import nh3

from blog.importing import limits

TAGS = {
    "a", "abbr", "address", "article", "aside", "audio", "b", "blockquote", "br", "caption", "center", "cite", "dd", "details",
    "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe",
    "img", "li", "main", "ol", "p", "pre", "q", "section", "source", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "u", "ul", "video",
}  # fmt: skip
FORGOTTEN_WITH_CONTENT = {
    "applet", "button", "canvas", "datalist", "dialog", "form", "frameset", "head", "math", "nav", "noembed", "noframes",
    "object", "script", "select", "style", "svg", "template", "textarea", "title",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "audio": {"src"},
    "div": {"data-block-json", "data-html"},
    "figure": {"data-attachment"},
    "iframe": {"src", "data-src", "title"},
    "img": {"src", "data-src", "data-image", "alt", "data-attachment"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "video": {"src"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
NOSCRIPT = re.compile(r"</?noscript\b[^<>]{0,500}>", re.IGNORECASE)
DROPPED = {
    "scripts": re.compile(r"<script\b", re.IGNORECASE),
    "event handlers": re.compile(r"<[a-z][^<>]{0,5000}?[\s\"'/]on[a-z]{2,30}\s{0,9}=", re.IGNORECASE),
    "javascript: addresses": re.compile(r"=\s{0,9}[\"']?[\s\x00-\x20]{0,20}(?:java|vb)script\s{0,9}:", re.IGNORECASE),
    "data: addresses": re.compile(r"(?:src|href)\s{0,9}=\s{0,9}[\"']?\s{0,9}data:", re.IGNORECASE),
    "forms and buttons": re.compile(r"<(?:form|button|select|textarea)\b", re.IGNORECASE),
    "objects and plug-ins": re.compile(r"<(?:object|applet|embed)\b", re.IGNORECASE),
    "inline drawings": re.compile(r"<(?:svg|math|canvas)\b", re.IGNORECASE),
    "style sheets": re.compile(r"<style\b", re.IGNORECASE),
}
OPENING_OR_END = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
FORGETTABLE = re.compile(r"<(/?)(script|style|svg|template|textarea|title)\b", re.IGNORECASE)
ANY_TAG = re.compile(r"<!--[^<>]*-->|<[/!?a-zA-Z][^<>]*>?")
CLOSE_THEMSELVES = {
    "area", "base", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "option", "p", "source", "tbody",
    "td", "tfoot", "th", "thead", "tr", "wbr",
}  # fmt: skip


def clean(html: str) -> tuple[str, list[str]]:
    """This function will return the HTML with known elements alone, and the names of what it lost."""
    lost = [name for name, pattern in DROPPED.items() if pattern.search(html)]
    if is_tangled(html):
        # A parser that follows the standard takes hours over this; nobody wrote it by hand.
        return escape(ANY_TAG.sub(" ", without_scripts(html))), [*lost, "its layout: too many open elements"]
    cleaned = nh3.clean(
        NOSCRIPT.sub("", html),
        tags=TAGS,
        clean_content_tags=FORGOTTEN_WITH_CONTENT,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return cleaned, lost


def is_tangled(html: str) -> bool:
    """This function will say whether so many elements are open at once that building the tree would not end."""
    depth = work = 0
    for match in OPENING_OR_END.finditer(html):
        if match[2].lower() in CLOSE_THEMSELVES:
            work += 0 if match[1] else depth  # a parser opens all unfinished styles again in each paragraph
        else:
            depth = max(0, depth + (-1 if match[1] else 1))
        if depth > limits.MAX_DEPTH or work > limits.MAX_TREE_WORK:
            return True
    return False


def without_scripts(html: str) -> str:
    """This function will return the text outside scripts and the like, in one pass, however they are nested."""
    parts, place, inside = [], 0, ""
    for match in FORGETTABLE.finditer(html):
        if not inside and not match[1]:
            parts.append(html[place : match.start()])
            inside = match[2].lower()
        elif inside and match[1] and match[2].lower() == inside:
            place, inside = match.start(), ""
    return "".join(parts) + ("" if inside else html[place:])
