"""The blog: an index and its posts. Both are public; nothing here is gated."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from blog import structured_data
from blog.memory import ImportedPicture, ImportedPost
from pages.annotations import annotator_for
from pages.blocks import ArticleBody, plain_texts, reading_minutes, table_of_contents
from pages.excerpts import as_sentences
from pages.findable import human_date, newest_change
from pages.head import iso
from pages.models import BasePage, Highlight, Person, SiteImage
from pages.paging import page_of
from pages.schedule import DatedPageQuerySet
from pages.structured_data import Thing
from scheduling.wall_time import today_at_school

__all__ = ["ImportedPicture", "ImportedPost"]

POSTS_A_PAGE = 12
MOST_RELATED = 3
FEWEST_SECTIONS = 3
"""A shorter post is seen at a glance and needs no table of contents."""
FEWEST_POSTS = 3
"""A topic with fewer is a thin archive: it stands, but no search engine is sent there."""

TAKEN_SLUGS = {"feed", "topic"}
"""Under these lie the feeds and the topics."""


class TopicQuerySet(models.QuerySet["Topic"]):
    def of_posts(self, posts: BlogPostPageQuerySet) -> TopicQuerySet:
        """The topics of these posts, each with their number as `number_of_posts`."""
        return self.filter(posts__in=posts).annotate(number_of_posts=models.Count("posts")).order_by("name")


@register_snippet
class Topic(models.Model):
    """What a post is about; one topic a post, so that no reader meets a thin archive. Its address is /blog/topic/<slug>/."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(unique=True)
    introduction = models.TextField(blank=True, help_text="Two or three sentences that open the page of the topic.")

    objects = TopicQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("introduction")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("blog:topic", args=[self.slug])

    @property
    def is_thin(self) -> bool:
        """Whether it holds too few posts to be worth finding; asked only of what `of_posts` counted."""
        return self.number_of_posts < FEWEST_POSTS  # type: ignore[attr-defined]


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

    def get_summary(self) -> str:
        return self.search_description or self.introduction

    def get_last_change(self) -> datetime.datetime | None:
        return newest_change(self, BlogPostPage)

    def get_canonical_query(self, context: Mapping[str, Any]) -> dict[str, Any]:
        posts = context.get("posts")
        return {"page": posts.number} if posts and posts.number > 1 else {}

    def get_head_title(self, context: Mapping[str, Any]) -> str:
        posts, title = context.get("posts"), super().get_head_title(context)
        return f"{title}, page {posts.number}" if posts and posts.number > 1 else title

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [structured_data.listing(self, context.get("posts") or [], self.get_canonical_query(context))]

    def get_highlights(self, limit: int) -> list[Highlight]:
        return [post.as_highlight() for post in self.get_posts()[:limit]]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        slug = request.GET.get("topic", "").replace("\x00", "")[:50]
        topic = Topic.objects.filter(slug=slug).first() if slug else None
        if topic:  # where topics lay before they had addresses of their own
            return HttpResponsePermanentRedirect(topic.get_absolute_url())
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        posts = page_of(request, self.get_posts(), size=POSTS_A_PAGE)
        context["posts"] = posts
        context["lead_post"] = posts.object_list[0] if posts.number == 1 and posts.object_list else None
        context["topics"] = self.get_topics()
        context["feed_url"] = reverse("blog:feed")
        return context

    def get_topics(self) -> TopicQuerySet:
        """This function will return the topics under which a reader finds something now, each with its number of posts."""
        return Topic.objects.of_posts(BlogPostPage.objects.child_of(self).visible())

    def get_further_paths(self) -> list[tuple[str, datetime.datetime | None]]:
        return [(topic.get_absolute_url(), None) for topic in self.get_topics() if not topic.is_thin]


