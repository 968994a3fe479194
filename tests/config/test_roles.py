"""Who may open what at the desk. The table is the rule; a role that gains a door fails here."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Workflow

from config import roles
from tests.conftest import with_role

pytestmark = pytest.mark.django_db

EDITOR, REVIEWER, OWNER = "editor", "reviewer", "owner"

# What each role opens by GET: address, then who gets in. Everybody else is sent away.
DOORS = [
    ("/admin/", {EDITOR, REVIEWER, OWNER}),
    ("edit", {EDITOR, REVIEWER, OWNER}),
    ("history", {EDITOR, REVIEWER, OWNER}),
    ("view_draft", {EDITOR, REVIEWER, OWNER}),
    ("usage", {EDITOR, REVIEWER, OWNER}),
    ("add_subpage", {EDITOR, OWNER}),
    ("copy", {EDITOR, REVIEWER, OWNER}),
    ("move", {OWNER}),
    ("unpublish", {OWNER}),
    ("delete", {OWNER}),
    ("set_privacy", {OWNER}),
    ("/admin/images/", {EDITOR, OWNER}),
    ("/admin/images/add/", {EDITOR, OWNER}),
    ("/admin/documents/", {EDITOR, OWNER}),
    ("/admin/snippets/pages/person/", {EDITOR, REVIEWER, OWNER}),
    ("/admin/snippets/pages/person/add/", {EDITOR, OWNER}),
    ("/admin/snippets/blog/topic/add/", {EDITOR, OWNER}),
    ("/admin/settings/pages/sitesettings/", {EDITOR, OWNER}),
    ("/admin/redirects/", {EDITOR, OWNER}),
    ("/admin/reports/stale-content/", {EDITOR, REVIEWER, OWNER}),
    ("/admin/reports/site-history/", {EDITOR, REVIEWER, OWNER}),
    ("/admin/webinar_dates/new/", {EDITOR, OWNER}),
    ("/admin/webinar_registrations/", {OWNER}),
    ("/admin/shop_orders/", {OWNER}),
    ("/admin/shop_offers/", {OWNER}),
    ("/admin/shop_grants/", {OWNER}),
    ("/admin/shop_codes/", {OWNER}),
    ("/admin/shop_disputes/", {OWNER}),
    ("/admin/shop_books/", {OWNER}),
    ("/admin/shop_audit/", {OWNER}),
    ("/admin/newsletter_subscribers/", {OWNER}),
    ("/admin/letters/", {OWNER}),
    ("/admin/users/", {OWNER}),
    ("/admin/groups/", {OWNER}),
    ("/admin/sites/", {OWNER}),
    ("/admin/collections/", {OWNER}),
    ("/admin/workflows/list/", {OWNER}),
]


@pytest.fixture
def people(editor, reviewer, owner, buyer):
    with_role(owner, roles.OWNER)
    return {EDITOR: editor, REVIEWER: reviewer, OWNER: owner, "buyer": buyer}


def gets_in(client, address):
    response = client.get(address)
    leads_on = response.status_code == 302 and response["Location"].startswith(address)  # the settings, to their site
    return response.status_code == 200 or (leads_on and client.get(response["Location"]).status_code == 200)


@pytest.mark.parametrize("who", [EDITOR, REVIEWER, OWNER, "buyer"])
def test_each_role_opens_the_doors_of_the_table_and_no_other(who, people, client_of, home, make_post):
    post = make_post("A post")
    client = client_of(people[who])
    wrong = []
    for door, welcome in DOORS:
        page = home if door == "add_subpage" else post
        address = door if door.startswith("/") else reverse(f"wagtailadmin_pages:{door}", args=[page.pk])
        if gets_in(client, address) != (who in welcome):
            wrong.append((door, client.get(address).status_code))
    assert wrong == []


@pytest.mark.parametrize("who", [EDITOR, REVIEWER])
def test_the_shut_doors_hold_against_posting_too(who, people, client_of, make_post):
    post = make_post("A post")
    client = client_of(people[who])

    for deed in ("unpublish", "delete"):
        client.post(reverse(f"wagtailadmin_pages:{deed}", args=[post.pk]))
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[post.pk]), {"restriction_type": "login"})
    client.post(
        reverse("wagtailadmin_pages:copy", args=[post.pk]),
        {
            "new_title": "Copied out",
            "new_slug": "copied-out",
            "new_parent_page": post.get_parent().pk,
            "publish_copies": "on",
        },
    )

    post = type(post).objects.get(pk=post.pk)
    assert post.live
    assert not post.get_view_restrictions().exists()
    copies = type(post).objects.filter(slug="copied-out")
    assert not copies.filter(live=True).exists()
    assert copies.exists() == (who == EDITOR), "a reviewer adds nothing, a copy of the editor's is a draft"


def test_setting_up_twice_changes_nothing(people):
    def state():
        return (
            sorted(Group.objects.values_list("name", "permissions__codename")),
            sorted(GroupPagePermission.objects.values_list("group__name", "permission__codename", "page")),
            list(Workflow.objects.values_list("name", "workflow_tasks__task__name", "workflow_tasks__sort_order")),
        )

    before = state()
    roles.set_up_roles()
    assert state() == before
    assert [row[1] for row in before[2] if row[0] == roles.WORKFLOW] == ["Facts and sources", "Publish"]


def test_a_right_that_was_given_by_hand_is_taken_back(editor):
    roles_before = GroupPagePermission.objects.filter(group__name=roles.EDITOR).count()
    group = Group.objects.get(name=roles.EDITOR)
    publish = GroupPagePermission.objects.filter(group__name=roles.OWNER, permission__codename="publish_page").get()
    GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=publish.permission)

    roles.set_up_roles()

    assert GroupPagePermission.objects.filter(group=group).count() == roles_before
