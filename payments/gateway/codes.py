"""Coupons and promotion codes. A coupon says what is taken off; a promotion code is the word for it, with its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from payments.gateway.client import client, translated
from payments.models import PromotionCode


@dataclass(frozen=True)
class CodeState:
    """What Stripe says of a promotion code."""

    id: str
    is_active: bool
    used: int


def create_coupon(*, code: PromotionCode, products: Sequence[str]) -> str:
    """This function will make the coupon of a code, limited to those products (empty: no limit), and return its id."""
    params: dict[str, Any] = {"name": code.code, "metadata": {"code": str(code.pk)}}
    if code.percent_off:
        params |= {"percent_off": code.percent_off, "duration": "forever"}  # of a plan: every instalment
    else:
        params |= {"amount_off": code.amount_off_cents, "currency": code.currency, "duration": "once"}
    if products:
        params["applies_to"] = {"products": list(products)}
    with translated():
        return client().v1.coupons.create(params, {"idempotency_key": f"coupon:{code.pk}"}).id  # type: ignore[arg-type]


def create_code(*, code: PromotionCode) -> CodeState:
    """This function will make the word for a coupon, with the limits that Stripe keeps."""
    params: dict[str, Any] = {
        "promotion": {"type": "coupon", "coupon": code.coupon_id},
        "code": code.code,
        "metadata": {"code": str(code.pk)},
    }
    if code.max_uses is not None:
        params["max_redemptions"] = code.max_uses
    if code.valid_until:
        params["expires_at"] = int(code.valid_until.timestamp())
    if code.first_purchase_only:
        params["restrictions"] = {"first_time_transaction": True}
    with translated():
        made = client().v1.promotion_codes.create(params, {"idempotency_key": f"code:{code.pk}"})  # type: ignore[arg-type]
        return _state(made)


def get_code(code_id: str) -> CodeState:
    """This function will ask how often a code was used, and whether it still works."""
    with translated():
        return _state(client().v1.promotion_codes.retrieve(code_id))


def end_code(code_id: str) -> CodeState:
    """This function will switch a code off. What it gave stays."""
    with translated():
        return _state(client().v1.promotion_codes.update(code_id, {"active": False}))


def _state(code: Any) -> CodeState:
    return CodeState(id=code.id, is_active=code.active, used=code.times_redeemed)
