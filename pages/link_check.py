"""Asks other sites whether what our pages lead to is still there: politely, a few at a time, public addresses only.

Each row knows when it was last asked. A sweep that is lost or doubled does no harm; a sweep that is stopped goes on next time.
"""

from __future__ import annotations

import http.client
import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin

from django.conf import settings

from pages.external_links import ExternalLink
from pages.strangers import MOST_HOPS, REDIRECTS, NotFetched, connect, hang_up, host_header, split

logger = logging.getLogger(__name__)

MOST_A_SWEEP = 30
MOST_OF_A_HOST = 3
"""So many addresses of one site a sweep: nobody shall feel that we come."""
SWEEP_SECONDS = 120
ANSWER_SECONDS = 15
LOOKED_AT = 500
"""So many due addresses are looked through to find some of different sites."""

SOMEBODY_IS_THERE = {401, 402, 403, 405, 406, 407, 429, 451, 999}
"""Answers of sites that do not like programs to ask, or want to know who does. A reader may well get the page."""
HEAD_IS_BELIEVED = range(200, 300)


def check_due() -> int:
    """This function will ask for the links that are due, keep what they answered, and return how many that were."""
    if not settings.CHECK_EXTERNAL_LINKS:
        return 0
    ends_at = time.monotonic() + SWEEP_SECONDS
    number = 0
    for link in _a_few():
        if time.monotonic() > ends_at:
            break
        link.note(_fault_or_surprise(link))
        number += 1
    return number


def _fault_or_surprise(link: ExternalLink) -> str:
    """Whatever another site may think of: the links after it are asked for all the same, and it itself not at once again."""
    try:
        return find_fault(link.address)
    except Exception:
        logger.exception("link %s could not be asked for", link.pk)
        return "it could not be asked for"


def _a_few() -> Iterator[ExternalLink]:
    asked: Counter[str] = Counter()
    for link in ExternalLink.objects.due()[:LOOKED_AT]:
        if asked[link.host] < MOST_OF_A_HOST and asked.total() < MOST_A_SWEEP:
            asked[link.host] += 1
            yield link


def find_fault(address: str) -> str:
    """This function will return why an address leads nowhere; "" if somebody answers there."""
    try:
        status = _ask("HEAD", address)
        if status not in HEAD_IS_BELIEVED:  # some answer HEAD as if nothing were there
            status = _ask("GET", address)
    except NotFetched as refusal:
        return str(refusal)
    return "" if status in HEAD_IS_BELIEVED or status in SOMEBODY_IS_THERE else f"it answered {status}"


def _ask(method: str, address: str) -> int:
    """The status at the end of the way, after the hops that a browser would take; of a page nothing is read."""
    for _ in range(MOST_HOPS + 1):
        scheme, host, port, path = split(address)
        connection = connect(scheme, host, port)
        stop = threading.Timer(ANSWER_SECONDS, hang_up, [connection])
        stop.daemon = True
        stop.start()
        agent = f"{settings.WAGTAIL_SITE_NAME.replace(' ', '-')}-link-check (+{settings.PUBLIC_URL})"
        try:
            connection.request(
                method, path, headers={"Host": host_header(connection), "User-Agent": agent, "Accept": "*/*"}
            )
            response = connection.getresponse()
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = stop.finished.is_set()
            raise NotFetched("it took too long" if late else f"{host} did not answer properly") from error
        finally:
            stop.cancel()
            connection.close()
        onward = response.getheader("Location")
        if response.status not in REDIRECTS or not onward:
            return response.status
        try:
            address = urljoin(address, onward)
        except ValueError as error:
            raise NotFetched(f"{host} sends on to what is no address") from error
    raise NotFetched("it is sent on and on")
