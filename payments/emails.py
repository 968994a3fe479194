"""Letters of the shop. Each is written into the outbox inside the transaction of the deed that it tells of."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from mail import services as mail_services
from mail.models import OutboxEmail
from payments.models import (
    CheckoutAttempt,
    Comparison,
    Dispute,
    Grant,
    Instalment,
    InstalmentPlan,
    Order,
    Payment,
    Refund,
    RefundRequest,
    Seat,
    WaitingEntry,
)
from scheduling.wall_time import spoken


def queue_order_confirmation(order: Order) -> OutboxEmail:
    """This function will write the buyer's confirmation: what was bought, for how much, and how to get in."""
    lines = list(order.lines.select_related("product"))
    products = [line.product.specific for line in lines]
    access_url = lines[0].get_access_url()
    return mail_services.queue_email(
        kind="order_confirmation",
        key=f"order_confirmation:{order.uuid}",
        to=order.contact_email,
        template="payments/emails/order_confirmation",
        context={
            "order": order,
            "lines": lines,
            "titles": [line.title for line in lines],
            "facts": [fact for product in products for fact in product.get_letter_facts()],
            "access_url": _absolute(access_url),
            "order_url": _absolute(reverse("payments:order", args=[order.uuid])),
            "sign_in_url": _absolute(f"{reverse('account_request_login_code')}?{urlencode({'next': access_url})}"),
            "is_free": order.total_cents == 0,
            "is_for_team": lines[0].is_for_team,
            "plan": getattr(order, "plan", None),
            "first_payment": order.get_settled_payment(),
        },
    )


def queue_payment_failed(order: Order, attempt: CheckoutAttempt, *, to: str) -> OutboxEmail:
    """This function will tell a buyer that a bank debit came back, with a link to begin again; once for each debit."""
    line = order.lines.select_related("product").earliest("pk")
    code = f"?{urlencode({'code': order.promotion_code.code})}" if order.promotion_code else ""
    return mail_services.queue_email(
        kind="payment_failed",
        key=f"payment_failed:{attempt.pk}",
        to=to,
        template="payments/emails/payment_failed",
        context={
            "order": order,
            "title": line.title,
            "product_url": f"{_absolute(line.product.url or '/')}{code}#enrol",
        },
    )


def queue_instalment_failed(plan: InstalmentPlan, missing: Instalment) -> OutboxEmail:
    """This function will tell a buyer that an instalment did not go through, how to pay it, and until when access stays."""
    return queue_plan_letter(plan, "instalment_failed", about=missing)


def queue_plan_letter(plan: InstalmentPlan, kind: str, *, about: Instalment | None = None) -> OutboxEmail:
    """This function will write one letter about a plan, once for the instalment or the plan that it tells of."""
    order = plan.order
    titles = [line.title for line in order.lines.all()]
    order_path = reverse("payments:order", args=[order.uuid])
    return mail_services.queue_email(
        kind=kind,
        key=f"{kind}:{plan.pk}:{about.pk if about else ''}",
        to=order.contact_email,
        template=f"payments/emails/{kind}",
        context={
            "order": order,
            "plan": plan,
            "instalment": about,
            "title": ", ".join(titles),
            "order_url": _absolute(f"{reverse('account_request_login_code')}?{urlencode({'next': order_path})}"),
        },
    )


def queue_extra_invoice_alert(plan: InstalmentPlan, *, invoice_id: str, was_paid: bool) -> OutboxEmail:
    """This function will tell the owner that Stripe asked for more than a plan agreed on. Holds no word about the buyer."""
    return mail_services.queue_email(
        kind="plan_alert",
        key=f"plan_alert:{invoice_id}",
        to=settings.OWNER_EMAIL,
        template="payments/emails/plan_alert",
        context={
            "order": plan.order,
            "plan": plan,
            "invoice_id": invoice_id,
            "was_paid": was_paid,
            "admin_url": _absolute(reverse("shop_orders:inspect", args=[plan.order_id])),
        },
    )


