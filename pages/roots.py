"""Where the roots of the site lie is looked up once a visit, however many addresses of pages it writes.

Wagtail asks its cache again for every page that is asked for its address without a request, and our cache is a table: a list
of twelve cards would cost twelve queries more.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_visit: ContextVar[HttpRequest | None] = ContextVar("visit", default=None)


def get_memory() -> HttpRequest | None:
    """This function will return the request on which Wagtail keeps the roots for this visit; None where nobody is visiting."""
    return _visit.get()


class RememberRoots:
    """Begins and ends a visit. A request that may change something remembers nothing: it might move the roots itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        token = _visit.set(request)
        try:
            return self.get_response(request)
        finally:
            _visit.reset(token)
