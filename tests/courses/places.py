"""A small school to learn in: made page by page, as an editor would, with words that the tests can look for."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from courses.models import BundlePage, CohortPage, CourseIndexPage, CoursePage, LessonPage, ModulePage
from pages.models import SiteImage
from scheduling.wall_time import wall_of, write_wall

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 50" width="80" height="50"><desc>{words}</desc></svg>'
)


def publish(page: Any) -> Any:
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def plant_catalogue(home: Any) -> CourseIndexPage:
    catalogue = CourseIndexPage(title="Courses", slug="courses", show_in_menus=True)
    home.add_child(instance=catalogue)
    return publish(catalogue)


def plant_course(catalogue: CourseIndexPage, slug: str = "clinic-launch", **fields: Any) -> CoursePage:
    course = CoursePage(title=slug.replace("-", " ").title(), slug=slug, summary=f"What {slug} is about.", **fields)
    catalogue.add_child(instance=course)
    return publish(course)


def plant_module(course: CoursePage, slug: str = "billing") -> ModulePage:
    module = ModulePage(title=slug.replace("-", " ").title(), slug=slug, summary=f"About {slug}.")
    course.add_child(instance=module)
    return publish(module)


def plant_lesson(
    module: ModulePage, slug: str = "superbills", words: str = "Gated words.", **fields: Any
) -> LessonPage:
    lesson = LessonPage(
        title=slug.replace("-", " ").capitalize(),
        slug=slug,
        summary=f"In short: {slug}.",
        minutes=12,
        body=[
            ("heading", {"text": "First", "level": "h2"}),
            ("rich_text", f"<p>{words}</p>"),
            *fields.pop("blocks", []),
        ],
        **fields,
    )
    module.add_child(instance=lesson)
    return publish(lesson)


def wall(moment: datetime.datetime) -> str:
    """What the clocks of Los Angeles show at that moment."""
    return write_wall(wall_of(moment, "America/Los_Angeles"))


def plant_cohort(course: CoursePage, slug: str = "january", **fields: Any) -> CohortPage:
    """A cohort that can be joined for ten days and begins then, unless told otherwise."""
    now = timezone.now().replace(second=0, microsecond=0)
    days = datetime.timedelta(days=1)
    values: dict[str, Any] = {
        "title": slug.replace("-", " ").capitalize(),
        "summary": f"The cohort of {slug}.",
        "zone": "America/Los_Angeles",
        "enrolment_opens_local": wall(now - days),
        "starts_local": wall(now + 10 * days),
        "ends_local": wall(now + 40 * days),
        "capacity": 20,
    }
    cohort = CohortPage(slug=slug, **values | fields)
    course.add_child(instance=cohort)
    return publish(cohort)


def plant_bundle(catalogue: CourseIndexPage, courses: list[CoursePage], slug: str = "both") -> BundlePage:
    bundle = BundlePage(title=slug.capitalize(), slug=slug, summary="Several for one price.", courses=courses)
    catalogue.add_child(instance=bundle)
    return publish(bundle)


def plant_picture(words: str = "gated drawing", *, gated: bool = True) -> SiteImage:
    file = ContentFile(DRAWING.format(words=words).encode(), name="drawing.svg")
    image = SiteImage(title="A drawing", gated=gated, file=file)
    image.save()
    return image


def figure(image: SiteImage) -> tuple[str, Any]:
    return ("figure", {"image": image, "alt_text": "A drawing", "caption": "What it shows", "credit": ""})
