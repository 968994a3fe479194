"""A table of HTML as columns and rows of plain text, as our table block has them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bs4 import NavigableString, Tag

from blog.importing import limits
from blog.importing.lines import INVISIBLE, SPACE

BLOCKS = {"blockquote", "br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "td", "th", "tr"}


@dataclass
class Grid:
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plain_text(node: Tag) -> str:
    """This function will return the words of an element; what begins a new line there is set apart by a space."""
    parts = []
    for part in node.descendants:
        if isinstance(part, NavigableString):
            parts.append(str(part))
        elif isinstance(part, Tag) and part.name in BLOCKS:
            parts.append(" ")
    return SPACE.sub(" ", INVISIBLE.sub("", "".join(parts))).strip()


def span_of(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return (
        max(1, min(int(value), limits.MAX_TABLE_COLUMNS))
        if value.isascii() and value.isdigit() and len(value) < 5
        else 1
    )


def rows_of(table: Tag) -> list[Tag]:
    """This function will return the rows of this table, without those of tables inside it."""
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def cells_of(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)


def is_layout(table: Tag) -> bool:
    """One column, or tables inside: somebody arranged things with it, there are no figures to compare."""
    return bool(table.find("table")) or all(len(cells_of(row)) <= 1 for row in rows_of(table))


def read_grid(table: Tag) -> Grid:
    """This function will return the table with its first row as headings, and notes on what did not fit."""
    grid, rows = Grid(), rows_of(table)
    has_head = bool(rows) and (
        rows[0].find_parent("thead") is not None or all(c.name == "th" for c in cells_of(rows[0]))
    )
    if len(rows) > limits.MAX_TABLE_ROWS:
        grid.notes.append(f"a table was cut after {limits.MAX_TABLE_ROWS} rows")
    lines = [read_cells(row, grid) for row in rows[: limits.MAX_TABLE_ROWS]]
    lines = [line for line in lines if any(line)]
    if not lines:
        return grid
    width = max(map(len, lines))
    if width > limits.MAX_TABLE_COLUMNS:
        grid.notes.append(f"a table was cut after {limits.MAX_TABLE_COLUMNS} columns")
        width = limits.MAX_TABLE_COLUMNS
    lines = [(line + [""] * width)[:width] for line in lines]
    if not has_head:
        grid.notes.append("a table had no headings: its first row serves as such")
    grid.columns, grid.rows = lines[0], lines[1:]
    return grid


def read_cells(row: Tag, grid: Grid) -> list[str]:
    texts: list[str] = []
    for cell in cells_of(row)[: limits.MAX_TABLE_COLUMNS + 1]:
        across = span_of(cell, "colspan")
        if across > 1 or span_of(cell, "rowspan") > 1:
            grid.notes.append("cells of a table that spanned others were set apart")
        if cell.find("a"):
            grid.notes.append("links inside a table are plain text now")
        texts += [plain_text(cell), *[""] * (across - 1)]
    return texts
