"""Looks things up about pages of whatever kind; changes nothing.

Which rooms there are is not known here. A page type is found by search and on people's pages if it says under which heading
(`BasePage.listed_as`), and it alone says what anyone may see of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Q, Value, When
from django.utils.safestring import SafeString
from django.utils.text import slugify
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet
from wagtail.search.query import And, Or, PlainText, SearchQuery

from pages.excerpts import excerpt, forms_of, mark
from pages.models import BasePage, Highlight, Person


def page_types() -> list[type[BasePage]]:
    """This function will return every type of page that the school has, in any room."""
    return [model for model in get_page_models() if issubclass(model, BasePage)]


def get_reason_to_keep(page: Page) -> str:
    """This function will ask every kind of page whether this one, with all below it, may be deleted; "" if it may."""
    return next((reason for kind in page_types() if (reason := kind.get_reason_to_keep(page))), "")


def listed_types() -> list[type[BasePage]]:
    """This function will return the page types that want to be listed, in the order of their headings."""
    return sorted((kind for kind in page_types() if kind.listed_as), key=lambda kind: kind.listed_as)


@dataclass(frozen=True)
class Works:
    """What a person did of one kind, and how much of it there is altogether."""

    title: str
    count: int
    cards: list[Highlight]


def get_works_of(person: Person, *, start: int, stop: int) -> list[Works]:
    """This function will return what this person wrote, teaches and hosts, of each kind the stretch from start to stop."""
    works = []
    for page_type in listed_types():
        pages = page_type.find_by(person)
        count = pages.count()
        if count:
            cards = [page.as_card() for page in pages[start:stop]]
            works.append(Works(title=page_type.listed_as, count=count, cards=cards))
    return works


def count_most_works_of(person: Person) -> int:
    """This function will return how long the longest of the lists of a person's works is."""
    return max((page_type.find_by(person).count() for page_type in listed_types()), default=0)


@dataclass(frozen=True)
class Kind:
    """One heading of the search, and how much lies under it."""

    name: str
    count: int

    @property
    def slug(self) -> str:
        return slugify(self.name)


@dataclass(frozen=True)
class Hit:
    """One page that was found, with the words that were looked for marked in its title and in a piece of its text."""

    card: Highlight
    kind: str
    title: SafeString
    piece: SafeString


@dataclass(frozen=True)
class Findings:
    """What a search found: how much of each kind, and the hits of one page of the list."""

    kinds: list[Kind]
    hits: list[Hit]
    is_any: bool
    """Whether these pages have only some of the words, because none has all."""

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds)


def search(words: Sequence[str], *, kind: str = "", start: int = 0, stop: int = 10) -> Findings:
    """This function will look for pages with all of these words, else with any, among what anyone may see at this moment.

    A lesson is no listed type, and so its words are never looked at; what a page says of itself is `get_public_text`.
    """
    for operator in ("and", "or") if len(words) > 1 else ("and",):
        kinds = _count_kinds(words, operator)
        if kinds:
            return Findings(kinds, _find_hits(words, operator, kind, start, stop), is_any=operator == "or")
    return Findings([], [], is_any=False)


def _count_kinds(words: Sequence[str], operator: str) -> list[Kind]:
    results = _visible(listed_types()).search(_query(words, operator), order_by_relevance=False)
    counts = dict(results.get_queryset().order_by().values_list("content_type").annotate(Count("pk")))
    types = [(page_type, ContentType.objects.get_for_model(page_type).pk) for page_type in listed_types()]
    return [Kind(page_type.listed_as, counts[key]) for page_type, key in types if counts.get(key)]


def _find_hits(words: Sequence[str], operator: str, kind: str, start: int, stop: int) -> list[Hit]:
    wanted = [page_type for page_type in listed_types() if not kind or slugify(page_type.listed_as) == kind]
    results = _visible(wanted).search(_query(words, operator), order_by_relevance=False)
    ranked = results.get_queryset().order_by(_words_in_title(words).desc(), "-first_published_at", "-pk")
    keys = list(ranked.values_list("pk", flat=True)[start:stop])
    found = {page.pk: page for page_type in wanted for page in page_type.find_listed().defer(None).filter(pk__in=keys)}
    return [_hit(found[key], words) for key in keys if key in found]


def _query(words: Sequence[str], operator: str) -> SearchQuery:
    """Each word in its common forms: the index of SQLite knows no grammar."""
    wanted = [Or([PlainText(form) for form in forms_of(word)]) for word in words]
    return And(wanted) if operator == "and" else Or(wanted)


def _words_in_title(words: Sequence[str]) -> Any:
    """How many of the words stand in the title. Both databases count it alike, and it costs the same however many pages match."""
    said = [Case(When(title__icontains=word, then=1), default=0) for word in words]
    return reduce(add, said, Value(0))


def _visible(types: list[type[BasePage]]) -> PageQuerySet:
    seen = (Q(pk__in=page_type.find_listed().order_by().values("pk")) for page_type in types)
    return Page.objects.filter(reduce(or_, seen, Q(pk__in=[])))


def _hit(page: BasePage, words: Sequence[str]) -> Hit:
    return Hit(
        card=page.as_card(),
        kind=page.listed_as,
        title=mark(page.title, words),
        piece=mark(excerpt(page.get_public_text(), words), words),
    )
