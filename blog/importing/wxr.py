"""Reads a WordPress WXR file as a stream, as WordPress and as Squarespace write it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError  # nosec B405  types alone; defusedxml reads
from zoneinfo import ZoneInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, iterparse
from django.utils import timezone

from blog.importing import dates, limits
from blog.importing.source import Attachment, Dialect, SkippedItem, SourcePost, Status, UnreadableSource, host_of
from blog.importing.xml_stream import RepairedStream

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
EXPORT = "{http://wordpress.org/export/"
META_TITLES = ("_yoast_wpseo_title", "rank_math_title", "_aioseop_title")
META_DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseop_description")
STATUSES = {"publish": Status.PUBLISHED, "future": Status.SCHEDULED, "draft": Status.DRAFT, "pending": Status.DRAFT}


@dataclass
class Channel:
    """What the file says of the blog as a whole, before its items."""

    host: str = ""
    link: str = ""
    is_wordpress: bool = False
    authors: dict[str, str] = field(default_factory=dict)


def read_wxr(path: Path, *, zone: ZoneInfo, repairs: dict[str, int]) -> Iterator[SourcePost | Attachment | SkippedItem]:
    """This function will give out the posts, attachments and other items of a WXR file, one at a time."""
    with path.open("rb") as file:
        stream = RepairedStream(file)
        stream.repairs = repairs
        try:
            yield from read_items(stream, zone)
        except DefusedXmlException as error:
            raise UnreadableSource(
                "The file defines its own entities or a document type, as no blog's export does. It was not read."
            ) from error
        except ParseError as error:
            line, column = error.position
            raise UnreadableSource(
                f"The file is not whole at line {line}, column {column} ({str(error).split(':')[0]}). Export it again."
            ) from error


def read_items(stream: Any, zone: ZoneInfo) -> Iterator[SourcePost | Attachment | SkippedItem]:
    channel, within, is_wxr = Channel(), [], False
    parser = DefusedXMLParser(encoding="utf-8", forbid_dtd=True, forbid_entities=True, forbid_external=True)
    for event, element in iterparse(stream, ("start", "end"), parser):
        if event == "start":
            within.append(element)
            if len(within) > limits.MAX_DEPTH:
                raise UnreadableSource("The file nests its elements deeper than any blog's export does.")
            continue
        within.pop()
        is_wxr = is_wxr or element.tag.startswith(EXPORT)
        if len(within) != 2:
            continue
        if element.tag == "item":
            yield read_item(element, channel, zone)
            stream.mark()
        else:
            read_channel_line(element, channel)
        within[-1].remove(element)
    if not is_wxr:
        raise UnreadableSource(
            "This is XML, but not a blog's export: nothing in it is written in WordPress's namespace."
        )


def read_channel_line(element: Element, channel: Channel) -> None:
    name = short(element.tag)
    if name == "link" and not channel.link:
        channel.link = text_of(element)
        channel.host = host_of(channel.link)
    elif name == "base_blog_url" and not channel.host:
        channel.host = host_of(text_of(element))
    elif name == "generator":
        channel.is_wordpress = "wordpress.org" in text_of(element)
    elif name == "author":
        values = {short(child.tag): text_of(child) for child in element}
        full_name = f"{values.get('author_first_name', '')} {values.get('author_last_name', '')}".strip()
        channel.authors[values.get("author_login", "")] = values.get("author_display_name", "") or full_name


def read_item(element: Element, channel: Channel, zone: ZoneInfo) -> SourcePost | Attachment | SkippedItem:
    values = {"content": "", "excerpt": ""}
    for child in element:
        name = short(child.tag)
        if child.tag == CONTENT:
            values["content"] = text_of(child)
        elif name == "encoded":
            values["excerpt"] = text_of(child)
        elif name not in {"postmeta", "category", "comment"}:
            values.setdefault(name, text_of(child))
    kind = values.get("post_type", "")
    if kind == "attachment":
        return read_attachment(values, metas_of(element))
    label = values.get("title", "").strip() or values.get("link", "") or f"item {values.get('post_id', '?')}"
    if kind != "post":
        return SkippedItem(label, f"of the type {kind or 'nothing'}, not a post")
    if values.get("status") in {"trash", "auto-draft"}:
        return SkippedItem(label, "it was in the bin" if values["status"] == "trash" else "it was never saved")
    if len(values["content"]) > limits.MAX_BODY_CHARACTERS:
        return SkippedItem(label, f"its text has more than {limits.MAX_BODY_CHARACTERS:,} characters", is_trouble=True)
    return read_post(element, values, channel, zone)


def read_post(element: Element, values: dict[str, str], channel: Channel, zone: ZoneInfo) -> SourcePost:
    metas = metas_of(element)
    link = values.get("link", "")
    post = SourcePost(
        dialect=Dialect.WORDPRESS if channel.is_wordpress else Dialect.SQUARESPACE_XML,
        host=host_of(link) or channel.host,
        source_id=values.get("post_id", "") or link,
        title=values.get("title", ""),
        slug=values.get("post_name", ""),
        address=link,
        body=values["content"],
        excerpt=values["excerpt"],
        categories=terms_of(element, "category"),
        tags=terms_of(element, "post_tag"),
        term_slugs={text_of(term).strip(): term.get("nicename", "") for term in element if term.get("nicename")},
        cover_attachment=last(metas, "_thumbnail_id"),
        seo_title=next((value for name in META_TITLES if (value := last(metas, name)) and "%%" not in value), ""),
        search_description=next((value for name in META_DESCRIPTIONS if (value := last(metas, name))), ""),
        comments=sum(short(child.tag) == "comment" for child in element),
    )
    creator = values.get("creator", "")
    post.author = channel.authors.get(creator) or ("" if "@" in creator else creator)
    read_status(post, values)
    read_dates(post, values, zone, is_wordpress=channel.is_wordpress)
    if channel.is_wordpress:
        post.other_addresses = [
            address for address in (values.get("guid", ""), f"/?p={post.source_id}") if "?" in address
        ]
    return post


def read_status(post: SourcePost, values: dict[str, str]) -> None:
    written = values.get("status", "")
    post.status = STATUSES.get(written, Status.DRAFT)
    if written not in STATUSES:
        post.remarks.append(f"was {written or 'of no status'} there, comes as a draft")
    if values.get("post_password"):
        post.status = Status.DRAFT
        post.remarks.append("was behind a password, comes as a draft")


def read_dates(post: SourcePost, values: dict[str, str], zone: ZoneInfo, *, is_wordpress: bool) -> None:
    """WordPress writes the wall time that its readers saw beside UTC; Squarespace writes UTC twice."""
    wall = dates.read_wall_time(values.get("post_date", ""))
    in_utc = dates.read_wall_time(values.get("post_date_gmt", ""))
    moment = in_utc.replace(tzinfo=datetime.UTC) if in_utc else dates.read_rfc_date(values.get("pubDate", ""))
    if moment is None and wall:
        moment = wall.replace(tzinfo=zone if is_wordpress else datetime.UTC)
    post.published_at = moment
    if moment:
        post.published_on = wall.date() if wall and is_wordpress else moment.astimezone(zone).date()
    changed = dates.read_wall_time(values.get("post_modified_gmt", ""))
    post.modified_at = changed.replace(tzinfo=datetime.UTC) if changed else None
    if moment is None and post.status is not Status.DRAFT:
        post.remarks.append("has no date that can be read")
    elif moment and post.status is Status.PUBLISHED and moment > timezone.now():
        post.status = Status.SCHEDULED


def read_attachment(values: dict[str, str], metas: dict[str, list[str]]) -> Attachment:
    return Attachment(
        attachment_id=values.get("post_id", ""),
        url=values.get("attachment_url", "").strip(),
        title=values.get("title", "").strip(),
        alt=last(metas, "_wp_attachment_image_alt"),
        caption=values["excerpt"].strip(),
        parent_id=values.get("post_parent", ""),
        address=values.get("link", ""),
    )


def metas_of(element: Element) -> dict[str, list[str]]:
    """This function will return all values of each meta key: WordPress repeats the element, and keys too."""
    metas: dict[str, list[str]] = {}
    for meta in element:
        if short(meta.tag) == "postmeta":
            values = {short(child.tag): text_of(child) for child in meta}
            metas.setdefault(values.get("meta_key", ""), []).append(values.get("meta_value", ""))
    return metas


def last(metas: dict[str, list[str]], key: str) -> str:
    return metas.get(key, [""])[-1].strip()


def terms_of(element: Element, domain: str) -> list[str]:
    found = (text_of(child).strip() for child in element if child.tag == "category" and child.get("domain") == domain)
    return list(dict.fromkeys(term for term in found if term))


def short(tag: str) -> str:
    return tag.rpartition("}")[2]


def text_of(element: Element) -> str:
    return element.text or ""


def looks_like_xml(file: BinaryIO) -> bool:
    """This function will say whether a file begins as XML does, in any encoding that we read."""
    start = file.read(400)
    file.seek(0)
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
