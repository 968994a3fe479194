"""Real HTTP on 127.0.0.1: hands each request to the API, to the control room or to the pages."""

import socket
import sys
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from . import api, control, pages
from .courier import Courier
from .replies import Reply, json_reply
from .world import World

LARGEST_BODY = 1_000_000
_OWN_NAMES = ("127.0.0.1", "localhost")


class Server(ThreadingHTTPServer):
    """One listening socket, a thread for each connection."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, world: World, courier: Courier) -> None:
        super().__init__(("127.0.0.1", world.options.port), Handler)
        self.world = world
        self.courier = courier

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing about peers that hang up; everything else is a fault of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Handler(BaseHTTPRequestHandler):
    """Reads one request, writes one reply."""

    protocol_version = "HTTP/1.1"
    server_version = "stripe-standin"
    disable_nagle_algorithm = True
    wbufsize = 65536
    server: Server

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer()

    def do_POST(self) -> None:
        """Answer a POST."""
        self._answer()

    def do_DELETE(self) -> None:
        """Answer a DELETE."""
        self._answer()

    def _answer(self) -> None:
        world = self.server.world
        parts = urlsplit(self.path)
        refusal = self._refusal()
        self.close_connection = self.close_connection or refusal is not None  # its body stays unread
        reply = refusal or self._guarded(parts.path, parts.query, self._body())
        if not parts.path.startswith(("/_control", "/standin.css", "/healthz")):
            world.recent.appendleft((int(time.time()), self.command, parts.path, reply.status))
        self._write(reply)

    def _guarded(self, path: str, query: str, body: bytes) -> Reply:
        """Turn a fault of ours into a 500 that says so, with the trace on stderr."""
        try:
            return self._route(path, query, body)
        except Exception as trouble:  # the last net of the program
            traceback.print_exc()
            return json_reply({"error": {"type": "api_error", "message": f"The stand-in failed: {trouble!r}"}}, 500)

    def _route(self, path: str, query: str, body: bytes) -> Reply:
        world = self.server.world
        headers = {name.title(): value for name, value in self.headers.items()}
        if path.startswith(("/v1/", "/v2/")):
            return api.answer(world, self.command, path, query, headers, body)
        if path == "/_control" or path.startswith("/_control/"):
            return control.answer(world, self.server.courier, self.command, path, query, headers, body)
        return pages.answer(world, self.command, path, query, headers, body)

    def _refusal(self) -> Reply | None:
        """Refuse foreign host names, foreign forms and endless bodies: this is a door on a developer's machine."""
        host = self.headers.get("Host", "")
        own = (*_OWN_NAMES, urlsplit(self.server.world.options.public_url).hostname)
        if (urlsplit(f"//{host}").hostname or "127.0.0.1") not in own:
            return Reply(421, b"This host name is not served here.\n", {"Content-Type": "text/plain"})
        origin = self.headers.get("Origin")
        if self.command == "POST" and origin and urlsplit(origin).netloc != host:
            return Reply(403, b"Forms of other sites are not taken.\n", {"Content-Type": "text/plain"})
        if int(self.headers.get("Content-Length") or 0) > LARGEST_BODY:
            return Reply(413, b"Too large.\n", {"Content-Type": "text/plain"})
        return None

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _write(self, reply: Reply) -> None:
        if reply.wait:
            time.sleep(reply.wait)
        if reply.disconnect:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
        self.wfile.flush()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - http.server's word
        """Log method, path and status when asked to; never a body."""
        if self.server.world.options.verbose:
            print(f"stripe_standin: {format % arguments}", flush=True)
