"""Pages that belong to no room: health, robots, uploads and the refused form."""

import posixpath
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils._os import safe_join
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from accounts.middleware import may_use_the_desk
from pages.similar import find_similar

MEDIA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""An uploaded drawing may style itself; it may run nothing, load nothing and frame nothing."""

PUBLIC_MEDIA = ("images/", "original_images/", "avatar_images/")
"""What a stranger may fetch. Documents and gated pictures have doors of their own that ask who is there."""


GATED_MEDIA = "gated/"
"""Pictures inside paid lessons. Their lesson's own door gives them out; here only the editor's library may see them."""


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one public upload; anything that is not on the list does not exist."""
    if path != posixpath.normpath(path):
        raise Http404  # "images/../documents/x" begins like a public upload and ends somewhere else
    for_editors = path.startswith(GATED_MEDIA) and may_use_the_desk(request) and may_use_pictures(request.user)
    if not path.startswith(PUBLIC_MEDIA) and not for_editors:
        raise Http404
    try:
        safe_join(settings.MEDIA_ROOT, path)
    except SuspiciousFileOperation as error:
        raise Http404 from error
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Content-Security-Policy"] = MEDIA_POLICY
    if for_editors:
        response["Cache-Control"] = "private, no-store"
    else:
        response["Cache-Control"] = (
            "public, max-age=31536000, immutable" if path.startswith("images/") else "public, max-age=3600"
        )
    if Path(path).suffix.lower() not in {".avif", ".gif", ".jpg", ".jpeg", ".png", ".svg", ".webp"}:
        response["Content-Disposition"] = "attachment"
    return response


def may_use_pictures(user: Any) -> bool:
    """This function will say whether somebody works with the library of pictures; entering the admin is not enough."""
    policy = policy_registry.get_by_type(get_image_model())
    return user.has_perm("wagtailadmin.access_admin") and policy.user_has_any_permission(user, ["change", "choose"])


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say that the database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "ok"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of doors that lead nowhere for them, and show them the map."""
    closed = ["/admin/", "/account/", "/checkout/", "/orders/", "/learn/", "/webinars/join/", "/webinars/registration/"]
    closed += ["/newsletter/confirm/", "/newsletter/unsubscribe/"]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here, and what is: a page may have been meant that is spelt alike.

    What was taken away answers like what never was: 410 would tell a stranger that a draft or a hidden page is there.
    """
    similar = find_similar(request.path) if request.method == "GET" else []
    return render(request, "404.html", {"similar": similar}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a refused form in words a person can act on."""
    return render(request, "403_csrf.html", status=403)