def queue_seat_invitation(*, seat: Seat, token: str) -> OutboxEmail:
    """This function will invite somebody to a seat. The words are ours; of the buyer's there is the clinic's name alone."""
    return mail_services.queue_email(
        kind="seat_invitation",
        key=f"seat_invitation:{seat.pk}:{seat.invitations}",
        to=seat.email,
        template="payments/emails/seat_invitation",
        context={
            "seat": seat,
            "bundle": seat.bundle,
            "title": seat.bundle.product.title,
            "invitation_url": _absolute(reverse("payments:invitation", args=[token])),
        },
    )


def queue_seat_declined(*, seat: Seat) -> OutboxEmail:
    """This function will tell a team's manager that an invitation was declined."""
    return mail_services.queue_email(
        kind="seat_declined",
        key=f"seat_declined:{seat.pk}:{seat.invitations}",
        to=seat.bundle.manager.email,
        template="payments/emails/seat_declined",
        context={"seat": seat, "bundle": seat.bundle, "title": seat.bundle.product.title, "team_url": team_url(seat)},
    )


def queue_seat_ended(*, seat: Seat, user: Any) -> OutboxEmail:
    """This function will tell somebody that their seat was taken back."""
    return mail_services.queue_email(
        kind="seat_ended",
        key=f"seat_ended:{seat.pk}:{user.pk}:{seat.moves}",
        to=user.email,
        template="payments/emails/seat_ended",
        context={
            "seat": seat,
            "bundle": seat.bundle,
            "title": seat.bundle.product.title,
            "product_url": _absolute(seat.bundle.product.specific.url or "/"),
        },
    )


def team_url(seat: Seat) -> str:
    """This function will return the address of the team that a seat belongs to."""
    return _absolute(reverse("payments:team", args=[seat.bundle.product_id]))


def queue_review_alert(order: Order) -> OutboxEmail:
    """This function will tell the owner that an order needs a look. Holds no word about the buyer."""
    return mail_services.queue_email(
        kind="order_review",
        key=f"order_review:{order.uuid}:{order.payments.count()}:{order.review_reason[:60]}",
        to=settings.OWNER_EMAIL,
        template="payments/emails/order_review",
        context={
            "order": order,
            "payments": list(order.payments.all()),
            "goes_back_by_itself": settings.REFUND_DUPLICATES
            and not order.payments.filter(status=Payment.Status.HELD).exists(),
            "admin_url": _absolute(reverse("shop_orders:inspect", args=[order.pk])),
        },
    )


def queue_books_alert(comparison: Comparison) -> OutboxEmail:
    """This function will tell the owner what the daily comparison could not mend; once for each set of differences."""
    still_open = list(comparison.differences.filter(is_mended=False))
    what = f"{comparison.failure}|" + "|".join(
        sorted(f"{row.kind}:{row.order_id}:{row.reference}" for row in still_open)
    )
    return mail_services.queue_email(
        kind="books_alert",
        key=f"books_alert:{hashlib.sha256(what.encode()).hexdigest()[:32]}:{comparison.started_at:%G-%V}",
        to=settings.OWNER_EMAIL,
        template="payments/emails/books_alert",
        context={
            "comparison": comparison,
            "differences": still_open,
            "admin_url": _absolute(reverse("shop_books:inspect", args=[comparison.pk])),
        },
    )


def queue_refund_done(order: Order, refund: Refund, *, ended: Sequence[Grant]) -> OutboxEmail | None:
    """This function will tell the buyer that money has gone back, and which access ended with it. None without an address."""
    if not order.contact_email:
        return None
    return mail_services.queue_email(
        kind="refund_done",
        key=f"refund_done:{refund.uuid}",
        to=order.contact_email,
        template="payments/emails/refund_done",
        context={
            **_about(order, refund),
            "ended": [grant.product.title for grant in ended],
            "was_held": refund.payment.is_held,
        },
    )


def queue_refund_failed(order: Order, refund: Refund) -> OutboxEmail | None:
    """This function will tell a buyer, who was told that money had gone, that the bank sent it back to us."""
    if not order.contact_email:
        return None
    return mail_services.queue_email(
        kind="refund_failed",
        key=f"refund_failed:{refund.uuid}",
        to=order.contact_email,
        template="payments/emails/refund_failed",
        context=_about(order, refund),
    )


