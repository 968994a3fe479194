"""A real browser against a real server. Skipped where there is no Chromium, unless REQUIRE_BROWSER says that there must be."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.browser.school import School, free_port

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


@pytest.fixture(scope="session")
def school(tmp_path_factory):
    """The school that `make test` started for everybody, or one of our own."""
    if folder := os.environ.get("SCHOOL_FOLDER"):
        school = School(Path(folder), int(os.environ["SCHOOL_PORT"]))
        school.wait_until_open()
        yield school
        return
    school = School(tmp_path_factory.mktemp("school"), free_port())
    school.open()
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
