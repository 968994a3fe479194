"""The hosted page as HTML: what is bought, who pays, with which test card."""

from . import cards, checkout, pricing
from .buyer import COUNTRIES, fixed_email
from .render import Html, attributes, joined, page, part
from .world import World

_WORDS = {
    "email": "E-mail",
    "card_number": "Card number",
    "card_expiry": "Expiry date",
    "card_cvc": "Security code",
    "name": "Name",
    "bank_account": "Bank account",
    "promotion_code": "Promotion code",
    "total": "Total",
    "country": "Country",
    "postal_code": "Postal code",
    "terms": "Terms",
    "line1": "Street",
    "city": "City",
}


def pay_page(world: World, session: dict, form: dict[str, str], troubles: dict[str, str]) -> Html:
    """Return the page of an open session, with what was typed before (never the card) and what is wrong."""
    backstage = world.backstage(session["id"])
    typed = {name: value for name, value in form.items() if name not in ("card_number", "card_expiry", "card_cvc")}
    return page(
        "pay",
        title="Pay",
        address=f"/c/pay/{session['id']}",
        summary=_summary(world, session, backstage, typed, troubles),
        troubles=trouble_list(troubles),
        contact=_contact(session, backstage, typed, troubles),
        method=_method(session, typed, troubles),
        consent=_consent(session, typed, troubles),
        button=_button(session),
        shown_total=session["amount_total"],
        cards=card_list(session),
    )


def card_list(session: dict) -> Html:
    """Return the list of test cards, and of test accounts where a debit is offered."""
    rows = [part("card_row", number=card.spaced, hint=card.hint) for card in cards.CARDS]
    for account in cards.BANK_ACCOUNTS:
        if account.kind in session["payment_method_types"]:
            rows.append(part("card_row", number=account.number, hint=f"bank debit: {account.hint}"))
    return joined(rows)


# --- the bill -----------------------------------------------------------------------------------------------------


def _summary(world: World, session: dict, backstage: dict, typed: dict, troubles: dict) -> Html:
    rows = [_line_row(line, typed, troubles) for line in backstage["lines"]]
    totals = session["total_details"]
    currency = session["currency"]
    sums = [part("sum_row", name="Subtotal", amount=pricing.shown(session["amount_subtotal"], currency), kind="sum")]
    if session["discounts"]:
        sums.append(_sum("Discount" + _code_name(world, session), -totals["amount_discount"], currency))
    if session["automatic_tax"]["enabled"]:
        waiting = session["automatic_tax"]["status"] == "requires_location_inputs"
        sums.append(
            part("sum_row", name="Tax", amount="from your address", kind="sum")
            if waiting
            else _sum("Tax", totals["amount_tax"], currency)
        )
    sums.append(
        part("sum_row", name="Total due", amount=pricing.shown(session["amount_total"], currency), kind="total")
    )
    adjustable = any((line["adjustable_quantity"] or {}).get("enabled") for line in backstage["lines"])
    updates = adjustable or session["automatic_tax"]["enabled"]
    return part(
        "summary",
        lines=joined(rows),
        sums=joined(sums),
        update=part("update_button") if updates else Html(""),
        code=_code_box(session, typed, troubles),
        plan=_plan_words(session, backstage),
    )


def _sum(name: str, amount: int, currency: str) -> Html:
    return part("sum_row", name=name, amount=pricing.shown(amount, currency), kind="sum")


def _code_name(world: World, session: dict) -> str:
    code_id = session["discounts"][0]["promotion_code"]
    return f" ({world.find('promotion_code', code_id)['code']})" if code_id else ""


def _line_row(line: dict, typed: dict, troubles: dict) -> Html:
    limits = line["adjustable_quantity"]
    unit = pricing.shown(line["price"]["unit_amount"], line["currency"])
    recurring = line["price"]["recurring"]
    every = f" every {_period(recurring)}" if recurring else ""
    name = f"quantity_{line['id']}"
    if limits and limits["enabled"]:
        quantity = part(
            "quantity",
            id=name,
            label=f"Quantity of {line['description']}",
            value=typed.get(name, line["quantity"]),
            minimum=max(1, limits["minimum"]),
            maximum=limits["maximum"],
            trouble=_trouble(name, troubles),
            marks=attributes(
                aria_invalid="true" if name in troubles else None, aria_describedby=_described(name, troubles)
            ),
        )
    else:
        quantity = part("fixed_quantity", quantity=line["quantity"])
    return part(
        "line",
        name=line["description"],
        unit=f"{unit} each{every}",
        quantity=quantity,
        amount=pricing.shown(line["amount_subtotal"], line["currency"]),
    )


