"""What a learner did with a course. It moves by itself, so it lies beside the tree: on a page, publishing an older revision
would write it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from courses.models.course import CoursePage
    from courses.models.lessons import LessonPage


class EnrolmentManager(models.Manager["Enrolment"]):
    def enrol(self, *, user: Any, course: CoursePage) -> Enrolment:
        """This function will return the person's enrolment on the course, beginning it if need be."""
        enrolment, _ = self.get_or_create(user=user, course=course)
        return enrolment


class Enrolment(models.Model):
    """What a person did with a course. What they own is the ledger's business, in payments.

    It begins with the first lesson marked complete: reading is a GET, and a GET writes nothing.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    course = models.ForeignKey("courses.CoursePage", on_delete=models.PROTECT, related_name="enrolments")
    started_at = models.DateTimeField(default=timezone.now)
    last_lesson = models.ForeignKey(
        "courses.LessonPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The last one marked complete.",
    )
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "course"], name="one_enrolment_per_user_and_course")]

    def __str__(self) -> str:
        return f"enrolment {self.pk} on course {self.course_id}"

    def get_completed_pks(self) -> set[int]:
        """This function will return the keys of the lessons marked complete."""
        return set(self.completions.values_list("lesson_id", flat=True))

    def mark_complete(self, lesson: LessonPage) -> LessonCompletion:
        """This function will note the lesson as complete, once, and as the place where the learner is."""
        completion, _ = self.completions.get_or_create(lesson=lesson)
        self.last_lesson = lesson
        self.save(update_fields=["last_lesson"])
        return completion

    def mark_finished(self) -> None:
        """This function will note the moment at which the course was finished; the first one stays."""
        if self.completed_at is None:
            self.completed_at = timezone.now()
            self.save(update_fields=["completed_at"])


class LessonCompletion(models.Model):
    """One lesson that one learner has marked complete."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="one_completion_per_enrolment_and_lesson")
        ]

    def __str__(self) -> str:
        return f"lesson {self.lesson_id} of enrolment {self.enrolment_id}"


class LessonOpening(models.Model):
    """A lesson that a person who owns the course has opened, first and last, as their browser told us."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_openings")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="openings")
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "lesson"], name="one_opening_per_person_and_lesson")]

    def __str__(self) -> str:
        return f"lesson {self.lesson_id} opened"
