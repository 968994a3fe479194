"""Instalment plans: a subscription, its invoices, and the schedule that ends it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from payments.gateway.client import client, id_of, noted, translated

RATES = ("subscription_create", "subscription_cycle")
"""Why an invoice is made that belongs to the plan; any other was not agreed on."""


@dataclass(frozen=True)
class InvoiceState:
    """What Stripe says of one invoice of a plan."""

    id: str
    subscription_id: str
    order_uuid: str
    livemode: bool
    status: str
    """draft | open | paid | void | uncollectible"""
    is_rate: bool
    currency: str
    total_cents: int
    paid_cents: int
    tries: int
    next_try_at: datetime.datetime | None
    created_at: datetime.datetime
    paid_at: datetime.datetime | None
    url: str
    pdf: str
    payment_intent: str


@dataclass(frozen=True)
class Receipt:
    """How an intent was charged."""

    charge_id: str = ""
    url: str = ""
    has_failed: bool = False


@dataclass(frozen=True)
class ScheduleState:
    """When Stripe ends a subscription by itself."""

    id: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    ends_by_cancelling: bool


@dataclass(frozen=True)
class PlanState:
    """What Stripe says of a subscription, with its schedule and every invoice that is no draft, oldest first."""

    subscription_id: str
    order_uuid: str
    livemode: bool
    customer_id: str
    price_id: str
    started_at: datetime.datetime
    ended_at: datetime.datetime | None
    schedule: ScheduleState | None
    invoices: tuple[InvoiceState, ...]


def get_plan(subscription_id: str) -> PlanState:
    """This function will ask for a subscription, its schedule and its invoices."""
    wishes = {"limit": 100, "subscription": subscription_id, "expand": ["data.payments"]}
    with translated():
        stripe = client()
        found = stripe.v1.subscriptions.retrieve(subscription_id, {"expand": ["schedule"]})
        invoices = [read_invoice(one) for one in stripe.v1.invoices.list(wishes).auto_paging_iter()]  # type: ignore[arg-type]
        return PlanState(
            subscription_id=found.id,
            order_uuid=noted(found.metadata, "order"),
            livemode=found.livemode,
            customer_id=id_of(found.customer),
            price_id=found["items"].data[0].price.id,
            started_at=_moment(found.start_date),
            ended_at=_maybe(found.ended_at),
            schedule=_schedule(found.schedule) if found.schedule else None,
            invoices=tuple(
                sorted(
                    (invoice for invoice in invoices if invoice.status != "draft"),
                    key=lambda invoice: (invoice.created_at, invoice.id),
                )
            ),
        )


def get_invoice(invoice_id: str) -> InvoiceState:
    """This function will ask for one invoice."""
    with translated():
        return read_invoice(client().v1.invoices.retrieve(invoice_id, {"expand": ["payments"]}))


def get_subscription_of_schedule(schedule_id: str) -> str:
    """This function will return the subscription that a schedule rules, or ruled."""
    with translated():
        found = client().v1.subscription_schedules.retrieve(schedule_id)
        return id_of(found.subscription) or found.released_subscription or ""


def get_receipt(payment_intent: str) -> Receipt:
    """This function will ask how an intent was charged; nothing where there was none."""
    if not payment_intent.startswith("pi_"):
        return Receipt()
    with translated():
        intent = client().v1.payment_intents.retrieve(payment_intent, {"expand": ["latest_charge"]})
        charge = intent.latest_charge
        url = (charge.receipt_url or "") if charge and not isinstance(charge, str) else ""
        return Receipt(id_of(charge), url, intent.status in ("requires_payment_method", "canceled"))


def create_schedule(subscription_id: str) -> ScheduleState:
    """This function will put a subscription under a schedule; asked again, it is the same schedule."""
    key = {"idempotency_key": f"schedule:{subscription_id}"}
    with translated():
        return _schedule(client().v1.subscription_schedules.create({"from_subscription": subscription_id}, key))  # type: ignore[arg-type]


def end_schedule_after(*, schedule: ScheduleState, price_id: str, months: int) -> ScheduleState:
    """This function will let a schedule cancel its subscription so many months after it began, without any proration."""
    phase = {
        "start_date": int(schedule.starts_at.timestamp()),
        "items": [{"price": price_id, "quantity": 1}],
        "duration": {"interval": "month", "interval_count": months},
        "proration_behavior": "none",
    }
    params: dict[str, Any] = {"end_behavior": "cancel", "proration_behavior": "none", "phases": [phase]}
    with translated():
        return _schedule(client().v1.subscription_schedules.update(schedule.id, params))  # type: ignore[arg-type]


def cancel_subscription(subscription_id: str) -> None:
    """This function will end a subscription now; nothing is charged or given back. Stripe refuses if it has ended."""
    with translated():
        client().v1.subscriptions.cancel(subscription_id)


def void_invoice(invoice_id: str) -> None:
    """This function will make an open invoice worth nothing."""
    with translated():
        client().v1.invoices.void_invoice(invoice_id)


# --- Stripe's words into ours -----------------------------------------------------------------------------------------


def read_invoice(invoice: Any) -> InvoiceState:
    """This function will return what we need of an invoice that was sent with its payments."""
    details = invoice.parent.subscription_details if invoice.parent else None
    return InvoiceState(
        id=invoice.id,
        subscription_id=id_of(details.subscription) if details else "",
        order_uuid=noted(details.metadata, "order") if details else "",
        livemode=invoice.livemode,
        status=invoice.status or "draft",
        is_rate=invoice.billing_reason in RATES,
        currency=invoice.currency,
        total_cents=invoice.total,
        paid_cents=invoice.amount_paid,
        tries=invoice.attempt_count,
        next_try_at=_maybe(invoice.next_payment_attempt),
        created_at=_moment(invoice.created),
        paid_at=_maybe(invoice.status_transitions.paid_at),
        url=invoice.hosted_invoice_url or "",
        pdf=invoice.invoice_pdf or "",
        payment_intent=_intent_of(invoice),
    )


def _intent_of(invoice: Any) -> str:
    paid = [one for one in invoice.payments.data if one.status == "paid"] if invoice.payments else []
    return next((id_of(one.payment.payment_intent) for one in paid if one.payment.type == "payment_intent"), "")


def _schedule(schedule: Any) -> ScheduleState:
    return ScheduleState(
        id=schedule.id,
        starts_at=_moment(schedule.phases[0].start_date),
        ends_at=_moment(schedule.phases[-1].end_date),
        ends_by_cancelling=schedule.end_behavior == "cancel",
    )


def _moment(stamp: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(stamp, tz=datetime.UTC)


def _maybe(stamp: int | None) -> datetime.datetime | None:
    return _moment(stamp) if stamp else None


# --- from a payment to its plan ---------------------------------------------------------------------------------------


def get_subscription_of_intent(payment_intent: str) -> str:
    """This function will return the subscription whose invoice an intent paid; empty where it paid none.

    Stripe copies no metadata to the intents of a subscription, and an intent does not name its invoice.
    """
    wishes: dict[str, Any] = {"payment": {"type": "payment_intent", "payment_intent": payment_intent}}
    with translated():
        found = [id_of(one.invoice) for one in client().v1.invoice_payments.list(wishes).auto_paging_iter()]  # type: ignore[arg-type]
    plans = (get_invoice(invoice_id).subscription_id for invoice_id in dict.fromkeys(found))
    return next(filter(None, plans), "")
