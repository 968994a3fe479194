"""The process: it only runs where demo or test was said, ends cleanly, and goes on where it stopped."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests
import stripe

from stripe_standin.options import RefusedStart, read

from .conftest import SECRET, Site, environment, free_port


@pytest.mark.parametrize(
    ("arguments", "around", "words"),
    [
        ([], {}, "Say --demo"),
        (["--demo"], {"PAYMENTS_MODE": "live"}, "PAYMENTS_MODE is 'live'"),
        (["--demo"], {"STRIPE_SECRET_KEY": "sk_live_123"}, "live key"),
        (["--demo"], {"STRIPE_SECRET_KEY": "rk_live_123"}, "live key"),
        (["--demo", "--webhook-url", "http://127.0.0.1:1/"], {}, "whsec_"),
        (["--demo", "--webhook-url", "http://127.0.0.1:1/"], {"STRIPE_WEBHOOK_SECRETS": ""}, "whsec_"),
        (["--demo", "--webhook-url", "http://127.0.0.1:1/", "--webhook-secret-file", "/none"], {}, "cannot be read"),
    ],
)
def test_it_refuses_to_start_and_says_why(arguments: list[str], around: dict[str, str], words: str) -> None:
    with pytest.raises(RefusedStart, match=words):
        read(arguments, around)


def test_arguments_win_over_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n")
    around = {
        "PAYMENTS_MODE": "test",
        "STANDIN_PORT": "8118",
        "STRIPE_WEBHOOK_SECRETS": "whsec_first_of_two,whsec_second",
    }

    plain = read(["--webhook-url", "http://127.0.0.1:1/"], around)
    said = read(["--webhook-url", "http://127.0.0.1:1/", "--port", "8119", "--webhook-secret-file", str(file)], around)

    assert (plain.port, plain.webhook_secret, plain.public_url) == (8118, "whsec_first_of_two", "http://127.0.0.1:8118")
    assert (said.port, said.webhook_secret) == (8119, SECRET)


def start(state: Path, port: int, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "stripe_standin", "--demo", "--port", str(port), "--state", str(state), *arguments],
        env=environment(STRIPE_WEBHOOK_SECRETS=SECRET),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout
    line = process.stdout.readline()
    assert "ready at http://127.0.0.1" in line, line + process.stderr.read() if process.stderr else line
    return process


def test_a_restart_keeps_objects_and_delivers_what_was_waiting(tmp_path: Path, site: Site) -> None:
    state, port = tmp_path / "standin.sqlite3", free_port()
    base = f"http://127.0.0.1:{port}"
    client = stripe.StripeClient(
        "sk_test_x", base_addresses={"api": base}, http_client=stripe.RequestsClient(timeout=5)
    )
    first = start(state, port, "--webhook-url", site.url)
    requests.post(f"{base}/_control/hold", json={}, timeout=5)
    customer = client.v1.customers.create({"email": "a@b.example"}, {"idempotency_key": "k"})
    first.send_signal(signal.SIGTERM)
    assert first.wait(5) == 0
    assert site.bodies == []

    second = start(state, port, "--webhook-url", site.url)
    try:
        assert client.v1.customers.retrieve(customer.id).email == "a@b.example"
        assert client.v1.customers.create({"email": "a@b.example"}, {"idempotency_key": "k"}).id == customer.id
        requests.post(f"{base}/_control/release", json={}, timeout=5)
        site.wait_for("customer.created")
    finally:
        second.terminate()
        assert second.wait(5) == 0
        assert second.stderr
        assert second.stderr.read() == ""


def test_a_busy_port_and_a_foreign_state_file_are_said_in_one_line(tmp_path: Path) -> None:
    import sqlite3

    state = tmp_path / "standin.sqlite3"
    with sqlite3.connect(state) as file:
        file.execute("create table settings (name text primary key, value text not null)")
        file.execute("insert into settings values ('written_by', '[0, \"2020-01-01\"]')")

    ended = subprocess.run(
        [sys.executable, "-m", "stripe_standin", "--demo", "--port", str(free_port()), "--state", str(state)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=20,
        cwd=Path(__file__).resolve().parents[2],
    )

    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "was written for" in ended.stderr
