"""Calls a stranger's address: public addresses only, one checked step at a time.

The address that was checked is the address that is called: the name is resolved once, and the connection goes to that number.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
SILENCE_SECONDS = 10
MOST_HOPS = 5


class NotFetched(Exception):
    """Nothing was taken from there, and why."""


def split(url: str) -> tuple[str, str, int, str]:
    """This function will take an address apart; one that we do not call is refused."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotFetched("its address is not one") from error
    if parts.scheme not in PORTS or not host:
        raise NotFetched("its address is not one of the web")
    if parts.username or parts.password:
        raise NotFetched("its address carries a password")
    port = port or PORTS[parts.scheme]
    if port not in PORTS.values() and f"{host}:{port}" not in settings.PRIVATE_HOSTS:
        raise NotFetched(f"port {port} is not one of the web")
    try:
        host.encode("ascii")
    except UnicodeEncodeError:
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise NotFetched("its address is not one") from error
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port, "".join(sign if "!" <= sign <= "~" else percent(sign) for sign in path)


def percent(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))


def find_public_address(host: str, port: int) -> str:
    """This function will return the number of a host. All its numbers must be public, or none is called."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"{host} is not known") from error
    numbers = [str(entry[4][0]) for entry in found]
    if f"{host}:{port}" not in settings.PRIVATE_HOSTS and not all(map(is_public, numbers)):
        raise NotFetched(f"{host} lies in a private network")
    return numbers[0]


def is_public(number: str) -> bool:
    """This function will say whether an address lies on the open internet, whatever clothes it wears."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def connect(scheme: str, host: str, port: int) -> PinnedHTTP:
    """This function will make ready to call a host at the number that was found good."""
    number = find_public_address(host, port)
    kind: Any = PinnedHTTPS if scheme == "https" else PinnedHTTP
    connection: PinnedHTTP = kind(host, port, timeout=SILENCE_SECONDS)
    connection.number = number
    return connection


class PinnedHTTP(http.client.HTTPConnection):
    number = ""
    wire: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.wire = socket.create_connection((self.number, self.port), self.timeout)


class PinnedHTTPS(PinnedHTTP):
    def connect(self) -> None:
        super().connect()
        self.sock = self.wire = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def hang_up(connection: PinnedHTTP) -> None:
    """This function will end a connection from outside, also where `http.client` has let go of it while the answer is read."""
    if connection.wire:
        with suppress(OSError):
            socket.socket.shutdown(connection.wire, socket.SHUT_RDWR)


def host_header(connection: http.client.HTTPConnection) -> str:
    """This function will return how the host is called in a request; its number is in the connection alone."""
    return connection.host if connection.port in PORTS.values() else f"{connection.host}:{connection.port}"
