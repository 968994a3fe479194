"""Links to other sites are asked for politely, from public addresses only, and called broken when they failed for days."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.utils import timezone

from pages import editorial, external_links, link_check, links, strangers, tasks
from pages.models import ExternalLink, PageRemark

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


class OtherSite(BaseHTTPRequestHandler):
    """Answers with the number that stands in the path: /404/ is not there."""

    calls: list[tuple[str, str]] = []
    gone = False

    def do_HEAD(self) -> None:
        type(self).calls.append((self.command, self.path))
        if self.path.startswith("/to/"):
            return self.answer(302, self.path.removeprefix("/to/"))
        if self.path == "/drips/":
            time.sleep(2)
        if self.path == "/only-get/":
            return self.answer(404 if self.command == "HEAD" else 200)
        return self.answer(404 if self.gone else int(self.path.strip("/")) if self.path.strip("/").isdigit() else 200)

    do_GET = do_HEAD  # noqa: N815

    def answer(self, status: int, location: str = "") -> None:
        try:
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()
        except OSError:
            return

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    OtherSite.calls, OtherSite.gone = [], False
    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(server: ThreadingHTTPServer, settings) -> str:
    """Another site that we may call, and the wish to check links."""
    settings.CHECK_EXTERNAL_LINKS = True
    settings.PRIVATE_HOSTS = [f"127.0.0.1:{server.server_port}"]
    return f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def post(make_post, site):
    sources = ("sources", {"entries": [{"title": "A study", "publisher": "An agency", "url": f"{site}/study/"}]})
    text = f'<p>See <a href="{site}/list/?a=1&amp;b=2#part">a list</a> and <a href="{site}/list/?a=1&amp;b=2">again</a>.</p>'
    return make_post("Sources", search_description="What sources say.", body=[("rich_text", text), sources])


def remarks_on(page):
    return list(PageRemark.objects.filter(page=page, kind="link").values_list("words", flat=True))


# --- what is asked for ----------------------------------------------------------------------------------------------------


def test_the_links_of_pages_that_are_out_are_found_in_texts_and_in_sources(post, site, make_post):
    make_post("Draft", body=[("rich_text", f'<p><a href="{site}/draft/">x</a></p>')]).unpublish()
    make_post(
        "Ours",
        body=[("rich_text", '<p><a href="http://localhost:8000/about/">x</a> <a href="mailto:a@b.example">y</a></p>')],
    )

    editorial.proofread_everything()

    assert set(ExternalLink.objects.values_list("address", flat=True)) == {f"{site}/study/", f"{site}/list/?a=1&b=2"}


def test_a_link_that_was_taken_out_is_forgotten_and_one_that_stays_keeps_its_state(post, site):
    editorial.proofread_everything()
    ExternalLink.objects.update(failures=2)
    post.body = [("rich_text", f'<p><a href="{site}/study/">x</a></p>')]
    post.save_revision().publish()

    editorial.proofread_everything()

    assert list(ExternalLink.objects.values_list("address", "failures")) == [(f"{site}/study/", 2)]


# --- what counts as broken ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/200/", "/only-get/", "/401/", "/403/", "/429/", "/to//200/", "/to//to//fine/"])
def test_where_somebody_answers_the_link_is_whole(site, path):
    assert link_check.find_fault(site + path) == ""


@pytest.mark.parametrize(
    ("path", "said"),
    [("/404/", "404"), ("/410/", "410"), ("/500/", "500"), ("/to//404/", "404"), (f"/{'to//' * 9}200/", "on and on")],
)
def test_where_nobody_does_it_is_not_and_the_reason_is_told(site, path, said):
    assert said in link_check.find_fault(site + path)


@pytest.mark.parametrize("wrong", ["http://[half", "//[::1", "http://a:b:c]/"])
def test_a_site_that_sends_on_to_no_address_stops_nobody_behind_it(site, wrong):
    for path in (f"/to/{wrong}", "/200/"):
        ExternalLink.objects.create(address=site + path)

    link_check.check_due()

    assert list(ExternalLink.objects.order_by("pk").values_list("failures", flat=True)) == [1, 0]


def test_whatever_else_goes_wrong_with_one_link_the_next_is_asked_for(site, monkeypatch):
    for path in ("/200/", "/201/"):
        ExternalLink.objects.create(address=site + path)
    find_fault = link_check.find_fault
    monkeypatch.setattr(link_check, "find_fault", lambda address: find_fault(address) if "201" in address else 1 / 0)

    link_check.check_due()

    assert list(ExternalLink.objects.order_by("pk").values_list("failures", flat=True)) == [1, 0]


def test_what_an_editor_mistyped_between_brackets_is_no_address_and_stops_no_night(site, make_post):
    make_post(
        "Typo", body=[("rich_text", '<p><a href="http://[half/x">x</a> <a href="http://whole.example/">y</a></p>')]
    )
    ExternalLink.objects.create(address="http://[half/")

    editorial.proofread_everything()
    link_check.check_due()

    assert list(ExternalLink.objects.values_list("address", flat=True)) == ["http://whole.example/"]
    assert ExternalLink(address="http://[half/").host == ""
    assert links.path_within("http://[half/") is None


def test_a_site_that_does_not_answer_in_time_is_hung_up_on(site, monkeypatch):
    monkeypatch.setattr(link_check, "ANSWER_SECONDS", 0.2)

    assert "too long" in link_check.find_fault(f"{site}/drips/")


def test_the_whole_page_is_asked_for_only_where_its_head_is_refused(site):
    link_check.find_fault(f"{site}/200/")
    link_check.find_fault(f"{site}/only-get/")

    assert OtherSite.calls == [("HEAD", "/200/"), ("HEAD", "/only-get/"), ("GET", "/only-get/")]


def test_nobody_is_called_in_our_own_network(server, settings, monkeypatch):
    monkeypatch.setitem(strangers.PORTS, "http", server.server_port)
    settings.PRIVATE_HOSTS = []
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"):
        assert link_check.find_fault(f"http://{host}:{server.server_port}/200/")
    assert OtherSite.calls == []

    monkeypatch.setattr(strangers, "is_public", lambda number: True)
    assert link_check.find_fault(f"http://127.0.0.1:{server.server_port}/200/") == "", (
        "it is the guard that keeps us away"
    )


def test_a_public_site_cannot_send_us_into_our_own_network(site, server, settings):
    assert "private" in link_check.find_fault(f"{site}/to/http://127.0.0.1/200/")


# --- the sweep ------------------------------------------------------------------------------------------------------------


def test_a_link_is_broken_after_three_failures_on_different_days_and_the_desk_says_so(post, site, editor, client_of):
    editorial.proofread_everything()
    OtherSite.gone = True
    now = timezone.now()
    for days in range(3):
        with time_machine.travel(now + days * DAY, tick=False):
            tasks.check_external_links.func()
            tasks.check_external_links.func()  # the same day again asks nobody
            editorial.proofread_everything()
            assert len(remarks_on(post)) == (2 if days == 2 else 0)
    assert len(OtherSite.calls) == 2 * 2 * 3, "two links, HEAD and GET, three days"

    assert f"The link to {site}/study/ leads nowhere: it answered 404." in remarks_on(post)
    desk = client_of(editor)
    assert f"{site}/study/" in desk.get("/admin/").content.decode()
    listed = b"".join(desk.get("/admin/reports/broken-links/?export=csv").streaming_content).decode()
    assert f"{site}/study/" in listed

    OtherSite.gone = False
    with time_machine.travel(now + 3 * DAY, tick=False):
        tasks.check_external_links.func()
        editorial.proofread_everything()
    assert remarks_on(post) == []


def test_a_broken_link_elsewhere_keeps_no_page_from_going_out(post, site):
    editorial.proofread_everything()
    ExternalLink.objects.update(failures=9, fault="it answered 404")

    post.full_clean()
    post.save_revision().publish()
    editorial.proofread_everything()

    assert len(remarks_on(post)) == 2


def test_a_whole_link_is_asked_for_once_a_week(site):
    external_links.remember({f"{site}/200/"})
    now = timezone.now()
    for days, calls in ((0, 1), (6, 1), (7, 2)):
        with time_machine.travel(now + days * DAY, tick=False):
            link_check.check_due()
        assert len(OtherSite.calls) == calls, days


def test_no_site_is_asked_for_many_at_once_and_no_sweep_takes_long(site, monkeypatch):
    external_links.remember({f"{site}/{number}/" for number in range(200, 230)})

    assert link_check.check_due() == link_check.MOST_OF_A_HOST
    monkeypatch.setattr(link_check, "SWEEP_SECONDS", -1)
    assert link_check.check_due() == 0


def test_the_demo_calls_nobody(site, settings):
    settings.CHECK_EXTERNAL_LINKS = False
    external_links.remember({f"{site}/200/"})

    assert link_check.check_due() == 0
    assert OtherSite.calls == []
