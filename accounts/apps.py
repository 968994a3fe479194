from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    verbose_name = "People"


class PeopleAdminConfig(WagtailUsersAppConfig):
    """wagtail.users with our viewset in place of its own."""

    user_viewset = "accounts.viewsets.PersonViewSet"
