"""What touches invoices, subscriptions and schedules at once: payment tried again, by hand or by API, and endings."""

from . import collection, invoices, methods, schedules, subscriptions
from .cards import DECLINED
from .errors import ApiRefusal
from .operations import operation
from .world import World, agenda_deed


class CardRefused(ApiRefusal):
    """A payment was asked for and failed; what the try left behind stays."""

    keeps_traces = True


@agenda_deed
def retry_invoice(world: World, invoice_id: str) -> None:
    """Try an unpaid invoice again; after the last try its subscription ends."""
    invoice = world.find("invoice", invoice_id)
    if invoice["status"] == "open":
        paid = collection.collect(world, invoice, collection.method_for(world, invoice))
        subscriptions.collected(world, invoice, paid=paid)


@agenda_deed
def end_schedule(world: World, schedule_id: str) -> None:
    """Complete a schedule whose last phase ends now, be it in the middle of a period."""
    schedule = world.find("subscription_schedule", schedule_id)
    subscription = world.store.load(schedule["subscription"] or "", "subscription")
    if subscription and schedules.is_over(world, subscription):
        schedules.finish(world, subscription, subscriptions.end)


@operation("POST /v1/invoices/{invoice}/pay", "InvoicePayParams", "payment_method off_session")
def pay(world: World, params: dict, invoice_id: str) -> dict:
    """Pay an open invoice now with the method on file, or with the one named."""
    invoice = world.find("invoice", invoice_id, "invoice")
    chosen = params.get("payment_method")
    method = methods.retrieve(world, {}, chosen) if chosen else collection.method_for(world, invoice)
    if not pay_now(world, invoice, method, buyer_is_here=False):
        raise CardRefused(DECLINED.message, status=402, kind="card_error", code="card_declined")
    return invoice


def pay_now(world: World, invoice: dict, method: dict | None, *, buyer_is_here: bool) -> bool:
    """Try to pay an open invoice; returns whether it is paid."""
    if invoice["status"] != "open":
        raise ApiRefusal(f"Invoice is already {invoice['status']}.", code="invoice_not_editable")
    paid = collection.collect(world, invoice, method, buyer_is_here=buyer_is_here)
    subscriptions.collected(world, invoice, paid=paid)
    return paid


@operation("POST /v1/invoices/{invoice}/void", "InvoiceVoidInvoiceParams")
def void(world: World, params: dict, invoice_id: str) -> dict:
    """Void an open invoice: it is no longer owed."""
    closed = invoices.close(world, invoice_id, "void", ("open", "uncollectible"))
    subscriptions.collected(world, closed, paid=True)
    return closed


@operation("POST /v1/invoices/{invoice}/mark_uncollectible", "InvoiceMarkUncollectibleParams")
def mark_uncollectible(world: World, params: dict, invoice_id: str) -> dict:
    """Give up an open invoice as a bad debt."""
    return invoices.close(world, invoice_id, "uncollectible", ("open",))


@operation(
    "POST /v1/subscription_schedules/{schedule}/cancel", "SubscriptionScheduleCancelParams", "invoice_now prorate"
)
def cancel_schedule(world: World, params: dict, schedule_id: str) -> dict:
    """Cancel a schedule and its subscription at once."""
    schedule = world.find("subscription_schedule", schedule_id)
    if schedule["status"] not in ("active", "not_started"):
        raise ApiRefusal(f"You cannot cancel a schedule that is {schedule['status']}.")
    if params.get("prorate"):
        raise ApiRefusal("The stand-in never prorates.", param="prorate")
    subscriptions.end(world, world.find("subscription", schedule["subscription"]), reason="cancellation_requested")
    return schedules.retrieve(world, {}, schedule_id)