class BlogPostPageQuerySet(DatedPageQuerySet):
    def visible(self) -> BlogPostPageQuerySet:
        """Public, and within its dates at this very moment, whatever the clockwork did."""
        return super().visible().public()

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
    reviewed_by = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_posts",
        verbose_name="medically reviewed by",
    )
    published_on = models.DateField("date", default=today_at_school)
    updated_on = models.DateField(
        "updated on",
        null=True,
        blank=True,
        help_text="When it last came to say something else. Not for corrections of spelling.",
    )
    checked_on = models.DateField(
        "facts checked on", null=True, blank=True, help_text="When somebody last held it against its sources."
    )
    next_check_on = models.DateField(
        "next check", null=True, blank=True, help_text="Left empty: a year after the last check."
    )
    cover = models.ForeignKey(SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover_alt_text = models.CharField("alternative text", max_length=300, blank=True)
    body = StreamField(ArticleBody())
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = PageManager.from_queryset(BlogPostPageQuerySet)()

    listed_as = "Articles"

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("topic"),
        MultiFieldPanel([FieldPanel("author"), FieldPanel("reviewed_by")], heading="People"),
        MultiFieldPanel(
            [
                FieldPanel("published_on"),
                FieldPanel("updated_on"),
                FieldPanel("checked_on"),
                FieldPanel("next_check_on"),
            ],
            heading="Dates",
        ),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt_text")], heading="Cover"),
        FieldPanel("body"),
        InlinePanel(
            "chosen_related",
            heading="Related posts",
            label="Post",
            max_num=MOST_RELATED,
            help_text="Left empty, the newest posts of the same topic are shown.",
        ),
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

    def clean(self) -> None:
        super().clean()
        faults = {}
        if self.slug in TAKEN_SLUGS:
            faults["slug"] = "This address is taken by the blog's own pages."
        if self.updated_on and self.published_on and self.updated_on < self.published_on:
            faults["updated_on"] = "A post cannot be updated before it was published."
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)  # it may be that day already where the editor sits
        if self.checked_on and self.checked_on > tomorrow:
            faults["checked_on"] = "A check is recorded once it was made; this date is still to come."
        if self.next_check_on and self.checked_on and self.next_check_on <= self.checked_on:
            faults["next_check_on"] = "The next check comes after the last one."
        if faults:
            raise ValidationError(faults)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.checked_on and not self.next_check_on:
            self.next_check_on = a_year_after(self.checked_on)
        super().full_clean(*args, **kwargs)

    @property
    def is_check_due(self) -> bool:
        """Whether the day of the next check has come and nobody has recorded one."""
        return bool(self.next_check_on and self.next_check_on <= timezone.localdate())

    def get_summary(self) -> str:
        return self.search_description or self.introduction

    og_type = "article"
    cover_field = "cover"

    def get_og_facts(self) -> tuple[tuple[str, str], ...]:
        facts = [("article:published_time", iso(self.published_on)), ("article:modified_time", iso(self.updated_on))]
        facts += [("article:author", self.author.name if self.author else "")]
        facts += [("article:section", self.topic.name if self.topic else "")]
        return tuple((name, fact) for name, fact in facts if fact)

    def get_share_eyebrow(self) -> str:
        return self.topic.name if self.topic else ""

    def get_share_byline(self) -> str:
        return ", ".join(filter(None, [str(self.author or ""), human_date(self.published_on)]))

    def get_structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [structured_data.posting(self)]

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

    @classmethod
    def find_listed(cls) -> BlogPostPageQuerySet:
        return cls.objects.visible().for_cards()

    @classmethod
    def find_by(cls, person: Person) -> BlogPostPageQuerySet:
        return cls.find_listed().filter(author=person).newest_first()

    def as_card(self) -> Highlight:
        return self.as_highlight()

    def get_public_text(self) -> str:
        return as_sentences([self.introduction, *plain_texts(self.body)])

    def get_neighbours(self) -> tuple[BlogPostPage | None, BlogPostPage | None]:
        """This function will return the posts before and after this one by date, as (previous, next)."""
        others = BlogPostPage.objects.sibling_of(self, inclusive=False).visible().defer_streamfields()
        same_day = models.Q(published_on=self.published_on)
        earlier = others.filter(models.Q(published_on__lt=self.published_on) | (same_day & models.Q(pk__lt=self.pk)))
        later = others.filter(models.Q(published_on__gt=self.published_on) | (same_day & models.Q(pk__gt=self.pk)))
        return earlier.newest_first().first(), later.order_by("published_on", "pk").first()

    def get_related(self, limit: int = MOST_RELATED) -> list[BlogPostPage]:
        """This function will return the posts that the editor chose, then the newest others of the same topic."""
        others = BlogPostPage.objects.sibling_of(self, inclusive=False).visible().for_cards()
        places = {chosen.post_id: place for place, chosen in enumerate(self.chosen_related.all())}
        chosen = sorted(others.filter(pk__in=places), key=lambda post: places[post.pk]) if places else []
        if len(chosen) < limit:
            same_topic = others.filter(topic_id=self.topic_id).exclude(pk__in=places).newest_first()
            chosen += same_topic[: limit - len(chosen)]
        return chosen[:limit]

    def gather_pictures(self) -> None:
        """This function will fetch the sizes of all pictures of the post at once, however many figures it has."""
        figures = [child.value["image"] for child in self.body if child.block_type == "figure"]
        pictures = [self.cover, self.author.portrait if self.author else None, *figures]
        models.prefetch_related_objects([picture for picture in pictures if picture], "renditions")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["previous_post"], context["next_post"] = self.get_neighbours()
        context["related_posts"] = self.get_related()
        sections = table_of_contents(self.body)
        context["table_of_contents"] = sections if len(sections) >= FEWEST_SECTIONS else []
        context["annotator"] = annotator_for(self.body)
        self.gather_pictures()
        return context


class RelatedPost(Orderable):
    """A post that an editor puts beside another."""

    source = ParentalKey(BlogPostPage, on_delete=models.CASCADE, related_name="chosen_related")
    post = models.ForeignKey(BlogPostPage, on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("post")]

    def __str__(self) -> str:
        return self.post.title


def a_year_after(day: datetime.date) -> datetime.date:
    """This function will return the same day of the next year; the 29th of February is followed by the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
