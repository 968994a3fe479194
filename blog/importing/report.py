"""What became of each post, in words for the person who runs the import, and as a table."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Outcome(StrEnum):
    CREATED = "brought in"
    UPDATED = "updated"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    EDITED_HERE = "left alone: edited here since"
    DELETED_HERE = "left alone: deleted here since"
    SKIPPED = "skipped"
    BROKEN = "broken"


WRITTEN = {Outcome.CREATED, Outcome.UPDATED, Outcome.REPLACED}


@dataclass
class Entry:
    label: str
    outcome: Outcome
    old_address: str = ""
    new_address: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class Report:
    is_rehearsal: bool = False
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_trouble: bool = False
    topics: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        self.has_trouble = self.has_trouble or entry.outcome is Outcome.BROKEN
        return entry

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(entry.outcome for entry in self.entries)

    def lines(self) -> list[str]:
        """This function will return the report as lines to read: what happened, then each post with something to say."""
        counts = self.counts
        summary = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome]) or "nothing found"
        lines = [f"{'Rehearsal, nothing was written. It would be: ' if self.is_rehearsal else ''}{summary}."]
        if self.topics:
            lines.append("Topics: " + ", ".join(f"{name} ({count})" for name, count in self.topics.most_common()) + ".")
        lines += [f"Note: {note}." for note in self.notes]
        quiet = {Outcome.UNCHANGED}
        for entry in self.entries:
            if entry.outcome in quiet and not entry.notes:
                continue
            way = f" -> {entry.new_address}" if entry.new_address else ""
            lines.append(f"- {printable(entry.label)}: {entry.outcome}{way}")
            lines += [f"    {printable(note)}" for note in entry.notes]
        return lines

    def save(self, path: Path) -> None:
        """This function will write the report to a file: a table if its name ends in .csv, text otherwise."""
        if path.suffix.lower() != ".csv":
            path.write_text("\n".join(self.lines()) + "\n", encoding="utf-8")
            return
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            table = csv.writer(file)
            table.writerow(["old address", "title", "what became of it", "new address", "notes"])
            for entry in self.entries:
                row = [entry.old_address, entry.label, entry.outcome, entry.new_address, "; ".join(entry.notes)]
                table.writerow([as_text(cell) for cell in row])


def printable(text: str) -> str:
    """A stranger's words must not move the cursor of the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:300]


def as_text(cell: str) -> str:
    """A cell that begins like a formula would be one in a spreadsheet."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
