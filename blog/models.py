"""The blog: an index and its posts. Both are public; nothing here is gated."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from pages.blocks import ArticleBody, reading_minutes, table_of_contents
from pages.models import BasePage, Highlight, Person, SiteImage

POSTS_A_PAGE = 12


@register_snippet
class Topic(models.Model):
    """What a post is about; one topic a post, so that no reader meets a thin archive."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(unique=True)
    introduction = models.TextField(blank=True)

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("introduction")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BlogIndexPage(BasePage):
    """All posts, newest first, by topic if the reader wants."""

    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["blog.BlogPostPage"]
    max_count = 1

    class Meta:
        verbose_name = "blog"

    def get_posts(self) -> BlogPostPageQuerySet:
        """This function will return the posts that a visitor may see now, newest first, ready for cards."""
        return BlogPostPage.objects.child_of(self).visible().newest_first().for_cards()

    def get_highlights(self, limit: int) -> list[Highlight]:
        return [post.as_highlight() for post in self.get_posts()[:limit]]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        topics = list(Topic.objects.filter(posts__live=True).distinct())
        wanted = request.GET.get("topic", "")
        current = next((topic for topic in topics if topic.slug == wanted), None)
        posts = self.get_posts()
        if current:
            posts = posts.filter(topic=current)
        page = Paginator(posts, POSTS_A_PAGE).get_page(request.GET.get("page"))
        leads = page.number == 1 and current is None and page.object_list
        context["posts"] = page
        context["lead_post"] = page.object_list[0] if leads else None
        context["topic"] = current
        context["topics"] = [
            {"name": topic.name, "slug": topic.slug, "url": f"?topic={topic.slug}", "is_current": topic == current}
            for topic in topics
        ]
        context["feed_url"] = reverse("blog:feed")
        return context


class BlogPostPageQuerySet(PageQuerySet):
    def visible(self) -> BlogPostPageQuerySet:
        """Live, public, and neither ahead of its date nor past its expiry at this very moment, whatever the clockwork did."""
        now = timezone.now()
        return (
            self.live()
            .public()
            .filter(models.Q(expire_at__isnull=True) | models.Q(expire_at__gt=now))
            .filter(models.Q(go_live_at__isnull=True) | models.Q(go_live_at__lte=now))
        )

    def newest_first(self) -> BlogPostPageQuerySet:
        return self.order_by("-published_on", "-pk")

    def for_cards(self) -> BlogPostPageQuerySet:
        """With what a card shows, and without the body, which no card reads."""
        return (
            self.select_related("topic", "author", "author__portrait", "cover")
            .prefetch_related("cover__renditions")
            .defer_streamfields()
        )


class BlogPostPage(BasePage):
    """One post. Its address is /blog/<slug>/."""

    introduction = models.TextField(
        "standfirst", max_length=400, help_text="Two sentences under the title, and on cards."
    )
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="posts")
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="posts")
    reviewer = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_posts",
        verbose_name="medically reviewed by",
    )
    published_on = models.DateField("date", default=datetime.date.today)
    checked_on = models.DateField("facts checked on", null=True, blank=True)
    cover = models.ForeignKey(SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover_alt_text = models.CharField("alternative text", max_length=300, blank=True)
    body = StreamField(ArticleBody())
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = PageManager.from_queryset(BlogPostPageQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("topic"),
        MultiFieldPanel([FieldPanel("author"), FieldPanel("reviewer")], heading="People"),
        MultiFieldPanel([FieldPanel("published_on"), FieldPanel("checked_on")], heading="Dates"),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt_text")], heading="Cover"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "post"
        indexes = [models.Index(fields=["-published_on", "-page_ptr"], name="posts_by_date")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.reading_minutes = reading_minutes(self.body)
        super().save(*args, **kwargs)

    @property
    def updated_on(self) -> datetime.date | None:
        """The day of the last publication, where it is later than the date on the post."""
        if self.last_published_at and self.last_published_at.date() > self.published_on:
            return self.last_published_at.date()
        return None

    def get_summary(self) -> str:
        return self.search_description or self.introduction

    def as_highlight(self) -> Highlight:
        """This function will return the post as a card for other rooms."""
        return Highlight(
            title=self.title,
            url=self.url,
            summary=self.introduction,
            image=self.cover,
            image_alt=self.cover_alt_text,
            label=self.topic.name if self.topic else "",
        )

    def get_neighbours(self) -> tuple[BlogPostPage | None, BlogPostPage | None]:
        """This function will return the posts before and after this one by date, as (previous, next)."""
        others = BlogPostPage.objects.sibling_of(self, inclusive=False).visible().for_cards()
        same_day = models.Q(published_on=self.published_on)
        earlier = others.filter(models.Q(published_on__lt=self.published_on) | (same_day & models.Q(pk__lt=self.pk)))
        later = others.filter(models.Q(published_on__gt=self.published_on) | (same_day & models.Q(pk__gt=self.pk)))
        return earlier.newest_first().first(), later.order_by("published_on", "pk").first()

    def get_related(self, limit: int = 2) -> list[BlogPostPage]:
        """This function will return the newest other posts of the same topic."""
        others = BlogPostPage.objects.sibling_of(self, inclusive=False).visible().for_cards()
        return list(others.filter(topic_id=self.topic_id).newest_first()[:limit])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["previous_post"], context["next_post"] = self.get_neighbours()
        context["related_posts"] = self.get_related()
        context["table_of_contents"] = table_of_contents(self.body)
        context["blog_index"] = self.get_parent()
        return context
