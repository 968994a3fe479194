"""What a learner sees across pages: looked up here, changed nowhere."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from typing import IO, Any

from django.db import models
from django.http import HttpRequest
from wagtail.models import Page

from courses.models import CourseIndexPage, CoursePage, Enrolment, LessonPage, get_syllabuses
from courses.syllabus import Syllabus, SyllabusLesson
from pages.models import SiteImage
from payments.models import Grant, Offer
from payments.products import owned_by


@dataclass(frozen=True)
class MyCourse:
    """One course that a learner owns, and how far they are."""

    course: CoursePage
    url: str
    continue_url: str
    syllabus: Syllabus
    next_lesson: SyllabusLesson | None

    @property
    def is_begun(self) -> bool:
        return self.syllabus.done > 0


def list_my_courses(request: HttpRequest) -> list[MyCourse]:
    """This function will return the courses that the reader of this request owns now, those last begun first."""
    courses = list(
        CoursePage.objects.visible().select_related("cover").prefetch_related("cover__renditions").order_by("path")
    )
    owned = owned_by(request.user, courses)
    mine = [course for course in courses if course.pk in owned]
    begun = dict(Enrolment.objects.filter(user_id=request.user.pk or 0).values_list("course_id", "started_at"))
    mine.sort(key=lambda course: begun[course.pk].timestamp() if course.pk in begun else 0, reverse=True)
    syllabuses = get_syllabuses(mine, request, owned=owned)
    return [_my_course(course, request, syllabuses[course.pk]) for course in mine]


def _my_course(course: CoursePage, request: HttpRequest, syllabus: Syllabus) -> MyCourse:
    return MyCourse(course, course.get_url(request) or "", course.access_url, syllabus, syllabus.get_next_to_do())


def get_catalogue_url(request: HttpRequest) -> str:
    """This function will return the address of the catalogue, or of the front page while there is none."""
    catalogue = CourseIndexPage.objects.live().first()
    return (catalogue.get_url(request) if catalogue else None) or "/"


def get_lesson_picture(*, lesson: LessonPage, image_pk: int, user: Any) -> SiteImage | None:
    """This function will return a picture of this very lesson if the lesson is open to the person, else None.

    Whoever may edit the lesson may also see a picture that is only in its draft: the editor's library shows it anyway.
    """
    if lesson.is_open_to(user):
        found = next((image for image in lesson.get_pictures() if image.pk == image_pk), None)
        if found is not None:
            return found
    if lesson.is_editable_by(user):
        return SiteImage.objects.filter(pk=image_pk, gated=True).first()
    return None


def get_picture_file(image: SiteImage, filter_spec: str) -> tuple[IO[bytes], str]:
    """This function will open a picture in one of the sizes that its door knows; a drawing has one size, its own."""
    if image.is_svg():
        return image.file.open("rb"), "image/svg+xml"
    rendition = image.get_rendition(filter_spec)
    return rendition.file.open("rb"), mimetypes.guess_type(rendition.file.name)[0] or "application/octet-stream"


def get_reason_to_keep(page: Page) -> str:
    """This function will say in words why a page, with all below it, may not be deleted; "" if it may.

    A course that was offered or given to anyone is named by the ledger and by orders for ever; so are lessons by completions.
    """
    below = Page.objects.descendant_of(page, inclusive=True)
    courses = CoursePage.objects.filter(models.Q(pk__in=below) | models.Q(pk__in=page.get_ancestors().values("pk")))
    if Grant.objects.filter(product__in=courses.values("pk")).exists():
        return "people own the course."
    if Enrolment.objects.filter(course__in=courses.values("pk")).exists():
        return "people are taking the course."
    if Offer.objects.filter(product__in=below).exists():
        return "it has been offered for sale."
    return ""
