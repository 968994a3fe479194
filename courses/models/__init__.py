"""What is learnt, and what learners did with it: pages in `tree`, progress in `progress`."""

from courses.models.progress import Enrolment, LessonCompletion
from courses.models.tree import CourseIndexPage, CoursePage, LessonPage, ModulePage, get_syllabuses

__all__ = [
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "LessonCompletion",
    "LessonPage",
    "ModulePage",
    "get_syllabuses",
]