def _period(recurring: dict) -> str:
    count = recurring["interval_count"]
    return recurring["interval"] if count == 1 else f"{count} {recurring['interval']}s"


def _plan_words(session: dict, backstage: dict) -> Html:
    recurring = [line for line in backstage["lines"] if line["price"]["recurring"]]
    if session["mode"] != "subscription" or not recurring:
        return Html("")
    amount = sum(line["amount_total"] for line in recurring)
    words = f"Then {pricing.shown(amount, session['currency'])} every {_period(recurring[0]['price']['recurring'])}."
    return part("note", words=words)


def _code_box(session: dict, typed: dict, troubles: dict) -> Html:
    if session["discounts"] and session["allow_promotion_codes"]:
        return part("code_applied")
    if not session["allow_promotion_codes"]:
        return _trouble("promotion_code", troubles)
    return part("code_box", field=field("promotion_code", typed, troubles, autocomplete="off"))


# --- who pays, and how --------------------------------------------------------------------------------------------


def _contact(session: dict, backstage: dict, typed: dict, troubles: dict) -> Html:
    known = checkout.known_details(session, backstage)
    address = known.get("address") or {}
    before = {"email": known.get("email") or "", "name": known.get("name") or ""}
    before |= {name: address.get(name) or "" for name in ("line1", "city", "state", "postal_code", "country")}
    values = before | typed
    fixed = fixed_email(session)
    fields = [
        part("fixed_field", name="email", label=_WORDS["email"], value=fixed)
        if fixed
        else field("email", values, troubles, type_="email", autocomplete="email", required=True)
    ]
    if (session.get("tax_id_collection") or {}).get("enabled"):
        fields.append(field("business_name", values, troubles, label="Business name (optional)"))
        fields.append(field("tax_id", values, troubles, label="Tax id (optional)"))
    if checkout.needs_method(session) or session["billing_address_collection"] == "required":
        fields.append(field("name", values, troubles, label="Name on card or account", autocomplete="name"))
        fields.append(_countries(values.get("country") or "US", troubles))
    if session["billing_address_collection"] == "required":
        fields.append(field("line1", values, troubles, autocomplete="address-line1"))
        fields.append(field("city", values, troubles, autocomplete="address-level2"))
    if checkout.needs_method(session) or session["billing_address_collection"] == "required":
        label = "Postal code" if session["automatic_tax"]["enabled"] else "Postal code (optional)"
        fields.append(field("postal_code", values, troubles, label=label, autocomplete="postal-code"))
    return joined(fields)


def _countries(chosen: str, troubles: dict) -> Html:
    options = [
        Html(f"<option{attributes(value=code, selected=code == chosen)}>{name}</option>")
        for code, name in COUNTRIES.items()
    ]
    return part("countries", options=joined(options), trouble=_trouble("country", troubles))


def _method(session: dict, typed: dict, troubles: dict) -> Html:
    if not checkout.needs_method(session):
        return part("note", words="Nothing is due, so no card is needed.")
    card = _card_boxes(troubles)
    if session["payment_method_types"] == ["card"]:
        return part("card_only", card=card)
    bank = field(
        "bank_account",
        {},
        troubles,
        autocomplete="off",
        label="IBAN" if "sepa_debit" in session["payment_method_types"] else "Account number",
    )
    chosen = typed.get("method", "card") if "card" in session["payment_method_types"] else "bank"
    return part(
        "card_or_bank",
        card=card,
        bank=bank,
        card_checked=attributes(checked=chosen != "bank"),
        bank_checked=attributes(checked=chosen == "bank"),
    )


def _card_boxes(troubles: dict) -> Html:
    """Return number, date and code: always empty, and autocomplete off, so that no browser offers a real card."""
    marks = {"inputmode": "numeric", "autocomplete": "off"}
    return joined(
        [
            field("card_number", {}, troubles, placeholder="4242 4242 4242 4242", **marks),
            field("card_expiry", {}, troubles, placeholder="MM / YY", **marks),
            field("card_cvc", {}, troubles, placeholder="123", **marks),
        ]
    )


def card_fields(form: dict, troubles: dict) -> Html:
    """Return the fields of a card with the name on it, for invoices and the portal."""
    name = field("name", {"name": form.get("name", "")}, troubles, label="Name on card", autocomplete="name")
    return joined([name, _card_boxes(troubles)])


def _consent(session: dict, typed: dict, troubles: dict) -> Html:
    consent = session["consent_collection"]
    if not consent or consent["terms_of_service"] != "required":
        return Html("")
    words = (session["custom_text"]["terms_of_service_acceptance"] or {}).get("message")
    return part(
        "terms",
        words=words or "I agree to the terms of service.",
        trouble=_trouble("terms", troubles),
        marks=attributes(checked=bool(typed.get("terms")), aria_describedby=_described("terms", troubles)),
    )


