"""The demo school itself, built once for the whole module that asks for it."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests.conftest import plant_wagtail_root
from tests.house.canaries import mine  # noqa: F401


@pytest.fixture(scope="module")
def school(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo school, as `make run` builds it; taken down again after the module."""
    from django.db import transaction
    from wagtail.models import Page, Site

    from config.demo import build

    media = tmp_path_factory.mktemp("school-media")
    with django_db_blocker.unblock():
        before = settings.MEDIA_ROOT
        settings.MEDIA_ROOT = media
        try:
            with transaction.atomic():
                plant_wagtail_root()
                build.build(say=lambda line: None)
                Site.clear_site_root_paths_cache()
                yield Page.objects.live().order_by("path")
                transaction.set_rollback(True)
        finally:
            settings.MEDIA_ROOT = before
            Site.clear_site_root_paths_cache()


@pytest.fixture
def sign_in():
    def browser(name: str | None) -> Client:
        client = Client()
        if name:
            client.force_login(
                User.objects.get(email=f"{name}@demo.example"), backend=settings.AUTHENTICATION_BACKENDS[0]
            )
        return client

    return browser
