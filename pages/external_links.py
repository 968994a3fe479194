"""The addresses of other sites that our pages lead to, and what they last answered.

One row an address, however many pages have it. It is called broken when it has failed several times in a row, on different
days: a site may be down for a night. Calling them is `pages.link_check`; here they are only found and remembered.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from pages.links import ANCHOR, ATTRIBUTE

LONGEST_ADDRESS = 1000
FAILURES_TO_BE_BROKEN = 3
AGAIN_AFTER = datetime.timedelta(days=7)
FAILED_AGAIN_AFTER = datetime.timedelta(hours=20)
"""A link that failed is asked for again the next day, and at another hour than a nightly pause would be."""


class ExternalLinkQuerySet(models.QuerySet["ExternalLink"]):
    def due(self) -> ExternalLinkQuerySet:
        """Those that were not asked for lately, the longest waiting first."""
        now = timezone.now()
        waited = models.Q(failures=0, checked_at__lte=now - AGAIN_AFTER)
        failed = models.Q(failures__gt=0, checked_at__lte=now - FAILED_AGAIN_AFTER)
        return self.filter(models.Q(checked_at__isnull=True) | waited | failed).order_by(
            models.F("checked_at").asc(nulls_first=True), "pk"
        )

    def broken(self) -> ExternalLinkQuerySet:
        return self.filter(failures__gte=FAILURES_TO_BE_BROKEN)


class ExternalLink(models.Model):
    """An address of another site that some page leads to."""

    address = models.CharField(max_length=LONGEST_ADDRESS, unique=True)
    failures = models.PositiveSmallIntegerField("failed in a row", default=0)
    fault = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = ExternalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "external link"

    def __str__(self) -> str:
        return self.address

    @property
    def host(self) -> str:
        return host_of(self.address) or ""

    def note(self, fault: str) -> None:
        """This function will keep what the address answered just now; no fault forgets the faults before."""
        self.fault = fault[:200]
        self.failures = min(self.failures + 1, 1000) if fault else 0
        self.checked_at = timezone.now()
        self.save(update_fields=["fault", "failures", "checked_at"])


def host_of(address: str) -> str | None:
    """This function will return the host that an address names; None where it is no address, whatever it begins with."""
    try:
        return urlsplit(address).hostname
    except ValueError:  # such as http://[half-a-bracket/
        return None


def remember(addresses: set[str]) -> None:
    """This function will remember these addresses, new ones unasked, and forget all others."""
    known = dict(ExternalLink.objects.values_list("address", "pk"))
    ExternalLink.objects.filter(pk__in=[pk for address, pk in known.items() if address not in addresses]).delete()
    new = [ExternalLink(address=address) for address in sorted(addresses - set(known))]
    ExternalLink.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)


def get_broken() -> dict[str, str]:
    """This function will return every broken address with what is wrong with it."""
    return dict(ExternalLink.objects.broken().values_list("address", "fault"))


def addresses_in(page: Page) -> set[str]:
    """This function will return the addresses of other sites in all texts and lists of a page."""
    found: set[str] = set()
    for field in page._meta.get_fields():
        if isinstance(field, (StreamField, RichTextField)):
            value = field.value_from_object(page)
            leaves = _leaves(value.get_prep_value() if isinstance(field, StreamField) else value)
            found.update(address for leaf in leaves for address in _addresses_of(leaf))
    return found


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from _leaves(child)
    elif isinstance(value, Iterable):
        for child in value:
            yield from _leaves(child)


def _addresses_of(text: str) -> Iterator[str]:
    if text.startswith(("http://", "https://")) and not any(sign.isspace() for sign in text):
        written = [text]
    else:
        written = [unescape(dict(ATTRIBUTE.findall(given)).get("href", "")) for given, _ in ANCHOR.findall(text)]
    for address in written:
        address = address.strip()
        if host_of(address) is None:
            continue
        address = urldefrag(address).url
        is_ours = address.startswith(f"{settings.PUBLIC_URL}/") or address == settings.PUBLIC_URL
        if address.startswith(("http://", "https://")) and not is_ours and len(address) <= LONGEST_ADDRESS:
            yield address
