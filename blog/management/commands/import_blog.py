"""`manage.py import_blog FILE|DIR`: bring an old blog along. Ends with 1 if a post broke, with 2 if the source cannot be read."""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from blog.importing import dates, services
from blog.importing.choices import Wishes
from blog.importing.source import SourcePost, UnreadableSource


class Command(BaseCommand):
    help = "Bring an old blog along: a WXR file of WordPress or Squarespace, or a folder of Squarespace pages (?format=json)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="the file, or the folder")
        parser.add_argument(
            "--dry-run", action="store_true", help="read everything, write nothing, say what would happen"
        )
        parser.add_argument("--media", type=Path, help="a folder in which pictures are looked for first")
        parser.add_argument("--no-download", action="store_true", help="take pictures from --media alone")
        parser.add_argument("--topic", default="", help="the topic of posts that nothing else gives one")
        parser.add_argument("--topics", type=Path, help="a CSV file with two columns: old category or tag, topic here")
        parser.add_argument("--author", default="", help="the author of posts that name none")
        parser.add_argument("--site", default="", help="the address of the old blog, where the source does not say it")
        parser.add_argument("--zone", default=settings.SCHOOL_TIME_ZONE, help="the zone of dates that name none")
        parser.add_argument(
            "--overwrite", action="store_true", help="also replace pages that were edited or deleted here since"
        )
        parser.add_argument("--report", type=Path, help="write the report to a file, too: a table if it ends in .csv")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["media"] and not options["media"].is_dir():
            raise CommandError(f"{options['media']} is not a folder.", returncode=2)
        request = services.Request(
            source=options["source"],
            zone=read_zone(options["zone"]),
            site=options["site"],
            media=options["media"],
            downloads=not options["no_download"],
            overwrites=options["overwrite"],
            is_rehearsal=options["dry_run"],
            wishes=Wishes(topics=read_topics(options["topics"]), topic=options["topic"], author=options["author"]),
        )
        try:
            report = services.import_blog(request, progress=self.show_progress)
        except UnreadableSource as error:
            raise CommandError(f"{error} Nothing was brought in.", returncode=2) from error
        self.stdout.write("\n".join(report.lines()))
        if options["report"]:
            try:
                report.save(options["report"])
            except OSError as error:
                raise CommandError(f"The posts are dealt with, but the report cannot be written: {error}") from error
        if report.has_trouble:
            sys.exit(1)

    def show_progress(self, posts: Iterable[SourcePost], total: int) -> Iterable[SourcePost]:
        return tqdm(posts, total=total, unit=" posts", disable=None)  # None: silent where nobody watches


def read_zone(name: str) -> ZoneInfo:
    zone = dates.find_zone(name)
    if zone is None:
        raise CommandError(f"There is no time zone called {name}.", returncode=2)
    return zone


def read_topics(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path} cannot be read: {error}", returncode=2) from error
    return {row[0].casefold(): row[1] for row in rows if len(row) >= 2 and row[0] and row[1]}
