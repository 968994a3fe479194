"""Who may do what in the admin. The editor publishes; the owner, a superuser, also runs the shop."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EDITOR = "Editor"

EDITOR_PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
EDITOR_COLLECTION_PERMISSIONS = {
    # Wagtail asks for the permissions of its own two models, also where the school has models of its own.
    "wagtailimages": ("add_image", "change_image", "choose_image"),
    "wagtaildocs": ("add_document", "change_document", "choose_document"),
}
EDITOR_PERMISSIONS = {
    "wagtailadmin": ("access_admin",),
    "pages": ("add_person", "change_person", "view_person", "change_sitesettings"),
    "blog": ("add_topic", "change_topic", "view_topic"),
    "webinars": ("add_session", "change_session", "view_session"),
    "wagtailredirects": ("add_redirect", "change_redirect", "delete_redirect"),
}


def set_up_roles() -> None:
    """This function will make the Editor's group what this file says it is; running it again changes nothing."""
    group, _ = Group.objects.get_or_create(name=EDITOR)
    wanted = Permission.objects.none()
    for app, codenames in EDITOR_PERMISSIONS.items():
        wanted |= Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
    group.permissions.set(wanted)
    root = Page.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=EDITOR_PAGE_PERMISSIONS
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    collection = Collection.get_first_root_node()
    for app, codenames in EDITOR_COLLECTION_PERMISSIONS.items():
        for permission in Permission.objects.filter(content_type__app_label=app, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    # Wagtail's own two example groups would be a second set of rules that nobody wrote down.
    Group.objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()
