"""`make run`: prepares the demo school, then keeps its four processes alive until Ctrl-C.

    python -m config.supervisor [--dev]

Site, task worker, scheduler and the stand-in for Stripe are separate processes, as they are in production; a process
that dies is started again. Reads PORT (default 8000); the stand-in listens on PORT + 100.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import signal
import socket
import subprocess  # nosec B404
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 10
START_SECONDS = 60


@dataclass
class Part:
    """One process of the school."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = field(default=0)

    def start(self, environment: dict[str, str]) -> None:
        self.started = time.monotonic()
        # A session of its own: Ctrl-C reaches the supervisor alone, which then stops the parts in order.
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=environment, start_new_session=True)  # nosec B603

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            _signal_group(self.process, signal.SIGTERM)

    def wait_or_kill(self, seconds: float) -> None:
        if not self.process:
            return
        try:
            self.process.wait(max(seconds, 0.1))
        except subprocess.TimeoutExpired:
            _signal_group(self.process, signal.SIGKILL)
            self.process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def say(line: str) -> None:
    print(line, flush=True)


def refuse_busy_port(port: int) -> None:
    """This function will stop with one clear line if somebody already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"run: port {port} is busy. Stop what listens there, or choose another: make run PORT={port + 10}")


def demo_environment(port: int, *, dev: bool) -> dict[str, str]:
    """This function will return the variables that make the processes one school; what the person set wins."""
    secret = "whsec_" + secrets.token_hex(24)  # new at each start: both sides get it from here
    defaults = {
        "PUBLIC_URL": f"http://localhost:{port}",
        "STRIPE_API_BASE": f"http://127.0.0.1:{port + 100}",
        "STRIPE_WEBHOOK_SECRETS": secret,
        "PYTHONUNBUFFERED": "1",
    }
    return {
        **defaults,
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev" if dev else "config.settings.demo",
    }


def prepare(environment: dict[str, str], *, dev: bool) -> None:
    """This function will migrate, build the demo school and collect static files, both halves at once, a line a step."""
    halves = ["data"] if dev else ["data", "static"]
    command = [sys.executable, "manage.py", "prepare_demo", "--only"]
    running = [subprocess.Popen([*command, half], cwd=ROOT, env=environment) for half in halves]  # nosec B603
    results = [process.wait() for process in running]
    if any(results):
        sys.exit("run: the demo school could not be prepared; the lines above say why.")


def parts(port: int, environment: dict[str, str], *, dev: bool) -> list[Part]:
    python = sys.executable
    var = Path(environment.get("VAR_DIR", ROOT / "var"))
    manage = [python, "manage.py"]
    site = (
        [*manage, "runserver", f"127.0.0.1:{port}"]
        if dev
        else [
            *(python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
            *(
                "--workers",
                "2",
                "--blocking-threads",
                "1",
                "--no-ws",
                "--log-level",
                "warning",
                "config.wsgi:application",
            ),
        ]
    )
    standin = [
        *(python, "-m", "stripe_standin", "--demo", "--port", str(port + 100)),
        *(
            "--state",
            str(var / "stripe_standin.sqlite3"),
            "--webhook-url",
            f"{environment['PUBLIC_URL']}/stripe/webhook/",
        ),
    ]
    return [
        Part("stand-in for Stripe", standin),
        Part("site", site),
        Part(
            "worker",
            [
                *manage,
                "db_worker",
                "--queue-name",
                "*",
                "--interval",
                "0.5",
                "--no-startup-delay",
                "--verbosity",
                "0",
                *([] if dev else ["--no-reload"]),
            ],
        ),
        Part("scheduler", [*manage, "beat"]),
    ]


def wait_until_it_answers(part: Part, url: str) -> None:
    """This function will return when the address answers, or stop everything with one line when it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if part.has_died():
            raise SystemExit(f"run: the {part.name} stopped while starting; the lines above say why.")
        try:
            with urllib.request.urlopen(url, timeout=2):  # nosec B310
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"run: the {part.name} did not answer at {url} within {START_SECONDS} s.")


def welcome(port: int) -> str:
    address = f"http://localhost:{port}"
    return f"""
  The demo school is open:   {address}/

  Mailbox (all letters)      {address}/mailbox/
  Sign in                    {address}/account/login/   by e-mailed code, or password "demo-school-2026"
    learner@demo.example     owns the course         buyer@demo.example    owns nothing
    manager@demo.example     has a team of five      nurse@demo.example    has a seat in it
    editor@demo.example      publishes               owner@demo.example    runs the shop
  Admin                      {address}/admin/           as editor or owner
  Test cards                 4242 4242 4242 4242 pays   4000 0000 0000 0002 is declined (any date ahead, any CVC)
  Stand-in for Stripe        http://127.0.0.1:{port + 100}/_control

  Ctrl-C stops it and keeps what you did; make demo-reset starts afresh.
"""


def supervise(running: list[Part], environment: dict[str, str], stop: threading.Event) -> None:
    """This function will start dead parts again, more slowly each time, until it is told to stop."""
    while not stop.wait(0.5):
        for part in running:
            if not part.has_died():
                continue
            part.failures = part.failures + 1 if time.monotonic() - part.started < 30 else 1
            if part.failures > 5:
                raise SystemExit(f"run: the {part.name} keeps stopping; giving up.")
            say(f"run: the {part.name} stopped; starting it again")
            if stop.wait(min(part.failures, 5)):
                return
            part.start(environment)


def shut_down(running: list[Part]) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    for part in reversed(running):
        part.stop()
    for part in reversed(running):
        part.wait_or_kill(deadline - time.monotonic())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--dev", action="store_true", help="DEBUG on, reload on change")
    dev = arguments.parse_args().dev
    port = int(os.environ.get("PORT", "8000"))
    for taken in (port, port + 100):
        refuse_busy_port(taken)
    environment = demo_environment(port, dev=dev)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    prepare(environment, dev=dev)
    if stop.is_set():
        return
    running = parts(port, environment, dev=dev)
    try:
        for part in running:
            part.start(environment)
        wait_until_it_answers(running[0], f"http://127.0.0.1:{port + 100}/")
        wait_until_it_answers(running[1], f"http://127.0.0.1:{port}/healthz")
        say(welcome(port))
        supervise(running, environment, stop)
    finally:
        shut_down(running)
        say("run: stopped.")


if __name__ == "__main__":
    main()
