"""The state on disk: one SQLite file, one connection, one writer at a time.

Objects are kept as the JSON that Stripe would show, beside a ``backstage`` dict of what only this program knows (how
a test card behaves later, which lines a session has). A restart continues where the last process stopped.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FORMAT = 1
_SCHEMA = """
create table if not exists objects (
    seq integer primary key autoincrement, id text not null unique, object text not null, created integer not null,
    body text not null, backstage text not null default '{}');
create index if not exists objects_by_kind on objects (object, seq);
create table if not exists agenda (
    seq integer primary key autoincrement, at integer not null, deed text not null, subject text not null);
create table if not exists deliveries (
    seq integer primary key autoincrement, event text not null, endpoint text not null, state text not null,
    attempts integer not null default 0, next_at real not null, answer text not null default '',
    levers text not null default '{}');
create index if not exists deliveries_due on deliveries (state, next_at);
create table if not exists replays (
    key text primary key, asked text not null, status integer not null, body text not null, at integer not null);
create table if not exists settings (name text primary key, value text not null);
"""
_WIPE = ("delete from objects", "delete from agenda", "delete from deliveries", "delete from replays")
_NEWEST_FIRST = "select body from objects where object = ? order by seq desc"
_OLDEST_FIRST = "select body from objects where object = ? order by seq asc"


class OtherFormat(Exception):
    """The file was written by another version of this program or for another API version."""


class Store:
    """Reads and writes the state file; every use happens inside ``deed()``."""

    def __init__(self, path: Path | str, api_version: str) -> None:
        self.lock = threading.RLock()
        self._depth = 0
        if str(path) != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        self._db.row_factory = sqlite3.Row
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        self._db.executescript(_SCHEMA)
        written_by = self.setting("written_by")
        here = [FORMAT, api_version]
        if written_by is None:
            self.set_setting("written_by", here)
        elif written_by != here:
            raise OtherFormat(f"the state file {path} was written for {written_by}, this program needs {here}")

    def close(self) -> None:
        """Close the file after the running deed."""
        with self.lock:
            self._db.close()

    @contextmanager
    def deed(self) -> Iterator[None]:
        """Do everything inside or nothing; a deed within a deed belongs to the outer one."""
        with self.lock:
            if self._depth == 0:
                self._db.execute("begin immediate")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._db.execute("rollback")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("commit")

    def wipe(self) -> None:
        """Forget everything except the format of the file."""
        for statement in _WIPE:
            self._db.execute(statement)
        self._db.execute("delete from settings where name != 'written_by'")

    # objects

    def load(self, object_id: str, object_name: str | None = None) -> dict | None:
        """Return the body of an object, a copy to change and save."""
        row = self._db.execute("select object, body from objects where id = ?", [object_id]).fetchone()
        if row is None or (object_name and row["object"] != object_name):
            return None
        return json.loads(row["body"])

    def backstage(self, object_id: str) -> dict:
        """Return what only this program knows of an object."""
        row = self._db.execute("select backstage from objects where id = ?", [object_id]).fetchone()
        return json.loads(row["backstage"]) if row else {}

    def save(self, body: dict, backstage: dict | None = None) -> dict:
        """Insert or replace an object; the backstage stays as it was unless given."""
        self._db.execute(
            "insert into objects (id, object, created, body) values (?, ?, ?, ?)"
            " on conflict (id) do update set body = excluded.body",
            [body["id"], body["object"], body.get("created", 0), json.dumps(body)],
        )
        if backstage is not None:
            self._db.execute("update objects set backstage = ? where id = ?", [json.dumps(backstage), body["id"]])
        return body

    def forget(self, object_id: str) -> None:
        """Remove an object."""
        self._db.execute("delete from objects where id = ?", [object_id])

    def all(self, object_name: str, *, newest_first: bool = True) -> Iterator[dict]:
        """Yield every object of a kind."""
        rows = self._db.execute(_NEWEST_FIRST if newest_first else _OLDEST_FIRST, [object_name]).fetchall()
        for row in rows:
            yield json.loads(row["body"])

    def count(self) -> int:
        """Return how many objects there are."""
        return self._db.execute("select count(*) from objects").fetchone()[0]

    # agenda

    def plan(self, at: int, deed: str, subject: str) -> None:
        """Note a deed for a time of the stand-in's clock."""
        self._db.execute("insert into agenda (at, deed, subject) values (?, ?, ?)", [at, deed, subject])

    def unplan(self, subject: str, deed: str | None = None) -> None:
        """Strike out what was planned for a subject."""
        self._db.execute("delete from agenda where subject = ? and deed = coalesce(?, deed)", [subject, deed])

    def planned(self, until: int | None = None) -> list[sqlite3.Row]:
        """Return what is planned, soonest first."""
        return self._db.execute("select * from agenda where at <= coalesce(?, at) order by at, seq", [until]).fetchall()

    def done(self, seq: int) -> None:
        """Strike out one planned deed."""
        self._db.execute("delete from agenda where seq = ?", [seq])

    # settings and raw rows

    def setting(self, name: str, default: object = None) -> object:
        """Return a setting."""
        row = self._db.execute("select value from settings where name = ?", [name]).fetchone()
        return json.loads(row["value"]) if row else default

    def set_setting(self, name: str, value: object) -> None:
        """Keep a setting."""
        self._db.execute(
            "insert into settings values (?, ?) on conflict (name) do update set value = excluded.value",
            [name, json.dumps(value)],
        )

    def rows(self, sql: str, values: list | None = None) -> list[sqlite3.Row]:
        """Run one statement; used by the rooms that own a table (deliveries, replays)."""
        return self._db.execute(sql, values or []).fetchall()
