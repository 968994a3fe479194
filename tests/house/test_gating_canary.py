"""All routes of the site are walked as people who may not read a gated lesson whose every word is a canary.

The controls at the end take one guard away at a time and see the canaries fly: a test that could not fail would prove nothing.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from config import views as config_views
from courses import access, selectors
from courses.models import LessonPage
from tests.house.canaries import Mine, addresses, assert_nothing_is_heard, leaks, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


# --- the walk ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    [
        "a visitor",
        "an account without a purchase",
        "the owner of another course",
        "the owner of a bundle without the course",
        "a member of another team",
    ],
)
def test_no_canary_is_heard_anywhere_by_those_who_never_could_read(mine, who):
    assert_nothing_is_heard(mine, who)


def test_somebody_who_may_enter_the_admin_but_edits_no_pages_hears_none(mine, make_user):
    clerk = make_user("clerk")
    group = Group.objects.create(name="Clerks")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    clerk.groups.add(group)

    assert leaks(mine, clerk, addresses(mine), methods=("get",), labels=False) == []


@pytest.mark.parametrize("who", ["learner", "a member of a cohort", "the owner of a bundle"])
def test_a_learner_hears_the_published_lesson_and_no_draft(mine, who):
    learner = mine.people[who]
    client = sign_in(learner)
    text = client.get(mine.lesson.url).content.decode()

    assert [canary for canary in mine.aviary.in_text if canary not in text] == []
    found = leaks(mine, learner, addresses(mine), methods=("get",))
    assert {address.partition("?")[0] for address in found if "/pictures/" not in address} == {f"get {mine.lesson.url}"}


def around(mine: Mine) -> list[str]:
    """This function will return the addresses of courses and uploads alone; a control needs no more."""
    return [address for address in addresses(mine) if address.startswith(("/courses/", "/learn/", "/media/"))]


# --- controls: with a guard taken away, the walk must hear something ----------------------------------------------------


def test_control_without_the_ledger_the_lesson_is_heard(mine, monkeypatch):
    monkeypatch.setattr(access.Access, "is_open", True)

    assert f"get {mine.lesson.url}" in leaks(mine, None, around(mine), methods=("get",))


def test_control_without_the_first_day_a_cohort_that_has_not_begun_hears_the_lesson(mine, monkeypatch):
    monkeypatch.setattr("payments.models.grants.has_begun", Q)

    who = mine.people["a member of a cohort that has not begun"]
    assert f"get {mine.lesson.url}" in leaks(mine, who, [mine.lesson.url], methods=("get",))


def test_control_without_the_clock_an_expired_lesson_is_heard(mine, monkeypatch):
    monkeypatch.setattr(LessonPage, "is_shown_now", lambda page: True)
    LessonPage.objects.update(free_preview=True)
    expired = LessonPage.objects.get(slug="gone")

    assert leaks(mine, None, [expired.url], methods=("get",)) == [f"get {expired.url}"]


def test_control_without_its_question_the_pictures_door_is_heard(mine, monkeypatch):
    monkeypatch.setattr(selectors, "get_lesson_picture", lambda **_: mine.pictures[0])

    assert any("/pictures/" in found for found in leaks(mine, None, around(mine), methods=("get",)))


def test_control_with_gated_files_on_the_public_list_the_media_folder_is_heard(mine, monkeypatch):
    monkeypatch.setattr(config_views, "PUBLIC_MEDIA", ("images/", "gated/"))

    assert any("/media/gated/" in found for found in leaks(mine, None, around(mine), methods=("get",)))


def test_control_without_tidy_paths_the_media_folder_is_heard_by_dots(mine, monkeypatch):
    monkeypatch.setattr(config_views, "posixpath", SimpleNamespace(normpath=lambda path: path))

    assert any("/media/images/../gated/" in found for found in leaks(mine, None, around(mine), methods=("get",)))


def test_control_with_a_body_in_the_teaser_the_locked_page_is_heard(mine, monkeypatch):
    teaser = LessonPage.get_teaser

    def careless(self, request):
        return replace(teaser(self, request), summary=str(self.body))

    monkeypatch.setattr(LessonPage, "get_teaser", careless)

    assert f"get {mine.lesson.url}" in leaks(mine, None, [mine.lesson.url], methods=("get",))


def test_control_for_everybody_who_may_edit_the_admin_is_full_of_canaries(mine, owner):
    assert leaks(mine, owner, [f"/admin/pages/{mine.lesson.pk}/view_draft/"], methods=("get",)) != []
