"""Old addresses. Wagtail's redirects, with three things it leaves open: a way of several steps is gone in one, a circle leads
nowhere, and nobody is sent to a page that is not there for them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from pages.models import BasePage

Handler = Callable[[HttpRequest], HttpResponse]

MOST_STEPS = 5
"""An address moved more often than that was moved by mistake."""


class FollowRedirects:
    """Leads from an address at which nothing is to where its content is now."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        found = follow(request, request.get_full_path())
        if found is None:
            return response
        target, is_permanent = found
        return HttpResponsePermanentRedirect(target) if is_permanent else HttpResponseRedirect(target)


def follow(request: HttpRequest, address: str) -> tuple[str, bool] | None:
    """This function will return where an old address leads in the end, and whether for ever; None where it leads nowhere."""
    is_permanent = True
    seen = {_without_query(address)}
    target = ""
    for _ in range(MOST_STEPS):
        redirect = _find(request, address)
        if redirect is None:
            return (target, is_permanent) if target else None
        step = _target_of(redirect)
        if not step or _without_query(step) in seen:
            return None
        is_permanent = is_permanent and redirect.is_permanent
        target = step
        if redirect.redirect_page_id or not _local(step) or _is_a_page(request, step):
            return target, is_permanent
        address = step
        seen.add(_without_query(step))
    return None


def _find(request: HttpRequest, address: str) -> Redirect | None:
    """The redirect from an address; one that names the query string comes before one that does not."""
    path = Redirect.normalise_path(address, decode_unicode=False)
    bare = urlsplit(path).path
    return get_redirect(request, path) or (get_redirect(request, bare) if bare != path else None)


def _target_of(redirect: Redirect) -> str:
    """Where it leads, if that is there for a stranger: an address, or a page that is public at this moment."""
    if not redirect.redirect_page_id:
        return _as_path(redirect.redirect_link)
    page = BasePage.get_by_pk(redirect.redirect_page_id)
    if page is None or not page.leads_strangers_on():
        return ""
    return page.get_path().rstrip("/") + (redirect.redirect_page_route_path or "/")


def _as_path(link: str) -> str:
    """An address of ours without its origin, so that the same redirect serves every copy of the site."""
    return link.removeprefix(settings.PUBLIC_URL) or "/" if link.startswith(f"{settings.PUBLIC_URL}/") else link


def _local(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")


def _is_a_page(request: HttpRequest, address: str) -> bool:
    """Whether a page has moved in at an address from which another once moved away."""
    site = Site.find_for_request(request)
    if site is None:
        return False
    try:
        site.root_page.specific.route(request, [part for part in urlsplit(address).path.split("/") if part])
    except Http404:
        return False
    return True


def _without_query(address: str) -> str:
    return Redirect.normalise_path(urlsplit(address).path) if _local(address) else address
