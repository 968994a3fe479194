"""What the webinars say no with. `words` are for the visitor."""


class Refusal(Exception):
    """A deed that is not done, with the reason in words a visitor can act on."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NotOpen(Refusal):
    """Registration is over: the webinar is past or called off, or its date is not announced."""


class NoPlaceLeft(Refusal):
    """Every place is taken."""


class TooManyTries(Refusal):
    """Somebody, or something, tries too often."""


class DoorClosed(Refusal):
    """The room is not open now: too early, over, or called off."""


class IllegalMove(Refusal):
    """A session cannot go from its state into that one."""
