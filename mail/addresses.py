"""When two spellings of an e-mail address are one address."""

import contextlib
import unicodedata

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def canonical_email(address: str) -> str:
    """This function will return the one spelling under which an address is stored and compared.

    Case, compatibility characters, invisible characters and outer blanks are folded; the domain is written in its
    ASCII form. "Plus" and dotted forms stay apart: only the provider knows whether they are one mailbox.
    """
    folded = unicodedata.normalize("NFKC", address).translate(INVISIBLE).strip().casefold()
    local, at, domain = folded.rpartition("@")
    if not at:
        return folded
    with contextlib.suppress(UnicodeError):  # then left as typed: the form's own validation says what is wrong with it
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"
