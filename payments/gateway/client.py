"""How Stripe is reached, and how its failures become refusals of ours."""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
import stripe
from django.conf import settings

from payments.refusals import StripeRefused, StripeUnavailable

logger = logging.getLogger(__name__)

stripe.enable_telemetry = False  # it would write a file under the home directory and send timings

TIMEOUT = (3.05, 15)


def is_live() -> bool:
    """This function will say whether real money moves here."""
    return settings.PAYMENTS_MODE == "live"


@functools.lru_cache(maxsize=4)
def _client_for(key: str, base: str, version: str) -> stripe.StripeClient:
    session = None
    if base:  # a machine's own proxy settings must not come between us and the stand-in beside us
        session = requests.Session()
        session.trust_env = False
    return stripe.StripeClient(
        key,
        stripe_version=version,
        base_addresses={"api": base} if base else None,  # type: ignore[arg-type]
        max_network_retries=2,
        http_client=stripe.RequestsClient(timeout=TIMEOUT, session=session),  # type: ignore[arg-type]
    )


def client() -> stripe.StripeClient:
    return _client_for(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, settings.STRIPE_API_VERSION)


@contextmanager
def translated() -> Iterator[None]:
    """Turn Stripe's exceptions into refusals. Logs hold the type, the code and the request id; messages may hold data."""
    try:
        yield
    except stripe.IdempotencyError as error:
        raise StripeRefused(code="idempotency_error") from error
    except stripe.InvalidRequestError as error:
        logger.warning("Stripe refused: code %s, param %s, request %s", error.code, error.param, error.request_id)
        raise StripeRefused(code=error.code or "", param=error.param or "") from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        logger.error("Stripe does not accept our key: %s, request %s", type(error).__name__, error.request_id)
        raise StripeUnavailable from error
    except stripe.StripeError as error:
        logger.warning("Stripe does not answer: %s, status %s", type(error).__name__, error.http_status)
        raise StripeUnavailable from error


def noted(metadata: Any, name: str) -> str:
    """Read one entry of a Stripe object's metadata; the SDK's objects have no get()."""
    return metadata[name] if metadata and name in metadata else ""


def id_of(thing: Any) -> str:
    """Return the id of something that Stripe sends expanded or as an id alone; empty for nothing."""
    return thing if isinstance(thing, str) else (thing.id if thing else "")
