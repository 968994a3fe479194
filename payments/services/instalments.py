"""The rows of a plan, brought to what Stripe said. Everything here runs under the order's lock and asks nobody."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from payments import emails
from payments.gateway import CheckoutSession, InvoiceState, PlanState, Receipt
from payments.models import AuditEntry, Instalment, InstalmentPlan, Order, Payment
from payments.services.grants import follow_money

Status = InstalmentPlan.Status


def begin_plan(order: Order, session: CheckoutSession, payment: Payment) -> InstalmentPlan | None:
    """This function will write down the plan that a paid session began, its first instalment, and what is still to come."""
    invoice = session.first_invoice
    if invoice is None:
        return None
    line = order.lines.get(instalment_count__isnull=False)
    part, count = line.get_parts()[0].unit_cents, line.instalment_count or 1
    first_net = session.subtotal_cents - session.discount_cents
    off = order.promotion_code.discount_on([part]) if order.promotion_code and session.discount_cents else 0
    tax = round(session.tax_cents * (part - off) / first_net) if first_net else 0
    on_top = tax if session.total_cents != first_net else 0
    plan = InstalmentPlan.objects.create(
        order=order, subscription_id=session.subscription_id, customer_id=session.customer_id, count=count,
        monthly_cents=part - off + on_top, started_at=invoice.created_at, livemode=order.livemode,
    )  # fmt: skip
    _note_invoice(plan, 1, invoice, payment)
    order.discount_cents += off * (count - 1)
    order.tax_cents += tax * (count - 1)
    order.total_cents += plan.monthly_cents * (count - 1)
    return plan


def take_invoices(plan: InstalmentPlan, state: PlanState, receipts: Mapping[str, Receipt]) -> list[InvoiceState]:
    """This function will write down every invoice of a plan with its payment, and return those that nobody agreed on."""
    rates = [invoice for invoice in state.invoices if invoice.is_rate]
    unwanted = rates[plan.count :]
    for number, invoice in enumerate(rates, start=1):
        payment = _payment_of(plan, number, invoice, receipts)
        _note_invoice(plan, number, invoice, payment)
        if plan.money_gone_at and payment is not None and payment.is_held and invoice not in unwanted:
            unwanted.append(invoice)
    plan.ended_at = state.ended_at or plan.ended_at
    plan.started_at = state.started_at
    plan.asked_at = timezone.now()
    plan.save(update_fields=["ended_at", "started_at", "asked_at"])
    return [*unwanted, *(invoice for invoice in state.invoices if not invoice.is_rate)]


def note_gone_money(order: Order) -> None:
    """This function will write down that nothing more may be collected, once all that was paid is gone, or take that back.

    The plan keeps it, so that money which comes before Stripe has heard of it neither revives the plan nor is kept.
    Call it under the order's lock, after its refunds and disputes were followed.
    """
    plan = InstalmentPlan.objects.filter(order=order).first()
    if plan is None or bool(plan.money_gone_at) == order.is_money_gone:
        return
    plan.money_gone_at = None if plan.money_gone_at else timezone.now()
    plan.save(update_fields=["money_gone_at"])


def follow_plan(order: Order, plan: InstalmentPlan, *, by: Any = None) -> bool:
    """This function will derive the states of plan and order, let access follow, and write the letters of what changed."""
    before = plan.status, plan.grace_until, order.status, order.total_cents
    plan.derive(grace=datetime.timedelta(days=settings.INSTALMENT_GRACE_DAYS), now=timezone.now())
    plan.save(update_fields=["status", "grace_until"])
    _recount(order, plan)
    order.plan = plan
    order.recompute()
    order.save()
    follow_money(order)
    after = plan.status, plan.grace_until, order.status, order.total_cents
    if before != after:
        AuditEntry.objects.create(
            actor=by, deed="plan followed", order=order, before=f"{before[2]}, plan {before[0]}",
            after=f"{order.status}, plan {plan.status}", reason=f"{plan.paid_count} of {plan.count} paid",
        )  # fmt: skip
    _write_letters(plan, before=Status(before[0]))
    return before != after


# --- in calling order -------------------------------------------------------------------------------------------------


def _note_invoice(plan: InstalmentPlan, number: int, invoice: InvoiceState, payment: Payment | None) -> None:
    Instalment.objects.update_or_create(
        livemode=plan.livemode,
        invoice_id=invoice.id,
        defaults={
            "plan": plan,
            "number": number,
            "status": _status_of(invoice),
            "amount_cents": invoice.total_cents,
            "currency": invoice.currency,
            "due_at": invoice.created_at,
            "tries": invoice.tries,
            "next_try_at": invoice.next_try_at,
            "invoice_url": invoice.url,
            "invoice_pdf": invoice.pdf,
            "payment": payment,
            "paid_at": invoice.paid_at,
        },
    )


def _status_of(invoice: InvoiceState) -> Instalment.Status:
    if invoice.status in ("paid", "void"):
        return Instalment.Status(invoice.status)
    if invoice.status == "uncollectible" or invoice.tries:
        return Instalment.Status.FAILED
    return Instalment.Status.OPEN


def _payment_of(
    plan: InstalmentPlan, number: int, invoice: InvoiceState, receipts: Mapping[str, Receipt]
) -> Payment | None:
    """Find or write the payment of a paid invoice. What was not agreed on is held money: it goes back by hand."""
    if invoice.status != "paid":
        return None
    receipt = receipts.get(invoice.id, Receipt())
    payment, _ = Payment.objects.get_or_create(
        livemode=plan.livemode,
        reference=reference_of(invoice),
        defaults={
            "order": plan.order,
            "number": number,
            "status": Payment.Status.DUPLICATE if number > plan.count or plan.money_gone_at else Payment.Status.SETTLED,
            "charge_id": receipt.charge_id,
            "receipt_url": receipt.url,
            "invoice_id": invoice.id,
            "invoice_url": invoice.url,
            "invoice_pdf": invoice.pdf,
            "amount_cents": invoice.paid_cents,
            "currency": invoice.currency,
            "settled_at": invoice.paid_at or timezone.now(),
        },
    )
    return payment


def reference_of(invoice: InvoiceState) -> str:
    """This function will return what the payment of an invoice is known by."""
    return invoice.payment_intent or f"in:{invoice.id}"


def _recount(order: Order, plan: InstalmentPlan) -> None:
    """What the order comes to: what Stripe asked for so far, and what is still to come."""
    rates = plan.instalments.filter(number__lte=plan.count).exclude(status=Instalment.Status.VOID)
    to_come = (plan.count - plan.instalments.filter(number__lte=plan.count).count()) if plan.ended_at is None else 0
    order.total_cents = sum(rates.values_list("amount_cents", flat=True)) + to_come * plan.monthly_cents


def _write_letters(plan: InstalmentPlan, *, before: InstalmentPlan.Status) -> None:
    """Each letter is written once for the thing it tells of, however often we come by."""
    if plan.money_gone_at:  # of that the buyer was told; nothing more is asked for
        return
    missing = plan.get_missing()
    if plan.status in (Status.ACTIVE, Status.PAST_DUE) and missing:
        emails.queue_instalment_failed(plan, missing)
    if plan.status == Status.PAST_DUE and missing:
        emails.queue_plan_letter(plan, "instalment_suspended", about=missing)
    if before == Status.PAST_DUE and plan.status in (Status.ACTIVE, Status.COMPLETED):
        emails.queue_plan_letter(plan, "instalment_restored", about=plan.instalments.filter(status="paid").last())
    if plan.status == Status.COMPLETED:
        emails.queue_plan_letter(plan, "plan_completed")
    if plan.status == Status.DEFAULTED:
        emails.queue_plan_letter(plan, "plan_defaulted")
