"""Letters to the people at the desk: what waits, what was handed back, what is out, what somebody wrote to the school."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import get_random_string
from wagtail.admin.utils import get_latest_str
from wagtail.models import Page, TaskState, WorkflowState

from mail import services as mail_services
from mail.models import OutboxEmail
from pages.contact import ContactMessage


def write_awaits_review(*, state: TaskState, to: Any) -> None:
    """This function will tell somebody that a text waits for their step of the way."""
    page = state.workflow_state.content_object
    _write("awaits_review", key=f"{state.pk}", to=to, page=page, step=state.task.name, by=_name(state.workflow_state))


def write_handed_back(*, workflow_state: WorkflowState, to: Any) -> None:
    """This function will tell the writer what to change before the text can go on."""
    step = workflow_state.current_task_state.specific
    _write(
        "handed_back",
        key=f"{step.pk}",
        to=to,
        page=workflow_state.content_object,
        step=step.task.name,
        comment=step.get_comment(),
        by=getattr(step.finished_by, "display_name", "") or "",
    )


def write_published(*, workflow_state: WorkflowState, to: Any) -> None:
    """This function will tell the writer that the text has been let out."""
    page = Page.objects.get(pk=workflow_state.object_id)  # as it is now: the state holds it as it was before
    _write("published", key=f"{workflow_state.pk}", to=to, page=page.specific)


def write_commented(*, page: Page, to: Any, by: Any, remarks: list[str]) -> None:
    """This function will tell somebody what was said beside the words of a page: each round of comments in a letter."""
    _write("commented", key=get_random_string(16), to=to, page=page, by=by.display_name or "Somebody", remarks=remarks)


def _write(kind: str, *, key: str, to: Any, page: Page, **more: Any) -> None:
    mail_services.queue_email(
        kind=f"page_{kind}",
        key=f"page_{kind}:{key}:{to.pk}",
        to=to.email,
        template=f"pages/emails/{kind}",
        context={
            "name": to.display_name,
            "title": get_latest_str(page),
            "page": page,
            "edit_url": settings.PUBLIC_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "draft_url": settings.PUBLIC_URL + reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
            "public_url": f"{settings.PUBLIC_URL}{page.url}" if page.live else "",
            **more,
        },
    )


def _name(workflow_state: WorkflowState) -> str:
    return getattr(workflow_state.requested_by, "display_name", "") or "Somebody"


def queue_contact_message(message: ContactMessage) -> OutboxEmail:
    """This function will write the owner what somebody wrote; an answer goes straight to them."""
    return mail_services.queue_email(
        kind="contact_message",
        key=f"contact_message:{message.pk}",
        to=settings.OWNER_EMAIL,
        reply_to=message.email,
        template="pages/emails/contact_message",
        context={"message": message, "messages_url": f"{settings.PUBLIC_URL}/admin/contact_messages/"},
    )
