"""Start-up checks about money: a dangerous mix of settings stops the school, with one clear line for each reason."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

SCHOOL = "school"
"""The tag under which `config.checks` runs them at the WSGI door, too."""

MODES = ("demo", "test", "live")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LIVE_KEYS = ("sk_live_", "rk_live_")
TEST_KEYS = ("sk_test_", "rk_test_")


@register(SCHOOL)
def check_payments(**kwargs: Any) -> list[CheckMessage]:
    """This function will name each way in which the settings about money are wrong or dangerous."""
    rules = [*_mode_rules(), *_key_rules(), *_secret_rules(), *_live_rules()]
    return [Error(message, id=f"payments.E{number:03}") for number, broken, message in rules if broken]


Rule = tuple[int, bool, str]
"""(number, is it broken, what to say)"""


def _mode_rules() -> list[Rule]:
    mode, base = settings.PAYMENTS_MODE, settings.STRIPE_API_BASE
    elsewhere = bool(base) and urlsplit(base).hostname not in LOOPBACK
    return [
        (1, mode not in MODES, f"PAYMENTS_MODE is {mode!r}; it is one of {', '.join(MODES)}."),
        (2, settings.PRODUCTION and mode == "demo", "PAYMENTS_MODE is demo in production: nobody could pay."),
        (3, elsewhere, "STRIPE_API_BASE leads to another machine; a stand-in runs on this one."),
        (4, bool(base) and mode == "live", "STRIPE_API_BASE is set in live mode: money would go to a stand-in."),
        (5, not base and mode == "demo", "STRIPE_API_BASE is empty in demo mode: the demo would ask Stripe itself."),
    ]


def _key_rules() -> list[Rule]:
    mode, key = settings.PAYMENTS_MODE, settings.STRIPE_SECRET_KEY
    is_live, is_test = key.startswith(LIVE_KEYS), key.startswith(TEST_KEYS)
    return [
        (6, not key, "STRIPE_SECRET_KEY is missing."),
        (
            7,
            mode == "live" and bool(key) and not is_live,
            "STRIPE_SECRET_KEY is no live key, but PAYMENTS_MODE is live.",
        ),
        (8, mode != "live" and is_live, f"STRIPE_SECRET_KEY is a live key, but PAYMENTS_MODE is {mode}."),
        (
            9,
            mode == "test" and bool(key) and not (is_test or is_live),
            "STRIPE_SECRET_KEY is no key of Stripe's test mode.",
        ),
    ]


def _secret_rules() -> list[Rule]:
    secrets = [secret.strip() for secret in settings.STRIPE_WEBHOOK_SECRETS]
    odd = any(secret and not secret.startswith("whsec_") for secret in secrets)
    from_the_demo = settings.PAYMENTS_MODE != "demo" and any("demo" in secret for secret in secrets)
    return [
        (10, not secrets or "" in secrets, "STRIPE_WEBHOOK_SECRETS is missing or holds an empty secret."),
        (11, odd, "STRIPE_WEBHOOK_SECRETS holds something that is no whsec_... secret."),
        (12, from_the_demo, "STRIPE_WEBHOOK_SECRETS holds the demo's secret, which everyone can read."),
    ]


def _live_rules() -> list[Rule]:
    live = settings.PAYMENTS_MODE == "live"
    insecure = not settings.PUBLIC_URL.startswith("https://")
    return [
        (13, live and settings.DEBUG, "DEBUG is on in live mode."),
        (
            14,
            live and insecure,
            "PUBLIC_URL does not begin with https:// in live mode: Stripe sends buyers back there.",
        ),
    ]
