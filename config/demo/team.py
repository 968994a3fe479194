"""A practice with five seats in the demo course: two taken, one invited, two free. Made by the shop's own deeds."""

from __future__ import annotations

from accounts.models import User
from courses import services as courses
from courses.models import CoursePage
from mail.models import OutboxEmail
from payments import services as payments
from payments.models import Offer, Order, OrderLine
from payments.services.settlement import settle_free_order

SEATS = 5
INVITED = "colleague@demo.example"


def make_team(*, course: CoursePage, offer: Offer, manager: User, members: list[User]) -> None:
    """This function will give the manager five seats, seat the members and invite one more person."""
    worth = SEATS * offer.amount_cents
    order = Order.objects.create(
        buyer=manager, contact_email=manager.email, currency=offer.currency, subtotal_cents=worth, discount_cents=worth,
        total_cents=0, clinic_name="Harbor Clinic",
    )  # fmt: skip
    OrderLine.objects.create(
        order=order, offer=offer, product_id=course.pk, title=offer.name, kind=offer.kind,
        unit_amount_cents=offer.amount_cents, quantity=SEATS,
    )  # fmt: skip
    settle_free_order(order=order)
    addresses = [*(member.email for member in members), INVITED]
    payments.invite_to_seats(manager=manager, product=course, addresses=addresses)
    for member in members:
        letter = OutboxEmail.objects.get(kind="seat_invitation", recipient=member.email)
        token = letter.text.partition("/seats/")[2].partition("/")[0]
        payments.accept_seat(token=token, user=member)
    for lesson in course.get_lessons()[:3]:
        courses.complete_lesson(user=members[0], lesson=lesson)
