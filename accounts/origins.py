"""From where a request comes, without keeping where that is."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def origin_of(request: HttpRequest) -> str:
    """This function will return the network address of a request, hashed; of IPv6 the part that one household gets."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (ValueError, PermissionDenied):
        return ""
    if address.version == 6:
        address = ipaddress.ip_network((address, 64), strict=False).network_address
    return salted_hmac("payments.origin", str(address)).hexdigest()
