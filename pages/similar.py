"""What somebody may have meant who came to an address at which nothing is. Only pages that search engines may show."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.models import Page

from pages.models import BasePage
from pages.schedule import shown_now

MOST_SHOWN = 3
MOST_CANDIDATES = 300
ALIKE = 0.72
"""How alike two words are that may be the same word with a slip in it."""

WORD = re.compile(r"[a-z]{4,}")
WORTH_A_LOOK = re.compile(r"^/[\w%./~-]{3,200}$")
FILES = re.compile(r"\.\w{2,5}$")
"""A missing picture or script has no reader who could choose."""


def find_similar(path: str) -> list[BasePage]:
    """This function will return the few public pages whose addresses are most like this one."""
    words = _words(path.rstrip("/").rpartition("/")[2])
    if not words or not WORTH_A_LOOK.match(path) or FILES.search(path):
        return []
    stems = reduce(or_, (Q(slug__icontains=word[:4]) for word in words))
    candidates = Page.objects.filter(shown_now(), stems, depth__gt=2).public().order_by("-pk")
    alike = sorted(
        (
            (score, pk)
            for pk, slug in candidates.values_list("pk", "slug")[:MOST_CANDIDATES]
            if (score := _likeness(words, _words(slug))) >= ALIKE
        ),
        reverse=True,
    )
    found: list[BasePage] = []
    for _, pk in alike[: 2 * MOST_SHOWN]:
        page = BasePage.get_by_pk(pk)
        if page is not None and page.is_public_now() and page.is_worth_finding({}):
            found.append(page)
    return found[:MOST_SHOWN]


def _words(slug: str) -> list[str]:
    """The longest words of an address; short ones say nothing."""
    return sorted(WORD.findall(slug.lower()), key=len, reverse=True)[:5]


def _likeness(wanted: list[str], offered: list[str]) -> float:
    """How well the wanted words are met, on average, by the words that are offered."""
    if not offered:
        return 0.0
    return sum(max(SequenceMatcher(None, one, other).ratio() for other in offered) for one in wanted) / len(wanted)
