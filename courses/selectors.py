"""What a learner sees across pages: looked up here, changed nowhere."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from typing import IO, Any

from django.http import HttpRequest
from django.utils import timezone

from courses.models import CohortPage, CourseIndexPage, CoursePage, Enrolment, LessonPage, get_syllabuses
from courses.syllabus import Syllabus, SyllabusLesson
from pages.models import SiteImage
from pages.schedule import shown_now
from payments.products import ledger_of, look_in_ledger


@dataclass(frozen=True)
class MyCourse:
    """One course that a learner owns, and how far they are."""

    course: CoursePage
    url: str
    continue_url: str
    syllabus: Syllabus
    next_lesson: SyllabusLesson | None
    is_open: bool = True
    """False while it is owned through a cohort alone whose first day opens the lessons and has not come."""
    cohort: CohortPage | None = None
    """The cohort of the learner that has yet to begin, if there is one."""

    @property
    def is_begun(self) -> bool:
        return self.syllabus.done > 0


def list_my_courses(request: HttpRequest) -> list[MyCourse]:
    """This function will return the courses of the reader of this request: those last begun first, then those to come."""
    courses = list(
        CoursePage.objects.visible().select_related("cover").prefetch_related("cover__renditions").order_by("path")
    )
    owned, opened = look_in_ledger(request.user, courses)
    mine = [course for course in courses if course.pk in owned]
    begun = dict(Enrolment.objects.filter(user_id=request.user.pk or 0).values_list("course_id", "started_at"))
    mine.sort(key=lambda course: begun[course.pk].timestamp() if course.pk in begun else 0, reverse=True)
    syllabuses = get_syllabuses(mine, request, owned=opened)
    cohorts = _cohorts_to_come(request.user, owned)
    listed = [
        _my_course(course, request, syllabuses[course.pk], course.pk in opened, cohorts.get(course.path))
        for course in mine
    ]
    return sorted(listed, key=lambda entry: not entry.is_open)


def _my_course(
    course: CoursePage, request: HttpRequest, syllabus: Syllabus, is_open: bool, cohort: CohortPage | None
) -> MyCourse:
    next_lesson = syllabus.get_next_to_do() if is_open else None
    return MyCourse(
        course, course.get_url(request) or "", course.access_url, syllabus, next_lesson, is_open=is_open, cohort=cohort
    )


def _cohorts_to_come(user: Any, owned: set[int]) -> dict[str, CohortPage]:
    """The next cohort to begin among a person's own, by the path of its course. Unpublished or not: the place is theirs."""
    bought = ledger_of(user).owning(owned).values("product_id")
    cohorts = CohortPage.objects.filter(pk__in=bought, starts_at__gt=timezone.now()).order_by("-starts_at", "-path")
    return {cohort.path[: -cohort.steplen]: cohort for cohort in cohorts}  # the next to begin comes last, and stays


def get_catalogue_url(request: HttpRequest) -> str:
    """This function will return the address of the catalogue, or of the front page while there is none."""
    catalogue = CourseIndexPage.objects.filter(shown_now()).first()
    return (catalogue.get_url(request) if catalogue else None) or "/"


def get_lesson_picture(*, lesson: LessonPage, image_pk: int, user: Any, is_at_the_desk: bool) -> SiteImage | None:
    """This function will return a picture of this very lesson if the lesson is open to the person, else None.

    Whoever may edit the lesson may also see a picture that is only in its draft, in a session that may enter the desk:
    the editor's library shows it there anyway.
    """
    if lesson.is_open_to(user):
        found = next((image for image in lesson.get_pictures() if image.pk == image_pk), None)
        if found is not None:
            return found
    if is_at_the_desk and lesson.is_editable_by(user):
        return SiteImage.objects.filter(pk=image_pk, gated=True).first()
    return None


def get_picture_file(image: SiteImage, filter_spec: str) -> tuple[IO[bytes], str]:
    """This function will open a picture in one of the sizes that its door knows; a drawing has one size, its own."""
    if image.is_svg():
        return image.file.open("rb"), "image/svg+xml"
    rendition = image.get_rendition(filter_spec)
    return rendition.file.open("rb"), mimetypes.guess_type(rendition.file.name)[0] or "application/octet-stream"
