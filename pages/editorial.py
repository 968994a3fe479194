"""Deeds around pages: who is told when a text moves on its way, and what proofreading finds once it is out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction
from wagtail.models import COMMENTS_RELATION_NAME, Page, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from pages import emails, external_links
from pages.models import PageRemark
from pages.proofreading import as_row, proofread
from pages.schedule import shown_now


def tell_reviewers(*, instance: TaskState, user: Any = None, **signal: Any) -> None:
    """This function will write to everybody who may take the step that a text has come to, except who brought it there."""
    task = instance.task.specific
    if hasattr(task, "groups"):
        people = get_user_model().objects.filter(groups__in=task.groups.all()).exclude(pk=user.pk if user else 0)
        for person in _who_want(people.distinct(), "submitted_notifications"):
            emails.write_awaits_review(state=instance, to=person)


def tell_writer_of_return(*, instance: WorkflowState, user: Any = None, **signal: Any) -> None:
    """This function will write to whoever handed a text in that it came back."""
    for person in _writer(instance, user, "rejected_notifications"):
        emails.write_handed_back(workflow_state=instance, to=person)


def tell_writer_of_publication(*, instance: WorkflowState, user: Any = None, **signal: Any) -> None:
    """This function will write to whoever handed a text in that it is out, or will be on its date."""
    for person in _writer(instance, user, "approved_notifications"):
        emails.write_published(workflow_state=instance, to=person)


def proofread_everything() -> int:
    """This function will read over every page that is out, keep what it finds, and return how many remarks that is."""
    number, addresses, broken = 0, set[str](), external_links.get_broken()
    for page in Page.objects.filter(shown_now(), depth__gt=1).specific().iterator(chunk_size=50):
        elsewhere = external_links.addresses_in(page)
        number += keep_remarks(page=page, broken={link: broken[link] for link in elsewhere if link in broken})
        addresses |= elsewhere
    external_links.remember(addresses)
    PageRemark.objects.exclude(page__in=Page.objects.filter(shown_now())).delete()
    return number


def keep_remarks(*, page: Page, broken: Mapping[str, str] | None = None) -> int:
    """This function will put today's remarks on a page in the place of yesterday's, and touch nothing if they are the same.

    `broken` are its links to other sites that lead nowhere. They are no faults of the text and keep no page from going out.
    """
    found = [as_row(remark) for remark in proofread(page)]
    found += [
        {"kind": "link", "words": f"The link to {address} leads nowhere: {fault}.", "due_on": None}
        for address, fault in sorted((broken or {}).items())
    ]
    known = list(PageRemark.objects.filter(page_id=page.pk).order_by("pk").values("kind", "words", "due_on"))
    if found != known:
        with transaction.atomic():
            PageRemark.objects.filter(page_id=page.pk).delete()
            PageRemark.objects.bulk_create(PageRemark(page_id=page.pk, **row) for row in found)
    return len(found)


def tell_of_comments(*, page: Page, by: Any, changes: Mapping[str, Any]) -> None:
    """This function will write what was said beside a page to those who asked for it, and to those in the same threads."""
    replies = [reply for _, answers in changes["new_replies"] for reply in answers]
    remarks = [remark.text for remark in (*changes["new_comments"], *replies)]
    if not remarks:
        return
    threads = [comment.pk for comment, _ in changes["new_replies"]]
    asked = models.Q(page_subscriptions__page=page, page_subscriptions__comment_notifications=True)
    began = models.Q(**{f"{COMMENTS_RELATION_NAME}__pk__in": threads})
    answered = models.Q(comment_replies__comment_id__in=threads)
    people = get_user_model().objects.filter(asked | began | answered).exclude(pk=by.pk).distinct()
    for person in _who_want(people, "updated_comments_notifications"):
        emails.write_commented(page=page, to=person, by=by, remarks=remarks)


def tell_nobody(**signal: Any) -> None:
    """The way as a whole has begun: those whose step comes first are told of the step."""


def _writer(state: WorkflowState, user: Any, wish: str) -> list[Any]:
    writer = state.requested_by
    return [] if writer is None or writer == user else _who_want([writer], wish)


def _who_want(people: Iterable[Any], wish: str) -> list[Any]:
    """Those who have an address and did not turn such letters off in their account."""
    reachable = [person for person in people if person.is_active and person.email]
    return [person for person in reachable if getattr(UserProfile.get_for_user(person), wish)]
