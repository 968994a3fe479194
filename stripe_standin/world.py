"""The one thing every room is handed: state, clock, options and levers of this stand-in."""

import itertools
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from . import errors, fidelity
from .options import Options
from .store import Store

AGENDA: dict[str, Callable] = {}


def agenda_deed(function: Callable) -> Callable:
    """Make a function plannable by its name: ``def settle_debit(world, subject)``."""
    AGENDA[function.__name__] = function
    return function


class World:
    """State, clock and levers of one stand-in."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.store = Store(options.state, fidelity.API_VERSION)
        self.lock = self.store.lock
        self.request: dict = {"id": None, "idempotency_key": None}
        self.after_commit: list[Callable] = []
        self.recent: deque = deque(maxlen=60)
        self._request_numbers = itertools.count(1)

    @contextmanager
    def deed(self) -> Iterator[None]:
        """Run one whole change; tell the courier about new events once it is on disk."""
        with self.lock:
            with self.store.deed():
                yield
            for call in self.after_commit:
                call()

    # clock

    def now(self) -> int:
        """Return the time of the stand-in, which may be ahead of the real one."""
        return int(time.time()) + int(self.store.setting("clock_offset", 0))  # type: ignore[call-overload]

    @property
    def clock_offset(self) -> int:
        """Return by how many seconds the stand-in is ahead."""
        return int(self.store.setting("clock_offset", 0))  # type: ignore[call-overload]

    def advance(self, seconds: int) -> list[str]:
        """Move the clock on; everything planned until then happens at its own time, in order."""
        target = self.now() + seconds
        happened = self._run_until(target)
        self._set_clock(target)
        return happened

    def catch_up(self) -> list[str]:
        """Do what has become due by the mere passing of time."""
        return self._run_until(self.now())

    def _run_until(self, target: int) -> list[str]:
        happened = []
        while due := self.store.planned(target):
            entry = due[0]
            self._set_clock(entry["at"])
            self.store.done(entry["seq"])
            AGENDA[entry["deed"]](self, entry["subject"])
            happened.append(f"{entry['deed']} {entry['subject']}")
        return happened

    def _set_clock(self, moment: int) -> None:
        if moment > self.now():
            self.store.set_setting("clock_offset", moment - int(time.time()))

    # objects

    def find(self, noun: str, object_id: str, param: str = "id") -> dict:
        """Return an object of a kind, or refuse as Stripe does for an id that nobody has."""
        found = self.store.load(object_id, noun)
        if found is None:
            raise errors.missing(noun.rpartition(".")[2].replace("_", " "), object_id, param)
        return found

    def save(self, body: dict, backstage: dict | None = None) -> dict:
        """Check an object against the SDK's types, then keep it."""
        fidelity.check_object(body)
        return self.store.save(body, backstage)

    def backstage(self, object_id: str) -> dict:
        """Return what only this program knows of an object."""
        return self.store.backstage(object_id)

    def new_request_id(self) -> str:
        """Return an id for the answer's ``Request-Id`` header."""
        return f"req_standin{next(self._request_numbers):08d}"

    # levers

    def lever(self, name: str, default: object = None) -> object:
        """Return the position of a lever of the control page."""
        return self.store.setting(f"lever:{name}", default)

    def set_lever(self, name: str, value: object) -> None:
        """Put a lever somewhere; it stays there over a restart."""
        self.store.set_setting(f"lever:{name}", value)

    def take_count(self, name: str) -> bool:
        """Use up one of a counting lever; say whether there was one left."""
        left = int(self.lever(name, 0) or 0)  # type: ignore[call-overload]
        if left > 0:
            self.set_lever(name, left - 1)
        return left > 0
