"""Why the shop says no. Each refusal carries the words that a person reads; the doors only choose where to show them."""


class Refusal(Exception):
    """The shop declines, and says why in words that may be shown to anyone."""

    default_words = "This is not possible."

    def __init__(self, words: str = "") -> None:
        self.words = words or self.default_words
        super().__init__(self.words)


class NotForSale(Refusal):
    """The product or the offer cannot be bought now."""

    default_words = "This is not for sale at the moment."


class AlreadyOwned(Refusal):
    """The person holds it already; a second payment would buy nothing."""

    default_words = "You already own this."


class SignInFirst(Refusal):
    """Something free is given to a person, so the person has to be known."""

    default_words = "Please sign in first: what is free is kept in your account."


class TooManyCheckouts(Refusal):
    """More checkouts were begun than a buyer needs; whoever tries cards in a row does that."""

    default_words = "Too many checkouts were begun from here. Please wait an hour, or write to us."


class StripeUnavailable(Refusal):
    """The payment service does not answer or does not accept us. Nothing was charged; trying again is safe."""

    default_words = "The payment service does not answer at the moment. Nothing was charged. Please try again."


class StripeRefused(Refusal):
    """The payment service understood the request and declined it; repeating the same request will not help."""

    def __init__(self, *, code: str = "", param: str = "") -> None:
        self.code = code
        self.param = param
        super().__init__("The payment service declined this request.")


class BadSignature(Refusal):
    """A message to the webhook door is not provably Stripe's, or not provably fresh."""

    default_words = "Not accepted."


class ForeignSession(Refusal):
    """A session of the same Stripe account that belongs to no order of ours, or to the other mode."""

    default_words = "This payment does not belong to this shop."


class IllegalMove(Refusal):
    """A state was asked to change in a way that has no meaning."""
