"""The portal as a customer sees it: card, invoices, plans, and whatever else its configuration allows."""

import time

from . import buyer, customers, dunning, methods, pages, pay_page, portal, pricing, subscriptions
from .errors import ApiRefusal
from .events import publish
from .operations import matching
from .render import Html, joined, page, part
from .replies import Reply, page_reply, see_other
from .world import World


@pages.route("GET", r"/p/(\w+)")
def show(world: World, form: dict, token: str) -> Reply:
    """Show the portal."""
    try:
        session = portal.by_token(world, token)
    except ApiRefusal:
        return page_reply(pay_page.message_page("This link has expired", "Open the portal again from the shop."), 410)
    return page_reply(_page(world, session, {}, {}))


@pages.route("POST", r"/p/(\w+)")
def act(world: World, form: dict, token: str) -> Reply:
    """Do what the customer asks, where the configuration allows it."""
    try:
        session = portal.by_token(world, token)
    except ApiRefusal:
        return page_reply(pay_page.message_page("This link has expired", "Open the portal again from the shop."), 410)
    features = world.find("billing_portal.configuration", session["configuration"])["features"]
    act, allowed = _ACTS.get(form.get("action", ""), (None, ""))
    if act is None or not features[allowed]["enabled"]:
        return page_reply(_page(world, session, form, {"action": "The shop does not allow this here."}), 403)
    troubles = act(world, session, form)
    if troubles:
        return page_reply(_page(world, session, form, troubles), 422)
    redirect = ((session["flow"] or {}).get("after_completion") or {}).get("redirect")
    return see_other(redirect["return_url"] if redirect else f"/p/{token}")


def _update_card(world: World, session: dict, form: dict) -> dict[str, str]:
    """Take another card for everything that is still to be paid; open invoices are tried with it at once."""
    card, troubles = buyer.read_card(form, world.now())
    if card and card.refusal:
        troubles = {card.refusal.field: card.refusal.message}
    if troubles or card is None:
        return troubles
    customer = customers.living(world, session["customer"])
    billing = methods.billing_details(customer["email"], form.get("name") or customer["name"], customer["address"])
    method = methods.of_card(world, card, billing, customer["id"])
    publish(world, "payment_method.attached", method)
    before = dict(customer["invoice_settings"])
    customer["invoice_settings"]["default_payment_method"] = method["id"]
    world.save(customer)
    publish(world, "customer.updated", customer, {"invoice_settings": before})
    for subscription in matching(world, "subscription", {"customer": customer["id"]}, "customer"):
        if subscription["status"] != "canceled":
            former = subscription["default_payment_method"]
            subscription["default_payment_method"] = method["id"]
            world.save(subscription)
            publish(world, "customer.subscription.updated", subscription, {"default_payment_method": former})
    for invoice in _invoices(world, session):
        # Assumed: real portals offer "pay" beside an open invoice; trying at once saves the demo a click.
        if invoice["status"] == "open":
            dunning.pay_now(world, invoice, method, buyer_is_here=card.later_refusal is None)
    return {}


def _cancel(world: World, session: dict, form: dict) -> dict[str, str]:
    """Cancel a plan of this customer, at the end of its period or at once, as configured."""
    subscription = world.store.load(form.get("subscription", ""), "subscription")
    if subscription is None or subscription["customer"] != session["customer"]:
        return {"action": "There is no such plan."}
    mode = world.find("billing_portal.configuration", session["configuration"])["features"]["subscription_cancel"][
        "mode"
    ]
    try:
        if mode == "immediately":
            subscriptions.end(world, subscription, reason="cancellation_requested")
        else:
            subscriptions.update(world, {"cancel_at_period_end": True}, subscription["id"])
    except ApiRefusal as refusal:
        return {"action": refusal.message}
    return {}


