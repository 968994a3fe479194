"""The door for browsers: which address shows what, and which form does what."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from . import checkout, pay_page, sessions
from .errors import ApiRefusal
from .render import PAGES
from .replies import Reply, page_reply, see_other
from .world import World

_ROUTES: list[tuple[str, re.Pattern, Callable]] = []


def route(method: str, pattern: str) -> Callable:
    """Register a page function ``(world, form, *parts) -> Reply``; it runs inside one deed."""

    def register(function: Callable) -> Callable:
        _ROUTES.append((method, re.compile(pattern), function))
        return function

    return register


def answer(world: World, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Answer a browser."""
    form = dict(parse_qsl(body.decode(errors="replace") if method == "POST" else query, keep_blank_values=True))
    for known, pattern, function in _ROUTES:
        match = pattern.fullmatch(path)
        if match and known == method:
            with world.deed():
                world.catch_up()
                return function(world, form, *match.groups())
    return page_reply(pay_page.missing_page(), 404)


@route("GET", r"/standin\.css")
def stylesheet(world: World, form: dict) -> Reply:
    """Return the one stylesheet."""
    headers = {"Content-Type": "text/css; charset=utf-8", "Cache-Control": "no-cache"}
    return Reply(200, (PAGES / "standin.css").read_bytes(), headers)


@route("GET", r"/healthz")
def health(world: World, form: dict) -> Reply:
    """Say that the program answers."""
    return Reply(200, b"ok\n", {"Content-Type": "text/plain"})


@route("GET", r"/")
def home(world: World, form: dict) -> Reply:
    """Lead a curious person to the control page."""
    return see_other("/_control")


@route("GET", r"/c/pay/(cs_test_\w+)")
def show_checkout(world: World, form: dict, session_id: str) -> Reply:
    """Show the hosted page, or why it is over."""
    session = world.store.load(session_id, "checkout.session")
    if session is None:
        return page_reply(pay_page.missing_page(), 404)
    if session["status"] != "open":
        return page_reply(pay_page.ended_page(session))
    return page_reply(pay_page.pay_page(world, session, {}, {}))


@route("POST", r"/c/pay/(cs_test_\w+)")
def act_on_checkout(world: World, form: dict, session_id: str) -> Reply:
    """Pay, or reckon again; a second click on "Pay" meets a complete session and just goes home."""
    session = world.store.load(session_id, "checkout.session")
    if session is None:
        return page_reply(pay_page.missing_page(), 404)
    if session["status"] == "complete":
        return see_other(checkout.return_address(session))
    if session["status"] != "open":
        return page_reply(pay_page.ended_page(session), 410)
    act = checkout.pay if form.get("action", "pay") == "pay" else checkout.revise
    return _after(world, session_id, act(world, session_id, form), form)


@route("GET", r"/c/pay/(cs_test_\w+)/bank")
def show_bank(world: World, form: dict, session_id: str) -> Reply:
    """Show the bank's question while it is open."""
    session = world.store.load(session_id, "checkout.session")
    if session is None:
        return page_reply(pay_page.missing_page(), 404)
    if session["status"] != "open" or "waiting" not in world.backstage(session_id):
        return see_other(f"/c/pay/{session_id}")
    return page_reply(pay_page.bank_page(session))


@route("POST", r"/c/pay/(cs_test_\w+)/bank")
def answer_bank(world: World, form: dict, session_id: str) -> Reply:
    """Take the buyer's answer to his bank."""
    session = world.store.load(session_id, "checkout.session")
    if session is None:
        return page_reply(pay_page.missing_page(), 404)
    if session["status"] != "open" or "waiting" not in world.backstage(session_id):
        return act_on_checkout(world, {"action": "update"}, session_id)
    return _after(
        world, session_id, checkout.answer_bank(world, session_id, agreed=form.get("answer") == "approve"), {}
    )


def _after(world: World, session_id: str, outcome: checkout.Outcome, form: dict) -> Reply:
    if outcome.url:
        return see_other(outcome.url)
    session = world.find("checkout.session", session_id)
    return page_reply(pay_page.pay_page(world, session, form, outcome.troubles), outcome.status)


@route("GET", r"(/r/\w+)")
def recover(world: World, form: dict, path: str) -> Reply:
    """Open a fresh copy of an expired session."""
    try:
        session = sessions.recover(world, path)
    except ApiRefusal as refusal:
        return page_reply(pay_page.message_page("This order cannot be repeated", refusal.message), 410)
    if session is None:
        return page_reply(pay_page.recovery_gone_page(), 410)
    return see_other(f"/c/pay/{session['id']}")


@route("GET", r"/receipts/(ch_\w+)")
def show_receipt(world: World, form: dict, charge_id: str) -> Reply:
    """Show the receipt of a charge."""
    charge = world.store.load(charge_id, "charge")
    if charge is None or charge["receipt_url"] is None:
        return page_reply(pay_page.missing_page(), 404)
    return page_reply(pay_page.receipt_page(world, charge))