def queue_refund_failed_alert(order: Order, refund: Refund) -> OutboxEmail:
    """This function will tell the owner that a refund came back. Holds no word about the buyer."""
    return mail_services.queue_email(
        kind="refund_failed_alert",
        key=f"refund_failed_alert:{refund.uuid}",
        to=settings.OWNER_EMAIL,
        template="payments/emails/refund_failed_alert",
        context=_about(order, refund),
    )


def queue_refund_request_alert(request: RefundRequest) -> OutboxEmail:
    """This function will tell the owner that a buyer asks for the money back. What they say is read in the admin."""
    return mail_services.queue_email(
        kind="refund_request",
        key=f"refund_request:{request.pk}",
        to=settings.OWNER_EMAIL,
        template="payments/emails/refund_request",
        context={
            "order": request.order,
            "admin_url": _absolute(reverse("shop_refund_requests:inspect", args=[request.pk])),
        },
    )


def queue_refund_declined(order: Order, request: RefundRequest) -> OutboxEmail:
    """This function will tell a learner that the money stays, in the owner's own words."""
    return mail_services.queue_email(
        kind="refund_declined",
        key=f"refund_declined:{request.pk}",
        to=request.asked_by.email,
        template="payments/emails/refund_declined",
        context={
            "order": order,
            "answer": request.answer,
            "order_url": _absolute(reverse("payments:order", args=[order.uuid])),
        },
    )


def queue_dispute_alert(order: Order, dispute: Dispute) -> OutboxEmail:
    """This function will tell the owner that a dispute opened, with the date by which to answer, or how it ended."""
    return mail_services.queue_email(
        kind="dispute_alert",
        key=f"dispute_alert:{dispute.dispute_id}:{dispute.status}:{dispute.status_at_stripe}",
        to=settings.OWNER_EMAIL,
        template="payments/emails/dispute_alert",
        context={
            "order": order,
            "dispute": dispute,
            "is_suspended": settings.SUSPEND_ON_DISPUTE,
            "admin_url": _absolute(reverse("shop_disputes:inspect", args=[dispute.pk])),
        },
    )


def queue_fraud_warning(order: Order, payment: Payment, *, warning_id: str, fraud_type: str) -> OutboxEmail:
    """This function will tell the owner that a card network suspects a payment. Holds no word about the buyer."""
    return mail_services.queue_email(
        kind="fraud_warning",
        key=f"fraud_warning:{warning_id}",
        to=settings.OWNER_EMAIL,
        template="payments/emails/fraud_warning",
        context={
            "order": order,
            "payment": payment,
            "fraud_type": fraud_type.replace("_", " "),
            "admin_url": _absolute(reverse("shop_orders:inspect", args=[order.pk])),
        },
    )


def compose_waiting_letter(
    kind: str, entry: WaitingEntry, product: Any, *, url: str = "", until: datetime.datetime | None = None
) -> mail_services.Draft:
    """This function will write to somebody on the waiting list: joined, offered, lapsed or opened."""
    window = product.get_window()
    return mail_services.compose_email(
        kind=f"waiting_{kind}",
        to=entry.email,
        template=f"payments/emails/waiting_{kind}",
        context={
            "product": product,
            "facts": product.get_letter_facts(),
            "wants_a_place": entry.wants == entry.Wants.A_PLACE,
            "url": url,
            "page_url": _absolute(product.url or "/"),
            "until": spoken(until, window.zone) if until else "",
        },
    )


def _about(order: Order, refund: Refund) -> dict[str, Any]:
    return {
        "order": order,
        "refund": refund,
        "order_url": _absolute(reverse("payments:order", args=[order.uuid])),
        "admin_url": _absolute(reverse("shop_orders:inspect", args=[order.pk])),
    }


def _absolute(path: str) -> str:
    return path if path.startswith("http") else settings.PUBLIC_URL + path
