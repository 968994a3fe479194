"""The real SDK on one side, the stand-in for Stripe on the other, HTTP in between; and a post office for its messages.

The stand-in runs in threads of the test's own process. What it delivers is kept by `Mailbag` until the test hands it over,
so a test says itself when a message arrives, how often and in which order.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests
from django.test import Client

from stripe_standin import fidelity
from stripe_standin.__main__ import Standin
from stripe_standin.options import Options

SECRET = "whsec_0123456789abcdef0123456789abcdef"
GOOD_CARD = "4242424242424242"
DECLINED_CARD = "4000000000000002"
COMPLETED = "checkout.session.completed"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Message:
    """One signed message as it came over the wire."""

    body: bytes
    signature: str

    @property
    def kind(self) -> str:
        return json.loads(self.body)["type"]

    @property
    def id(self) -> str:
        return json.loads(self.body)["id"]

    def hand_to(self, client: Client) -> int:
        """Deliver it to the site's door and return the answer."""
        response = client.post(
            "/stripe/webhook/",
            data=self.body,
            content_type="application/json",
            headers={"Stripe-Signature": self.signature},
        )
        return response.status_code


@dataclass
class Mailbag:
    """Where the stand-in's courier leaves its messages."""

    url: str = ""
    messages: list[Message] = field(default_factory=list)

    def wait_for(self, kind: str = COMPLETED, *, times: int = 1, seconds: float = 20) -> Message:
        """Return the last message of a kind once it has come so often."""
        end = time.monotonic() + seconds
        while len(self.of(kind)) < times:
            assert time.monotonic() < end, f"{kind} did not come; came: {[message.kind for message in self.messages]}"
            time.sleep(0.01)
        return self.of(kind)[-1]

    def of(self, kind: str) -> list[Message]:
        return [message for message in list(self.messages) if message.kind == kind]


@contextmanager
def open_mailbag() -> Iterator[Mailbag]:
    bag = Mailbag()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            bag.messages.append(Message(body, self.headers["Stripe-Signature"]))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    bag.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield bag
    server.shutdown()
    server.server_close()


@dataclass
class Stripe:
    """The stand-in, as a test speaks to it: the buyer's hand on the hosted page, and the levers of the control room."""

    standin: Standin
    http: requests.Session

    @property
    def url(self) -> str:
        return self.standin.world.options.public_url

    def pay(self, page: str, card: str = GOOD_CARD, **more: str) -> requests.Response:
        """Fill in the hosted page and send it. `email` counts for guests alone."""
        form = {
            "email": "guest@people.example", "name": "Gwen Guest", "card_number": card,
            "card_expiry": "12/34", "card_cvc": "123",
        }  # fmt: skip
        return self.http.post(page, data=form | more, allow_redirects=False, timeout=30)

    def do(self, act: str, **fields: Any) -> Any:
        """Pull a lever of the control room."""
        answer = self.http.post(f"{self.url}/_control/{act}", json=fields, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()["done"]

    def do_api(self, path: str, **params: Any) -> Any:
        """Do something by Stripe's API as nobody of ours would: the Dashboard's hand."""
        headers = {"Authorization": "Bearer sk_test_dashboard", "Stripe-Version": fidelity.API_VERSION}
        answer = self.http.post(f"{self.url}/v1/{path}", data=params, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def sessions(self) -> list[dict[str, Any]]:
        """All checkout sessions that exist at Stripe, newest first."""
        with self.standin.world.deed():
            return list(self.standin.world.store.all("checkout.session"))

    def requests(self, path: str) -> int:
        """How often a path was asked for since the last reset, whatever the method."""
        return sum(1 for _, _, asked, _ in list(self.standin.world.recent) if asked == path)


@contextmanager
def open_stripe(*, webhook_url: str, retry_delay: float = 0.1) -> Iterator[Stripe]:
    """Run a stand-in that sends its messages to that address."""
    port = free_port()
    standin = Standin(
        Options(
            port=port,
            public_url=f"http://127.0.0.1:{port}",
            webhook_url=webhook_url,
            webhook_secret=SECRET,
            retry_delays=(retry_delay,),
        )
    )
    standin.start()
    http = requests.Session()
    http.trust_env = False  # a machine's proxy settings must not come between two threads
    yield Stripe(standin, http)
    http.close()
    standin.stop()


Buy = Callable[..., str]
