"""`make screenshots`: builds a fresh demo school, walks through it in Chromium, and writes docs/pictures/*.webp.

The names are the same each time. Every picture that docs show is made here, and no other lies in that folder.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.desk import press_in_menu, write_a_post
from tests.browser.school import ROOT, School, free_port

PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "demo-school-2026"
HEIGHTS = {390: 844, 1280: 900}
PATIENCE = 120_000

PUBLIC = {
    "home": "/",
    "blog": "/blog/",
    "post": "/blog/do-insurers-reimburse-ketamine-infusions/",
    "course": "/courses/clinic-launch/",
}
"""Shown to anybody, at both widths, by day and by night."""

LESSON = "/courses/clinic-launch/spravato-trade-offs/"

CARD = {
    "Name on card": "Dr. Bea Buyer", "Card number": "4242 4242 4242 4242", "Expiry": "12/34", "Security code": "123",
}  # fmt: skip

DESK = {
    "posts": ("Blog", "blog.blogindexpage"),
    "catalogue": ("Courses", "courses.courseindexpage"),
    "cohorts": ("Clinic Launch", "courses.coursepage"),
    "webinars": ("Webinars", "webinars.webinarindexpage"),
}
"""Lists of pages at the desk: what to search for to find the page above them, and its kind."""

LISTS = {
    "posts-report": "/admin/reports/posts/",
    "webinar-dates": "/admin/webinar_dates/",
    "waiting-list": "/admin/shop_waiting/",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        school = School(Path(folder), free_port())
        school.open()
        try:
            school.wait_until_open(seconds=1800)
            take_all(school)
        finally:
            school.close()


def take_all(school: School) -> None:
    """This function will take every picture anew from a school that is open."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in (*PICTURES.glob("*.png"), *PICTURES.glob("*.webp")):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which(os.environ.get("CHROMIUM", "chromium")),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        take_public(browser, school)
        take_inside(browser, school)
        wait_for_a_place(browser, school)
        take_review(browser, school)
        take_desk(browser, school)
        browser.close()
    total = sum(path.stat().st_size for path in PICTURES.glob("*.webp"))
    print(f"{len(list(PICTURES.glob('*.webp')))} pictures, {total / 1e6:.1f} MB in docs/pictures")


# --- what readers and learners see ------------------------------------------------------------------------------------


def take_public(browser: Browser, school: School) -> None:
    """This function will take the pages that anyone sees: wide by day and by night, narrow by day."""
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
        with window(browser, school, width=width, scheme=scheme) as page:
            for name, address in PUBLIC.items():
                page.goto(school.url + address, wait_until="networkidle")
                keep(page, f"{name}-{width}-{scheme}")
            page.goto(f"{school.url}/webinars/")
            page.get_by_role("link", name="Your first year as a clinic owner").first.click()
            page.wait_for_load_state("networkidle")
            keep(page, f"webinar-{width}-{scheme}")


def take_inside(browser: Browser, school: School) -> None:
    """This function will take a lesson as a learner reads it, and an order as who bought it sees it."""
    with window(browser, school, "buyer") as page:
        page.goto(f"{school.url}/courses/clinic-launch/")
        page.get_by_role("button", name="Buy for $790").first.click()
        for label, words in CARD.items():
            page.get_by_label(label).fill(words)
        page.get_by_role("button", name=re.compile(r"^Pay \$790")).click()
        page.wait_for_url(re.compile("/checkout/.*/done/"))
    for width, scheme in ((1280, "light"), (390, "dark")):
        with window(browser, school, "learner", width=width, scheme=scheme) as page:
            page.goto(f"{school.url}/courses/clinic-launch/")
            page.locator(f'a[href^="{LESSON}"]').first.click()
            page.wait_for_load_state("networkidle")
            keep(page, f"lesson-{width}-{scheme}")
        with window(browser, school, "buyer", width=width, scheme=scheme) as page:
            page.goto(f"{school.url}/orders/")
            page.locator('main a[href^="/orders/"]').first.click()
            page.wait_for_load_state("networkidle")
            keep(page, f"order-{width}-{scheme}")


# --- what the desk looks like -------------------------------------------------------------------------------------------


