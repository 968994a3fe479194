"""What belongs to the account as a whole: balance, tax settings."""

from .births import born
from .operations import operation
from .world import World


@operation("GET /v1/balance", "BalanceRetrieveParams")
def balance(world: World, params: dict) -> dict:
    """Return the sum of all balance transactions, per currency; all of it counts as available."""
    sums: dict[str, int] = {"usd": 0}
    for entry in world.store.all("balance_transaction"):
        sums[entry["currency"]] = sums.get(entry["currency"], 0) + entry["net"]
    available = [{"amount": amount, "currency": currency} for currency, amount in sorted(sums.items())]
    pending = [{"amount": 0, "currency": currency} for currency in sorted(sums)]
    return born("balance", available=available, pending=pending)


@operation("GET /v1/balance_transactions/{id}", "BalanceTransactionRetrieveParams")
def balance_transaction(world: World, params: dict, transaction_id: str) -> dict:
    """Return one movement of money with its fee."""
    return world.find("balance_transaction", transaction_id)


@operation("GET /v1/tax/settings", "tax.SettingsRetrieveParams")
def tax_settings(world: World, params: dict) -> dict:
    """Return whether taxes can be computed; the control page switches it."""
    active = world.lever("tax_active", False)
    return born(
        "tax.settings",
        defaults={"provider": "stripe", "tax_behavior": "exclusive", "tax_code": "txcd_10000000"},
        status="active" if active else "pending",
        status_details={"active": {}} if active else {"pending": {"missing_fields": ["head_office"]}},
    )


def record_movement(world: World, *, source: str, kind: str, amount: int, fee: int, currency: str) -> dict:
    """Write a balance transaction. Assumed: 2.9 % + 30 for a charge in every currency, nothing else costs a fee."""
    fees = (
        [
            {
                "amount": fee,
                "application": None,
                "currency": currency,
                "description": "Processing fee",
                "type": "stripe_fee",
            }
        ]
        if fee
        else []
    )
    return world.save(
        born(
            "balance_transaction",
            amount=amount,
            available_on=world.now(),
            balance_type="payments",
            created=world.now(),
            currency=currency,
            fee=fee,
            fee_details=fees,
            net=amount - fee,
            reporting_category={"payment": "charge"}.get(kind, kind),
            source=source,
            status="available",
            type=kind,
        )
    )