def _rename(world: World, session: dict, form: dict) -> dict[str, str]:
    """Change name and e-mail of the customer, as far as the configuration allows."""
    configuration = world.find("billing_portal.configuration", session["configuration"])
    allowed = configuration["features"]["customer_update"]["allowed_updates"]
    customer = customers.living(world, session["customer"])
    given = {name: form[name].strip() for name in ("email", "name") if name in form and name in allowed}
    if "@" not in given.get("email", "@"):
        return {"email": "This e-mail address is incomplete."}
    if former := customers.change(customer, given):
        world.save(customer)
        publish(world, "customer.updated", customer, former)
    return {}


_ACTS = {
    "update_card": (_update_card, "payment_method_update"),
    "cancel": (_cancel, "subscription_cancel"),
    "rename": (_rename, "customer_update"),
}


def _invoices(world: World, session: dict) -> list[dict]:
    return list(matching(world, "invoice", {"customer": session["customer"]}, "customer"))


def _page(world: World, session: dict, form: dict, troubles: dict) -> Html:
    customer = customers.living(world, session["customer"])
    features = world.find("billing_portal.configuration", session["configuration"])["features"]
    address = "/p/" + session["url"].rpartition("/")[2]
    sections = []
    if features["payment_method_update"]["enabled"]:
        sections.append(
            part(
                "portal_card",
                address=address,
                now=_card_now(world, customer),
                card=pay_page.card_fields(form, troubles),
            )
        )
    sections.append(_plans(world, session, features, address))
    if features["invoice_history"]["enabled"]:
        rows = [
            part("portal_invoice", number=invoice["number"] or "Draft", status=invoice["status"], id=invoice["id"],
                 day=time.strftime("%d %B %Y", time.gmtime(invoice["created"])),
                 amount=pricing.shown(invoice["total"], invoice["currency"]))
            for invoice in _invoices(world, session)
        ]  # fmt: skip
        sections.append(part("portal_invoices", rows=joined(rows) if rows else part("note", words="None yet.")))
    allowed = features["customer_update"]["allowed_updates"] if features["customer_update"]["enabled"] else []
    fields = [
        pay_page.field(name, {name: customer[name]} | form, troubles) for name in ("name", "email") if name in allowed
    ]
    if fields:
        sections.append(part("portal_contact", address=address, fields=joined(fields)))
    back = part("back_link", address=session["return_url"]) if session["return_url"] else Html("")
    return page(
        "portal",
        title="Your plans and invoices",
        whom=customer["email"] or customer["id"],
        troubles=pay_page.trouble_list(troubles),
        sections=joined(sections),
        back=back,
    )


def _card_now(world: World, customer: dict) -> str:
    chosen = [(customer["invoice_settings"] or {}).get("default_payment_method")]
    for subscription in matching(world, "subscription", {"customer": customer["id"]}, "customer"):
        chosen.append(subscription["default_payment_method"])
    method = next((world.store.load(method_id) for method_id in chosen if method_id), None)
    return f"{method['card']['brand']} ending in {method['card']['last4']}" if method else "no card on file"


def _plans(world: World, session: dict, features: dict, address: str) -> Html:
    rows = []
    for subscription in matching(world, "subscription", {"customer": session["customer"]}, "customer"):
        item = subscription["items"]["data"][0]
        name = world.find("product", item["price"]["product"])["name"]
        until = time.strftime("%d %B %Y", time.gmtime(item["current_period_end"]))
        status = {
            "active": f"active, paid until {until}",
            "past_due": "a payment is due: use another card",
            "canceled": "ended",
        }.get(subscription["status"], subscription["status"])
        if subscription["cancel_at_period_end"]:
            status = f"ends on {until}"
        can_cancel = features["subscription_cancel"]["enabled"] and subscription["status"] != "canceled"
        button = part("portal_cancel", address=address, subscription=subscription["id"]) if can_cancel else Html("")
        rows.append(part("portal_plan", name=name, status=status, button=button))
    return part("portal_plans", rows=joined(rows) if rows else part("note", words="None."))
