"""What the owner changed about an offer, field by field, for the audit."""

from __future__ import annotations

from typing import Any

from payments.models import AuditEntry, Offer

TOLD = (
    "product", "name", "kind", "amount_cents", "currency", "instalment_count", "seats_min", "seats_max", "valid_from",
    "valid_until", "access_months", "bump",
)  # fmt: skip


def describe_offer(offer: Offer) -> dict[str, str]:
    """This function will return what stands in an offer, in words, by the name of the field."""
    words = {name: str(getattr(offer, name) if getattr(offer, name) is not None else "") for name in TOLD}
    words["amount_cents"] = offer.price_display
    return words


def audit_offer(*, offer: Offer, by: Any, before: dict[str, str] | None = None) -> None:
    """This function will write down that an offer was made or, given what stood in it before, each field that changed."""
    if before is None:
        AuditEntry.objects.create(
            actor=by, deed="offer made", offer=offer, after=offer.price_display, reason=offer.name[:200]
        )
        return
    after = describe_offer(offer)
    for name in TOLD:
        if before[name] != after[name]:
            label = Offer._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            AuditEntry.objects.create(
                actor=by, deed="offer changed", offer=offer, before=before[name][:60], after=after[name][:60],
                reason=f"{offer.name}: {'price' if name == 'amount_cents' else label}"[:200],
            )  # fmt: skip
