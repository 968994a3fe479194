"""Delivers events: signed, at least once, again after a failure, from disk so that a restart goes on.

Timing and order are assumed, not Stripe's: a few deliveries run at once, so events may arrive in any order.
"""

import http.client
import json
import random
import threading
import time
import traceback
from urllib.parse import urlsplit

from . import signing
from .world import World

GIVE_UP_AFTER = 3 * 86400


class Courier:
    """A few threads that carry what is due."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._under_way: set[int] = set()
        self._wake = threading.Event()
        self._stopped = False
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to deliver."""
        self.world.after_commit.append(self.wake)
        for number in range(self.world.options.workers):
            thread = threading.Thread(target=self._work, name=f"courier-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def wake(self) -> None:
        """Look for work now."""
        self._wake.set()

    def stop(self) -> None:
        """Finish what is under way (for a moment) and end."""
        self._stopped = True
        self.wake()
        for thread in self._threads:
            thread.join(timeout=2)

    def _work(self) -> None:
        while not self._stopped:
            seq = self._next_due()
            if seq is None:
                # No lock may be held here: whoever commits sets the event while he holds the lock of the world.
                self._wake.wait(timeout=self._pause())
                self._wake.clear()
                continue
            try:
                self.deliver(seq)
            except Exception:  # whatever one delivery met, the next ones must go out
                if not self._stopped:
                    traceback.print_exc()
            finally:
                with self.world.lock:
                    self._under_way.discard(seq)

    def _pause(self) -> float:
        with self.world.lock, self.world.store.deed():
            rows = self.world.store.rows("select seq, next_at from deliveries where state = 'waiting'")
            due = [row["next_at"] for row in rows if row["seq"] not in self._under_way]
            if not due or self.world.lever("hold", False):
                return 1.0
        return min(1.0, max(0.02, min(due) - time.time()))

    def _next_due(self) -> int | None:
        """Choose one delivery that is due and nobody carries; the levers hold, drop, shuffle are obeyed here."""
        world = self.world
        with world.lock, world.store.deed():
            if world.lever("hold", False):
                return None
            rows = world.store.rows(
                "select seq, attempts from deliveries where state = 'waiting' and next_at <= ? order by next_at, seq",
                [time.time()],
            )
            free = [row for row in rows if row["seq"] not in self._under_way]
            if not free:
                return None
            row = random.choice(free) if world.lever("shuffle", False) else free[0]  # noqa: S311 # nosec B311
            if row["attempts"] == 0 and world.take_count("drop"):
                world.store.rows("update deliveries set state = 'dropped' where seq = ?", [row["seq"]])
                return None
            self._under_way.add(row["seq"])
            return row["seq"]

    def deliver(self, seq: int) -> str:
        """Carry one delivery now and write down how it went; returns the site's answer in a few words."""
        with self.world.lock, self.world.store.deed():
            prepared = self._prepare(seq)
        if prepared is None:
            return "endpoint is gone or disabled"
        url, body, headers, times = prepared
        for _ in range(times):
            delivered, answer = post(url, body, headers, self.world.options.webhook_timeout)
        with self.world.lock, self.world.store.deed():
            self._note(seq, delivered, answer)
        return answer

    def _prepare(self, seq: int) -> tuple[str, bytes, dict[str, str], int] | None:
        """Build the exact bytes and headers, bent by whatever levers are set."""
        world = self.world
        rows = world.store.rows("select * from deliveries where seq = ?", [seq])
        if not rows:  # the state was wiped meanwhile
            return None
        row = rows[0]
        endpoint = world.store.load(row["endpoint"], "webhook_endpoint")
        if endpoint is None or endpoint["status"] != "enabled":
            world.store.rows("update deliveries set state = 'given up' where seq = ?", [seq])
            return None
        event = world.store.load(row["event"]) or {}
        event["pending_webhooks"] = 1
        if world.take_count("live_mode"):
            event["livemode"] = True
        if world.take_count("wrong_version"):
            event["api_version"] = "2017-08-15"
        timestamp = int(time.time())
        if world.take_count("stale_timestamp"):
            timestamp += int(world.lever("stale_seconds", -3600))  # type: ignore[call-overload]
        body = json.dumps(event, indent=2, ensure_ascii=False).encode()
        keys = world.backstage(endpoint["id"])["secrets"]
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (stand-in; +http://127.0.0.1)",
            "Stripe-Signature": signing.header(body, keys, timestamp),
        }
        return endpoint["url"], body, headers, 2 if world.take_count("duplicate") else 1

    def _note(self, seq: int, delivered: bool, answer: str) -> None:
        rows = self.world.store.rows("select * from deliveries where seq = ?", [seq])
        if not rows:  # the state was wiped meanwhile
            return
        attempts = rows[0]["attempts"] + 1
        delays = self.world.options.retry_delays
        delay = delays[min(attempts, len(delays)) - 1]
        state = "delivered" if delivered else "waiting"
        if not delivered and sum(delays) + delays[-1] * max(0, attempts - len(delays)) > GIVE_UP_AFTER:
            state = "given up"
        self.world.store.rows(
            "update deliveries set state = ?, attempts = ?, next_at = ?, answer = ? where seq = ?",
            [state, attempts, time.time() + delay, answer, seq],
        )


def post(url: str, body: bytes, headers: dict[str, str], timeout: float) -> tuple[bool, str]:
    """Post once, following no redirect; only 2xx counts. Returns whether it counts, and the answer in words."""
    parts = urlsplit(url)
    maker = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = maker(parts.hostname or "", parts.port, timeout=timeout)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return 200 <= answer.status < 300, str(answer.status)
    except (OSError, http.client.HTTPException) as trouble:
        return False, type(trouble).__name__
    finally:
        connection.close()
