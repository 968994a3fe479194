"""The signature of a webhook: ``t=...,v1=...`` over the exact bytes that are sent."""

import hashlib
import hmac
from collections.abc import Sequence


def header(body: bytes, secrets: Sequence[str], timestamp: int) -> str:
    """Return the value of ``Stripe-Signature``; one ``v1`` for each valid secret, as during a rotation."""
    signed = f"{timestamp}.".encode() + body
    marks = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    return ",".join([f"t={timestamp}", *(f"v1={mark}" for mark in marks)])
