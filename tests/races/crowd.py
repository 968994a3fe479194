"""People who all come at the same moment: a thread each, with a database connection each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def at_once(deeds: list[Callable[[], Any]], *, doors: int = 24) -> list[Any]:
    """Do all deeds, `doors` of them at a time, and return what each gave back or raised, in order.

    A real site has so many workers and no more; the first through every door start together.
    """
    doors = min(doors, len(deeds))
    start = threading.Barrier(doors)
    waiting = threading.Semaphore(doors)

    def run(deed: Callable[[], Any]) -> Any:
        if waiting.acquire(blocking=False):
            start.wait(30)
        try:
            return deed()
        except Exception as error:
            return error

    def leave(_: int) -> None:
        left.wait(30)
        connection.close()

    left = threading.Barrier(doors)
    with ThreadPoolExecutor(doors) as pool:
        results = list(pool.map(run, deeds))
        list(pool.map(leave, range(doors)))
    return results
