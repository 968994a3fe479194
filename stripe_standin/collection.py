"""Collect what an invoice asks for, and plan the next try where that fails."""

from . import invoices, payments
from .cards import Card, Refusal, by_last4
from .events import publish
from .world import World

RETRY_AFTER_DAYS = (3, 5, 7)


def collect(world: World, invoice: dict, method: dict | None, *, buyer_is_here: bool = False) -> bool:
    """Try to pay an open invoice with a method; returns whether it is paid now."""
    if invoice["amount_due"] == 0:
        invoices.mark_paid(world, invoice, None)
        return True
    intent = _intent(world, invoice)
    card = by_method(method)
    refusal = None if buyer_is_here else _later_refusal(card)
    if method is None:
        refusal = Refusal("missing", "", "There is no payment method to charge.")
    if refusal is None and method is not None:
        payments.capture(world, intent, method)
        invoice.update(attempted=True, attempt_count=invoice["attempt_count"] + 1)
        invoices.mark_paid(world, invoice, intent)
        return True
    if method is not None and refusal is not None:
        payments.decline(world, intent, method, refusal)
    _note_failure(world, invoice, needs_buyer=card is not None and card.always_asks)
    return False


def by_method(method: dict | None) -> Card | None:
    """Return the test card behind a method."""
    return by_last4(method["card"]["last4"]) if method and method["type"] == "card" else None


def _later_refusal(card: Card | None) -> Refusal | None:
    if card is None:
        return None
    if card.always_asks:
        return Refusal("authentication_required", "authentication_required", "Your card requires authentication.")
    return card.later_refusal or card.refusal


def _intent(world: World, invoice: dict) -> dict:
    """Return the intent of an invoice: the one that failed before, or a new one. Its metadata stays empty."""
    known = world.backstage(invoice["id"]).get("intent")
    if known:
        return world.find("payment_intent", known)
    intent = payments.make_intent(
        world,
        amount=invoice["amount_due"],
        currency=invoice["currency"],
        customer=invoice["customer"],
        description="Subscription creation"
        if invoice["billing_reason"] == "subscription_create"
        else "Subscription update",
        payment_method_types=["card"],
    )
    world.save(invoice, world.backstage(invoice["id"]) | {"intent": intent["id"]})
    return intent


def _note_failure(world: World, invoice: dict, *, needs_buyer: bool) -> None:
    tried = invoice["attempt_count"]
    invoice.update(attempted=True, attempt_count=tried + 1, next_payment_attempt=None)
    if tried < len(RETRY_AFTER_DAYS) and invoice["auto_advance"]:
        invoice["next_payment_attempt"] = world.now() + RETRY_AFTER_DAYS[tried] * 86400
        world.store.unplan(invoice["id"])
        world.store.plan(invoice["next_payment_attempt"], "retry_invoice", invoice["id"])
    world.save(invoice)
    publish(world, "invoice.payment_failed", invoice)
    if needs_buyer:
        publish(world, "invoice.payment_action_required", invoice)


def method_for(world: World, invoice: dict) -> dict | None:
    """Return the method that an invoice is charged to: its subscription's, else its customer's."""
    subscription = world.store.load(invoices.subscription_of(invoice) or "", "subscription")
    customer = world.find("customer", invoice["customer"])
    chosen = (subscription or {}).get("default_payment_method")
    chosen = chosen or (customer.get("invoice_settings") or {}).get("default_payment_method")
    return world.store.load(chosen) if chosen else None
