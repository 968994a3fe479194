"""A small school to learn in: made page by page, as an editor would, with words that the tests can look for."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from pages.models import SiteImage

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


def plant_picture(words: str = "gated drawing", *, gated: bool = True) -> SiteImage:
    file = ContentFile(DRAWING.format(words=words).encode(), name="drawing.svg")
    image = SiteImage(title="A drawing", gated=gated, file=file)
    image.save()
    return image


def figure(image: SiteImage) -> tuple[str, Any]:
    return ("figure", {"image": image, "alt_text": "A drawing", "caption": "What it shows", "credit": ""})
