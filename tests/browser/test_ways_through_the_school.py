"""The main ways through the school, in Chromium, on what `make run` serves: all four processes, real letters and webhooks."""

import datetime
import json
import re
import time
import urllib.request
import uuid

import pytest

from tests.browser.desk import press_in_menu, write_a_post

LESSON = "/courses/clinic-launch/spravato-trade-offs/"


def someone() -> str:
    """An address that nobody has used before."""
    return f"reader-{uuid.uuid4().hex[:10]}@clinic.example"


def control(school, act: str, **fields) -> None:
    request = urllib.request.Request(
        f"{school.control}/_control/{act}",
        data=json.dumps(fields).encode(),
        headers={"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=30).read()


def pay(page, email: str | None, card: str) -> None:
    """Fill in the hosted page as a buyer does."""
    if email:
        page.get_by_label("E-mail").fill(email)
    page.get_by_label("Name on card").fill("Dr. Rita Reader")
    page.get_by_label("Card number").fill(card)
    page.get_by_label("Expiry").fill("12/34")
    page.get_by_label("Security code").fill("123")
    page.get_by_role("button", name=re.compile(r"^Pay \$790")).click()


def first_closed_lesson(page, school) -> str:
    page.goto(f"{school.url}/courses/clinic-launch/")
    return page.locator(f'a[href^="{LESSON}"]').first.get_attribute("href")


def test_a_reader_finds_the_article_and_goes_on_to_the_next_one(page, school):
    page.goto(f"{school.url}/blog/")
    page.get_by_role("link", name="Do insurers reimburse ketamine infusions?").first.click()
    page.wait_for_url("**/do-insurers-reimburse-ketamine-infusions/")

    assert page.get_by_role("heading", level=1).inner_text() == "Do insurers reimburse ketamine infusions?"
    assert page.locator("figure figcaption").count() >= 2
    assert page.get_by_role("heading", name="Sources").is_visible()
    page.locator(".previous-next a").first.click()
    page.wait_for_url(lambda url: "do-insurers" not in url)
    assert page.get_by_role("heading", level=1).inner_text() != "Do insurers reimburse ketamine infusions?"


def test_a_stranger_buys_and_reads_what_was_closed_a_minute_ago(page, school, letters):
    email = someone()
    lesson = first_closed_lesson(page, school)
    page.goto(school.url + lesson)
    assert page.get_by_text("This lesson is part of the course").is_visible()

    page.get_by_role("button", name="Buy for $790").first.click()
    pay(page, email, "4000 0000 0000 0002")
    page.get_by_text(re.compile("declined", re.IGNORECASE)).first.wait_for()
    assert page.get_by_label("E-mail").input_value() == email
    pay(page, None, "4242 4242 4242 4242")

    page.wait_for_url(re.compile("/checkout/.*/done/"))
    assert page.get_by_role("heading", level=1).inner_text().startswith("Thank you")
    page.get_by_role("link", name="Get my code").click()
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name=re.compile("code|sign in", re.IGNORECASE)).first.click()
    page.get_by_label("Code").fill(code_in(letters(email, "code")))
    page.get_by_role("button", name=re.compile("confirm|sign in", re.IGNORECASE)).first.click()

    page.goto(school.url + lesson)
    assert page.get_by_role("button", name=re.compile("Mark complete")).is_visible()
    page.get_by_role("button", name=re.compile("Mark complete")).click()
    page.wait_for_url(lambda url: not url.endswith(lesson))
    page.goto(f"{school.url}/learn/")
    assert page.get_by_text(re.compile(r"1 of \d+")).first.is_visible()


def test_a_registrant_saves_a_place_by_e_mail_alone_and_gives_it_back(page, school, letters):
    email = someone()
    page.goto(f"{school.url}/webinars/")
    page.get_by_role("link", name="Your first year as a clinic owner").first.click()
    page.get_by_label("E-mail address").first.fill(email)
    page.get_by_role("button", name="Save my place").click()
    page.wait_for_url("**/registered/**")

    letter = letters(email, "first year")
    page.goto(f"{school.url}/mailbox/?to={email}")
    page.locator(".mailbox__subject").first.click()
    page.get_by_role("link", name=re.compile(r"\.ics$")).wait_for()
    personal = re.search(rf"{school.url}/webinars/registration/\S+", letter).group(0)
    page.goto(personal)
    page.get_by_role("button", name="Cancel my registration").click()
    page.get_by_role("button", name="Cancel my registration").wait_for(state="detached")
    page.goto(personal)
    assert page.get_by_role("button", name="Cancel my registration").count() == 0


def code_in(letter: str) -> str:
    return re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", letter, re.MULTILINE).group(1)


def test_the_tab_is_closed_after_paying_and_the_webhook_alone_opens_the_course(page, context, school, letters):
    email = someone()
    page.goto(f"{school.url}/courses/clinic-launch/")
    page.get_by_role("button", name="Buy for $790").first.click()
    page.route(re.compile("/checkout/.*/done/"), lambda route: route.abort())  # the train enters a tunnel
    pay(page, email, "4242 4242 4242 4242")
    page.close()

    assert "Clinic Launch" in letters(email, "Clinic Launch")


def set_expiry(page, moment: datetime.datetime) -> None:
    """Type the second at which a page goes, and save it from the keyboard: the calendar, once left, knows minutes alone."""
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").first.click()
    page.get_by_label("Expiry date/time").fill(f"{moment:%Y-%m-%d %H:%M:%S}")
    page.keyboard.press("Control+s")
    page.get_by_text(re.compile("has been saved|has been updated|Draft saved", re.IGNORECASE)).first.wait_for()


def approve_from_the_desk(page, title: str) -> None:
    """Approve what waits on the first page of the desk, without opening it."""
    row = page.locator("#awaiting-review-section").get_by_role("row").filter(has_text=title)
    row.get_by_role("button", name="Actions").click()
    row.get_by_role("button", name="Approve", exact=True).click()
    row.wait_for(state="detached")


@pytest.mark.timeout(240)  # three people at three desks, and a date that has to come
def test_a_post_goes_from_draft_through_review_to_its_readers_and_expires(browser, school, sign_in):
    title = f"What a lease says {uuid.uuid4().hex[:6]}"
    desks = {name: browser.new_context(reduced_motion="reduce").new_page() for name in ("editor", "reviewer", "owner")}
    for name, desk in desks.items():
        sign_in(desk, f"{name}@demo.example")
    reader = browser.new_context().new_page()

    address = write_a_post(desks["editor"], school, title)
    press_in_menu(desks["editor"], "^Submit to")
    desks["editor"].get_by_text(re.compile("submitted for moderation")).wait_for()
    reader.goto(f"{school.url}/blog/")
    assert reader.get_by_text(title).count() == 0

    began = time.monotonic()
    desks["reviewer"].goto(f"{school.url}/admin/")
    assert desks["reviewer"].get_by_text(title).first.is_visible(), "it waits on the first page of the desk"
    desks["reviewer"].goto(address)
    press_in_menu(desks["reviewer"], "^Approve$")
    pace = time.monotonic() - began  # on a slow machine the owner needs as long
    reader.goto(f"{school.url}/blog/")
    assert reader.get_by_text(title).count() == 0

    desks["owner"].goto(address)
    expiry = now().replace(microsecond=0) + datetime.timedelta(seconds=15 + 3 * pace)
    set_expiry(desks["owner"], expiry)
    desks["owner"].goto(f"{school.url}/admin/")
    approve_from_the_desk(desks["owner"], title)
    reader.goto(f"{school.url}/blog/")
    reader.get_by_role("link", name=title).first.click()
    reader.get_by_role("heading", level=1, name=title).wait_for()

    reader.wait_for_timeout(max(0, (expiry - now()).total_seconds() * 1000))
    assert reader.reload().status == 404
    reader.goto(f"{school.url}/blog/")
    assert reader.get_by_text(title).count() == 0
    for page in (*desks.values(), reader):
        page.context.close()


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@pytest.mark.parametrize("address", ["/", "/courses/clinic-launch/", "/blog/", "/webinars/"])
def test_every_main_page_asks_no_other_host_and_breaks_no_rule_of_its_own(page, school, address):
    foreign, complaints = [], []
    page.on("request", lambda request: request.url.startswith(school.url) or foreign.append(request.url))
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))

    page.goto(school.url + address, wait_until="networkidle")

    assert [url for url in foreign if not url.startswith("data:")] == []
    assert complaints == []
