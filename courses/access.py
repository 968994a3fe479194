"""What a lesson is to one person at one moment, and what may be said of it to anyone. Plain objects; nothing is read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pages.head import HIDDEN, Head, SharePicture, shorten

if TYPE_CHECKING:
    from courses.models import CoursePage


@dataclass(frozen=True)
class Access:
    """How a lesson stands for one person at one moment."""

    course: CoursePage | None
    is_published: bool
    is_owned: bool
    is_free: bool

    @property
    def is_open(self) -> bool:
        """A lesson outside a live course is closed to everyone; inside it, to all but owners, unless it is a preview."""
        return self.is_published and (self.is_owned or self.is_free)


@dataclass(frozen=True)
class LessonTeaser:
    """What may be said of a lesson to anyone. The locked page is made of this: it cannot show what it was never given."""

    title: str
    seo_title: str
    summary: str
    search_description: str
    minutes: int
    url: str
    full_url: str
    picture: SharePicture

    def get_head(self, context: Mapping[str, Any]) -> Head:
        """This function will return the head of the locked page: enough for a shared link, and nothing to index."""
        return Head(
            title=self.seo_title or self.title,
            description=shorten(self.search_description),
            address=self.full_url,
            robots=HIDDEN,
            picture=self.picture,
        )
