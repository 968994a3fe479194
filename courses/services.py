"""What learners do. A deed here changes rows of this room only; who owns what is asked of the ledger, never decided here."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import Enrolment, LessonCompletion, LessonOpening, LessonPage
from courses.refusals import CourseNotOwned, LessonClosed


@dataclass(frozen=True)
class Completed:
    """What marking a lesson complete came to."""

    completion: LessonCompletion
    next_lesson: LessonPage | None
    is_course_finished: bool


def note_opening(*, user: User, lesson: LessonPage) -> None:
    """This function will note that a person who owns the course has the lesson open; for everyone else nothing is kept."""
    access = lesson.get_access(user)
    if not (access.is_open and access.is_owned):
        return
    opening, is_first = LessonOpening.objects.get_or_create(user=user, lesson=lesson)
    if not is_first:
        LessonOpening.objects.filter(pk=opening.pk).update(last_at=timezone.now())


def complete_lesson(*, user: User, lesson: LessonPage) -> Completed:
    """This function will mark a lesson complete for its learner, once, and say where they go on."""
    access = lesson.get_access(user)
    if not access.is_open or access.course is None:
        raise LessonClosed("This lesson is not open to you.")
    if not access.is_owned:
        raise CourseNotOwned("Progress is kept for people who own the course.")
    with transaction.atomic():
        enrolment = Enrolment.objects.enrol(user=user, course=access.course)
        # Two tabs at once take turns here; the constraints make the second one find the first one's row.
        enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        completion = enrolment.mark_complete(lesson)
        lessons = access.course.get_lessons()
        done = enrolment.get_completed_pks()
        is_finished = all(entry.pk in done for entry in lessons)
        if is_finished:
            enrolment.mark_finished()
    following = [entry for entry in lessons if entry.path > lesson.path]
    return Completed(completion, following[0] if following else None, is_finished)
