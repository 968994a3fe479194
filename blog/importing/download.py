"""Fetches a file from a stranger's address: never more than was agreed. Whom we call at all, `pages.strangers` decides."""

from __future__ import annotations

import http.client
import tempfile
import threading
from typing import IO
from urllib.parse import urljoin

from blog.importing import limits
from pages.strangers import MOST_HOPS, REDIRECTS, NotFetched, connect, hang_up, host_header, split

CHUNK = 64 * 1024


def fetch(url: str, *, most_bytes: int) -> IO[bytes]:
    """This function will return the file at an address, in a file of its own that vanishes when it is closed."""
    for _ in range(MOST_HOPS + 1):
        scheme, host, port, path = split(url)
        connection = connect(scheme, host, port)
        stop = threading.Timer(limits.DOWNLOAD_SECONDS, hang_up, [connection])
        stop.daemon = True
        stop.start()
        try:
            found = ask(connection, path, most_bytes)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if stop.finished.is_set():
                raise NotFetched(f"{host} took longer than {limits.DOWNLOAD_SECONDS} seconds") from error
            raise NotFetched(f"{host} did not answer properly ({type(error).__name__})") from error
        finally:
            stop.cancel()
            connection.close()
        if not isinstance(found, str):
            return found
        try:
            url = urljoin(url, found)
        except ValueError as error:
            raise NotFetched(f"{host} sends on to what is no address") from error
    raise NotFetched(f"it was sent on more than {MOST_HOPS} times")


def ask(connection: http.client.HTTPConnection, path: str, most_bytes: int) -> IO[bytes] | str:
    """This function will return the file, or the address to which we are sent on."""
    headers = {
        "Host": host_header(connection),
        "User-Agent": "blog-import",
        "Accept": "image/*",
        "Accept-Encoding": "identity",
    }
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    if response.status in REDIRECTS and (onward := response.getheader("Location")):
        return onward
    if response.status != 200:
        raise NotFetched(f"{connection.host} answered {response.status}")
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise NotFetched(f"{connection.host} sent it packed")
    file = tempfile.SpooledTemporaryFile(max_size=1024 * 1024)  # noqa: SIM115
    taken = 0
    while chunk := response.read1(CHUNK):
        taken += len(chunk)
        if taken > most_bytes:
            file.close()
            raise NotFetched(f"it is larger than {most_bytes // 1024**2} MB")
        file.write(chunk)
    if response.length:
        file.close()
        raise NotFetched("it broke off in the middle")
    file.seek(0)
    return file
