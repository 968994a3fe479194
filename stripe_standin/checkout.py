"""What a buyer does on the hosted page: change a quantity, give a code, pay, answer the bank.

A refusal is a result, not an exception: a declined payment leaves traces (a failed charge, events) that must be kept.
"""

from dataclasses import dataclass, field

from . import cards, customers, discounts, invoices, methods, payments, sessions, subscriptions
from .buyer import Buyer, read_buyer
from .errors import ApiRefusal
from .events import publish
from .world import World, agenda_deed

DEBIT_SETTLES_AFTER = 4 * 86400


@dataclass
class Outcome:
    """Where the browser goes next, or what is to be said beside which field."""

    url: str | None = None
    troubles: dict[str, str] = field(default_factory=dict)
    status: int = 200


def revise(world: World, session_id: str, form: dict[str, str]) -> Outcome:
    """Take over quantities, address and promotion code, and reckon again."""
    session = sessions.find_open(world, session_id)
    backstage = world.backstage(session_id)
    troubles = _take_quantities(backstage, form)
    buyer, _ = read_buyer(session, known_details(session, backstage), form, world.now(), to_pay=False)
    _remember(backstage, buyer)
    try:
        _take_code(world, session, backstage, form)
    except ApiRefusal as refusal:
        troubles["promotion_code"] = refusal.message
    sessions.reprice(world, session, backstage)
    return Outcome(troubles=troubles, status=422 if troubles else 200)


def _take_code(world: World, session: dict, backstage: dict, form: dict[str, str]) -> None:
    if form.get("action") == "remove_code":
        discounts.take_off(session, backstage)
    elif form.get("action") == "apply_code" and session["allow_promotion_codes"]:
        if not form.get("promotion_code", "").strip():
            raise ApiRefusal("Type a code first.")
        discounts.put_typed_code_on(world, session, backstage, form["promotion_code"])


def _take_quantities(backstage: dict, form: dict[str, str]) -> dict[str, str]:
    troubles = {}
    for line in backstage["lines"]:
        name = f"quantity_{line['id']}"
        limits = line["adjustable_quantity"]
        if name not in form or not limits or not limits["enabled"]:
            continue
        typed = form[name].strip()
        if not typed.isdigit() or not max(1, limits["minimum"]) <= int(typed) <= limits["maximum"]:
            troubles[name] = f"Choose between {max(1, limits['minimum'])} and {limits['maximum']}."
        else:
            line["quantity"] = int(typed)
    return troubles


def _remember(backstage: dict, buyer: Buyer) -> None:
    """Keep contact and address backstage: the session itself shows them only once it is complete."""
    backstage["details"] = sessions.details(buyer.email, buyer.name, buyer.address, buyer.tax_ids) | {
        "business_name": buyer.business_name
    }


def known_details(session: dict, backstage: dict) -> dict:
    """Return what is known of the buyer so far."""
    return backstage.get("details") or session["customer_details"] or {}


def pay(world: World, session_id: str, form: dict[str, str]) -> Outcome:
    """Try to pay an open session."""
    session = sessions.find_open(world, session_id)
    backstage = world.backstage(session_id)
    if form.get("promotion_code", "").strip() and not session["discounts"]:
        # Enter in the code's field presses "Pay": nobody wants to pay before the code has counted.
        outcome = revise(world, session_id, form | {"action": "apply_code"})
        return outcome if outcome.troubles else Outcome(troubles={"total": "Look at the new total, then pay."})
    troubles = _take_quantities(backstage, form)
    buyer, more = read_buyer(session, known_details(session, backstage), form, world.now(), to_pay=True)
    troubles |= more
    _remember(backstage, buyer)
    try:
        discounts.check_still_good(world, session, backstage)
    except ApiRefusal as refusal:
        troubles["promotion_code"] = refusal.message
    sessions.reprice(world, session, backstage)
    if session["automatic_tax"]["status"] == "requires_location_inputs":
        troubles.setdefault("postal_code", "The address does not say enough to reckon the tax.")
    if form.get("shown_total", str(session["amount_total"])) != str(session["amount_total"]):
        troubles.setdefault("total", "The total has changed. Look at it again, then pay.")
    if needs_method(session):
        troubles |= buyer.payment_troubles
    if troubles:
        return Outcome(troubles=troubles, status=422)
    return _carry_out(world, session, backstage, buyer)


def needs_method(session: dict) -> bool:
    """Say whether a card is asked for: plans take one even when the first period is free."""
    return session["amount_total"] > 0 or session["mode"] == "subscription"


