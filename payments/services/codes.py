"""Promotion codes: made here, kept twice, counted by Stripe alone."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from payments import gateway
from payments.models import AuditEntry, Offer, Order, PromotionCode
from payments.refusals import CodeRefused, StripeRefused, StripeUnavailable
from payments.services.catalogue import product_at_stripe

logger = logging.getLogger(__name__)


def publish_code(*, code: PromotionCode, by: Any = None) -> PromotionCode:
    """This function will make a code known to Stripe, or known there to be over; what is done already stays done.

    Each step is stored as soon as it is answered, and asked under the same key again if the answer was lost.
    """
    if not code.coupon_id:
        products = [product_at_stripe(page_pk=page.pk, name=page.title) for page in code.products.all()]
        PromotionCode.objects.filter(pk=code.pk).update(coupon_id=gateway.create_coupon(code=code, products=products))
        code.refresh_from_db()
    if not code.code_id:
        _store(code, gateway.create_code(code=code), by=by)
    if code.ended_at and not code.is_ended_at_stripe:
        _store(code, gateway.end_code(code.code_id), by=by)
    return code


def end_code(*, code: PromotionCode, by: Any) -> PromotionCode:
    """This function will end a code for everyone, here at once and at Stripe as soon as it answers."""
    with transaction.atomic():
        ended = PromotionCode.objects.filter(pk=code.pk, ended_at=None).update(ended_at=timezone.now())
        if ended:
            AuditEntry.objects.create(actor=by, deed="promotion code ended", before=code.code, after="ended")
    code.refresh_from_db()
    return publish_code(code=code, by=by)


def refresh_code(*, code: PromotionCode) -> PromotionCode:
    """This function will ask Stripe how often a code was used, and remember the answer for the pages that show it."""
    if code.code_id:
        _store(code, gateway.get_code(code.code_id))
    return code


def sweep_codes() -> int:
    """This function will finish what an outage left undone, bring the counts up to date, and return how many it touched."""
    touched = 0
    waiting = PromotionCode.objects.unpublished() | PromotionCode.objects.filter(ended_at=None)
    for code in waiting.filter(livemode=gateway.is_live()).distinct():
        try:
            refresh_code(code=publish_code(code=code))
            touched += 1
        except StripeUnavailable:
            break
        except StripeRefused as refusal:
            logger.error("promotion code %s: Stripe refused, %s", code.pk, refusal.code)
    return touched


def find_code(*, typed: str, user: Any, offer: Offer, order: Order | None = None) -> PromotionCode:
    """This function will return the code that this person may use for this offer now, or raise a refusal in words.

    Asks Stripe whether it still works. `order` is the open order that holds the code already, and so does not count.
    """
    code = PromotionCode.objects.for_offer(typed, offer)
    if not code.code_id:
        publish_code(code=code)
    if not gateway.get_code(code.code_id).is_active:
        refresh_code(code=code)
        raise CodeRefused("This code is used up or has ended.")
    code.check_person(user, order_pk=order.pk if order else None)
    return code


def _store(code: PromotionCode, state: gateway.CodeState, *, by: Any = None) -> None:
    was_unknown = not code.code_id
    PromotionCode.objects.filter(pk=code.pk).update(
        code_id=state.id, used=state.used, is_ended_at_stripe=not state.is_active and code.ended_at is not None
    )
    if was_unknown:
        AuditEntry.objects.create(actor=by, deed="promotion code made", after=code.code)
    code.refresh_from_db()
