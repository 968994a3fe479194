"""The site's own pages, and what every page of the school has in common."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from http import HTTPMethod
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from pages.blocks import SMALL_TEXT_FEATURES, ArticleBody
from pages.media import SiteDocument, SiteImage, SiteRendition

__all__ = ["SiteDocument", "SiteImage", "SiteRendition"]


@dataclass(frozen=True)
class Highlight:
    """One thing that a section of the site puts forward, for the home page and for calls to action."""

    title: str
    url: str
    summary: str = ""
    image: SiteImage | None = None
    image_alt: str = ""
    starts_at: datetime.datetime | None = None
    zone: str = ""
    label: str = ""
    parts: tuple[Highlight, ...] = ()  # a course names its modules here


class BasePage(Page):
    """What every page of the school is: described for search engines, and served to GET and HEAD alone."""

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading="For search engines",
        ),
        FieldPanel("show_in_menus"),
    ]

    def is_within_its_dates(self) -> bool:
        """This function will say whether now lies between going live and expiry, whatever the clockwork has done."""
        now = timezone.now()
        return not ((self.expire_at and self.expire_at <= now) or (self.go_live_at and self.go_live_at > now))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request, "is_preview", False) and not self.is_within_its_dates():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_highlights(self, limit: int) -> list[Highlight]:
        """This function will return at most `limit` things that this section puts forward now."""
        return []

    def get_summary(self) -> str:
        """This function will return what may be said of this page to anyone. Never taken from its body."""
        return self.search_description


@register_snippet
class Person(index.Indexed, models.Model):
    """Someone who writes, teaches or reviews."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    credentials = models.CharField(max_length=120, blank=True, help_text='Such as "MD" or "CPC".')
    role = models.CharField(max_length=160)
    biography = models.TextField()
    disclosure = models.TextField(
        blank=True, help_text='Financial relationships that a reader should know of; "None" if there are none.'
    )
    portrait = models.ForeignKey(SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    shown_on_home = models.BooleanField("shown among the faculty", default=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("credentials"),
        FieldPanel("role"),
        FieldPanel("biography"),
        FieldPanel("disclosure"),
        FieldPanel("portrait"),
        FieldPanel("shown_on_home"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name_plural = "people of the school"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class HomePage(BasePage):
    """The school on one screen: for whom, what they will be able to do, the next date, how to begin."""

    headline = models.CharField(max_length=120)
    introduction = RichTextField(features=["bold", "italic", "link"])
    audience = models.CharField("for whom", max_length=200)
    hero_image = models.ForeignKey(SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    hero_alt_text = models.CharField("alternative text", max_length=300, blank=True)
    course_page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="The course put forward."
    )
    webinar_index_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Where the next date is found.",
    )
    blog_index_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Where the newest posts are.",
    )
    body = StreamField(ArticleBody(), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("audience"),
        MultiFieldPanel([FieldPanel("hero_image"), FieldPanel("hero_alt_text")], heading="Picture"),
        MultiFieldPanel(
            [FieldPanel("course_page"), FieldPanel("webinar_index_page"), FieldPanel("blog_index_page")],
            heading="Put forward",
        ),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = "home page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["course"] = next(iter(highlights_of(self.course_page, 1)), None)
        context["next_webinar"] = next(iter(highlights_of(self.webinar_index_page, 1)), None)
        context["latest_posts"] = highlights_of(self.blog_index_page, 3)
        context["blog_url"] = self.blog_index_page.get_url(request) if self.blog_index_page else ""
        context["webinars_url"] = self.webinar_index_page.get_url(request) if self.webinar_index_page else ""
        context["faculty"] = Person.objects.filter(shown_on_home=True).select_related("portrait")
        return context


def highlights_of(page: Page | None, limit: int) -> list[Highlight]:
    """This function will ask a section of the site what it puts forward; a closed or foreign one puts forward nothing."""
    if page is None or not page.live:
        return []
    section = page.specific
    return section.get_highlights(limit) if isinstance(section, BasePage) else []


class StandardPage(BasePage):
    """About, terms, privacy and the like."""

    introduction = models.TextField(blank=True)
    body = StreamField(ArticleBody())
    shown_in_footer = models.BooleanField(default=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("shown_in_footer"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """What the editor may say about the school as a whole. Prices, keys and senders are not among it."""

    tagline = models.CharField(max_length=160, default="How to open a ketamine clinic, and how to keep it open.")
    disclaimer = models.TextField(
        default="For clinicians. Education, not legal, billing or medical advice. Not accredited for CME."
    )
    contact_email = models.EmailField(default="hello@ketamine-startup.example")
    refund_policy = RichTextField(features=SMALL_TEXT_FEATURES, blank=True)

    panels = [FieldPanel("tagline"), FieldPanel("disclaimer"), FieldPanel("contact_email"), FieldPanel("refund_policy")]

    class Meta:
        verbose_name = "site settings"
