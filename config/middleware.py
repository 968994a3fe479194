"""Two rules about responses that no single view can hold."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

Handler = Callable[[HttpRequest], HttpResponse]


class AdminContentSecurityPolicy:
    """Wagtail's editor still needs inline scripts and styles; it alone gets them, under its own prefix."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = {"script-src": [UNSAFE_INLINE], "style-src": [UNSAFE_INLINE], "img-src": ["blob:"]}  # type: ignore[attr-defined]
            response._csp_replace = {"frame-src": [SELF]}  # type: ignore[attr-defined]
        return response


class PrivateByDefault:
    """A page made for a signed-in person stays out of every shared cache, whatever its view forgot to say."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response
