"""Who may do what in the admin, and the way of a text from draft to reader.

The Editor writes and hands in. The Reviewer holds it against its sources. The Owner lets it out, with or without that way;
the shop, the people and the letters are open to the owner as superuser alone.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import User
from pages.models import ReviewTask

EDITOR, REVIEWER, OWNER = "Editor", "Reviewer", "Owner"

PAGE_PERMISSIONS = {
    EDITOR: ("add_page", "change_page", "lock_page"),
    REVIEWER: ("change_page", "lock_page"),
    OWNER: ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
}
COLLECTION_PERMISSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    # Wagtail asks for the permissions of its own two models, also where the school has models of its own.
    EDITOR: {
        "wagtailimages": ("add_image", "change_image", "choose_image"),
        "wagtaildocs": ("add_document", "change_document", "choose_document"),
    },
    REVIEWER: {"wagtailimages": ("choose_image",), "wagtaildocs": ("choose_document",)},
}
COLLECTION_PERMISSIONS[OWNER] = COLLECTION_PERMISSIONS[EDITOR]
PERMISSIONS = {
    EDITOR: {
        "wagtailadmin": ("access_admin",),
        "pages": (
            *("add_person", "change_person", "view_person"),
            *("add_term", "change_term", "delete_term", "view_term"),
            "change_sitesettings",
        ),
        "blog": ("add_topic", "change_topic", "view_topic"),
        "webinars": ("add_session", "change_session", "view_session"),
        "wagtailredirects": ("add_redirect", "change_redirect", "delete_redirect"),
    },
    REVIEWER: {
        "wagtailadmin": ("access_admin",),
        "pages": ("view_person", "view_term"),
        "blog": ("view_topic",),
        "webinars": ("view_session",),
    },
}
PERMISSIONS[OWNER] = PERMISSIONS[EDITOR]

WORKFLOW = "review"
STEPS = (("Facts and sources", REVIEWER), ("Publish", OWNER))
"""The name of each step, and who takes it."""


def set_up_roles() -> None:
    """This function will make the three groups and the workflow what this file says; running it again changes nothing."""
    groups = {name: _group(name) for name in PERMISSIONS}
    _workflow(groups)
    # Letters go to the members of a step's group; whoever runs the school is one of them.
    groups[OWNER].user_set.add(*User.objects.filter(is_superuser=True, is_active=True))
    # Wagtail's own two example groups, and its workflow, would be a second set of rules that nobody wrote down.
    Group.objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()
    Workflow.objects.exclude(name=WORKFLOW).filter(name="Moderators approval").delete()


def _group(name: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    wanted = Permission.objects.none()
    for app, codenames in PERMISSIONS[name].items():
        wanted |= Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
    group.permissions.set(wanted)
    _set_page_permissions(group)
    _set_collection_permissions(group)
    return group


def _set_page_permissions(group: Group) -> None:
    root = Page.get_first_root_node()
    wanted = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS[group.name])
    GroupPagePermission.objects.filter(group=group).exclude(page=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _set_collection_permissions(group: Group) -> None:
    collection = Collection.get_first_root_node()
    for app, codenames in COLLECTION_PERMISSIONS[group.name].items():
        for permission in Permission.objects.filter(content_type__app_label=app, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _workflow(groups: dict[str, Group]) -> None:
    """The two steps, on the whole tree."""
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    for place, (name, group) in enumerate(STEPS):
        task, _ = ReviewTask.objects.get_or_create(name=name, defaults={"active": True})
        task.groups.set([groups[group]])
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": place})
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
