"""axe looks at every kind of page, in light and dark, on a phone and on a laptop, and finds nothing."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

PUBLIC = [
    "/",
    "/about/",
    "/blog/",
    "/blog/topic/billing/",
    "/blog/do-insurers-reimburse-ketamine-infusions/",
    "/faculty/",
    "/faculty/okafor/",
    "/glossary/",
    "/search/",
    "/search/?q=ketamine",
    "/search/?q=zebrafish",
    "/contact/",
    "/newsletter/",
    "/courses/",
    "/courses/clinic-launch/",
    "/courses/clinic-launch/?code=COLLEAGUE-20",
    "/courses/clinic-launch/winter-cohort/",
    "/courses/clinic-launch/autumn-cohort/",
    "/courses/launch-and-ninety-days/",
    "/webinars/",
    "/webinars/your-first-year-as-a-clinic-owner/",
    "/account/login/",
    "/account/signup/",
    "/account/login/code/",
    "/no-such-page/",
    "/mailbox/",
]
LOOKS = {
    "phone, dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "laptop, light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
}


def findings(page) -> list[str]:
    results = Axe().run(page)
    return [
        f"{found['id']}: {found['help']} ({len(found['nodes'])}x, {found['nodes'][0]['html'][:120]})"
        for found in results.response["violations"]
    ]


def look_at(page, name: str) -> None:
    """axe finds nothing on the page that stands open, and it does not scroll sideways."""
    assert findings(page) == [], name
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wider, f"{name} scrolls sideways"


@pytest.fixture(params=LOOKS)
def window(request, browser):
    """A new window, so that nobody is signed in who came before."""
    context = browser.new_context(**LOOKS[request.param], reduced_motion="reduce")
    yield context.new_page()
    context.close()


def lesson_addresses(page, school) -> list[str]:
    page.goto(f"{school.url}/courses/clinic-launch/")
    found = page.locator('a[href^="/courses/clinic-launch/"]').evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    lessons = [address for address in dict.fromkeys(found) if address.count("/") == 5]
    return [lessons[0], lessons[-1]]


def test_axe_finds_nothing_on_public_pages(window, school):
    for address in [*PUBLIC, *lesson_addresses(window, school)]:
        window.goto(school.url + address)
        look_at(window, address)


def test_axe_finds_nothing_on_a_form_that_was_filled_in_wrongly(window, school):
    for address, button in {"/contact/": "Send the message", "/newsletter/": "Subscribe"}.items():
        window.goto(school.url + address)
        window.get_by_role("button", name=button).click()
        window.locator("[aria-invalid=true]").first.wait_for()
        look_at(window, f"{address} with errors")


def test_axe_finds_nothing_on_pages_that_only_a_letter_leads_to(window, school, letters):
    for recipient, door in {"colleague@demo.example": "seats", "waiting@demo.example": "waiting"}.items():
        window.goto(re.search(rf"{school.url}/{door}/\S+", letters(recipient)).group(0))
        look_at(window, f"/{door}/")


def test_axe_finds_nothing_on_a_learners_pages(window, school, sign_in):
    sign_in(window, "learner@demo.example")
    for address in ["/learn/", "/orders/", "/account/", "/account/2fa/", *lesson_addresses(window, school)]:
        window.goto(school.url + address)
        look_at(window, address)


def test_axe_finds_nothing_on_a_managers_pages(window, school, sign_in):
    sign_in(window, "manager@demo.example")
    window.goto(f"{school.url}/courses/clinic-launch/")
    till = window.locator("#team form").get_attribute("action")
    window.goto(f"{school.url}/teams/")
    team = window.locator('a[href^="/teams/"]').first.get_attribute("href")
    window.goto(f"{school.url}/orders/")
    order = window.locator('main a[href^="/orders/"]').first.get_attribute("href")
    for address in ["/teams/", team, till, "/orders/", order]:
        window.goto(school.url + address)
        look_at(window, address)
