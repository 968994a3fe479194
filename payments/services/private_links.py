"""Offers for one buyer: the link is random, and only what it hashes to is kept."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from payments.models import AuditEntry, Offer
from payments.models.offers import digest_of


def make_private_link(*, offer: Offer, by: Any) -> str:
    """This function will close an offer to everyone but the holder of a new link, and return that link, this once."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(link_digest=digest_of(token))
        AuditEntry.objects.create(actor=by, deed="private link made", offer=offer, reason=offer.name[:200])
    return settings.PUBLIC_URL + reverse("payments:private_offer", args=[token])
