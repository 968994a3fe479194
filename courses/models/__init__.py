"""What is learnt, a file for each kind of page; beside them `progress`, what learners did with it, and `refund_terms`."""

from courses.models.catalogue import CourseIndexPage
from courses.models.cohorts import BundlePage, CohortPage
from courses.models.course import CoursePage, get_syllabuses
from courses.models.lessons import LessonPage, ModulePage
from courses.models.progress import Enrolment, LessonCompletion, LessonOpening

__all__ = [
    "BundlePage",
    "CohortPage",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "LessonCompletion",
    "LessonOpening",
    "LessonPage",
    "ModulePage",
    "get_syllabuses",
]