def wait_for_a_place(browser: Browser, school: School) -> None:
    """This function will put two people on the list of the cohort that is full."""
    for name in ("ann", "bob"):
        with window(browser, school) as page:
            page.goto(f"{school.url}/courses/clinic-launch/")
            page.get_by_role("link", name="Autumn cohort").first.click()
            page.get_by_label("E-mail address").first.fill(f"{name}@clinic.example")
            page.get_by_role("button", name="Join the waiting list").first.click()
            page.wait_for_url("**/joined/")


def take_review(browser: Browser, school: School) -> None:
    """This function will hand a text in as the editor, and take what its reviewer sees of it."""
    with window(browser, school, "editor") as page:
        address = write_a_post(page, school, "What a lease says about use")
        page.get_by_role("button", name="Insert a block").last.click()
        page.locator(".w-combobox__option-preview").first.click()
        page.locator(".w-combobox-preview iframe").wait_for()
        page.wait_for_timeout(2500)  # the block draws itself beside the list
        keep(page, "blocks")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="More actions").first.click()
        keep(page, "hand-in")
        page.keyboard.press("Escape")
        press_in_menu(page, "^Submit to")
    with window(browser, school, "reviewer") as page:
        page.goto(f"{school.url}/admin/", wait_until="networkidle")
        page.get_by_role("button", name="Actions").first.click()
        keep(page, "awaiting-review")
        page.goto(address, wait_until="networkidle")
        page.get_by_role("button", name="More actions").first.click()
        keep(page, "approve")


def take_desk(browser: Browser, school: School) -> None:
    """This function will take the desk as the owner sees it; the first page and a post by night as well."""
    with window(browser, school, "owner") as page:
        for name, (words, kind) in DESK.items():
            page.goto(f"{school.url}/admin/pages/search/?q={words}&content_type={kind}")
            above = page.locator('main a[href*="/edit/"]').first.get_attribute("href") or ""
            page.goto(school.url + above.replace("/edit/", "/"), wait_until="networkidle")
            keep(page, name)
        for name, address in LISTS.items():
            page.goto(school.url + address, wait_until="networkidle")
            keep(page, name)
        page.goto(f"{school.url}/admin/webinar_dates/new/", wait_until="networkidle")
        keep(page, "new-date")
        open_a_post(page, school)
        page.get_by_role("button", name="Toggle checks").click()
        page.get_by_text("Before it goes out").wait_for()
        page.locator("[data-content-word-count]").filter(has_text=re.compile(r"\d")).first.wait_for()
        keep(page, "checks")
        page.get_by_role("button", name="Toggle status").click()
        page.get_by_role("button", name=re.compile("schedule", re.IGNORECASE)).first.click()
        page.get_by_label("Expiry date/time").wait_for()
        keep(page, "schedule")
    for scheme in ("light", "dark"):
        with window(browser, school, "owner", scheme=scheme) as page:
            page.goto(f"{school.url}/admin/", wait_until="networkidle")
            keep(page, f"desk-{scheme}")
            open_a_post(page, school)
            keep(page, f"editor-{scheme}")


def open_a_post(page: Page, school: School) -> None:
    page.goto(f"{school.url}/admin/reports/posts/")
    page.get_by_role("link", name="Do insurers reimburse").first.click()
    page.wait_for_load_state("networkidle")


# --- a window, and what it shows ------------------------------------------------------------------------------------------


@contextmanager
def window(
    browser: Browser, school: School, who: str = "", *, width: int = 1280, scheme: str = "light"
) -> Iterator[Page]:
    """A new window, in which that person of the demo is signed in."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if who:
        page.goto(f"{school.url}/account/login/")
        page.get_by_label("Email").fill(f"{who}@demo.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign In", exact=True).click()
        page.wait_for_url("**/learn/")
    yield page
    context.close()


def keep(page: Page, name: str) -> None:
    """This function will write what the window shows."""
    page.evaluate("for (const box of document.querySelectorAll('html, body, main, .content')) box.scrollLeft = 0")
    page.wait_for_timeout(400)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.save(PICTURES / f"{name}.webp", quality=82, method=6)
    print(name, flush=True)


if __name__ == "__main__":
    sys.exit(main())
