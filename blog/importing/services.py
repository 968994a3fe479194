"""One run of the importer, from a file or folder to a report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction

from blog.importing import addresses, choices, squarespace, wxr
from blog.importing.addresses import NOT_HERE
from blog.importing.pictures import Pictures
from blog.importing.report import WRITTEN, Entry, Outcome, Report
from blog.importing.source import Attachment, Dialect, SkippedItem, SourcePost, Status, UnreadableSource, host_of
from blog.importing.spool import Spool
from blog.importing.writer import Writer
from blog.models import BlogIndexPage

logger = logging.getLogger(__name__)

UNKNOWN_HOST = "old-blog.invalid"

Progress = Callable[[Iterable[SourcePost], int], Iterable[SourcePost]]


@dataclass
class Request:
    """What is asked of one run."""

    source: Path
    zone: ZoneInfo
    site: str = ""
    media: Path | None = None
    downloads: bool = True
    overwrites: bool = False
    is_rehearsal: bool = False
    wishes: choices.Wishes = field(default_factory=choices.Wishes)


def import_blog(request: Request, *, progress: Progress) -> Report:
    """This function will bring the posts of a file or folder into the blog and return what became of each."""
    index = BlogIndexPage.objects.first()
    if index is None:
        raise UnreadableSource("There is no blog here to bring posts into: make its page first.")
    report, spool = Report(is_rehearsal=request.is_rehearsal), Spool()
    try:
        attachments = read_all(request, spool, report)
        writer = make_writer(request, index, spool, attachments)
        waiting, written = [], []
        for post in progress(spool, len(spool)):
            entry, waits = write_one(writer, post, report)
            waiting += [(post.key, entry)] if waits else []
            written += [post.key] if entry.outcome in WRITTEN else []
        for key, entry in waiting:  # now every post of this run has a page to link to
            write_one(writer, spool.get(key), report, earlier=entry)
        if not request.is_rehearsal:
            lead_lists_on(writer, (spool.get(key) for key in written), report)
    finally:
        spool.close()
    return report


def read_all(request: Request, spool: Spool, report: Report) -> dict[str, Attachment]:
    """This function will read the whole source before anything is written: a broken file leaves nothing behind."""
    attachments: dict[str, Attachment] = {}
    repairs: dict[str, int] = {}
    for found in open_source(request, repairs):
        if isinstance(found, Attachment):
            attachments[found.attachment_id] = found
        elif isinstance(found, SkippedItem):
            outcome = Outcome.BROKEN if found.is_trouble else Outcome.SKIPPED
            report.add(Entry(found.label, outcome, notes=[found.reason]))
        else:
            found.host = found.host or host_of(request.site) or UNKNOWN_HOST
            if not spool.add(found):
                report.add(Entry(found.label, Outcome.SKIPPED, notes=["the file has it twice; the first was taken"]))
    report.notes += [f"mended on reading: {count} {what}" for what, count in repairs.items()]
    return attachments


def open_source(request: Request, repairs: dict[str, int]) -> Iterator[SourcePost | Attachment | SkippedItem]:
    path = request.source
    if path.is_dir():
        return squarespace.read_folder(path, zone=request.zone)
    if not path.is_file():
        raise UnreadableSource(f"{path} is not there.")
    with path.open("rb") as file:
        if not wxr.looks_like_xml(file):
            raise UnreadableSource("This is neither a WXR file (XML) nor a folder of pages saved with ?format=json.")
    return wxr.read_wxr(path, zone=request.zone, repairs=repairs)


def make_writer(request: Request, index: BlogIndexPage, spool: Spool, attachments: dict[str, Attachment]) -> Writer:
    known = addresses.Addresses.load(index)
    known.waiting = spool.addresses
    known.hosts = {place.key.split("#")[0] for place in spool.places.values()} | {host_of(request.site)} - {""}
    writer = Writer(
        index=index,
        known=known,
        store=Pictures(request.media, downloads=request.downloads, is_rehearsal=request.is_rehearsal),
        wishes=request.wishes,
        attachments=attachments,
        overwrites=request.overwrites,
        is_rehearsal=request.is_rehearsal,
    )
    for attachment in attachments.values():
        writer.galleries.setdefault(attachment.parent_id, []).append(attachment.attachment_id)
    return writer


def write_one(writer: Writer, post: SourcePost, report: Report, *, earlier: Entry | None = None) -> tuple[Entry, bool]:
    """This function will write one post and say whether it still waits for others; whatever breaks, the rest goes on."""
    try:
        entry, draft = writer.write(post)
    except Exception as error:  # a stranger's post must not end the run
        if not isinstance(error, ValidationError):
            logger.exception("post %s of the old blog could not be brought in", post.key)
        reason = "; ".join(error.messages) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
        entry, draft = Entry(post.label, Outcome.BROKEN, notes=[reason]), None
    if earlier is not None:
        if entry.outcome is Outcome.BROKEN:
            report.add(entry)
        elif draft:
            earlier.notes = [note for note in earlier.notes if not note.startswith(NOT_HERE) or note in entry.notes]
        return entry, False
    report.add(entry)
    if draft:
        report.topics[draft.topic] += 1
    return entry, bool(draft and draft.links.waits)


def lead_lists_on(writer: Writer, posts: Iterable[SourcePost], report: Report) -> None:
    """This function will redirect the old lists by category and tag to the topics that they became."""
    with transaction.atomic():
        done: set[str] = set()
        for post in posts:
            if post.status is not Status.PUBLISHED:
                continue  # its topic may have no page yet
            for old, term in addresses.term_addresses(post):
                if old not in done:
                    done.add(old)
                    note = addresses.redirect(old, link=topic_link(writer, term))
                    report.notes += [note] if note else []


def topic_link(writer: Writer, term: str) -> str:
    name = writer.topics.get(term.casefold(), "")
    return addresses.topic_address(writer.index, addresses.get_topic_slug(name) if name else "")


__all__ = ["Dialect", "Request", "import_blog"]
