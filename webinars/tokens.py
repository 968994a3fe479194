"""Secrets for links in letters: 256 random bits, of which only a digest is stored.

The digest is looked up as a whole in a unique index, so the time a lookup takes says nothing about how near a guess came.
"""

import hashlib
import secrets


def new_token() -> str:
    """This function will return a new secret, fit for an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """This function will return what is stored of a secret. It needs no salt: nobody guesses 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()
