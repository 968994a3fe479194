"""A school in which every word of a gated lesson carries a canary, and the walk through all of its routes.

The blocks are filled from their own definitions, and the routes are read off the URL configuration: a block or a route that
is added later is in the tests without anybody thinking of it.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from wagtail import blocks as wagtail_blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.embeds.blocks import EmbedBlock, EmbedValue
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from courses.blocks import LessonBody
from courses.models import LessonPage
from pages.models import SiteImage
from payments import services as payments
from tests.courses import places
from tests.payments.teams import link_to, plant_team

METHODS = ("get", "head", "options", "post")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5" width="8" height="5"><desc>{}</desc></svg>'


class Aviary:
    """Makes canaries: words of 128 random bits, all beginning with the same ones, so that one look finds any of them.

    Titles of drafts and of pictures have a mark of their own: whoever may enter the admin finds those in its choosers.
    """

    def __init__(self) -> None:
        self.mark = uuid.uuid4().hex
        self.label_mark = uuid.uuid4().hex
        self.numbers = count(1)
        self.in_text: list[str] = []

    def canary(self) -> str:
        return f"{self.mark}x{next(self.numbers):04d}"

    def label(self) -> str:
        return f"{self.label_mark}x{next(self.numbers):04d}"

    def written(self) -> str:
        """A canary that whoever reads the lesson must be able to see."""
        self.in_text.append(self.canary())
        return self.in_text[-1]

    def picture(self) -> SiteImage:
        file = ContentFile(DRAWING.format(self.canary()).encode(), name=f"{self.label()}.svg")
        image = SiteImage(title=self.label(), gated=True, file=file)
        image.save()
        return image

    def fill(self, block: wagtail_blocks.Block, page: Page) -> Any:
        """This function will return a value for any block, with a canary in every word that somebody could write there."""
        if isinstance(block, wagtail_blocks.StreamBlock):
            return [(name, self.fill(child, page)) for name, child in block.child_blocks.items()]
        if isinstance(block, wagtail_blocks.StructBlock):
            return block.to_python({}) | {name: self.fill(child, page) for name, child in block.child_blocks.items()}
        if isinstance(block, TypedTableBlock):
            columns = [{"type": "text", "heading": self.written()}]
            rows = [{"values": [self.written()]}]
            return block.to_python({"columns": columns, "rows": rows, "caption": self.written()})
        if isinstance(block, wagtail_blocks.ListBlock):
            return [self.fill(block.child_block, page)]
        if isinstance(block, ImageChooserBlock):
            return self.picture()
        if isinstance(block, EmbedBlock):
            return EmbedValue(f"https://www.youtube.com/watch?v={self.written()}")
        if isinstance(block, wagtail_blocks.RichTextBlock):
            return wagtail_blocks.RichTextBlock().to_python(f"<p>{self.written()}</p>")
        if isinstance(block, wagtail_blocks.PageChooserBlock):
            return page
        if isinstance(block, wagtail_blocks.ChoiceBlock):
            return next(value for value, _ in block.field.choices if value)
        if isinstance(block, wagtail_blocks.URLBlock):
            return f"https://canaries.example/{self.written()}"
        if isinstance(block, wagtail_blocks.CharBlock | wagtail_blocks.TextBlock):
            return self.written()
        raise AssertionError(f"{type(block).__name__} is new to the canaries: say here how it is filled")


@dataclass
class Mine:
    """A school whose gated words are canaries."""

    aviary: Aviary
    lesson: LessonPage
    draft: LessonPage
    revision_pk: int
    pictures: list[SiteImage]
    people: dict[str, Any] = field(default_factory=dict)


@pytest.fixture
def mine(home, make_user, make_post) -> Mine:
    aviary = Aviary()
    make_post("A public post")
    catalogue = places.plant_catalogue(home)
    course, other = places.plant_course(catalogue), places.plant_course(catalogue, "another-course")
    module = places.plant_module(course)
    places.plant_lesson(module, "before-you-begin", words="Words for everyone.", free_preview=True)
    lesson = LessonPage(
        title="Superbills", slug="superbills", summary="In short.", body=aviary.fill(LessonBody(), home)
    )
    module.add_child(instance=lesson)
    lesson = places.publish(lesson)
    shown = list(aviary.in_text)
    lesson.body = aviary.fill(LessonBody(), home)
    revision = lesson.save_revision()
    draft = LessonPage(title=aviary.label(), slug=aviary.label(), summary=aviary.canary(), live=False)
    draft.body = aviary.fill(LessonBody(), home)
    module.add_child(instance=draft)
    draft.save_revision()
    expired = LessonPage(title="Gone", slug="gone", summary="Gone.", body=aviary.fill(LessonBody(), home))
    module.add_child(instance=expired)
    LessonPage.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1), live=True)
    aviary.in_text = shown
    lesson = LessonPage.objects.get(pk=lesson.pk)
    people = people_who_may_not_read(make_user, course, other)
    begins_later = places.plant_cohort(course, "later", opens_at_start=True)
    insiders = {
        "learner": course,
        "a member of a cohort": places.plant_cohort(course, "begun"),
        "the owner of a bundle": places.plant_bundle(catalogue, [course, other]),
    }
    others = {
        "a member of a cohort that has not begun": begins_later,
        "the owner of a bundle without the course": places.plant_bundle(catalogue, [other], "without"),
    }
    for name, product in (insiders | others).items():
        people[name] = make_user(name.replace(" ", "-"))
        payments.give_grant(user=people[name], product=product, reason="Bought it", by=None)
    return Mine(aviary, lesson, draft, revision.pk, lesson.get_pictures(), people)


def people_who_may_not_read(make_user: Any, course: Any, other: Any) -> dict[str, Any]:
    names = (
        "an account without a purchase",
        "the owner of another course",
        "a refunded buyer",
        "an expired buyer",
        "a closed account",
    )
    people = {name: make_user(name.replace(" ", "-")) for name in names}
    for name in names[1:]:
        grant = payments.give_grant(
            user=people[name], product=other if "another" in name else course, reason="For the test", by=None
        )
        if "refunded" in name:
            payments.revoke_grant(grant=grant, reason="Refunded", by=None)
        if "expired" in name:
            now = timezone.now()
            type(grant).objects.filter(pk=grant.pk).update(
                starts_at=now - datetime.timedelta(days=2), ends_at=now - datetime.timedelta(days=1)
            )
    return people | people_of_teams(make_user, course, other)


def people_of_teams(make_user: Any, course: Any, other: Any) -> dict[str, Any]:
    manager = make_user("a-manager")
    people = {}
    for name, product in (("a removed team member", course), ("a member of another team", other)):
        person = make_user(name.replace(" ", "-"))
        plant_team(manager=manager, product=product)
        payments.invite_to_seats(manager=manager, product=product, addresses=[person.email])
        seat = payments.accept_seat(token=link_to(person.email).split("/")[2], user=person)
        if "removed" in name:
            payments.take_back_seat(seat=seat, by=manager)
        people[name] = person
    return people


def sign_in(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend=django_settings.AUTHENTICATION_BACKENDS[0])
    return client


# --- where to look ----------------------------------------------------------------------------------------------------


def routes(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, list[str]]]:
    """This function will yield every address of the site as (format, parameters), through all namespaces."""
    for key in resolver.reverse_dict:
        for possibilities, *_ in resolver.reverse_dict.getlist(key):
            for template, parameters in possibilities:
                yield prefix + template, parameters
    for namespace_prefix, inner in resolver.namespace_dict.values():
        yield from routes(inner, prefix + namespace_prefix)


def fill_address(template: str, parameters: list[str], mine: Mine, page_pk: int) -> str:
    picture = mine.pictures[0]
    known = {
        "revision_id": mine.revision_pk,
        "revision_id_a": "live",
        "revision_id_b": mine.revision_pk,
        "image_id": picture.pk,
        "image_pk": picture.pk,
        "size": "large",
        "path": picture.file.name,
        "content_type_app_name": "courses",
        "content_type_model_name": "lessonpage",
        "app_label": "courses",
        "model_name": "lessonpage",
        "order_uuid": uuid.uuid4(),
        "parent_page_id": mine.lesson.get_parent().pk,
    }
    return template % {name: known.get(name, page_pk) for name in parameters}


def addresses(mine: Mine) -> list[str]:
    """This function will return where canaries are looked for: routes, pages, their variants, uploads, searches."""
    found = set()
    for template, parameters in routes(get_resolver()):
        for page_pk in (mine.lesson.pk, mine.draft.pk) if parameters else (0,):
            found.add(fill_address(template, parameters, mine, page_pk))
    for page in Page.objects.filter(depth__gt=1):
        found.add(page.url or "/")
    for lesson in LessonPage.objects.all():
        url = lesson.url
        found |= {f"{url}?format=json", f"{url}?preview=1&mode=learner", f"{url[:-1]}.md", f"{url}index.json"}
    for word in ("superbills", mine.aviary.in_text[0]):
        found |= {f"/search/?q={word}", f"/blog/?q={word}&topic={word}", f"/admin/pages/search/?q={word}"}
    root = Path(django_settings.MEDIA_ROOT)
    for file in root.rglob("*"):
        name = file.relative_to(root).as_posix()
        found |= {
            f"/media/{name}",
            f"/media/images/../{name}",
            f"/media/original_images/%2e%2e/{name}",
            f"/media/./{name}",
        }
    return sorted(found)


def heard(response: Any, marks: list[str]) -> bool:
    """This function will say whether a canary is in the body or the headers of an answer, a redirect included."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = repr(list(response.items())) + response.cookies.output()
    return any(mark.encode() in body.lower() or mark in headers.lower() for mark in marks)


