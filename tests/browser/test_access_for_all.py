"""axe looks at every kind of page, in light and dark, on a phone and on a laptop, and finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PUBLIC = [
    "/",
    "/about/",
    "/blog/",
    "/blog/do-insurers-reimburse-ketamine-infusions/",
    "/courses/",
    "/courses/clinic-launch/",
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


@pytest.fixture(params=LOOKS, scope="module")
def window(request, browser):
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
        assert findings(window) == [], address
        wider = window.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wider, f"{address} scrolls sideways"


def test_axe_finds_nothing_on_a_learners_pages(window, school, sign_in):
    sign_in(window, "learner@demo.example")
    for address in ["/learn/", "/orders/", "/account/", "/account/2fa/", *lesson_addresses(window, school)]:
        window.goto(school.url + address)
        assert findings(window) == [], address
