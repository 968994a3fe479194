"""What lies below a course: modules, and the lessons in them. Whoever asks for a lesson is answered by `is_open_to`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.access import Access, LessonTeaser
from courses.blocks import LessonBody
from courses.models.course import CoursePage, LivePageManager, parent_path
from pages.blocks import table_of_contents
from pages.head import shorten
from pages.models import BasePage, SiteImage
from payments import purchases


class ModulePage(BasePage):
    """A part of a course. It has no page of its own: its address leads to its place in the course's syllabus."""

    summary = models.TextField(max_length=400, blank=True, help_text="One or two public sentences in the syllabus.")

    objects: ClassVar[Any] = LivePageManager()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = "module"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The syllabus on the course page is the overview, for strangers and learners alike; a second one would drift.
        course = CoursePage.objects.parent_of(self).visible().first()
        if course is None or not self.is_shown_now():
            raise Http404
        return redirect(f"{course.get_url(request)}#module-{self.slug}")

    @classmethod
    def known_to_strangers(cls) -> Any:
        return cls.objects.none()  # its address leads to the course

    def is_public_now(self) -> bool:
        return False

    def leads_strangers_on(self) -> bool:
        course = CoursePage.objects.parent_of(self).first()
        return super().is_public_now() and course is not None and course.is_shown_now()


class LessonPage(BasePage):
    """One lesson. Whoever asks for it, by whatever way, is answered by `is_open_to`."""

    summary = models.TextField(max_length=400, help_text="One or two sentences, public: they stand in the syllabus.")
    minutes = models.PositiveSmallIntegerField("minutes to read", default=10)
    free_preview = models.BooleanField(default=False, help_text="Open to everyone, without an account.")
    checked_on = models.DateField("facts checked on", null=True, blank=True)
    body = StreamField(LessonBody())

    objects: ClassVar[Any] = LivePageManager()

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
        if not self.free_preview and any(not image.is_kept_back for image in self.get_pictures()):
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
            is_published=all(page is not None and page.is_shown_now() for page in (self, module, course)),
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
            full_url=self.get_address(),
            picture=self.get_share_picture(),
        )

    share_eyebrow = "Lesson"

    def get_summary(self) -> str:
        return self.search_description or self.summary

    def get_share_byline(self) -> str:
        return shorten(self.summary, most=90)

    @classmethod
    def known_to_strangers(cls) -> Any:
        courses = CoursePage.known_to_strangers().values("path")
        modules = ModulePage.objects.visible().annotate(parent=parent_path()).filter(parent__in=courses).values("path")
        return super().known_to_strangers().annotate(parent=parent_path()).filter(parent__in=modules)

    @classmethod
    def for_sitemap(cls) -> Any:
        # A locked lesson is not for search engines: the course's page is what they should show.
        return super().for_sitemap().filter(free_preview=True)

    def is_public_now(self) -> bool:
        """Its title and summary stand in the syllabus, so a stranger may know of it while module and course are live, too."""
        return super().is_public_now() and self.get_access(AnonymousUser()).is_published

    def is_worth_finding(self, context: Mapping[str, Any]) -> bool:
        return self.free_preview and super().is_worth_finding(context)

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
            "purchase": None if access.is_owned else purchases.purchase_for(course, request.user),
        }