def asked(client: Client, method: str, address: str, person: Any) -> Any:
    response = getattr(client, method)(address, headers={"accept": "*/*"})
    if method == "post" and person is not None and person.is_active and "_auth_user_id" not in client.session:
        client.force_login(person, backend=django_settings.AUTHENTICATION_BACKENDS[0])  # the walk signs out, too
    return response


def leaks(
    mine: Mine, person: Any, where: list[str], methods: tuple[str, ...] = METHODS, *, labels: bool = True
) -> list[str]:
    """This function will walk the addresses as one person and return those where a canary was heard."""
    client = sign_in(person)
    if person is not None and person.email.startswith("a-closed"):
        type(person).objects.filter(pk=person.pk).update(is_active=False)  # after signing in: the session stays open
        person.is_active = False
    marks = [mine.aviary.mark, *([mine.aviary.label_mark] if labels else [])]
    return [
        f"{method} {address}"
        for address in where
        if not any(mark in address for mark in marks)  # an address says back what it was told
        for method in (methods[:1] if address.startswith("/admin/") else methods)
        if heard(asked(client, method, address, person), marks)
    ]


def assert_nothing_is_heard(mine: Mine, who: str) -> None:
    """This function will walk everything as one of the people who may not read, and look into the letters as well."""
    where = addresses(mine)
    assert len(where) > 250

    assert leaks(mine, mine.people.get(who), where) == []
    assert mine.aviary.mark not in repr([(letter.subject, letter.body) for letter in mail.outbox])