def _carry_out(world: World, session: dict, backstage: dict, buyer: Buyer) -> Outcome:
    if session["consent_collection"] and session["consent_collection"]["terms_of_service"] == "required":
        session["consent"] = {"promotions": None, "terms_of_service": "accepted"}
    if not needs_method(session):
        ensure_customer(world, session, backstage, buyer.billing)
        _bill(world, session, None)
        return complete(world, session, _free_status(world))
    if buyer.account:
        return _begin_debit(world, session, backstage, buyer)
    if buyer.card is None:
        raise ApiRefusal("No card was given.")
    if session["mode"] == "subscription":
        return _begin_plan(world, session, backstage, buyer)
    intent = _intent(world, session, backstage)
    if buyer.card.refusal:
        method = methods.of_card(world, buyer.card, buyer.billing, None)
        payments.decline(world, intent, method, buyer.card.refusal)
        world.save(session, backstage)
        return Outcome(troubles={buyer.card.refusal.field: buyer.card.refusal.message}, status=402)
    if buyer.card.asks_bank:
        method = methods.of_card(world, buyer.card, buyer.billing, session["customer"])
        url = f"{world.options.public_url}/c/pay/{session['id']}/bank"
        payments.ask_bank(world, intent, method, url)
        world.save(session, backstage | {"waiting": {"method": method["id"]}})
        return Outcome(url=url)
    customer = ensure_customer(world, session, backstage, buyer.billing)
    method = methods.of_card(world, buyer.card, buyer.billing, customer)
    return _capture(world, session, method, asked_bank=False)


def _intent(world: World, session: dict, backstage: dict) -> dict:
    """Return the intent of a session; the first try makes it, later tries use it again."""
    if session["payment_intent"]:
        intent = world.find("payment_intent", session["payment_intent"])
        if intent["amount"] != session["amount_total"]:
            intent["amount"] = session["amount_total"]
            world.save(intent)
        return intent
    asked = backstage["payment_intent_data"]
    intent = payments.make_intent(
        world,
        amount=session["amount_total"],
        currency=session["currency"],
        session=session,
        customer=session["customer"],
        description=asked.get("description"),
        metadata=asked.get("metadata") or {},
        payment_method_types=session["payment_method_types"],
        receipt_email=asked.get("receipt_email"),
        setup_future_usage=asked.get("setup_future_usage"),
        statement_descriptor_suffix=asked.get("statement_descriptor_suffix"),
    )
    session["payment_intent"] = intent["id"]
    world.save(session, backstage)
    return intent


def _capture(world: World, session: dict, method: dict, *, asked_bank: bool) -> Outcome:
    intent = _intent(world, session, world.backstage(session["id"]))
    intent["customer"] = session["customer"]
    charge = payments.capture(world, intent, method, asked_bank=asked_bank)
    _bill(world, session, intent)
    card = payments.card_of(world, charge)
    if isinstance(card, cards.Card) and card.dispute:
        world.store.plan(world.now(), "open_fraud_dispute", charge["id"])
    return complete(world, session, "paid")


def _free_status(world: World) -> str:
    return "paid" if world.lever("free_is_paid", False) else "no_payment_required"


def _begin_plan(world: World, session: dict, backstage: dict, buyer: Buyer) -> Outcome:
    """Begin a subscription. Assumed: a declined first try leaves no trace, as Checkout only then makes its objects."""
    if buyer.card is None or buyer.card.refusal:
        refusal = buyer.card.refusal if buyer.card and buyer.card.refusal else cards.DECLINED
        world.save(session, backstage)
        return Outcome(troubles={refusal.field: refusal.message}, status=402)
    method = methods.of_card(world, buyer.card, buyer.billing, session["customer"])
    if buyer.card.asks_bank:
        world.save(session, backstage | {"waiting": {"method": method["id"]}})
        return Outcome(url=f"{world.options.public_url}/c/pay/{session['id']}/bank")
    return _start_plan(world, session, backstage, method)


def _start_plan(world: World, session: dict, backstage: dict, method: dict) -> Outcome:
    method["customer"] = ensure_customer(world, session, backstage, method["billing_details"])
    world.save(method)
    subscription, invoice = subscriptions.begin(world, session, backstage, method)
    session.update(subscription=subscription["id"], invoice=invoice["id"])
    return complete(world, session, "paid" if session["amount_total"] else _free_status(world))


