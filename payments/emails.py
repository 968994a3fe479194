"""Letters of the shop. Each is written into the outbox inside the transaction of the deed that it tells of."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from mail import services as mail_services
from mail.models import OutboxEmail
from payments.models import Order


def queue_order_confirmation(order: Order) -> OutboxEmail:
    """This function will write the buyer's confirmation: what was bought, for how much, and how to get in."""
    lines = list(order.lines.select_related("product"))
    access_url = lines[0].product.specific.access_url
    return mail_services.queue_email(
        kind="order_confirmation",
        key=f"order_confirmation:{order.uuid}",
        to=order.contact_email,
        template="payments/emails/order_confirmation",
        context={
            "order": order,
            "lines": lines,
            "titles": [line.title for line in lines],
            "access_url": _absolute(access_url),
            "order_url": _absolute(reverse("payments:order", args=[order.uuid])),
            "sign_in_url": _absolute(f"{reverse('account_request_login_code')}?{urlencode({'next': access_url})}"),
            "is_free": order.total_cents == 0,
        },
    )


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
            "admin_url": _absolute(reverse("shop_orders:inspect", args=[order.pk])),
        },
    )


def _absolute(path: str) -> str:
    return path if path.startswith("http") else settings.PUBLIC_URL + path
