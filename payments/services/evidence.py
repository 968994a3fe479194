"""The evidence pack of a dispute: what the buyer accepted, was sent and used, in the shape in which Stripe hands it to banks.

It only reads. What we do not know it does not say.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.db import transaction

from accounts.models import SignIn
from mail.models import OutboxEmail
from payments import gateway
from payments.models import AuditEntry, Dispute, Grant, Order, RefundRequest

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "payments" / "evidence.typ"
LONGEST_TEXT = 20_000
"""So many characters Stripe takes in one field."""

Rows = list[list[str]]


@dataclass(frozen=True)
class EvidenceColumn:
    name: str
    wide: bool = False


@dataclass(frozen=True)
class EvidenceSection:
    """One part of the pack. `field` is where it belongs in Stripe's form; empty for what is only for the reader."""

    heading: str
    field: str = ""
    paragraphs: list[str] = dataclasses.field(default_factory=list)
    columns: list[EvidenceColumn] = dataclasses.field(default_factory=list)
    rows: Rows = dataclasses.field(default_factory=list)


@dataclass(frozen=True)
class Evidence:
    """The pack, before it is set as a PDF."""

    title: str
    school: str
    subtitle: str
    sections: list[EvidenceSection]
    texts: dict[str, str]
    """What fits Stripe's text fields, by their names."""


def gather_evidence(*, dispute: Dispute) -> Evidence:
    """This function will put together what we know about a disputed purchase."""
    order = Order.objects.select_related("buyer").get(pk=dispute.payment.order_id)
    lines = list(order.lines.select_related("product"))
    grants = list(Grant.objects.filter(order_line__order=order).select_related("product", "user").order_by("pk"))
    activity = _activity(order, [grant for grant in grants if grant.user_id == order.buyer_id])
    sections = [
        _purchase(dispute, order),
        EvidenceSection("What was sold", "product_description", [_description(line) for line in lines]),
        EvidenceSection("When it was given", "service_date", [_given(grant) for grant in grants] or ["It was not opened."]),
        _terms(order),
        EvidenceSection(
            "Signing in and using it", "access_activity_log", _about_activity(activity),
            [EvidenceColumn("When (UTC)"), EvidenceColumn("What", wide=True)], activity,
        ),
        _letters(order),
        _refunds(order),
    ]  # fmt: skip
    return Evidence(
        title=f"Evidence for dispute {dispute.dispute_id}",
        school=settings.WAGTAIL_SITE_NAME,
        subtitle=f"{settings.WAGTAIL_SITE_NAME}, order {order.number}, charge {dispute.payment.charge_id}",
        sections=[section for section in sections if section.paragraphs or section.rows],
        texts=_texts(order, sections, activity),
    )


def typeset_evidence(evidence: Evidence) -> bytes:
    """This function will set the pack as one PDF that screen readers can follow (PDF/UA).

    A name in letters that our typeface lacks breaks that standard; such a pack is set without it rather than not at all.
    """
    pack = asdict(evidence)
    del pack["texts"]  # they stand in the sections already
    wishes: dict[str, Any] = {"sys_inputs": {"pack": json.dumps(pack)}, "format": "pdf", "ignore_system_fonts": True}
    try:
        return typst.compile(str(TEMPLATE), pdf_standards=["ua-1"], **wishes)
    except typst.TypstError:
        return typst.compile(str(TEMPLATE), **(wishes | {"ignore_system_fonts": False}))


def lay_down_evidence(*, dispute: Dispute, by: Any) -> None:
    """This function will write the texts into the answer at Stripe, and hand nothing in: a person looks first."""
    gateway.lay_down_evidence(dispute.dispute_id, gather_evidence(dispute=dispute).texts)
    with transaction.atomic(durable=True):
        AuditEntry.objects.create(
            actor=by, deed="evidence laid down at Stripe", order_id=dispute.payment.order_id, reason=dispute.dispute_id
        )


# --- the parts, in their order ----------------------------------------------------------------------------------------


def _purchase(dispute: Dispute, order: Order) -> EvidenceSection:
    payment = dispute.payment
    rows = [
        ["Customer", _name(order)],
        ["E-mail", order.contact_email],
        ["Ordered", _moment(order.created_at)],
        ["Paid", f"{payment.amount_display}, {_moment(payment.settled_at)}"],
        ["Payment", payment.reference],
        ["Charge", payment.charge_id],
        ["Receipt", payment.receipt_url],
        ["Disputed", f"{dispute.amount_display}, {dispute.reason}"],
    ]
    columns = [EvidenceColumn("Fact"), EvidenceColumn("As we have it", wide=True)]
    return EvidenceSection("The purchase", "receipt", [], columns, [row for row in rows if row[1]])


