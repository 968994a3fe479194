"""Where courses join the Wagtail admin."""

from __future__ import annotations

from wagtail import hooks

from courses.viewsets import CohortViewSet, CourseViewSet, LessonViewSet
from pages.viewsets import DeskViewSet


@hooks.register("register_admin_viewset")
def register_courses() -> list[DeskViewSet]:
    return [CourseViewSet(), CohortViewSet(), LessonViewSet()]
