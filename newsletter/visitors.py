"""What may be known of the other end of a request: where it came from, hashed, and whether our own page sent it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def network_of(request: HttpRequest) -> str:
    """This function will return the network address of a request, hashed; of IPv6 the part that one household gets."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (ValueError, PermissionDenied):
        return ""
    if address.version == 6:
        address = ipaddress.ip_network((address, 64), strict=False).network_address
    return salted_hmac("newsletter.network", str(address), algorithm="sha256").hexdigest()


def is_sent_by_another_site(request: HttpRequest) -> bool:
    """This function will say whether a browser tells that another site's page sent this form.

    The form stands on pages that are read without any cookie, so it has no CSRF token; and it acts for nobody who is signed
    in. What is left to refuse is a foreign page that makes its visitors fill our form, and browsers name that page.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()
