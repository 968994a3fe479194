"""A stand-in on a free port, a site that receives its events, and the real SDK in between."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
import stripe

from stripe_standin.__main__ import Standin
from stripe_standin.options import Options

SECRET = "whsec_0123456789abcdef0123456789abcdef"
CARD = {
    "email": "buyer@demo.example",
    "name": "A Buyer",
    "card_number": "4242 4242 4242 4242",
    "card_expiry": "12/34",
    "card_cvc": "123",
}


@pytest.fixture(autouse=True)
def _no_proxies_and_no_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setattr(stripe, "enable_telemetry", False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Site:
    """The receiving end of webhooks: remembers what came, answers what it is told to."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    on_event: Callable[[str], Any] | None = None

    def events(self) -> list[stripe.Event]:
        client = stripe.StripeClient("sk_test_x")
        pairs = zip(self.bodies, self.headers, strict=True)
        return [client.construct_event(body, header["Stripe-Signature"], SECRET) for body, header in pairs]

    def kinds(self) -> list[str]:
        return [json.loads(body)["type"] for body in self.bodies]

    def wait_for(self, kind: str, times: int = 1, seconds: float = 5) -> None:
        end = time.monotonic() + seconds
        while self.kinds().count(kind) < times:
            assert time.monotonic() < end, f"{kind} did not come {times} times; came: {self.kinds()}"
            time.sleep(0.01)

    def forget(self) -> None:
        self.answers.clear()
        self.bodies.clear()
        self.headers.clear()
        self.on_event = None


@pytest.fixture(scope="module")
def _site_server() -> Iterator[Site]:
    site = Site()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if site.on_event:
                site.on_event(json.loads(body)["type"])
            site.headers.append(dict(self.headers.items()))
            site.bodies.append(body)
            self.send_response(site.answers.pop(0) if site.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    site.url = f"http://127.0.0.1:{server.server_port}/stripe/webhook/"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def _running(_site_server: Site) -> Iterator[Standin]:
    port = free_port()
    options = Options(
        port=port,
        public_url=f"http://127.0.0.1:{port}",
        webhook_url=_site_server.url,
        webhook_secret=SECRET,
        retry_delays=(0.05,),
    )
    standin = Standin(options)
    standin.start()
    yield standin
    standin.stop()


@pytest.fixture
def standin(_running: Standin, _site_server: Site) -> Standin:
    """A stand-in that remembers nothing of the test before."""
    control(_running, "reset")
    _site_server.forget()
    return _running


@pytest.fixture
def site(standin: Standin, _site_server: Site) -> Site:
    return _site_server


@pytest.fixture
def client(standin: Standin) -> stripe.StripeClient:
    return client_of(standin)


def client_of(standin: Standin, key: str = "sk_test_demo", **options: Any) -> stripe.StripeClient:
    standard: dict[str, Any] = {"max_network_retries": 0, "http_client": stripe.RequestsClient(timeout=5)}
    return stripe.StripeClient(key, base_addresses={"api": standin.world.options.public_url}, **(standard | options))


def control(standin: Standin, act: str, **fields: Any) -> Any:
    """Do an act of the control room and return what it says."""
    answer = requests.post(f"{standin.world.options.public_url}/_control/{act}", json=fields, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()["done"]


@pytest.fixture
def price(client: stripe.StripeClient) -> stripe.Price:
    product = client.v1.products.create({"name": "Clinic Launch"})
    return client.v1.prices.create({"product": product.id, "currency": "usd", "unit_amount": 49900})


Make = Callable[..., stripe.checkout.Session]


@pytest.fixture
def make_session(client: stripe.StripeClient, price: stripe.Price) -> Make:
    """A function that creates a session for one course, with whatever else is said."""

    def make(**more: Any) -> stripe.checkout.Session:
        standard = {
            "mode": "payment",
            "line_items": [{"price": price.id, "quantity": 1, "metadata": {"line": "7"}}],
            "success_url": "http://127.0.0.1:9/done/?session_id={CHECKOUT_SESSION_ID}",
            "cancel_url": "http://127.0.0.1:9/back/",
            "client_reference_id": "order-1",
            "metadata": {"order": "order-1"},
        }
        wanted = {name: value for name, value in (standard | more).items() if value is not None}
        return client.v1.checkout.sessions.create(wanted)  # type: ignore[arg-type]

    return make


def pay(session: stripe.checkout.Session, **more: str) -> requests.Response:
    """Post the form of the hosted page."""
    return requests.post(str(session.url), data=CARD | more, allow_redirects=False, timeout=5)


def reread(client: stripe.StripeClient, session: stripe.checkout.Session, *expand: str) -> stripe.checkout.Session:
    return client.v1.checkout.sessions.retrieve(session.id, {"expand": [*expand]})


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that knows nothing of payments unless told."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("STRIPE_", "STANDIN_", "PAYMENTS_"))
    }
    return kept | more
