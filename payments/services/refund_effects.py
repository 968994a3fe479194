"""What a refund will do, told before it is done. Looks and reckons; changes nothing."""

from __future__ import annotations

from payments import money
from payments.models import Grant, Order, OrderLine, Payment
from payments.services.refunds import RefundWish


def describe_refund(wish: RefundWish) -> list[str]:
    """This function will say in sentences exactly what that refund would do to the money, the order and the access."""
    payment, order = wish.payment, wish.payment.order
    amount = money.show_exactly(wish.amount_cents, payment.currency)
    left = money.show_exactly(payment.get_refundable_cents() - wish.amount_cents, payment.currency)
    told = [
        f"{amount} of {payment.amount_display} goes back to the card or account that paid ({payment.reference}).",
        f"After it {left} of this payment could still go back.",
    ]
    if payment.invoice_id:
        told.append("Stripe writes a credit note for the invoice; the buyer finds it on the order's page.")
    told += _told_of_access(wish, order)
    plan = getattr(order, "plan", None)
    if plan is not None and plan.status in ("active", "past_due"):
        goes_on = "The instalments go on. To end them as well, use “End the plan” on the order's page."
        told.append("The plan ends at Stripe: nothing more is charged." if ends_everything(wish) else goes_on)
    told.append("This cannot be undone: money that is on its way cannot be called back.")
    if order.contact_email:
        told.append(f"{order.contact_email} gets a letter once the money has really gone, not before.")
    return told


def ends_everything(wish: RefundWish) -> bool:
    """This function will say whether all that the order was paid with would be back with the buyer."""
    order, payment = wish.payment.order, wish.payment
    if payment.status != Payment.Status.SETTLED:
        return False
    under_way = sum(
        order.payments.filter(status=Payment.Status.SETTLED, refunds__status__in=["requested", "pending", "succeeded"])
        .values_list("refunds__amount_cents", flat=True)
    )  # fmt: skip
    return under_way + wish.amount_cents >= order.paid_cents


def _told_of_access(wish: RefundWish, order: Order) -> list[str]:
    if wish.payment.is_held:
        return ["This money bought nothing, so no access changes."]
    ending = list(order.lines.all()) if ends_everything(wish) else list(wish.lines)
    words = [_told_of_line(line, wish.quantities.get(line.pk)) for line in ending]
    staying = [line.title for line in order.lines.all() if line not in ending]
    if staying:
        words.append(f"Access stays: {', '.join(staying)}.")
    if ends_everything(wish):
        words.append("It is all that was paid: the order is then “given back”, and every access it gave ends.")
    return words


def _told_of_line(line: OrderLine, quantity: int | None) -> str:
    if quantity is not None and quantity < line.quantity:
        return f"Given back: {quantity} of {line.quantity} seats, {line.title}."
    others = Grant.objects.current().owning([line.product_id]).filter(user__in=line.grants.values("user"))
    if others.exclude(order_line__order=line.order).exists():
        return f"Access from this order ends: {line.title}. It stays open all the same, because something else opens it too."
    return f"Access ends: {line.title}."
