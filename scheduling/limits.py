"""How often somebody may try something: counted in the database, per deed and per key, in fixed windows.

Not in the cache: a cache may forget, and the table that Django's cache lives in forgets early and counts without a lock.
"""

from __future__ import annotations

import datetime
import hashlib

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from scheduling.models import TryCount


def is_within(deed: str, key: str, *, most: int, seconds: int) -> bool:
    """This function will count one try and say whether it is still among the first `most` of its window.

    Each step is one conditional statement, so of several tries at once exactly as many pass as there is room for. What is
    refused is not counted further: the window ends when it would have ended.
    """
    digest = _digest(deed, key)
    for _ in range(3):
        now = timezone.now()
        counts = TryCount.objects.filter(digest=digest)
        if counts.filter(ends_at__gt=now, number__lt=most).update(number=F("number") + 1):
            return True
        if counts.filter(ends_at__gt=now, number__gte=most).exists():  # not merely there: it may have begun just now
            return False
        ends_at = now + datetime.timedelta(seconds=seconds)
        if counts.filter(ends_at__lte=now).update(number=1, ends_at=ends_at):
            return True
        try:
            with transaction.atomic():
                TryCount.objects.create(digest=digest, number=1, ends_at=ends_at)
        except IntegrityError:  # somebody else began the window; it is counted there
            continue
        return True
    return False


def is_used_up(deed: str, key: str, *, most: int) -> bool:
    """This function will say whether a window has no try left, and count nothing."""
    return TryCount.objects.filter(digest=_digest(deed, key), ends_at__gt=timezone.now(), number__gte=most).exists()


def _digest(deed: str, key: str) -> str:
    """What stands for a deed and a key (an address, a network): it cannot be read back from the row."""
    return hashlib.sha256(f"{deed}:{key}".encode()).hexdigest()
