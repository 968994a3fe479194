"""A practice that has bought seats, made as settling leaves it; and the links in its letters."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone

from mail.models import OutboxEmail
from payments import services
from payments.models import Offer, Order, OrderLine, Payment, Seat, SeatBundle

LINK = re.compile(r"/seats/[\w-]+/")


def plant_team(*, manager: Any, product: Any, seats: int = 5, clinic: str = "Harbor Clinic") -> SeatBundle:
    """Seats that were bought and paid for."""
    offer, _ = Offer.objects.get_or_create(
        product=product, name=f"{product.title} for a team", kind=Offer.Kind.SEATS, amount_cents=49000, seats_min=2,
        seats_max=50,
    )  # fmt: skip
    total = seats * offer.amount_cents
    order = Order.objects.create(
        buyer=manager, contact_email=manager.email, currency="usd", subtotal_cents=total, total_cents=total,
        clinic_name=clinic, paid_at=timezone.now(),
    )  # fmt: skip
    line = OrderLine.objects.create(
        order=order, offer=offer, product_id=product.pk, title=offer.name, unit_amount_cents=offer.amount_cents,
        quantity=seats, kind=offer.kind,
    )  # fmt: skip
    Payment.objects.create(
        order=order, reference=f"pi_{order.pk}", amount_cents=total, currency="usd", status=Payment.Status.SETTLED
    )
    order.recompute()
    return services.make_bundle(line=line, order=order)


def letter_to(address: str) -> OutboxEmail:
    """The newest invitation to an address."""
    return OutboxEmail.objects.filter(kind="seat_invitation", recipient=address).order_by("pk").last()


def link_to(address: str) -> str:
    """The address in the newest invitation."""
    return LINK.search(letter_to(address).text).group()


def states(bundle: SeatBundle) -> list[str]:
    return sorted(bundle.seats.values_list("status", flat=True))


def seat_of(address: str) -> Seat:
    return Seat.objects.get(email=address)
