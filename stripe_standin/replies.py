"""An answer on its way to the socket."""

import json
from dataclasses import dataclass, field

from .render import POLICY


@dataclass(frozen=True)
class Reply:
    """Status, body and headers, and how the connection is to misbehave."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    disconnect: bool = False
    wait: float = 0


def json_reply(body: object, status: int = 200) -> Reply:
    """Return JSON."""
    return Reply(status, json.dumps(body, indent=2).encode(), {"Content-Type": "application/json"})


def page_reply(text: str, status: int = 200) -> Reply:
    """Return a page that nobody may cache, frame or script."""
    return Reply(
        status,
        text.encode(),
        {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        },
    )


def see_other(url: str) -> Reply:
    """Send the browser on with a GET."""
    return Reply(303, b"", {"Location": url, "Cache-Control": "no-store"})
