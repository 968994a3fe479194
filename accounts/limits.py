"""How often somebody may try something. Counted in the cache, per deed and per key, in fixed windows."""

from __future__ import annotations

import hashlib

from django.core.cache import cache


def is_within(deed: str, key: str, *, most: int, seconds: int) -> bool:
    """This function will count one try and say whether it is still among the first `most` of its window.

    The key (an address, an IP) is stored as a digest. The count is atomic on every cache that Django's `incr` is.
    """
    name = f"limit:{deed}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    if cache.add(name, 1, seconds):
        return True
    try:
        return cache.incr(name) <= most
    except ValueError:  # the window ended between the two calls
        return cache.add(name, 1, seconds)
