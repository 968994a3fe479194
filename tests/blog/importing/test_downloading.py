"""Pictures are fetched from the open internet alone, whatever a file says. A server at 127.0.0.1 sees who calls."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from PIL import Image
from wagtail.images import get_image_model

from blog.importing import download, limits
from pages import strangers
from tests.blog.importing.conftest import blocks_of, item, post_called


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (30, 20), (9, 9, 9)).save(file, "PNG")
    return file.getvalue()


class OldSite(BaseHTTPRequestHandler):
    calls: list[tuple[str, dict[str, str]]] = []

    def do_GET(self) -> None:
        type(self).calls.append((self.path, dict(self.headers)))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        body = b"x" * 300_000 if self.path == "/big.png" else png()
        self.send_response(404 if self.path == "/gone.png" else 200)
        self.send_header("Content-Type", "text/html")  # what a server says of a file is not believed
        if self.path == "/packed.png":
            self.send_header("Content-Encoding", "gzip")
        if self.path != "/big.png":
            self.send_header("Content-Length", str(len(body) + 10 * (self.path == "/short.png")))
        self.end_headers()
        if self.path == "/slow.png":
            try:
                for byte in body:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                return
        self.wfile.write(body)

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    OldSite.calls = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), OldSite)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def private(server: ThreadingHTTPServer) -> str:
    """The server, which nobody allowed."""
    return f"127.0.0.1:{server.server_port}"


@pytest.fixture
def allowed(private: str, settings) -> str:
    """The same server, allowed by the setting that only tests have."""
    settings.PRIVATE_HOSTS = [private]
    return private


@pytest.mark.django_db
def test_a_picture_is_fetched_from_where_it_was(import_blog, write_wxr, allowed):
    run = import_blog(write_wxr(item(f'<img src="http://{allowed}/lamp.png?format=1000w" alt="A lamp">')))

    assert blocks_of(post_called("An old post"))[0][0] == "figure"
    assert get_image_model().objects.get().width == 30
    assert run.code == 0
    _, headers = OldSite.calls[0]
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.django_db
def test_a_picture_is_fetched_once(import_blog, write_wxr, allowed):
    picture = f'<img src="http://{allowed}/lamp.png" alt="A lamp">'
    import_blog(write_wxr(item(picture), item(f"<p>Two</p>{picture}", number=2, slug="two", title="Two")))
    import_blog(write_wxr(item(f"<p>New words</p>{picture}")))

    assert len(OldSite.calls) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("options", [["--dry-run"], ["--no-download"]])
def test_a_rehearsal_or_a_wish_keeps_the_network_shut(import_blog, write_wxr, allowed, options):
    run = import_blog(write_wxr(item(f'<p>See</p><img src="http://{allowed}/lamp.png" alt="A lamp">')), *options)

    assert OldSite.calls == []
    assert "would be downloaded from 127.0.0.1" in run.said or "not downloaded, as you asked" in run.said


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
    ],
)
def test_nothing_is_fetched_from_this_machine(server, monkeypatch, host):
    monkeypatch.setitem(strangers.PORTS, "http", server.server_port)

    with pytest.raises(strangers.NotFetched):
        download.fetch(f"http://{host}:{server.server_port}/lamp.png", most_bytes=1_000_000)

    assert OldSite.calls == []


def test_without_the_guard_the_call_would_arrive(server, monkeypatch):
    """The counter-proof: it is the guard that keeps the call away, not something else on the way."""
    monkeypatch.setitem(strangers.PORTS, "http", server.server_port)
    monkeypatch.setattr(strangers, "is_public", lambda number: True)

    download.fetch(f"http://127.0.0.1:{server.server_port}/lamp.png", most_bytes=1_000_000).close()

    assert [path for path, _ in OldSite.calls] == ["/lamp.png"]


@pytest.mark.parametrize(
    "number",
    [
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "127.0.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "2002:a00:1::",
        "fec0::1", "no",
    ],
)  # fmt: skip
def test_a_private_number_is_known_in_any_clothes(number):
    assert not strangers.is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_a_public_number_is_known_too(number):
    assert strangers.is_public(number)


def test_each_hop_is_checked_again(allowed, server):
    other = f"http://localhost:{server.server_port}/lamp.png"

    with pytest.raises(strangers.NotFetched, match=r"port|private"):
        download.fetch(f"http://{allowed}/to/{other}", most_bytes=1_000_000)

    assert [path for path, _ in OldSite.calls] == [f"/to/{other}"]


def test_a_hop_to_an_allowed_place_is_followed(allowed):
    download.fetch(f"http://{allowed}/to//lamp.png", most_bytes=1_000_000).close()

    assert [path for path, _ in OldSite.calls] == ["/to//lamp.png", "/lamp.png"]


def test_a_name_is_asked_for_once_so_it_cannot_change_its_mind(server, settings, monkeypatch):
    asked = []
    real = strangers.socket.getaddrinfo

    def fickle(host, *args, **named):
        asked.append(host)
        number = "10.0.0.1" if asked.count("old.example") > 1 else "127.0.0.1"
        return real(number if host == "old.example" else host, *args, **named)

    monkeypatch.setattr(strangers.socket, "getaddrinfo", fickle)
    settings.PRIVATE_HOSTS = [f"old.example:{server.server_port}"]

    download.fetch(f"http://old.example:{server.server_port}/lamp.png", most_bytes=1_000_000).close()

    assert asked.count("old.example") == 1
    assert OldSite.calls[0][1]["Host"] == f"old.example:{server.server_port}"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://old.example/x.png", "not one of the web"),
        ("file:///etc/passwd", "not one of the web"),
        ("http://user:secret@old.example/x.png", "carries a password"),
        ("http://old.example:22/x.png", "port 22"),
        ("http://old.example:99999/x.png", "its address is not one"),
        ("http://[::1/x.png", "its address is not one"),
        ("http:///x.png", "not one of the web"),
        ("gopher://old.example/", "not one of the web"),
        ("http://no-such-host.invalid/x.png", "is not known"),
    ],
)
def test_a_strange_address_is_refused(address, said):
    with pytest.raises(strangers.NotFetched, match=said):
        download.fetch(address, most_bytes=1000)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("big.png", "larger than"),
        ("gone.png", "answered 404"),
        ("packed.png", "packed"),
        ("short.png", "did not answer|broke off"),
    ],
)
def test_an_answer_that_was_not_agreed_is_refused(allowed, path, said):
    with pytest.raises(strangers.NotFetched, match=said):
        download.fetch(f"http://{allowed}/{path}", most_bytes=100_000)


def test_a_server_that_drips_is_hung_up_on(allowed, monkeypatch):
    monkeypatch.setattr(limits, "DOWNLOAD_SECONDS", 0.3)

    with pytest.raises(strangers.NotFetched, match=r"took longer|broke off"):
        download.fetch(f"http://{allowed}/slow.png", most_bytes=100_000)


def test_a_chain_of_hops_ends(allowed):
    with pytest.raises(strangers.NotFetched, match="sent on more than"):
        download.fetch(f"http://{allowed}/{'to//' * 9}lamp.png", most_bytes=100_000)
