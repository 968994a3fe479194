"""The tree of a course: catalogue, course, modules, lessons. The course *is* its page.

Access is asked of the ledger through `is_open_to`, at the moment of reading, and is a property of the page type: no move,
copy, alias or date that has passed opens a lesson.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.html import strip_tags
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from courses.access import Access, LessonTeaser
from courses.blocks import LessonBody, LineBlock, QuestionBlock
from courses.models.progress import Enrolment
from courses.syllabus import Syllabus, build_syllabus
from pages.blocks import SMALL_TEXT_FEATURES, table_of_contents
from pages.models import BasePage, Highlight, Person, SiteImage, SiteSettings
from payments import products
from payments.products import Product


class LivePageQuerySet(PageQuerySet):
    def visible(self) -> LivePageQuerySet:
        """Live, and neither ahead of its date nor past its expiry at this very moment, whatever the clockwork did."""
        now = timezone.now()
        return (
            self.live()
            .filter(models.Q(expire_at__isnull=True) | models.Q(expire_at__gt=now))
            .filter(models.Q(go_live_at__isnull=True) | models.Q(go_live_at__lte=now))
        )


LivePageManager = PageManager.from_queryset(LivePageQuerySet)


def is_visible(page: BasePage) -> bool:
    """This function will say of one page what `LivePageQuerySet.visible` says of many."""
    return bool(page.live) and page.is_within_its_dates()


class CourseIndexPage(BasePage):
    """The catalogue."""

    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count = 1

    class Meta:
        verbose_name = "course catalogue"

    def get_courses(self) -> LivePageQuerySet:
        """This function will return the courses that anyone may see now, in the editors' order, ready for cards."""
        courses = CoursePage.objects.child_of(self).visible().public().order_by("path")
        return courses.select_related("cover").prefetch_related("cover__renditions").defer_streamfields()

    def get_highlights(self, limit: int) -> list[Highlight]:
        return [course.as_highlight() for course in self.get_courses()[:limit]]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        courses = list(self.get_courses())
        owned = products.owned_by(request.user, courses)
        prices = products.price_tags(courses)
        syllabuses = get_syllabuses(courses, request, owned=owned)
        context["courses"] = [
            {
                "page": course,
                "url": course.get_url(request),
                "syllabus": syllabuses[course.pk],
                "is_owned": course.pk in owned,
                "price": prices.get(course.pk, ""),
            }
            for course in courses
        ]
        return context


