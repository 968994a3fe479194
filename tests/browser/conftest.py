"""A real browser against a real server. Skipped where there is no Chromium, unless REQUIRE_BROWSER says that there must be."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CHROMIUM = shutil.which(os.environ.get("CHROMIUM", "chromium"))

# Playwright's sync API runs a loop in this thread; Django would refuse to touch the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    if CHROMIUM or os.environ.get("REQUIRE_BROWSER"):
        return
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "reduced_motion": "reduce"}


class School:
    """The demo school as `make run` serves it: all four processes, on ports of its own, with an empty var folder."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://localhost:{port}"
        self.control = f"http://127.0.0.1:{port + 100}"
        self.log = folder / "run.log"
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "TEST_DATABASE_FILE", "PUBLIC_URL"}
        }
        environment |= {"PORT": str(port), "VAR_DIR": str(folder / "var")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )

    def wait_until_open(self, seconds: int = 180) -> None:
        deadline = time.monotonic() + seconds
        while "The demo school is open" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.3)

    def close(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)


def free_port() -> int:
    """A port whose neighbour a hundred further on is free as well: the stand-in takes that one."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 100))
            except OSError:
                continue
            return port
    raise RuntimeError("no two free ports")


@pytest.fixture(scope="session")
def school(tmp_path_factory):
    school = School(tmp_path_factory.mktemp("school"), free_port())
    try:
        school.wait_until_open()
        yield school
    finally:
        school.close()


@pytest.fixture
def letters(school, browser):
    """Reads the newest letter to somebody in the demo's mailbox, as its plain text; waits for it, since the worker sends it."""

    def newest(recipient: str, subject: str = "") -> str:
        page = browser.new_page()
        try:
            for _ in range(60):
                page.goto(f"{school.url}/mailbox/?to={recipient}")
                found = page.locator(".mailbox__subject", has_text=subject)
                if found.count():
                    found.first.click()
                    return page.locator(".letter-text pre").text_content() or ""
                page.wait_for_timeout(500)
            raise AssertionError(f"no letter to {recipient} about {subject!r}")
        finally:
            page.close()

    return newest


@pytest.fixture
def sign_in(school, letters):
    """Signs somebody in the way people do: with the code from their mailbox."""

    def enter(page, email: str) -> None:
        page.goto(f"{school.url}/account/login/")
        page.get_by_label("Email").fill(email)
        page.get_by_role("button", name="Sign In", exact=True).click()
        code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", letters(email, "code"), re.MULTILINE).group(1)
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name=re.compile("Sign In|Confirm", re.IGNORECASE)).click()

    return enter
