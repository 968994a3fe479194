"""Reads a folder of Squarespace pages, each saved from its address with `?format=json` behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from blog.importing import dates, limits
from blog.importing.source import Dialect, SkippedItem, SourcePost, Status, host_of

POST_RECORD = 1
RECORDS = {2: "a picture of a gallery", 3: "a video", 11: "a product", 12: "an event", 13: "an album", 14: "a page"}
PUBLISHED_STATE = 1


def read_folder(folder: Path, *, zone: ZoneInfo) -> Iterator[SourcePost | SkippedItem]:
    """This function will give out the posts of all pages in a folder. A post may lie in its own page and in listings."""
    for path in sorted(folder.rglob("*.json")):
        label = str(path.relative_to(folder))
        try:
            page = read_page(path)
        except ValueError as error:
            yield SkippedItem(label, str(error), is_trouble=True)
            continue
        items = items_of(page)
        if not items:
            yield SkippedItem(label, "there is no post in it")
        for item in items:
            yield read_item(item, page, zone, label)


def read_page(path: Path) -> dict[str, Any]:
    """This function will return the page in a file; it raises ValueError with the reason if there is none."""
    if path.is_symlink() or not path.is_file():
        raise ValueError("it is not a file of its own")
    if path.stat().st_size > limits.MAX_ITEM_BYTES:
        raise ValueError(f"it is larger than {limits.MAX_ITEM_BYTES // 1024**2} MB")
    try:
        page = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 (byte {error.start})") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not whole at line {error.lineno}, column {error.colno} ({error.msg})") from error
    except RecursionError as error:
        raise ValueError("it is nested deeper than any page is") from error
    if not isinstance(page, dict):
        raise ValueError("it is JSON, but not a page")
    return page


def items_of(page: dict[str, Any]) -> list[dict[str, Any]]:
    listed = page.get("items")
    found = [page.get("item"), *(listed if isinstance(listed, list) else [])]
    return [item for item in found if isinstance(item, dict)]


def read_item(item: dict[str, Any], page: dict[str, Any], zone: ZoneInfo, label: str) -> SourcePost | SkippedItem:
    title = text(item, "title")
    record = item.get("recordType", POST_RECORD)
    if record != POST_RECORD:
        return SkippedItem(title or label, f"{RECORDS.get(record, 'something else')}, not a post")
    body = text(item, "body")
    if len(body) > limits.MAX_BODY_CHARACTERS:
        return SkippedItem(title or label, f"its text has more than {limits.MAX_BODY_CHARACTERS:,} characters", True)
    website = child(page, "website")
    base = text(website, "baseUrl") or text(website, "authenticUrl") or text(website, "internalUrl")
    address = text(item, "fullUrl") or text(item, "urlId")
    author = child(item, "author")
    post = SourcePost(
        dialect=Dialect.SQUARESPACE_JSON,
        host=host_of(base),
        source_id=text(item, "id") or address,
        title=title,
        slug=text(item, "urlId"),
        address=address if address.startswith("/") else f"/{address}",
        body=body,
        excerpt=text(item, "excerpt"),
        author=text(author, "displayName") or f"{text(author, 'firstName')} {text(author, 'lastName')}".strip(),
        author_biography=text(author, "bio"),
        categories=words(item, "categories"),
        tags=words(item, "tags"),
        cover_url=cover_of(item),
        seo_title=text(child(item, "seoData"), "seoTitle"),
        search_description=text(child(item, "seoData"), "seoDescription"),
        comments=count(item.get("publicCommentCount")),
        modified_at=dates.read_milliseconds(item.get("updatedOn")),
    )
    read_dates(post, item, dates.find_zone(website.get("timeZone")) or zone)
    return post


def read_dates(post: SourcePost, item: dict[str, Any], zone: ZoneInfo) -> None:
    post.published_at = dates.read_milliseconds(item.get("publishOn")) or dates.read_milliseconds(item.get("addedOn"))
    if post.published_at:
        post.published_on = post.published_at.astimezone(zone).date()
    if item.get("workflowState", PUBLISHED_STATE) != PUBLISHED_STATE:
        return
    post.status = Status.PUBLISHED
    if post.published_at is None:
        post.remarks.append("has no date that can be read")
    elif post.published_at > timezone.now():
        post.status = Status.SCHEDULED


def cover_of(item: dict[str, Any]) -> str:
    """A post without a picture has the address of a folder here."""
    url = text(item, "assetUrl")
    return "" if url.endswith("/") else url


def child(values: dict[str, Any], name: str) -> dict[str, Any]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def text(values: dict[str, Any], name: str) -> str:
    found = values.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    # Half of a pair of surrogates is no character and cannot be stored.
    return str(found).encode("utf-8", "replace").decode().replace("\0", "").strip()


def words(values: dict[str, Any], name: str) -> list[str]:
    found = values.get(name)
    found = found if isinstance(found, list) else []
    return list(dict.fromkeys(word.strip() for word in found if isinstance(word, str) and word.strip()))


def count(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 1_000_000 else 0
