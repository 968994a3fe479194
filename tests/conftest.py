"""People and places that every test may ask for.

The tree is small and made by hand: a home page, a blog with three posts, a course with two lessons and a preview, a
second course that only the stranger owns. Tests state what matters to them and nothing else.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.test import Client
from wagtail.models import Collection, Locale, Page, Site

from accounts.models import User
from config import roles
from mail import services as mail_services
from pages.models import HomePage, Person, SiteImage
from tests.quiet_logs import Listener
from tests.stripe_standin.openapi import Witness, witness

SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5" width="8" height="5"><rect width="8" height="5"/></svg>'
)


@pytest.fixture(scope="session")
def _witness() -> Iterator[Witness]:
    with witness() as listener:
        yield listener


@pytest.fixture(autouse=True)
def _stripe_speaks_as_described(_witness: Witness) -> Iterator[None]:
    """Whatever a test said to the stand-in, and heard from it, agrees with Stripe's own description where that is at hand."""
    yield
    breaches = _witness.verdict()
    assert not breaches, "\n".join(breaches)


@pytest.fixture(autouse=True)
def _logs_keep_quiet() -> Iterator[None]:
    """No test, whatever it does to the site, makes it write a person's data or a secret into its log."""
    listener = Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    telltales = listener.telltales()
    assert not telltales, "\n".join(telltales)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _wagtail_root(request: pytest.FixtureRequest) -> None:
    """A test that commits leaves empty tables behind; whoever comes next finds Wagtail's first rows all the same."""
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        plant_wagtail_root()


def plant_wagtail_root() -> Page:
    """Wagtail's migrations made a root page, a locale and a collection; tests that flush the tables need them again."""
    Locale.objects.get_or_create(language_code="en")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    if not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    return root


def plant_home() -> HomePage:
    """The home page, as root of the default site."""
    root = plant_wagtail_root()
    Page.objects.filter(depth__gt=1).first()
    home = HomePage(
        title="Ketamine StartUp",
        slug="school",
        headline="Open a clinic with your eyes open",
        introduction="<p>For clinicians.</p>",
        audience="Physicians and nurse practitioners",
    )
    root.refresh_from_db()
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": "Ketamine StartUp"},
    )
    Page.objects.filter(depth=2).exclude(pk=home.pk).delete()
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get(pk=home.pk)


def drawing(name: str) -> ImageFile:
    """A small square, as a file to upload."""
    return ImageFile(BytesIO(SQUARE), name=name)


def publish(page: Page) -> Any:
    """Publish as an editor's deed would, and return the page as the database has it."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def home(db: None) -> HomePage:
    return plant_home()


@pytest.fixture
def picture(db: None) -> SiteImage:
    return SiteImage.objects.create(title="A square", file=drawing("square.svg"))


@pytest.fixture
def author(db: None) -> Person:
    return Person.objects.create(
        name="Dr. Ada Author",
        slug="author",
        credentials="MD",
        role="Writes",
        biography="Ada writes.",
        disclosure="None",
    )


@pytest.fixture
def blog(home: HomePage) -> Any:
    from blog.models import BlogIndexPage

    blog = BlogIndexPage(title="Blog", slug="blog", introduction="Articles.", show_in_menus=True)
    home.add_child(instance=blog)
    home.blog_index_page = blog
    home.save()
    return blog


@pytest.fixture
def make_post(blog: Any, author: Person) -> Callable[..., Any]:
    from blog.models import BlogPostPage, Topic

    topic, _ = Topic.objects.get_or_create(name="Billing", slug="billing")

    def make(title: str, *, on: datetime.date = datetime.date(2026, 10, 6), **fields: Any) -> BlogPostPage:
        fields.setdefault("body", [("rich_text", "<p>Some words about money.</p>")])
        post = BlogPostPage(
            title=title,
            introduction=f"What {title} is about.",
            topic=fields.pop("topic", topic),
            author=author,
            published_on=on,
            **fields,
        )
        blog.add_child(instance=post)
        return publish(post)

    return make


# --- people -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    from allauth.account.models import EmailAddress

    def make(name: str, **fields: Any) -> User:
        email = f"{name}@people.example"
        user = User.objects.create_user(email, "a-password-for-tests", display_name=name.title(), **fields)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        return user

    return make


@pytest.fixture
def buyer(make_user: Callable[..., User]) -> User:
    """Signed in, owns nothing."""
    return make_user("buyer")


@pytest.fixture
def editor(make_user: Callable[..., User]) -> User:
    """Writes and hands in; may neither publish nor touch the shop."""
    return with_role(make_user("editor"), roles.EDITOR)


@pytest.fixture
def reviewer(make_user: Callable[..., User]) -> User:
    """Holds what others wrote against its sources."""
    return with_role(make_user("reviewer"), roles.REVIEWER)


@pytest.fixture
def owner(make_user: Callable[..., User]) -> User:
    """Runs the school."""
    return make_user("owner", is_superuser=True)


def with_role(user: User, name: str) -> User:
    """Put somebody into one of the three groups of the desk."""
    roles.set_up_roles()
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.fixture
def visitor() -> Client:
    """Nobody in particular, with a browser."""
    return Client()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which that person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in


@pytest.fixture
def post_office(db: None) -> Callable[[], list[Any]]:
    """Sends what lies in the outbox and returns every letter that went out so far."""

    def send() -> list[Any]:
        mail_services.send_due()
        return mail.outbox

    return send