def _bill(world: World, session: dict, intent: dict | None) -> None:
    """Write the invoice of a single payment, where the site asked for one."""
    asked = session["invoice_creation"] or {}
    if not asked.get("enabled"):
        return
    backstage = world.backstage(session["id"])
    details = known_details(session, backstage)
    data = asked["invoice_data"]
    invoice = invoices.make(
        world,
        customer_id=session["customer"],
        currency=session["currency"],
        lines=[dict(line) for line in backstage["lines"]],
        reason="manual",
        coupon=discounts.coupon_of(world, backstage),
        address=details.get("address"),
        customer_name=details.get("business_name") or details.get("name"),
        tax_ids=details.get("tax_ids"),
        automatic_tax=session["automatic_tax"],
        metadata=data["metadata"],
        **{name: data[name] for name in ("custom_fields", "description", "footer")},
    )
    invoices.finalise(world, invoice)
    invoices.mark_paid(world, invoice, intent)
    session["invoice"] = invoice["id"]


def _begin_debit(world: World, session: dict, backstage: dict, buyer: Buyer) -> Outcome:
    if buyer.account is None:
        raise ApiRefusal("No bank account was given.")
    customer = ensure_customer(world, session, backstage, buyer.billing)
    intent = _intent(world, session, backstage)
    intent["customer"] = customer
    payments.begin_debit(world, intent, methods.of_account(world, buyer.account, buyer.billing, customer))
    world.store.plan(world.now() + DEBIT_SETTLES_AFTER, "settle_debit", intent["id"])
    return complete(world, session, "unpaid")


def answer_bank(world: World, session_id: str, *, agreed: bool) -> Outcome:
    """Take the buyer's answer to his bank's question."""
    session = sessions.find_open(world, session_id)
    backstage = world.backstage(session_id)
    waiting = backstage.pop("waiting", None)
    if waiting is None:
        raise ApiRefusal("The bank is not waiting for an answer.")
    method = world.find("payment_method", waiting["method"])
    if session["mode"] == "subscription":
        if not agreed:
            world.save(session, backstage)
            return Outcome(troubles={"card_number": payments.NOT_AUTHENTICATED}, status=402)
        return _start_plan(world, session, backstage, method)
    if not agreed:
        intent = world.find("payment_intent", session["payment_intent"])
        payments.refuse_authentication(world, intent, method)
        world.save(session, backstage)
        return Outcome(troubles={"card_number": intent["last_payment_error"]["message"]}, status=402)
    method["customer"] = ensure_customer(world, session, backstage, method["billing_details"])
    world.save(method)
    return _capture(world, session, method, asked_bank=True)


def ensure_customer(world: World, session: dict, backstage: dict, billing: dict) -> str | None:
    """Return the customer of a session, made or brought up to date as the site asked for."""
    given = known_details(session, backstage)
    if session["customer"]:
        customer = customers.living(world, session["customer"])
        wishes = backstage["customer_update"]
        fresh = {name: given[name] for name in ("address", "name") if wishes.get(name) == "auto" and given[name]}
        if former := customers.change(customer, fresh):
            world.save(customer)
            publish(world, "customer.updated", customer, former)
    elif session["customer_creation"] == "always" or (session["invoice_creation"] or {}).get("enabled"):
        made = customers.make(world, email=given["email"], name=given["name"], address=billing["address"])
        session["customer"] = made["id"]
    world.save(session, backstage)
    return session["customer"]


def complete(world: World, session: dict, payment_status: str) -> Outcome:
    """Complete a session and send the buyer back to the site."""
    details = known_details(session, world.backstage(session["id"]))
    session.update(status="complete", payment_status=payment_status, url=None, customer_details=details)
    discounts.redeem(world, session)
    world.save(session)
    world.store.unplan(session["id"])
    publish(world, "checkout.session.completed", session)
    return Outcome(url=return_address(session))


def return_address(session: dict) -> str:
    """Return where the buyer goes after success."""
    return session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])


@agenda_deed
def settle_debit(world: World, intent_id: str) -> None:
    """Let a bank debit arrive or bounce, as its test account says."""
    intent = world.find("payment_intent", intent_id)
    if intent["status"] != "processing":
        return
    settles = world.backstage(intent["payment_method"])["settles"]
    end_debit(world, intent, settles=settles)


def end_debit(world: World, intent: dict, *, settles: bool) -> None:
    """End a bank debit and tell the session's story on."""
    payments.end_debit(world, intent, settles=settles)
    session_id = world.backstage(intent["id"]).get("session")
    if session_id is None:
        return
    session = world.find("checkout.session", session_id)
    if settles:
        _bill(world, session, intent)
        session["payment_status"] = "paid"
        world.save(session)
    kind = "succeeded" if settles else "failed"
    publish(world, f"checkout.session.async_payment_{kind}", session)
