"""Deeds on the ledger of access."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payments.models import AuditEntry, Grant, Order


def give_grant(*, user: Any, product: Any, reason: str, by: Any, until: datetime.datetime | None = None) -> Grant:
    """This function will open a product to a person by hand, with a reason, and return the grant.

    A person holds at most one gift of a product: giving it again returns the one there is.
    """
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                user=user, product_id=product.pk, reason=reason, given_by=by, ends_at=until, starts_at=timezone.now()
            )
            AuditEntry.objects.create(
                actor=by, deed="grant given", grant=grant, after=grant.status, reason=reason[:200]
            )
            return grant
    except IntegrityError:
        gift = Grant.objects.filter(
            user=user, product_id=product.pk, order_line__isnull=True, status=Grant.Status.ACTIVE
        ).first()
        if gift is None:
            raise
        return gift


def revoke_grant(*, grant: Grant, reason: str, by: Any) -> Grant:
    """This function will take one grant back; what other grants of the same person open stays open."""
    with transaction.atomic():
        grant = Grant.objects.select_for_update().get(pk=grant.pk)
        before = grant.status
        if before == Grant.Status.REVOKED:
            return grant
        grant.revoke(reason=reason[:200])
        AuditEntry.objects.create(
            actor=by, deed="grant revoked", grant=grant, before=before, after=grant.status, reason=reason[:200]
        )
    return grant


def grant_lines(order: Order) -> list[Grant]:
    """This function will open what a paid order holds to its buyer, once for each line. Call it under the order's lock."""
    now = timezone.now()
    grants = []
    for line in order.lines.all():
        ends_at = now + datetime.timedelta(days=line.access_days) if line.access_days else None
        grant, created = Grant.objects.get_or_create(
            order_line=line,
            user=order.buyer,
            defaults={"product_id": line.product_id, "starts_at": now, "ends_at": ends_at},
        )
        if created:
            grants.append(grant)
    return grants
