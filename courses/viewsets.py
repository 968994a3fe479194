"""How the desk lists courses, what lies in a course, and lessons: with dates, places and prices, as the shop has them."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTypeColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page

from courses.models import CohortPage, CourseIndexPage, CoursePage, LessonPage
from pages.viewsets import DeskIndexView, DeskViewSet
from payments import products
from payments.models import Intake
from payments.products import Product
from scheduling.wall_time import noted

TICKS, TITLE, _, UPDATED, *_ = ExplorableIndexView.base_columns
KIND = PageTypeColumn(
    "type", label="Type", accessor="page_type_display_name", sort_key="content_type__model", width="8%"
)
STATUS = PageStatusColumn("status", label="Status", sort_key="live", width="8%")
ENROLMENT = Column("enrolment", label="Enrolment", accessor=lambda page: beside(page, "enrolment"), width="9%")
PRICE = Column("price", label="Price", accessor=lambda page: beside(page, "price"), width="6%")
PLACES = Column("places", label="Places", accessor=lambda page: beside(page, "places"), width="9%")
STARTS = Column("starts", label="Starts", accessor=lambda page: first_day_of(page), width="14%")


class MixedIndexView(DeskIndexView):
    """A list of pages of several kinds; those that are sold show where they stand, as their own pages say it."""

    def equip(self, pages: list[Any]) -> None:
        sold: list[Any] = [page for page in pages if isinstance(page, Product)]
        cohorts = [page for page in sold if isinstance(page, CohortPage)]
        above = CoursePage.objects.filter(path__in={cohort.path[: -cohort.steplen] for cohort in cohorts})
        courses = {course.path: course for course in above.defer_streamfields()} if cohorts else {}
        for cohort in cohorts:
            cohort.course = courses[cohort.path[: -cohort.steplen]]
        standings, prices = products.standings_of(sold), products.price_tags(sold)
        intakes = {row.product_id: row for row in Intake.objects.filter(product__in=[page.pk for page in sold])}
        for page in sold:
            page.desk_notes = {
                "enrolment": standings[page.pk].label,
                "price": prices.get(page.pk, ""),
                "places": places_of(intakes.get(page.pk)) if page.counts_places else "",
            }


def beside(page: Any, name: str) -> str:
    """This function will return what was put beside a page for one of its columns; "" where it is not sold."""
    return getattr(page, "desk_notes", {}).get(name, "")


def places_of(intake: Intake | None) -> str:
    """This function will say how many places are taken or held, and of how many."""
    if intake is None:
        return ""
    return f"{intake.used} taken" if intake.capacity is None else f"{intake.used} of {intake.capacity} taken"


def first_day_of(page: Any) -> str:
    return noted(page.starts_at, page.zone) if isinstance(page, CohortPage) and page.starts_at else ""


class MixedViewSet(DeskViewSet):
    """Lists all that lies under `parent_models`, whatever its kind; edits its own `model`."""

    index_view_class = MixedIndexView

    @cached_property
    def index_view(self) -> Any:
        return self.construct_view(self.index_view_class, **self.get_index_view_kwargs(model=Page))

    @cached_property
    def index_results_view(self) -> Any:
        kwargs = self.get_index_view_kwargs(model=Page)
        return self.construct_view(self.index_view_class, **kwargs, results_only=True)


class CourseViewSet(MixedViewSet):
    """The catalogue: courses and bundles."""

    model = CoursePage
    parent_models = [CourseIndexPage]
    columns = [TICKS, TITLE, ENROLMENT, PRICE, UPDATED, KIND, STATUS]


class CohortViewSet(MixedViewSet):
    """A course: modules and cohorts."""

    model = CohortPage
    parent_models = [CoursePage]
    columns = [TICKS, TITLE, STARTS, PLACES, ENROLMENT, PRICE, KIND, STATUS]


class LessonViewSet(DeskViewSet):
    """A module: its lessons."""

    model = LessonPage
    columns = [
        TICKS,
        TITLE,
        Column("minutes", label="Minutes", sort_key="minutes", width="10%"),
        BooleanColumn("free_preview", label="Free preview", sort_key="free_preview", width="10%"),
        DateColumn("checked_on", label="Checked", sort_key="checked_on", width="10%"),
        UPDATED,
        STATUS,
    ]
