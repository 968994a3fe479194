"""What Stripe remembers of the last weeks: asked for when its messages may not have reached us."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from payments.gateway.client import client, id_of, noted, translated
from payments.gateway.events import Event, event_of

MOST_TYPES = 20
"""So many kinds of messages Stripe lets us ask for at once."""


@dataclass(frozen=True)
class ListedSession:
    """A complete checkout session, and which order it says it is of."""

    id: str
    order_uuid: str


@dataclass(frozen=True)
class ListedRefund:
    """Money that went back, or is on its way."""

    id: str
    payment_intent: str
    amount_cents: int
    status: str


@dataclass(frozen=True)
class ListedDispute:
    """A dispute, by the payment it is about."""

    id: str
    payment_intent: str
    status: str


@dataclass(frozen=True)
class Endpoint:
    """Where Stripe sends its messages."""

    url: str
    is_enabled: bool
    api_version: str
    kinds: tuple[str, ...]


def list_events(*, kinds: Sequence[str], since: datetime.datetime) -> Iterator[Event]:
    """This function will yield the messages of those kinds since a moment, oldest first within a batch of kinds."""
    for start in range(0, len(kinds), MOST_TYPES):
        params = {"types": list(kinds[start : start + MOST_TYPES]), **_since(since)}
        with translated():
            found = list(client().v1.events.list(params).auto_paging_iter())  # type: ignore[arg-type]
            yield from (event_of(event.to_dict(for_json=True)) for event in reversed(found))


def list_complete_sessions(*, since: datetime.datetime) -> Iterator[ListedSession]:
    """This function will yield the sessions that were completed since a moment, other shops' of the account among them."""
    params = {"status": "complete", **_since(since)}
    with translated():
        for session in client().v1.checkout.sessions.list(params).auto_paging_iter():  # type: ignore[arg-type]
            uuid = noted(session.metadata, "order") or session.client_reference_id or ""
            yield ListedSession(session.id, uuid)


def list_refunds(*, since: datetime.datetime) -> Iterator[ListedRefund]:
    """This function will yield the refunds made since a moment."""
    with translated():
        for refund in client().v1.refunds.list(_since(since)).auto_paging_iter():  # type: ignore[arg-type]
            yield ListedRefund(refund.id, id_of(refund.payment_intent), refund.amount, refund.status or "")


def list_disputes(*, since: datetime.datetime) -> Iterator[ListedDispute]:
    """This function will yield the disputes opened since a moment."""
    with translated():
        for dispute in client().v1.disputes.list(_since(since)).auto_paging_iter():  # type: ignore[arg-type]
            yield ListedDispute(dispute.id, id_of(dispute.payment_intent), dispute.status)


def list_endpoints() -> list[Endpoint]:
    """This function will return where Stripe sends messages to, as far as this account says."""
    with translated():
        found = client().v1.webhook_endpoints.list({"limit": 100}).auto_paging_iter()
        return [
            Endpoint(known.url, known.status == "enabled", known.api_version or "", tuple(known.enabled_events))
            for known in found
        ]


def _since(moment: datetime.datetime) -> dict[str, Any]:
    return {"created": {"gte": int(moment.timestamp())}, "limit": 100}
