"""The catalogue: every course, its cohorts and bundles, as anyone may see them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from courses import structured_data
from courses.cohorts import next_cohorts, not_over
from courses.models.cohorts import BundlePage, CohortPage
from courses.models.course import CoursePage, get_syllabuses
from pages import structured_data as words
from pages.findable import newest_change
from pages.models import BasePage, Highlight
from pages.schedule import DatedPageQuerySet
from pages.structured_data import Thing
from payments import products


class CourseIndexPage(BasePage):
    """The catalogue."""

    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["courses.CoursePage", "courses.BundlePage"]
    max_count = 1

    class Meta:
        verbose_name = "course catalogue"

    def get_summary(self) -> str:
        return self.search_description or self.introduction

    def get_last_change(self) -> datetime.datetime | None:
        return newest_change(self, CoursePage)

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [
            words.item_list(
                (structured_data.outline(entry["page"]) for entry in context.get("courses", ())), name=self.title
            )
        ]

    def get_courses(self) -> DatedPageQuerySet:
        """This function will return the courses that anyone may see now, in the editors' order, ready for cards."""
        courses = CoursePage.objects.child_of(self).visible().public().order_by("path")
        return courses.select_related("cover").prefetch_related("cover__renditions").defer_streamfields()

    def get_bundles(self) -> Any:
        """This function will return the bundles that anyone may see now, each with the courses in it that can be seen."""
        bundles = BundlePage.objects.child_of(self).visible().public().order_by("path")
        in_them = CoursePage.objects.visible().unrestricted().order_by("path").defer_streamfields()
        contents = models.Prefetch("courses", queryset=in_them, to_attr="contents")
        return bundles.select_related("cover").prefetch_related("cover__renditions", contents)

    def get_highlights(self, limit: int) -> list[Highlight]:
        return [course.as_highlight() for course in self.get_courses()[:limit]]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        courses, bundles = list(self.get_courses()), list(self.get_bundles())
        sold = [*courses, *bundles]
        owned = products.owned_by(request.user, sold)
        prices = products.price_tags(sold)
        standings = products.standings_of(sold)
        cohorts = next_cohorts(courses, list(not_over(CohortPage.objects.descendant_of(self))))
        syllabuses = get_syllabuses(courses, request, owned=owned)
        context["courses"] = [
            {
                "page": course,
                "url": course.get_url(request),
                "syllabus": syllabuses[course.pk],
                "is_owned": course.pk in owned,
                "price": prices.get(course.pk, ""),
                "standing": standings[course.pk],
                "cohort": cohorts.get(course.pk),
            }
            for course in courses
        ]
        context["bundles"] = [
            {
                "page": bundle,
                "url": bundle.get_url(request),
                "is_owned": bundle.pk in owned,
                "price": prices.get(bundle.pk, ""),
                "standing": standings[bundle.pk],
                "courses": bundle.contents,
            }
            for bundle in bundles
        ]
        return context
