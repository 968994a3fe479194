"""The site's own pages, and what every page of the school has in common."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPMethod
from typing import Any, ClassVar, Self

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.snippets.models import register_snippet
from wagtail.url_routing import RouteResult

from pages import roots, structured_data
from pages.blocks import SMALL_TEXT_FEATURES, ArticleBody, LineBlock
from pages.contact import ContactMessage
from pages.external_links import ExternalLink
from pages.findable import Findable
from pages.glossary import Term
from pages.media import SiteDocument, SiteImage, SiteRendition
from pages.page_forms import ProofreadPageForm
from pages.remarks import PageRemark
from pages.schedule import get_due_version, is_shown_now
from pages.share_images import ShareCard
from pages.structured_data import Thing
from pages.workflow import ReviewTask

__all__ = [
    "ContactMessage", "ExternalLink", "PageRemark", "ReviewTask", "SiteDocument", "SiteImage", "SiteRendition", "Term",
]  # fmt: skip


MOST_ASKED = 6
"""How many things of a section are looked at to find one that is open."""


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
    is_open: bool = True  # whether one can still read, join or buy it now


class BasePage(Findable, Page):
    """What every page of the school is: described for search engines, and served to GET and HEAD alone."""

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    listed_as: ClassVar[str] = ""
    """The heading under which search and the pages of people list pages of this type, such as "Articles"; empty: they do not."""

    base_form_class = ProofreadPageForm

    class Meta:
        abstract = True

    def is_shown_now(self) -> bool:
        """This function will say whether a visitor may see it at this very moment, whatever the clockwork has done."""
        return is_shown_now(self)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        if not path_components:
            due = get_due_version(self)
            if due is not None:
                return RouteResult(due)
        return super().route(request, path_components)

    def _get_site_root_paths(self, cache_object: Any = None, **kwargs: Any) -> Any:
        return super()._get_site_root_paths(cache_object or roots.get_memory(), **kwargs)

    @staticmethod
    def get_by_pk(pk: int) -> BasePage | None:
        """This function will return the page of that key as what it is and as it shall be shown now, whatever its type."""
        found = Page.objects.filter(pk=pk).first()
        page = found.specific if found else None
        return (get_due_version(page) or page) if isinstance(page, BasePage) else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request, "is_preview", False) and not self.is_shown_now():
            raise Http404
        return super().serve(request, *args, **kwargs)

    @classmethod
    def get_reason_to_keep(cls, page: Page) -> str:
        """This function will say why pages of this kind forbid to delete a page with all below it; "" if they do not mind."""
        return ""

    def get_highlights(self, limit: int) -> list[Highlight]:
        """This function will return at most `limit` things that this section puts forward now."""
        return []

    def get_summary(self) -> str:
        """This function will return what may be said of this page to anyone. Never taken from its body."""
        return self.search_description

    # --- for lists that know no page type ------------------------------------------------------------------------------

    @classmethod
    def find_listed(cls) -> PageQuerySet[Self]:
        """This function will return the pages of this type that anyone may see now, ready for `as_card`."""
        return cls._default_manager.none()

    @classmethod
    def find_by(cls, person: Person) -> PageQuerySet[Self]:
        """This function will return those of them that this person wrote, teaches or hosts, the newest first."""
        return cls._default_manager.none()

    def as_card(self) -> Highlight:
        """This function will return the page as a card in a list, without a query of its own."""
        return Highlight(title=self.title, url=self.url or "", summary=self.get_summary())

    def get_public_text(self) -> str:
        """This function will return the words of the page that anyone may read: search shows a piece of them."""
        return self.get_summary()

    # --- for calls to action -------------------------------------------------------------------------------------------

    def get_way_on(self) -> Highlight | None:
        """This function will return the page as something to go on to now; None where nothing can be done any more."""
        return self.as_card() if self.leads_strangers_on() else None

    def get_next_way_on(self) -> Highlight | None:
        """This function will return what stands open instead, once this page does not. Most pages name nothing."""
        return None


class PersonQuerySet(models.QuerySet["Person"]):
    def shown(self) -> PersonQuerySet:
        """Those whom the school puts forward."""
        return self.filter(shown_on_home=True)


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

    objects = PersonQuerySet.as_manager()

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

    def get_absolute_url(self) -> str:
        return reverse("pages:person", args=[self.slug])


class HomePage(BasePage):
    """The school on one screen: for whom, what they will be able to do, the next date, how to begin."""

    headline = models.CharField(max_length=120)
    introduction = RichTextField(features=["bold", "italic", "link"])
    audience = models.CharField("for whom", max_length=200)
    outcomes = StreamField(
        [("item", LineBlock(max_length=60))], blank=True, max_num=3, collapsed=False,
        verbose_name="what one will be able to do",
        help_text="Three short lines: with the next date they stand on the first screen of a phone.",
    )  # fmt: skip
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
        FieldPanel("outcomes"),
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

    cover_field = "hero_image"

    def get_summary(self) -> str:
        return self.search_description or strip_tags(self.introduction)

    def get_head_title(self, context: Mapping[str, Any]) -> str:
        return self.seo_title or self.headline

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        settings = context.get("site_settings")
        school = structured_data.organization(
            description=settings.tagline if settings else "", email=settings.contact_email if settings else ""
        )
        return [school, structured_data.website()]

    def get_share_card(self) -> ShareCard:
        card = super().get_share_card()
        return card if card.chosen_file else ShareCard(self.headline, byline=self.audience)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["course"] = next(iter(highlights_of(self.course_page, 1)), None)
        context["next_webinar"] = next(iter(highlights_of(self.webinar_index_page, 1)), None)
        context["latest_posts"] = highlights_of(self.blog_index_page, 3)
        context["blog_url"] = self.blog_index_page.get_url(request) if self.blog_index_page else ""
        context["webinars_url"] = self.webinar_index_page.get_url(request) if self.webinar_index_page else ""
        context["faculty"] = Person.objects.shown().select_related("portrait")
        return context


def next_open_beside(page: BasePage) -> Highlight | None:
    """This function will return the first thing still open in the section of this page, else what the home page puts forward."""
    home = HomePage.objects.ancestor_of(page).select_related("webinar_index_page", "course_page").first()
    sections = [page.get_parent(), *([home.webinar_index_page, home.course_page] if home else [])]
    for section in sections:
        for highlight in highlights_of(section, MOST_ASKED):
            if highlight.is_open and highlight.url != page.url:
                return highlight
    return None


def highlights_of(page: Page | None, limit: int) -> list[Highlight]:
    """This function will ask a section of the site what it puts forward; a closed or foreign one puts forward nothing."""
    if page is None or not is_shown_now(page) or page.get_view_restrictions().exists():
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

    def get_summary(self) -> str:
        return self.search_description or self.introduction


class FacultyPage(BasePage):
    """Everybody who writes and teaches; each of them has a page below it."""

    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = "faculty"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["people"] = Person.objects.shown().select_related("portrait").prefetch_related("portrait__renditions")
        return context

    def get_further_paths(self) -> list[tuple[str, datetime.datetime | None]]:
        return [(person.get_absolute_url(), None) for person in Person.objects.shown()]


class GlossaryPage(BasePage):
    """The words of the trade, from A to Z."""

    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = "glossary"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["terms"] = Term.objects.all()
        return context


class ContactPage(BasePage):
    """The page with the form that reaches the owner. The form itself is drawn and taken by its own room's tag and view."""

    introduction = models.TextField(blank=True)
    body = StreamField(ArticleBody(), blank=True, help_text="Below the form: other ways, and what not to send.")

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = "contact page"


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """What the editor may say about the school as a whole. Prices, keys and senders are not among it."""

    tagline = models.CharField(max_length=160, default="How to open a ketamine clinic, and how to keep it open.")
    disclaimer = models.TextField(
        default="For clinicians. Education, not legal, billing or medical advice. Not accredited for CME."
    )
    contact_email = models.EmailField(default="hello@ketamine-startup.example")
    refund_policy = RichTextField(features=SMALL_TEXT_FEATURES, blank=True)
    refund_days = models.PositiveSmallIntegerField(
        "days for refunds", null=True, blank=True,
        help_text="For how many days after paying the policy gives the money back, as its words say. "
        "Empty: nobody is offered a form; they are asked to write.",
    )  # fmt: skip

    panels = [
        FieldPanel("tagline"),
        FieldPanel("disclaimer"),
        FieldPanel("contact_email"),
        FieldPanel("refund_policy"),
        FieldPanel("refund_days"),
    ]

    class Meta:
        verbose_name = "site settings"
