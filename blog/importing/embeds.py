"""Videos from elsewhere: those that our own embed block may show, under the address that it knows them by."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

from wagtail.embeds.finders import get_finders

IFRAME_SOURCE = re.compile(r"""<iframe\b[^<>]{0,2000}?\ssrc\s*=\s*["']?([^"'\s<>]{1,1000})""", re.IGNORECASE)
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{6,20}")
PROVIDERS = {"youtube": "YouTube", "vimeo": "Vimeo"}


def video_address(url: str) -> str:
    """This function will return the address under which our finders accept a video, or nothing."""
    url = f"https:{url}" if url.startswith("//") else url.strip()
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    steps = [step for step in parts.path.split("/") if step]
    address = ""
    if host in {"youtube.com", "youtube-nocookie.com"} and steps:
        video = steps[1] if steps[0] in {"embed", "v", "shorts", "live"} and len(steps) > 1 else ""
        video = video or (parse_qs(parts.query).get("v", [""])[0] if steps[0] == "watch" else "")
        address = f"https://www.youtube.com/watch?v={video}" if VIDEO_ID.fullmatch(video) else ""
    elif host == "youtu.be" and steps and VIDEO_ID.fullmatch(steps[0]):
        address = f"https://www.youtube.com/watch?v={steps[0]}"
    elif host in {"vimeo.com", "player.vimeo.com"} and steps:
        number = next((step for step in steps if step.isascii() and step.isdigit()), "")
        address = f"https://vimeo.com/{number}" if number and steps[0] in {"video", number} else ""
    return address if address and any(finder.accept(address) for finder in get_finders()) else ""


def provider_of(address: str) -> str:
    return next((name for sign, name in PROVIDERS.items() if sign in address), "elsewhere")


def address_in_block(block_json: str, block_html: str) -> str:
    """This function will return the address that a Squarespace block shows: it lies in its settings or in HTML there."""
    try:
        settings = json.loads(block_json) if block_json else {}
    except (ValueError, RecursionError):
        settings = {}
    settings = settings if isinstance(settings, dict) else {}
    url, html = settings.get("url"), settings.get("html") or block_html
    if isinstance(url, str) and url:
        return url
    match = IFRAME_SOURCE.search(html) if isinstance(html, str) else None
    return match[1].replace("&amp;", "&") if match else ""
