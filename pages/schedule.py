"""When a page is shown: the editors' dates hold to the second, whatever the clockwork has done or not yet done.

Wagtail's clockwork writes `live` once a minute. Between the second that an editor named and that minute, the dates themselves
decide here: a page past its expiry is gone, and a page whose approved revision is due is shown as that revision.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision, get_default_page_content_type
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from pages.models import BasePage


class DatedPageQuerySet(PageQuerySet):
    def visible(self) -> DatedPageQuerySet:
        """Published or due, and neither ahead of its date nor past its expiry at this very moment."""
        return self.filter(shown_now())

    def unrestricted(self) -> DatedPageQuerySet:
        """Without a privacy of their own; that of a page above is for the caller, who shows or hides them all."""
        return self.exclude(restricted())


def restricted() -> models.Exists:
    """This function will return the condition under which a page has a privacy of its own."""
    return models.Exists(PageViewRestriction.objects.filter(page_id=models.OuterRef("pk")))


def shown_now() -> models.Q:
    """This function will return the condition under which a page, of whatever type, is shown at this very moment."""
    now = timezone.now()
    published = models.Q(live=True) | models.Q(pk__in=_pages_due(now))
    not_yet_over = models.Q(expire_at__isnull=True) | models.Q(expire_at__gt=now)
    has_begun = models.Q(go_live_at__isnull=True) | models.Q(go_live_at__lte=now)
    return published & not_yet_over & has_begun


def is_shown_now(page: Page) -> bool:
    """This function will say of one page what `shown_now` says of many; it asks the database only where the clock is behind."""
    now = timezone.now()
    if (page.expire_at and page.expire_at <= now) or (page.go_live_at and page.go_live_at > now):
        return False
    return bool(page.live or (page.go_live_at and _due_revisions(now).filter(object_id=str(page.pk)).exists()))


def get_due_version(page: BasePage) -> BasePage | None:
    """This function will return the page as its approved revision has it, if that is due and the clockwork has not been there."""
    may_be_due = page.has_unpublished_changes if page.live else page.go_live_at is not None
    if not may_be_due or not page.pk:
        return None
    revision = _due_revisions(timezone.now()).filter(object_id=str(page.pk)).first()
    if revision is None:
        return None
    version: BasePage = revision.as_object()
    version.live = True
    version.first_published_at = version.first_published_at or revision.approved_go_live_at
    version.last_published_at = revision.approved_go_live_at
    return version


def _due_revisions(now: datetime.datetime) -> models.QuerySet[Revision]:
    """Those that were approved for a second that has passed; the clockwork empties this set each minute."""
    return Revision.objects.filter(approved_go_live_at__lte=now, base_content_type=get_default_page_content_type())


def _pages_due(now: datetime.datetime) -> models.QuerySet[Revision]:
    return _due_revisions(now).values_list(Cast("object_id", models.BigIntegerField()))