class CoursePage(Product, BasePage):
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
    refund_policy = models.TextField(blank=True, help_text="Left empty, the policy of the site settings is shown.")
    cover = models.ForeignKey(SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover_alt_text = models.CharField("alternative text", max_length=300, blank=True)

    objects = LivePageManager()

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
        FieldPanel("refund_policy"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("introduction")]
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage"]

    class Meta:
        verbose_name = "course"

    @property
    def access_url(self) -> str:
        """Where an owner goes: the door that leads to the lesson at which this very learner goes on."""
        return reverse("courses:continue", args=[self.pk])

    def get_refund_policy(self) -> str:
        site = self.get_site()
        return self.refund_policy or (strip_tags(SiteSettings.for_site(site).refund_policy) if site else "")

    def get_summary(self) -> str:
        return self.search_description or self.summary

    def as_highlight(self) -> Highlight:
        """This function will return the course, with its modules, as a card for other rooms."""
        modules = ModulePage.objects.child_of(self).visible().order_by("path")
        return Highlight(
            title=self.title,
            url=self.url,
            summary=self.summary,
            image=self.cover,
            image_alt=self.cover_alt_text,
            label="Course",
            parts=tuple(Highlight(title=module.title, url="", summary=module.summary) for module in modules),
        )

    def get_highlights(self, limit: int) -> list[Highlight]:
        return [self.as_highlight()][:limit] if is_visible(self) else []

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        # A lesson in one step instead of two levels of two queries each. Whether it is open is asked when it is served.
        if len(path_components) == 2:
            address = f"{self.url_path}{'/'.join(path_components)}/"
            lesson = LessonPage.objects.descendant_of(self).filter(slug=path_components[1], url_path=address).first()
            if lesson is not None:
                return lesson.route(request, [])
        return super().route(request, path_components)

    def get_lessons(self) -> list[LessonPage]:
        """This function will return its lessons that are live now, in order, without their bodies."""
        modules = {module.path for module in ModulePage.objects.child_of(self).visible()}
        lessons = LessonPage.objects.descendant_of(self).visible().order_by("path").defer_streamfields()
        return [lesson for lesson in lessons if lesson.path[: -lesson.steplen] in modules]

    def get_syllabus(self, request: HttpRequest, *, is_owned: bool) -> Syllabus:
        """This function will return the syllabus as the reader of this request sees it; the caller asked the ledger."""
        return get_syllabuses([self], request, owned={self.pk} if is_owned else set())[self.pk]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        is_owned = self.is_open_to(request.user)
        context["is_owned"] = is_owned
        context["purchase"] = products.purchase_for(self, request.user)
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
    modules, lessons = _below(ModulePage, paths), _below(LessonPage, paths)
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


def _below(model: type[BasePage], paths: list[str]) -> dict[str, list[Any]]:
    """The visible pages of a type below each of these paths, in tree order, without their bodies."""
    found: dict[str, list[Any]] = {path: [] for path in paths}
    for length in {len(path) for path in paths}:
        pages = model.objects.visible().annotate(course_path=Substr("path", 1, length)).filter(course_path__in=paths)
        for page in pages.order_by("path").defer_streamfields():
            found[page.course_path].append(page)
    return found


class ModulePage(BasePage):
    """A part of a course. It has no page of its own: its address leads to its place in the course's syllabus."""

    summary = models.TextField(max_length=400, blank=True, help_text="One or two public sentences in the syllabus.")

    objects = LivePageManager()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = "module"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The syllabus on the course page is the overview, for strangers and learners alike; a second one would drift.
        course = CoursePage.objects.parent_of(self).visible().first()
        if course is None or not is_visible(self):
            raise Http404
        return redirect(f"{course.get_url(request)}#module-{self.slug}")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return []


class LessonPage(BasePage):
    """One lesson. Whoever asks for it, by whatever way, is answered by `is_open_to`."""

    summary = models.TextField(max_length=400, help_text="One or two sentences, public: they stand in the syllabus.")
    minutes = models.PositiveSmallIntegerField("minutes to read", default=10)
    free_preview = models.BooleanField(default=False, help_text="Open to everyone, without an account.")
    checked_on = models.DateField("facts checked on", null=True, blank=True)
    body = StreamField(LessonBody())

    objects = LivePageManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("checked_on")], heading="Facts"),
        FieldPanel("free_preview"),
        FieldPanel("body"),
    ]
    # Title and summary alone: what is taught never enters an index.
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    preview_modes = [("learner", "As a learner"), ("visitor", "As a visitor")]

    class Meta:
        verbose_name = "lesson"

    def clean(self) -> None:
        super().clean()
        if not self.free_preview and any(not image.gated for image in self.get_pictures()):
            raise ValidationError(
                {
                    "body": "This lesson is for learners, yet a picture in it can be fetched by anyone. Upload the picture "
                    "again with “only for learners” ticked, or make the lesson a free preview."
                }
            )

    # --- where it lies, and whom it is open to ----------------------------------------------------------------------

    def get_module(self) -> ModulePage | None:
        """This function will return the module it lies in, live or not; None if it lies anywhere else."""
        return ModulePage.objects.parent_of(self).first()

    def get_course(self) -> CoursePage | None:
        """This function will return the course it belongs to, live or not; None if it belongs to none."""
        module = self.get_module()
        return CoursePage.objects.parent_of(module).first() if module else None

    def get_access(self, user: Any) -> Access:
        """This function will ask the tree, the clock and the ledger how the lesson stands for this person, now."""
        module = self.get_module()
        course = CoursePage.objects.parent_of(module).first() if module else None
        return Access(
            course=course,
            is_published=all(page is not None and is_visible(page) for page in (self, module, course)),
            is_owned=course is not None and user.is_active and course.is_open_to(user),
            is_free=self.free_preview,
        )

    def is_open_to(self, user: Any) -> bool:
        """This function will say whether this person may read the lesson now. The one question of every window."""
        return self.get_access(user).is_open

    def is_editable_by(self, user: Any) -> bool:
        """This function will say whether this person may edit the lesson, and so see its drafts in the editor."""
        return user.is_authenticated and self.permissions_for_user(user).can_edit()

    def get_pictures(self) -> list[SiteImage]:
        """This function will return the pictures of its figures."""
        return [block.value["image"] for block in self.body if block.block_type == "figure" and block.value["image"]]

    # --- what is served ---------------------------------------------------------------------------------------------

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        access = self.get_access(request.user)
        if not access.is_published:
            raise Http404
        return self.render(request, access) if access.is_open else self.render_locked(request, access)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        # Wagtail asks for the permission before it calls; this asks again, since the draft is what lies behind it.
        if not self.is_editable_by(request.user):
            raise PermissionDenied
        access = self.get_access(request.user)
        if access.course is None:
            raise Http404
        return self.render_locked(request, access) if mode_name == "visitor" else self.render(request, access)

    def render(self, request: HttpRequest, access: Access) -> HttpResponse:
        """This function will show the lesson itself."""
        context = self.get_context(request) | self.get_surroundings(request, access)
        context |= {"lesson_pk": self.pk, "contents": table_of_contents(self.body)}
        response = TemplateResponse(request, "courses/lesson_page.html", context)
        if not self.free_preview or access.is_owned:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def render_locked(self, request: HttpRequest, access: Access) -> HttpResponse:
        """This function will show the page that stands before a closed lesson, and sells the course.

        It is a 200: a true page about the lesson, and what a shared link should show; browsers, mail programs and link
        previews treat a 403 as broken. `noindex` and `no-store` keep it out of indexes and caches.
        """
        context = {"page": self.get_teaser(request), "request": request} | self.get_surroundings(request, access)
        response = TemplateResponse(request, "courses/lesson_page_locked.html", context)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def get_teaser(self, request: HttpRequest) -> LessonTeaser:
        """This function will return the public words about the lesson, none of them taken from its body."""
        return LessonTeaser(
            title=self.title,
            seo_title=self.seo_title,
            summary=self.summary,
            search_description=self.search_description or self.summary,
            minutes=self.minutes,
            url=self.get_url(request) or "",
            full_url=self.get_full_url(request) or "",
        )

    def get_surroundings(self, request: HttpRequest, access: Access) -> dict[str, Any]:
        """This function will return what stands around the lesson, open or locked: all of it is public or the reader's own."""
        course = access.course
        if course is None:
            raise Http404
        syllabus = course.get_syllabus(request, is_owned=access.is_owned)
        previous, following = syllabus.get_neighbours(self.pk)
        return {
            "course": course,
            "course_url": course.get_url(request),
            "syllabus": syllabus,
            "module": syllabus.get_module(self.pk),
            "entry": syllabus.get_lesson(self.pk),
            "previous_lesson": previous,
            "next_lesson": following,
            "next_to_do": syllabus.get_next_to_do() if access.is_owned else None,
            "is_owned": access.is_owned,
            "purchase": None if access.is_owned else products.purchase_for(course, request.user),
        }

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        # A locked lesson is not for search engines: the course's page is what they should show.
        return super().get_sitemap_urls(request) if self.is_open_to(AnonymousUser()) else []
