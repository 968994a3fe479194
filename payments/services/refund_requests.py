"""A learner asks for the money back within the written policy; the owner grants it by a refund, or declines with words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from payments import emails
from payments.models import AuditEntry, Order, Payment, RefundRequest
from payments.refusals import RefundRefused

MOST_REQUESTS = 3
"""So often may one order be asked back; after that we are better spoken to."""

OPEN_TO_REQUESTS = (Order.Status.PAID, Order.Status.PAYING, Order.Status.PARTIALLY_REFUNDED)

Waiting = RefundRequest.Status.WAITING


@dataclass(frozen=True)
class RefundChoices:
    """What the page of an order offers to its buyer about getting the money back."""

    may_ask: bool
    words: str
    """Why it is offered, or why not; empty where there is nothing to say."""
    waiting: RefundRequest | None = None
    declined: RefundRequest | None = None
    """The last answer, while nothing newer was asked."""


def choices_for(*, order: Order, user: Any) -> RefundChoices:
    """This function will say what this person can do about a refund of this order at this moment."""
    is_buyer = user.is_authenticated and user.pk == order.buyer_id
    is_open = is_buyer and order.status in OPEN_TO_REQUESTS
    kept = order.payments.filter(status=Payment.Status.SETTLED, amount_cents__gt=F("returned_cents"))
    if not is_open or not kept.exists():
        return RefundChoices(False, "")
    asked = list(order.refund_requests.order_by("-pk"))
    waiting = next((request for request in asked if request.status == Waiting), None)
    declined = asked[0] if asked and asked[0].status == RefundRequest.Status.DECLINED else None
    if waiting:
        return RefundChoices(False, "", waiting=waiting)
    until = order.refund_until
    if until is None:
        words = "The policy that you agreed to names no time for refunds."
    elif timezone.now() >= until:
        words = f"The time for refunds that you agreed to ended on {until:%B %-d, %Y}."
    elif len(asked) >= MOST_REQUESTS:
        words = "You have asked several times."
    else:
        return RefundChoices(True, f"You can ask for your money back until {until:%B %-d, %Y}.", declined=declined)
    return RefundChoices(False, words, declined=declined)


def ask_refund(*, order: Order, by: Any, words: str) -> RefundRequest:
    """This function will note that the buyer asks for the money back, once, and tell the owner.

    A second click finds the first request. Raises RefundRefused, in words, outside the policy.
    """
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().get(pk=order.pk)
        choices = choices_for(order=order, user=by)
        if choices.waiting:
            return choices.waiting
        if not choices.may_ask:
            raise RefundRefused(choices.words)
        try:
            with transaction.atomic():
                request = RefundRequest.objects.create(order=order, asked_by=by, words=words.strip()[:2000])
        except IntegrityError:  # the other half of a double click; its request is there by now
            return RefundRequest.objects.get(order=order, status=Waiting)
        AuditEntry.objects.create(actor=by, deed="refund requested by the buyer", order=order)
        emails.queue_refund_request_alert(request)
    return request


def withdraw_request(*, order: Order, by: Any) -> None:
    """This function will take the buyer's waiting request back; without one nothing happens."""
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().get(pk=order.pk)
        mine = order.refund_requests.filter(status=Waiting, asked_by=by)
        if mine.update(status=RefundRequest.Status.WITHDRAWN, answered_at=timezone.now()):
            AuditEntry.objects.create(actor=by, deed="refund request withdrawn", order=order)


def decline_request(*, request: RefundRequest, answer: str, by: Any) -> RefundRequest:
    """This function will say no, with words that are mailed to the learner. Raises RefundRefused if it was answered already."""
    with transaction.atomic(durable=True):
        order = Order.objects.select_for_update().get(pk=request.order_id)
        request = RefundRequest.objects.select_related("asked_by").get(pk=request.pk)
        if request.status != Waiting:
            raise RefundRefused(f"This request is {request.get_status_display()} already.")
        request.status, request.answer = RefundRequest.Status.DECLINED, answer.strip()[:2000]
        request.answered_by, request.answered_at = by, timezone.now()
        request.save()
        AuditEntry.objects.create(
            actor=by, deed="refund request declined", order=order, before="waiting", after=request.status
        )
        emails.queue_refund_declined(order, request)
    return request