def _button(session: dict) -> Html:
    label = f"Pay {pricing.shown(session['amount_total'], session['currency'])}"
    if session["amount_total"] == 0:
        label = "Complete order"
    elif session["mode"] == "subscription":
        label = f"Pay {pricing.shown(session['amount_total'], session['currency'])} and begin the plan"
    back = part("back_link", address=session["cancel_url"]) if session["cancel_url"] else Html("")
    return part("buttons", label=label, back=back)


# --- fields -------------------------------------------------------------------------------------------------------


def field(name: str, values: dict, troubles: dict, label: str = "", type_: str = "text", **marks: object) -> Html:
    """Return a labelled field with what is wrong beside it."""
    return part(
        "field",
        name=name,
        label=label or _WORDS[name],
        trouble=_trouble(name, troubles),
        marks=attributes(
            type=type_,
            value=values.get(name) or None,
            aria_invalid="true" if name in troubles else None,
            aria_describedby=_described(name, troubles),
            autofocus=bool(troubles) and name == next(iter(troubles)),
            **marks,
        ),
    )


def _described(name: str, troubles: dict) -> str | None:
    return f"{name}_trouble" if name in troubles else None


def _trouble(name: str, troubles: dict) -> Html:
    return part("trouble", name=name, words=troubles[name]) if name in troubles else Html("")


def trouble_list(troubles: dict) -> Html:
    """Return the list of everything that is wrong, each linked to its field."""
    if not troubles:
        return Html("")
    rows = [
        part(
            "trouble_row",
            name=name,
            field=_WORDS.get(name, "Quantity" if name.startswith("quantity") else name),
            words=words,
        )
        for name, words in troubles.items()
    ]
    return part("trouble_list", rows=joined(rows))


# --- the other pages of a purchase --------------------------------------------------------------------------------


def bank_page(session: dict) -> Html:
    """Return the page on which the buyer's bank asks (3-D Secure)."""
    amount = pricing.shown(session["amount_total"], session["currency"])
    return page("bank", title="Your bank asks", address=f"/c/pay/{session['id']}/bank", amount=amount)


def ended_page(session: dict) -> Html:
    """Return the page of a session that is complete or expired."""
    if session["status"] == "complete":
        link = part("forward_link", address=checkout.return_address(session), words="Go back to the shop")
        return page(
            "message", title="This is done", words="This checkout is complete. There is nothing left to pay.", link=link
        )
    address = session["cancel_url"] or session["success_url"].partition("?")[0]
    link = part("forward_link", address=address, words="Go back to the shop")
    recovery = (session["after_expiration"] or {}).get("recovery") or {}
    if recovery.get("url"):
        link = joined([part("forward_link", address=recovery["url"], words="Begin again with the same order"), link])
    words = "This checkout has expired and nothing was paid. Begin again from the shop."
    return page("message", title="This checkout has expired", words=words, link=link)


def receipt_page(world: World, charge: dict) -> Html:
    """Return the receipt of a charge."""
    currency = charge["currency"]
    details = charge["payment_method_details"]
    shown = details[details["type"]]
    rows = [_sum("Amount", charge["amount"], currency)]
    if charge["amount_refunded"]:
        rows.append(_sum("Given back", -charge["amount_refunded"], currency))
    session_id = world.backstage(charge["payment_intent"] or "").get("session")
    lines = world.backstage(session_id)["lines"] if session_id else []
    named = [
        part(
            "sum_row",
            name=f"{line['description']} x {line['quantity']}",
            kind="sum",
            amount=pricing.shown(line["amount_total"], currency),
        )
        for line in lines
    ]
    return page(
        "receipt",
        title="Receipt",
        number=charge["id"],
        status={"succeeded": "Paid", "pending": "On its way", "failed": "Failed"}[charge["status"]],
        method=f"{shown.get('brand', 'bank account')} ending in {shown['last4']}",
        email=charge["billing_details"]["email"] or "-",
        rows=joined(named + rows),
    )


def missing_page() -> Html:
    """Return the page for an address that leads nowhere."""
    return page("message", title="Nothing here", words="This address leads nowhere in the stand-in.", link=Html(""))


def recovery_gone_page() -> Html:
    """Return the page of a recovery link that is worth nothing any more."""
    return page("message", title="This link has expired", words="Begin again from the shop.", link=Html(""))


def message_page(title: str, words: str) -> Html:
    """Return a page with one message."""
    return page("message", title=title, words=words, link=Html(""))
