"""What was bought, given back and disputed lately, each with the buttons that fit its state."""

from . import disputes, invoices, pricing
from .render import Html, joined, part
from .world import World

SHOWN = 12


def table(world: World) -> Html:
    """Return the rows of the table of purchases on the control page."""
    rows = [_session(world, session) for session in _newest(world, "checkout.session")]
    rows += [_refund(refund) for refund in _newest(world, "refund")]
    rows += [_dispute(dispute) for dispute in _newest(world, "dispute")]
    rows += [_plan(world, subscription) for subscription in _newest(world, "subscription")]
    return joined(rows)


def _newest(world: World, kind: str) -> list[dict]:
    return [body for body, _ in zip(world.store.all(kind), range(SHOWN), strict=False)]


def _row(kind: str, body: dict, amount: int, status: str, buttons: list[Html]) -> Html:
    shown = pricing.shown(amount, body["currency"])
    return part("recent_row", kind=kind, id=body["id"], amount=shown, status=status, buttons=joined(buttons))


def _button(act: str, words: str, of: dict, **fields: str) -> Html:
    hidden = [part("hidden_field", name=name, value=value) for name, value in fields.items()]
    return part("recent_button", act=act, words=words, of=of["id"], fields=joined(hidden))


def _session(world: World, session: dict) -> Html:
    buttons = []
    if session["status"] == "open":
        buttons = [_button("expire", "Expire", session, session=session["id"])]
    intent = world.store.load(session["payment_intent"] or "", "payment_intent")
    if intent and intent["status"] == "processing":
        for words, arrives in (("Debit arrives", "true"), ("Debit bounces", "false")):
            buttons.append(_button("settle", words, session, payment_intent=intent["id"], arrives=arrives))
    charge = world.store.load((intent or {}).get("latest_charge") or "", "charge")
    if charge and charge["paid"] and not charge["disputed"]:
        buttons.append(_button("dispute", "Dispute", session, charge=charge["id"]))
    status = f"{session['status']}, {session['payment_status'].replace('_', ' ')}"
    return _row("Checkout", session, session["amount_total"], status, buttons)


def _refund(refund: dict) -> Html:
    ended = refund["status"] in ("failed", "canceled")
    buttons = [] if ended else [_button("fail_refund", "Let it fail", refund, refund=refund["id"])]
    return _row("Refund", refund, refund["amount"], refund["status"], buttons)


def _dispute(dispute: dict) -> Html:
    buttons = [
        _button("decide", words, dispute, dispute=dispute["id"], outcome=outcome)
        for words, outcome in (("Won", "won"), ("Lost", "lost"))
        if dispute["status"] in disputes.OPEN
    ]
    return _row("Dispute", dispute, dispute["amount"], dispute["status"].replace("_", " "), buttons)


def _plan(world: World, subscription: dict) -> Html:
    bills = [bill for bill in world.store.all("invoice") if invoices.subscription_of(bill) == subscription["id"]]
    paid = sum(bill["amount_paid"] for bill in bills)
    status = f"{subscription['status'].replace('_', ' ')}, {sum(bill['status'] == 'paid' for bill in bills)} paid"
    return _row("Plan", subscription, paid, status, [])