def _terms(order: Order) -> EvidenceSection:
    if not order.terms or order.terms_accepted_at is None:
        return EvidenceSection("The terms")
    accepted = f"Accepted {_moment(order.terms_accepted_at)}, with the button that led to the payment. The very words:"
    until = order.refund_until
    promised = [f"By these words the money could be asked back until {_moment(until)}."] if until else []
    words = [part for part in order.terms.splitlines() if part.strip()]
    return EvidenceSection("The terms", "refund_policy", [accepted, *words, *promised])


def _activity(order: Order, grants: list[Grant]) -> Rows:
    """Every sign-in since the purchase, and every use of what was bought, in one list, oldest first."""
    if order.buyer is None:
        return []
    bought_from = set(order.attempts.exclude(origin="").values_list("origin", flat=True))
    happened: list[tuple[datetime.datetime, str]] = []
    for sign_in in SignIn.objects.filter(user=order.buyer, at__gte=order.created_at):
        same = " from the network from which it was bought" if sign_in.origin in bought_from else ""
        place = f", place {sign_in.origin[:8]}" if sign_in.origin else ""
        happened.append((sign_in.at, f"signed in ({sign_in.method or 'method not noted'}{place}){same}"))
    for grant in grants:
        happened += [
            (used.at, f"{used.words} ({grant.product.title})")
            for used in grant.product.specific.get_usage_of(order.buyer)
            if used.at >= order.created_at
        ]
    return [[_moment(at), words] for at, words in sorted(happened)]


def _about_activity(activity: Rows) -> list[str]:
    if not activity:
        return ["We have no record of the customer signing in or opening anything after the purchase."]
    return [
        "Places are network addresses in a form that can be compared, not traced.",
        "That a lesson was opened is told by the customer's own browser, while signed in.",
    ]


def _letters(order: Order) -> EvidenceSection:
    sent = OutboxEmail.objects.filter(
        recipient=order.contact_email, status=OutboxEmail.Status.SENT, sent_at__gte=order.created_at
    ).order_by("sent_at", "pk")
    rows = [[_moment(letter.sent_at), letter.subject] for letter in sent] if order.contact_email else []
    about = [f"Taken by our mail provider for {order.contact_email}."] if rows else []
    columns = [EvidenceColumn("Sent (UTC)"), EvidenceColumn("Subject", wide=True)]
    return EvidenceSection("Letters to the customer", "customer_communication", about, columns, rows)


def _refunds(order: Order) -> EvidenceSection:
    told = []
    for request in order.refund_requests.order_by("pk"):
        told.append(f"{_moment(request.created_at)}: the customer asked for the money back. {request.words}".strip())
        if request.status == RefundRequest.Status.DECLINED and request.answered_at:
            told.append(f"{_moment(request.answered_at)}: declined. {request.answer}")
    for payment in order.payments.all():
        for refund in payment.refunds.filter(status="succeeded"):
            told.append(f"{_moment(refund.settled_at)}: {refund.amount_display} went back ({refund.refund_id}).")
    told = told or ["The customer never asked us for the money back."]
    return EvidenceSection("Refunds", "refund_refusal_explanation", told)


def _texts(order: Order, sections: list[EvidenceSection], activity: Rows) -> dict[str, str]:
    by_field = {section.field: "\n".join(section.paragraphs) for section in sections if section.field}
    log = "\n".join(f"{at}  {words}" for at, words in activity)
    texts = {
        "product_description": by_field["product_description"],
        "customer_name": _name(order),
        "customer_email_address": order.contact_email,
        "service_date": by_field["service_date"],
        "access_activity_log": log or by_field["access_activity_log"],
        "refund_policy_disclosure": by_field.get("refund_policy", ""),
        "refund_refusal_explanation": by_field["refund_refusal_explanation"],
    }
    return {name: text[:LONGEST_TEXT] for name, text in texts.items() if text}


def _description(line: Any) -> str:
    page = line.product.specific
    about = page.get_summary() if hasattr(page, "get_summary") else ""
    number = f" ({line.quantity} seats)" if line.quantity > 1 else ""
    return f"{line.title}{number}, {line.amount_display}. Online, on our own site. {about}".strip()


def _given(grant: Grant) -> str:
    return f"{grant.product.title}: open to the customer since {_moment(grant.starts_at)}."


def _name(order: Order) -> str:
    return order.buyer.display_name if order.buyer else ""


def _moment(at: datetime.datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""
