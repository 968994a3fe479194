"""How often one network may ask. An address is protected by its own row; this protects everybody else's."""

from __future__ import annotations

from scheduling.limits import is_within

ASKS = 20
SECONDS = 3600


def may_ask(network: str) -> bool:
    """This function will count one try of a network and say whether it is still among the first of this hour.

    Every try counts, whatever it led to, so that the answer tells nothing about an address. A network that is not known is
    not counted: all of them together would share one number.
    """
    return not network or is_within("newsletter", network, most=ASKS, seconds=SECONDS)
