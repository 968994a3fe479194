"""A reader and what can be told from outside: letters, links in them, rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from newsletter.models import Subscriber

EMAIL = "reader@clinic.example"


@pytest.fixture
def ask(home: Any, visitor: Any) -> Callable[..., Any]:
    """Fill in the form as the page at /blog/ holds it."""

    def fill_in(email: str = EMAIL, **fields: str) -> Any:
        return visitor.post("/newsletter/", {"email": email, "source": "/blog/a-post/", "website": "", **fields})

    return fill_in


@pytest.fixture
def letters(post_office: Callable[[], list[Any]]) -> Callable[..., list[Any]]:
    """Every newsletter letter that went out to an address so far."""

    def to(email: str = EMAIL) -> list[Any]:
        return [letter for letter in post_office() if letter.to == [email]]

    return to


def link_in(letter: Any, deed: str) -> str:
    """The path of the one link in a letter's text that leads to a deed."""
    found = re.findall(rf"{re.escape(settings.PUBLIC_URL)}(/newsletter/{deed}/\S+)", letter.body)
    assert len(found) == 1, letter.body
    return found[0]


@pytest.fixture
def confirm_link(ask: Callable[..., Any], letters: Callable[..., list[Any]]) -> str:
    """Somebody asked; this is the link in the letter they got."""
    ask()
    return link_in(letters()[-1], "confirm")


@pytest.fixture
def welcome(visitor: Any, confirm_link: str, letters: Callable[..., list[Any]]) -> Any:
    """Somebody asked and confirmed; this is their welcome."""
    visitor.post(confirm_link)
    return letters()[-1]


@pytest.fixture
def row() -> Callable[..., Subscriber]:
    return lambda email=EMAIL: Subscriber.objects.get(email=email)
