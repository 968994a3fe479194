"""When two spellings of an e-mail address are one address, and what no address may hold."""

import contextlib
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 254
"""Folding can make an address longer than it was typed."""

BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
"""Characters that would end a header line, or are none."""


def canonical_email(address: str) -> str:
    """This function will return the one spelling under which an address is stored and compared.

    Case, compatibility characters, invisible characters and outer blanks are folded; the domain is written in its
    ASCII form. "Plus" and dotted forms stay apart: only the provider knows whether they are one mailbox.
    """
    folded = unicodedata.normalize("NFKC", _without_invisible(address)).strip().casefold()
    local, at, domain = folded.rpartition("@")
    if not at:
        return folded
    with contextlib.suppress(UnicodeError):  # then left as typed: the form's own validation says what is wrong with it
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"


def check_deliverable(address: str) -> str:
    """This function will return the canonical address, or raise ValidationError where no letter could be sent to it.

    A line break is refused before folding could hide it: what follows one would be read as a header.
    """
    if BREAKS.search(address):
        raise ValidationError("An address is one line.")
    address = canonical_email(address)
    if len(address) > LONGEST:
        raise ValidationError("An address has no more than 254 characters.")
    validate_email(address)
    return address


def _without_invisible(text: str) -> str:
    """Drop joiners, direction marks and the like: two addresses that look alike must not be two people."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")
