"""What the newsletter may refuse."""


class UnknownLink(Exception):
    """The secret in the address is nobody's: forged, cut off, or replaced by a newer letter's."""
