"""What the program is started with: arguments first, then the environment."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MODES = ("demo", "test")


class RefusedStart(Exception):
    """The program must not run here; the message is one line for a person."""


@dataclass(frozen=True)
class Options:
    """How one stand-in is set up."""

    port: int = 8100
    state: str = ":memory:"
    public_url: str = "http://127.0.0.1:8100"
    webhook_url: str | None = None
    webhook_secret: str | None = None
    retry_delays: tuple[float, ...] = (1, 2, 5, 10, 30, 60)
    webhook_timeout: float = 15
    workers: int = 2
    verbose: bool = False


def parser() -> argparse.ArgumentParser:
    """Build the parser; each flag names the environment variable that stands in for it."""
    made = argparse.ArgumentParser(
        prog="python -m stripe_standin",
        description="Answers like Stripe on 127.0.0.1 for development and tests. No money moves.",
    )
    made.add_argument("--demo", action="store_true", help="say that this is a demo or test machine [PAYMENTS_MODE]")
    made.add_argument("--port", type=int, help="port on 127.0.0.1, default 8100 [STANDIN_PORT]")
    made.add_argument("--state", help="SQLite file that survives a restart [STANDIN_STATE]")
    made.add_argument("--public-url", help="how browsers reach its pages [STANDIN_PUBLIC_URL]")
    made.add_argument("--webhook-url", help="where events go [STANDIN_WEBHOOK_URL]")
    made.add_argument("--webhook-secret-file", help="file with the whsec_ secret, else [STRIPE_WEBHOOK_SECRETS]")
    made.add_argument("--retry-delays", default="1,2,5,10,30,60", help="seconds between tries; the last one repeats")
    made.add_argument("--webhook-timeout", type=float, default=15, help="seconds to wait for the site's answer")
    made.add_argument("--workers", type=int, default=2, help="deliveries under way at once")
    made.add_argument("--verbose", action="store_true", help="print one line per request")
    return made


def read(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Options:
    """Return the options, or refuse to start where real money could be meant."""
    given = parser().parse_args(arguments)
    refuse_outside_demo(given.demo, environment)
    port = given.port or int(environment.get("STANDIN_PORT") or 8100)
    webhook_url = given.webhook_url or environment.get("STANDIN_WEBHOOK_URL") or None
    return Options(
        port=port,
        state=given.state or environment.get("STANDIN_STATE") or ":memory:",
        public_url=(given.public_url or environment.get("STANDIN_PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip(
            "/"
        ),
        webhook_url=webhook_url,
        webhook_secret=read_secret(given.webhook_secret_file, environment) if webhook_url else None,
        retry_delays=tuple(float(part) for part in given.retry_delays.split(",")),
        webhook_timeout=given.webhook_timeout,
        workers=max(1, given.workers),
        verbose=given.verbose,
    )


def refuse_outside_demo(demo: bool, environment: Mapping[str, str]) -> None:
    """Refuse unless somebody said demo or test, and always where a live key or live mode is set."""
    mode = environment.get("PAYMENTS_MODE", "").lower()
    if mode and mode not in MODES:
        raise RefusedStart(f"PAYMENTS_MODE is {mode!r}: the Stripe stand-in only runs in demo or test mode.")
    if environment.get("STRIPE_SECRET_KEY", "").startswith(("sk_live_", "rk_live_")):
        raise RefusedStart("STRIPE_SECRET_KEY is a live key: the Stripe stand-in does not run beside it.")
    if not demo and not mode:
        raise RefusedStart("Say --demo (or PAYMENTS_MODE=demo|test): the Stripe stand-in is no payment service.")


def read_secret(file: str | None, environment: Mapping[str, str]) -> str:
    """Return the secret that the site will check; the first one where the site knows several."""
    if file:
        try:
            secret = Path(file).read_text(encoding="ascii").strip()
        except OSError as trouble:
            raise RefusedStart(f"The webhook secret file cannot be read: {trouble}") from trouble
    else:
        secret = environment.get("STRIPE_WEBHOOK_SECRETS", "").split(",")[0].strip()
    if not secret.startswith("whsec_") or len(secret) < 16:
        raise RefusedStart(
            "A webhook address needs a whsec_... secret: --webhook-secret-file or STRIPE_WEBHOOK_SECRETS."
        )
    return secret
