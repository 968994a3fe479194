"""Why a deed of the shop was not done, in words for the person in front of the screen."""


class Refusal(Exception):
    """Said to a person. `str(refusal)` is the sentence."""


class NotForSale(Refusal):
    """The product cannot be bought now, or not through this offer."""


class AlreadyOwned(Refusal):
    """The person owns it already."""


class TooManyTries(Refusal):
    """More checkouts were begun than a person would."""


class StripeUnavailable(Refusal):
    """Stripe did not answer, or answered with a failure of its own. The outcome may be unknown; trying again is safe."""


class BadEvent(Exception):
    """A webhook that is not from Stripe, not for us, too old, too new, or no event at all."""


class UnknownOrder(Exception):
    """A session at Stripe that belongs to no order of ours."""
