"""A course. It *is* its page: everything on it is public, and what is taught lies in the lessons below.

Access is asked of the ledger through `is_open_to`, at the moment of reading, and is a property of the page type: no move,
copy, alias or date that has passed opens a lesson.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from courses import structured_data
from courses.blocks import LineBlock, QuestionBlock
from courses.cohorts import list_cohorts, not_over
from courses.models.progress import Enrolment, LessonCompletion, LessonOpening
from courses.models.refund_terms import RefundTerms
from courses.syllabus import Syllabus, build_syllabus
from pages.blocks import SMALL_TEXT_FEATURES
from pages.head import shorten
from pages.models import BasePage, Highlight, Person, SiteImage, next_open_beside
from pages.schedule import DatedPageQuerySet, restricted
from pages.structured_data import Thing
from payments import products, purchases
from payments.models import Grant, Offer
from payments.products import Product

LivePageManager = PageManager.from_queryset(DatedPageQuerySet)


def parent_path() -> Substr:
    """This function will return the path of the page above, as the database works it out."""
    return Substr("path", 1, Length("path") - Page.steplen)


class CoursePage(RefundTerms, Product, BasePage):
    """A course, and the page that sells it. Everything on it is public; what is taught lies in its lessons."""

    summary = models.TextField(max_length=400, help_text="Two sentences under the title, and on cards.")
    introduction = RichTextField(features=SMALL_TEXT_FEATURES, blank=True)
    outcomes = StreamField(
        [("item", LineBlock(max_length=300))], blank=True, verbose_name="what one can do afterwards", collapsed=False
    )
    audience = StreamField([("item", LineBlock(max_length=300))], blank=True, verbose_name="who it is for")
    not_for = StreamField([("item", LineBlock(max_length=300))], blank=True, verbose_name="who it is not for")
    faculty = ParentalManyToManyField(Person, blank=True, related_name="courses")
    faq = StreamField([("question", QuestionBlock())], blank=True, verbose_name="questions and answers")
    cover = models.ForeignKey(SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover_alt_text = models.CharField("alternative text", max_length=300, blank=True)

    objects: ClassVar[Any] = LivePageManager()

    listed_as = "Courses"

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt_text")], heading="Cover"),
        FieldPanel("introduction"),
        FieldPanel("outcomes"),
        FieldPanel("audience"),
        FieldPanel("not_for"),
        HelpPanel(content="The syllabus is made of the modules and lessons below this page.", heading="Syllabus"),
        FieldPanel("faculty"),
        FieldPanel("faq"),
        *RefundTerms.refund_panels,
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("introduction")]
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage", "courses.CohortPage"]

    class Meta:
        verbose_name = "course"

    @property
    def access_url(self) -> str:
        """Where an owner goes: the door that leads to the lesson at which this very learner goes on."""
        return reverse("courses:continue", args=[self.pk])

    def get_usage_of(self, user: Any) -> list[products.Usage]:
        opened = LessonOpening.objects.filter(user=user, lesson__path__startswith=self.path).select_related("lesson")
        done = LessonCompletion.objects.filter(enrolment__user=user, enrolment__course=self).select_related("lesson")
        usage = [products.Usage(row.first_at, f"opened the lesson “{row.lesson.title}”") for row in opened]
        again = [row for row in opened if row.last_at > row.first_at]
        usage += [products.Usage(row.last_at, f"last had the lesson “{row.lesson.title}” open") for row in again]
        usage += [products.Usage(row.completed_at, f"marked the lesson “{row.lesson.title}” complete") for row in done]
        return sorted(usage, key=lambda used: used.at)

    def get_summary(self) -> str:
        return self.search_description or self.summary

    @classmethod
    def get_reason_to_keep(cls, page: Page) -> str:
        # One that was offered or given to anyone is named by the ledger and by orders for ever; so are lessons by completions.
        below = Page.objects.descendant_of(page, inclusive=True)
        courses = cls.objects.filter(models.Q(pk__in=below) | models.Q(pk__in=page.get_ancestors().values("pk")))
        if Grant.objects.filter(product__in=courses.values("pk")).exists():
            return "people own the course."
        if Enrolment.objects.filter(course__in=courses.values("pk")).exists():
            return "people are taking the course."
        if Offer.objects.filter(product__in=below).exists():
            return "it has been offered for sale."
        return ""

    share_eyebrow = "Course"
    cover_field = "cover"

    def get_share_byline(self) -> str:
        return shorten(self.summary, most=90)

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [fact for fact in (structured_data.course(self, context), structured_data.questions(self)) if fact]

    def as_highlight(self) -> Highlight:
        """This function will return the course, with its modules and whether one can enrol, as a card for other rooms."""
        modules = _modules().child_of(self).visible().unrestricted().order_by("path")
        parts = tuple(Highlight(title=module.title, url="", summary=module.summary) for module in modules)
        return replace(self.as_card(), parts=parts, is_open=self.can_be_joined())

    def as_card(self) -> Highlight:
        return Highlight(
            title=self.title,
            url=self.url,
            summary=self.summary,
            image=self.cover,
            image_alt=self.cover_alt_text,
            label="Course",
        )

    @classmethod
    def find_listed(cls) -> DatedPageQuerySet:
        courses = cls.objects.visible().public().select_related("cover")
        return courses.prefetch_related("cover__renditions").defer_streamfields()

    @classmethod
    def find_by(cls, person: Person) -> DatedPageQuerySet:
        return cls.find_listed().filter(faculty=person).order_by("-pk")

    def get_public_text(self) -> str:
        return " ".join([self.summary, strip_tags(self.introduction)])

    def can_be_joined(self) -> bool:
        """This function will say whether anyone can enrol now, in the course itself or in one of its cohorts."""
        standings = products.standings_of([self, *self.get_cohorts()])
        return any(standing.is_buyable for standing in standings.values())

    def get_way_on(self) -> Highlight | None:
        return self.as_card() if self.leads_strangers_on() and self.can_be_joined() else None

    def get_next_way_on(self) -> Highlight | None:
        return next_open_beside(self)

    def get_highlights(self, limit: int) -> list[Highlight]:
        return [self.as_highlight()][:limit] if self.is_shown_now() else []

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        # A lesson in one step instead of two levels of two queries each. Whether it is open is asked when it is served.
        if len(path_components) == 2:
            address = f"{self.url_path}{'/'.join(path_components)}/"
            lesson = _lessons().descendant_of(self).filter(slug=path_components[1], url_path=address).first()
            if lesson is not None:
                return lesson.route(request, [])
        return super().route(request, path_components)

    def get_cohorts(self) -> list[Any]:
        """This function will return its cohorts that anyone may see and that are not over, the next to begin first."""
        cohorts = list(not_over(_cohorts().child_of(self)))
        for cohort in cohorts:
            cohort.course = self
        return cohorts

    def get_opening_for(self, user: Any) -> tuple[datetime.datetime, str] | None:
        """The first day of the cohort through which somebody owns it, while it has not come and nothing else opens it."""
        if self.is_open_to(user):
            return None
        owned = products.ledger_of(user).owning([self.pk]).values("product_id")
        first = _cohorts().filter(pk__in=owned, starts_at__gt=timezone.now()).order_by("starts_at").first()
        return (first.starts_at, first.zone) if first else None

    def get_lessons(self) -> list[Any]:
        """This function will return its lessons that are live now, in order, without their bodies."""
        modules = {module.path for module in _modules().child_of(self).visible()}
        lessons = _lessons().descendant_of(self).visible().order_by("path").defer_streamfields()
        return [lesson for lesson in lessons if lesson.path[: -lesson.steplen] in modules]

    def get_progress_of(self, user_pks: Collection[int]) -> dict[int, products.Progress]:
        """This function will return how many of its live lessons each of these people has marked complete."""
        lessons = [lesson.pk for lesson in self.get_lessons()]
        enrolments = Enrolment.objects.filter(course_id=self.pk, user_id__in=user_pks)
        is_live = models.Q(completions__lesson__in=lessons)
        done = enrolments.annotate(done=models.Count("completions", filter=is_live)).values_list("user_id", "done")
        return dict.fromkeys(user_pks, products.Progress(0, len(lessons))) | {
            user_pk: products.Progress(count, len(lessons)) for user_pk, count in done
        }

    def get_syllabus(self, request: HttpRequest, *, is_owned: bool) -> Syllabus:
        """This function will return the syllabus as the reader of this request sees it; the caller asked the ledger."""
        return get_syllabuses([self], request, owned={self.pk} if is_owned else set())[self.pk]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        cohorts = self.get_cohorts()
        owned, opened = products.look_in_ledger(request.user, [self, *cohorts])
        context["is_owned"] = is_owned = self.pk in opened
        context["purchase"] = purchases.purchase_on(self, request, is_owned=self.pk in owned, is_open=is_owned)
        context["cohorts"] = list_cohorts(cohorts, request, owned=owned)
        context["syllabus"] = syllabus = self.get_syllabus(request, is_owned=is_owned)
        context["next_lesson"] = syllabus.get_next_to_do() if is_owned else None
        context["faculty"] = self.faculty.select_related("portrait").prefetch_related("portrait__renditions")
        context["trail"] = [{"title": self.get_parent().title, "url": self.get_parent().get_url(request)}]
        return context


def get_syllabuses(courses: Sequence[CoursePage], request: HttpRequest, *, owned: set[int]) -> dict[int, Syllabus]:
    """This function will return the syllabuses of some courses by key, in four queries however many courses there are.

    `owned` are the keys of those the reader owns: the caller asked the ledger.
    """
    paths = [course.path for course in courses]
    owned_paths = {course.path for course in courses if course.pk in owned}
    modules, lessons = _below(_modules(), paths, owned_paths), _below(_lessons(), paths, owned_paths)
    enrolments = Enrolment.objects.filter(user_id=request.user.pk or 0, course_id__in=owned)
    begun = {enrolment.course_id: enrolment for enrolment in enrolments.prefetch_related("completions")}
    syllabuses = {}
    for course in courses:
        enrolment = begun.get(course.pk)
        syllabuses[course.pk] = build_syllabus(
            modules=modules.get(course.path, []),
            lessons=lessons.get(course.path, []),
            completed={completion.lesson_id for completion in enrolment.completions.all()} if enrolment else set(),
            is_owned=course.pk in owned,
            address_of=lambda lesson: lesson.get_url(request) or "",
            last_completed_pk=enrolment.last_lesson_id if enrolment else None,
        )
    return syllabuses


def _below(pages_of_a_type: Any, paths: list[str], owned_paths: set[str]) -> dict[str, list[Any]]:
    """The visible pages of a type below each of these paths, in tree order, without their bodies.

    One that an editor has put behind a privacy of its own stands in the list of owners alone.
    """
    found: dict[str, list[Any]] = {path: [] for path in paths}
    for length in {len(path) for path in paths}:
        pages = pages_of_a_type.visible().annotate(course_path=Substr("path", 1, length)).filter(course_path__in=paths)
        pages = pages.annotate(is_restricted=restricted())
        for page in pages.order_by("path").defer_streamfields():
            if page.course_path in owned_paths or not page.is_restricted:
                found[page.course_path].append(page)
    return found


# What lies below a course. Its models know the course, so the course asks for them by name.


def _modules() -> Any:
    return apps.get_model("courses", "ModulePage").objects


def _lessons() -> Any:
    return apps.get_model("courses", "LessonPage").objects


def _cohorts() -> Any:
    return apps.get_model("courses", "CohortPage").objects
