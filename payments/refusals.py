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


class NoPlaceLeft(Refusal):
    """Every place is taken, or promised to those who wait."""

    default_words = "Every place is taken."


class OfferLapsed(Refusal):
    """The place that was kept for somebody on the waiting list is not kept any more."""

    default_words = "This place is not kept for you any more: its time has run out."


class AlreadyOwned(Refusal):
    """The person holds it already; a second payment would buy nothing."""

    default_words = "You already own this."


class SignInFirst(Refusal):
    """Something free is given to a person, so the person has to be known."""

    default_words = "Please sign in first: what is free is kept in your account."


class CodeRefused(Refusal):
    """A promotion code does not exist, is over, or is not for this person or this offer."""

    default_words = "We know no such code. Look at its spelling, or go on without it."


class SeatRefused(Refusal):
    """A seat of a team cannot be given, taken or moved as asked."""

    default_words = "This is not possible with this seat."


class InvitationGone(SeatRefused):
    """An invitation was used, taken back, replaced by a newer one, or has run out."""

    default_words = "This invitation cannot be used any more. Ask whoever invited you for a new one."


class InvitedUnderAnotherAddress(SeatRefused):
    """The person who is signed in has not shown that the invited mailbox is theirs."""

    default_words = "This invitation was sent to another address. Sign in with the address at which you received it."


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


class UnknownPayment(Refusal):
    """Stripe speaks of money for an order of ours that we have not seen yet. It is asked again later."""

    default_words = "This payment is not known here yet."


class RefundRefused(Refusal):
    """The money cannot go back this way."""

    default_words = "This refund is not possible."


class ChooseSeats(RefundRefused):
    """Fewer seats are free than are to be given back, so somebody has to say who leaves."""

    default_words = "Not enough seats are free: choose which of the others are given back."


class IllegalMove(Refusal):
    """A state was asked to change in a way that has no meaning."""
