"""`make html` and `make lighthouse`: what the field's own tools say of the running school.

    python -m tests.outside html|lighthouse [--school http://localhost:8000]

Without `--school` a fresh demo school is started and closed again. Both tools are programs for Node; they are no part of the
school, and nothing of it depends on them. They are run by `npx`, or from the folder that NODE_TOOLS names if they were
installed there; where there is neither, this says so and ends. No test asserts what they find: parse errors are held by
tests/house/test_every_head.py and accessibility by tests/browser, without Node.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests

from tests.browser.school import School, free_port

TOOLS = {"html-validate": "10", "lighthouse": "12"}
"""The tools, and the version that the figures in docs/performance.md were made with."""

PASSWORD = "demo-school-2026"
PEOPLE = {"visitor": "", "learner": "learner@demo.example", "manager": "manager@demo.example"}
STARTS = (
    "/",
    "/search/?q=superbill",
    "/search/?q=xyzzy",
    "/no-such-page/",
    "/account/signup/",
    "/account/login/code/",
    "/mailbox/",
)
"""From here the walk follows every link; most pages are reached from the first."""

LEFT_OUT = re.compile(
    r"^/(admin|static|media|share|documents|account/logout)|/feed/|\.(xml|ics|txt|pdf)$|^/mailbox/\d+/(html|files)"
)
"""No pages of ours, or not for readers."""

MOST_ALIKE = 3
"""So many letters of the mailbox are looked at, and so many pages of a list."""

MISTAKES = {
    "/contact/send/": {"name": "", "email": "nobody", "text": ""},
    "/newsletter/": {"email": "nobody"},
    "/account/login/": {"login": "nobody@demo.example", "password": "wrong"},
    "/account/signup/": {"email": "nobody"},
}
"""Forms sent with mistakes: pages that no link leads to."""

MEASURED = {
    "home": "/",
    "post": "/blog/do-insurers-reimburse-ketamine-infusions/",
    "course": "/courses/clinic-launch/",
    "webinar": "/webinars/your-first-year-as-a-clinic-owner/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


# --- the tools ------------------------------------------------------------------------------------------------------------


def command(tool: str) -> list[str]:
    """This function will return how a tool is called on this machine, or end with what is missing."""
    folder = os.environ.get("NODE_TOOLS")
    if folder:
        return [str(Path(folder) / "node_modules" / ".bin" / tool)]
    npx = shutil.which("npx")
    if npx is None:
        sys.exit(
            f"{tool} needs Node, and there is no npx here: install Node, or name a folder with {tool} in NODE_TOOLS."
        )
    return [npx, "--yes", f"{tool}@{TOOLS[tool]}"]


@contextmanager
def open_school(address: str) -> Iterator[str]:
    """This function will give the address of a running school: the one that was named, or a fresh one."""
    if address:
        yield address.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder:
        school = School(Path(folder), free_port())
        school.open()
        try:
            school.wait_until_open(seconds=1800)
            yield school.url
        finally:
            school.close()


# --- the markup -----------------------------------------------------------------------------------------------------------


def enter(school: str, email: str) -> requests.Session:
    """This function will return the browser of somebody, signed in if they have an address."""
    session = requests.Session()
    if email:
        send(session, f"{school}/account/login/", {"login": email, "password": PASSWORD})
    return session


def send(session: requests.Session, address: str, fields: dict[str, str]) -> requests.Response:
    page = session.get(address, timeout=120)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    secret = {"csrfmiddlewaretoken": token.group(1)} if token else {}
    return session.post(address, fields | secret, headers={"Referer": address}, timeout=120)


def walk(school: str, session: requests.Session) -> Iterator[tuple[str, str]]:
    """This function will yield every page that links lead this person to, as (address, markup)."""
    ahead, met, alike = list(STARTS), set(STARTS), dict[str, int]()
    while ahead:
        address = ahead.pop(0)
        response = session.get(school + address, timeout=120)
        if "text/html" not in response.headers.get("Content-Type", ""):
            continue
        yield address, response.text
        for link in re.findall(r'href="([^"#]+)', response.text):
            parts = urlsplit(urljoin(response.url, link.replace("&amp;", "&")))
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            kind = re.sub(r"\d+|next=.*", "0", path)
            if f"{parts.scheme}://{parts.netloc}" != school or path in met or LEFT_OUT.search(parts.path):
                continue
            alike[kind] = alike.get(kind, 0) + 1
            if alike[kind] <= MOST_ALIKE:
                met.add(path)
                ahead.append(path)


def gather(school: str, folder: Path) -> dict[str, str]:
    """This function will write every page once for everybody who sees it, and return which file is whose."""
    files: dict[str, str] = {}
    for name, email in PEOPLE.items():
        session = enter(school, email)
        pages = list(walk(school, session))
        if not email:
            pages += [
                (f"{path} (sent)", send(session, school + path, fields).text) for path, fields in MISTAKES.items()
            ]
        for number, (address, markup) in enumerate(pages):
            file = folder / f"{name}-{number:03d}.html"
            file.write_text(markup)
            files[file.name] = f"{name} {address}"
        print(f"{name}: {len(pages)} pages", flush=True)
    return files


def look_at_markup(address: str) -> int:
    tool = command("html-validate")
    with open_school(address) as school, tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("KEEP_MARKUP") or name)
        folder.mkdir(exist_ok=True)
        files = gather(school, folder)
        (folder / ".htmlvalidate.json").write_text(json.dumps({"root": True, "extends": ["html-validate:standard"]}))
        run = subprocess.run([*tool, "--formatter", "json", "*.html"], cwd=folder, capture_output=True, text=True)
    try:
        results = json.loads(run.stdout)
    except ValueError:
        sys.exit(f"html-validate did not answer:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    faults: dict[tuple[str, str], list[str]] = {}
    for result in results:
        for fault in result["messages"]:
            where = f"{files[Path(result['filePath']).name]}:{fault['line']}"
            faults.setdefault((fault["ruleId"], fault["message"]), []).append(where)
    for (rule, message), places in sorted(faults.items()):
        print(f"{rule}: {message}\n    {len(places)} times, first at {places[0]}")
    print(f"html-validate: {len(files)} pages, {len(faults)} kinds of faults")
    return int(bool(faults))


# --- the marks ------------------------------------------------------------------------------------------------------------


def look_at_speed(address: str) -> int:
    tool = command("lighthouse")
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if chromium is None:
        sys.exit("lighthouse needs Chromium: install it, or name it in CHROMIUM.")
    print(f"{'page':<18}{''.join(f'{name:>16}' for name in CATEGORIES)}")
    is_whole = True
    with open_school(address) as school:
        for name, path in MEASURED.items():
            for device in ("mobile", "desktop"):
                report = run_lighthouse(tool, chromium, school + path, device)
                marks = [round((report["categories"][category]["score"] or 0) * 100) for category in CATEGORIES]
                print(f"{name + ', ' + device:<18}{''.join(f'{mark:>16}' for mark in marks)}", flush=True)
                for said in complaints(report):
                    is_whole = False
                    print(f"    {said}")
    return int(not is_whole)


def run_lighthouse(tool: list[str], chromium: str, address: str, device: str) -> dict:
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    preset = ["--preset=desktop"] if device == "desktop" else []
    wanted = ["--output=json", "--quiet", f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    run = subprocess.run(
        [*tool, address, *preset, *wanted], capture_output=True, text=True, env={**os.environ, "CHROME_PATH": chromium}
    )
    try:
        return json.loads(run.stdout)
    except ValueError:
        sys.exit(f"lighthouse did not answer:\n{run.stderr[-2000:]}")


def complaints(report: dict) -> Iterator[str]:
    """This function will yield what cost points, heaviest first."""
    for category in report["categories"].values():
        for ref in sorted(category["auditRefs"], key=lambda ref: -ref["weight"]):
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{ref['id']}: {audit['score']:.2f} {audit.get('displayValue', '')}".rstrip()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=["html", "lighthouse"])
    arguments.add_argument("--school", default="", help="the address of a running school")
    options = arguments.parse_args()
    return look_at_markup(options.school) if options.what == "html" else look_at_speed(options.school)


if __name__ == "__main__":
    sys.exit(main())
