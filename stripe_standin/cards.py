"""The test cards and what each of them does. Any other number is refused, and no typed number is ever kept."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """Why a bank says no, in Stripe's words."""

    code: str
    decline_code: str
    message: str
    field: str = "card_number"


@dataclass(frozen=True)
class Card:
    """One known test number."""

    number: str
    brand: str
    hint: str
    refusal: Refusal | None = None
    asks_bank: bool = False
    always_asks: bool = False
    later_refusal: Refusal | None = None
    dispute: str | None = None
    refund: str = "succeeds"

    @property
    def last4(self) -> str:
        """Return the four digits that may be shown."""
        return self.number[-4:]

    @property
    def spaced(self) -> str:
        """Return the number in groups, as printed on the page."""
        if len(self.number) == 15:
            return f"{self.number[:4]} {self.number[4:10]} {self.number[10:]}"
        return " ".join(self.number[index : index + 4] for index in range(0, len(self.number), 4))


DECLINED = Refusal("card_declined", "generic_decline", "Your card was declined.")
NO_FUNDS = Refusal("card_declined", "insufficient_funds", "Your card has insufficient funds.")
EXPIRED = Refusal("expired_card", "expired_card", "Your card has expired.", "card_expiry")
WRONG_CVC = Refusal("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.", "card_cvc")
PROCESSING = Refusal(
    "processing_error", "processing_error", "An error occurred while processing your card. Try again in a little bit."
)
LOST = Refusal("card_declined", "lost_card", "Your card was declined.")

CARDS = (
    Card("4242424242424242", "visa", "succeeds"),
    Card("5555555555554444", "mastercard", "succeeds"),
    Card("378282246310005", "amex", "succeeds (four-digit CVC)"),
    Card("4000000000000002", "visa", "is declined", refusal=DECLINED),
    Card("4000000000009995", "visa", "has insufficient funds", refusal=NO_FUNDS),
    Card("4000000000009987", "visa", "was reported lost", refusal=LOST),
    Card("4000000000000069", "visa", "has expired", refusal=EXPIRED),
    Card("4000000000000127", "visa", "fails the CVC check", refusal=WRONG_CVC),
    Card("4000000000000119", "visa", "meets a processing error", refusal=PROCESSING),
    Card("4000000000003220", "visa", "asks the bank (3-D Secure)", asks_bank=True),
    Card("4000002760003184", "visa", "always asks the bank (3-D Secure)", asks_bank=True, always_asks=True),
    Card("4000000000000341", "visa", "pays now, later instalments fail", later_refusal=DECLINED),
    Card("4000000000000259", "visa", "succeeds, then is disputed as fraudulent", dispute="fraudulent"),
    Card("4000000000007726", "visa", "succeeds; a refund is pending, then succeeds", refund="pends"),
    Card("4000000000005126", "visa", "succeeds; a refund succeeds, then fails", refund="fails"),
)


@dataclass(frozen=True)
class BankAccount:
    """One known test account for a delayed debit."""

    number: str
    kind: str
    hint: str
    settles: bool

    @property
    def last4(self) -> str:
        """Return the four digits that may be shown."""
        return self.number[-4:]


BANK_ACCOUNTS = (
    BankAccount("000123456789", "us_bank_account", "is debited after some days", settles=True),
    BankAccount("000222222227", "us_bank_account", "fails after some days", settles=False),
    BankAccount("DE89370400440532013000", "sepa_debit", "is debited after some days", settles=True),
    BankAccount("DE62370400440532013001", "sepa_debit", "fails after some days", settles=False),
)
_BY_NUMBER = {card.number: card for card in CARDS}
_BY_LAST4 = {card.last4: card for card in CARDS}


def recognise(typed: str) -> Card | None:
    """Return the test card for what was typed, spaces and dashes ignored."""
    return _BY_NUMBER.get(typed.replace(" ", "").replace("-", ""))


def by_last4(last4: str) -> Card:
    """Return a card by the digits that its payment method shows; unknown ones behave well."""
    return _BY_LAST4.get(last4, CARDS[0])


def recognise_account(typed: str, kind: str) -> BankAccount | None:
    """Return the test bank account for what was typed."""
    wanted = typed.replace(" ", "").replace("-", "").upper()
    return next((known for known in BANK_ACCOUNTS if known.number == wanted and known.kind == kind), None)
