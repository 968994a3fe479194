"""What an editor does at the desk in a browser, for the tests and for the pictures of the guide."""

import contextlib
import re

from playwright.sync_api import TimeoutError as PlaywrightTimeout


def choose(page, field: str, name: str) -> None:
    """Pick a snippet in Wagtail's chooser."""
    page.locator(f"#id_{field}-chooser").get_by_role("button", name=re.compile("^Choose")).first.click()
    page.get_by_role("dialog").get_by_role("link", name=re.compile(name)).first.click()
    page.locator(f"#id_{field}-chooser").get_by_text(re.compile(name)).wait_for()


def write_a_post(page, school, title: str) -> str:
    """Type a short post at the editor's desk, let autosave finish, and return the address at which it is edited."""
    page.goto(f"{school.url}/admin/pages/search/?q=Blog&content_type=blog.blogindexpage")
    blog = page.locator('main a[href*="/edit/"]').first.get_attribute("href")
    page.goto(f"{school.url}{blog.replace('/edit/', '/add_subpage/')}")
    page.get_by_role("textbox", name="Title").first.fill(title)
    page.get_by_role("textbox", name="Standfirst").first.fill("A short word on leases.")
    choose(page, "topic", "Billing")
    choose(page, "author", "Reyes")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name=re.compile("Rich text")).first.click()
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type("Read the clause about use.")
    with contextlib.suppress(PlaywrightTimeout):  # autosave makes the page and changes its address; let it finish
        page.wait_for_url("**/edit/**", timeout=15_000)
    page.wait_for_timeout(1500)
    return page.url


def press_in_menu(page, name: str) -> None:
    """Press what stands in the menu beside the editor's main button, and wait until the desk has answered."""
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name=re.compile(name)).first.click()
    page.wait_for_url(lambda url: "/edit/" not in url)
