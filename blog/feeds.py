"""The Atom feeds, of all posts and of each topic, with their full text. Built from what anyone may read."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from blog.entries import Entry, entries_of, fit_for_xml
from blog.models import BlogIndexPage, BlogPostPageQuerySet, Topic
from blog.selectors import get_blog_or_404

POSTS_IN_FEED = 20


class FullTextAtom(Atom1Feed):
    """Atom with what Django leaves out: the text itself."""

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


@dataclass(frozen=True)
class Channel:
    """What one feed is about: the whole blog, or a topic of it."""

    blog: BlogIndexPage
    topic: Topic | None = None

    @property
    def root(self) -> str:
        return self.blog.full_url.removesuffix(self.blog.url)

    def get_posts(self) -> BlogPostPageQuerySet:
        posts = self.blog.get_posts()
        return posts.filter(topic=self.topic) if self.topic else posts

    def get_state(self) -> tuple[str, datetime.datetime | None]:
        """This function will return what changes whenever the feed does, and the moment at which it last did."""
        state = list(self.get_posts().values_list("pk", "last_published_at")[:POSTS_IN_FEED])
        moments = [moment for _, moment in state if moment]
        return hashlib.sha256(repr(state).encode()).hexdigest()[:32], max(moments, default=None)


class PostFeed(Feed):
    """The newest posts, whole."""

    feed_type = FullTextAtom
    language = "en"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Spare a reader's program what it has already: most of its visits find nothing new."""
        state, moment = self.get_object(request, *args, **kwargs).get_state()
        # By the state alone: a post that expired leaves the feed without any newer date.
        unchanged = get_conditional_response(request, etag=f'"{state}"')
        if unchanged is None and "If-None-Match" not in request.headers and moment:
            unchanged = get_conditional_response(request, last_modified=int(moment.timestamp()))
        response = unchanged or super().__call__(request, *args, **kwargs)
        response["ETag"] = f'"{state}"'
        return response

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Channel:
        return Channel(get_blog_or_404(request))

    def title(self, channel: Channel) -> str:
        return f"{channel.blog.title} - {settings.WAGTAIL_SITE_NAME}"

    def subtitle(self, channel: Channel) -> str:
        return channel.blog.introduction

    def link(self, channel: Channel) -> str:
        return channel.blog.full_url

    def feed_url(self, channel: Channel) -> str:
        return channel.root + reverse("blog:feed")

    def items(self, channel: Channel) -> list[Entry]:
        return entries_of(list(channel.get_posts().defer(None)[:POSTS_IN_FEED]))

    def item_title(self, entry: Entry) -> str:
        return fit_for_xml(entry.post.title)

    def item_description(self, entry: Entry) -> str:
        return escape(fit_for_xml(entry.post.introduction))

    def item_extra_kwargs(self, entry: Entry) -> dict[str, str]:
        return {"content": entry.html}

    def item_link(self, entry: Entry) -> str:
        return entry.post.full_url

    def item_guid(self, entry: Entry) -> str:
        """What stays when an editor changes the address: a reader's program shows no post twice."""
        return f"urn:uuid:{entry.post.translation_key}"

    def item_author_name(self, entry: Entry) -> str | None:
        return entry.post.author.name if entry.post.author else None

    def item_author_link(self, entry: Entry) -> str | None:
        author = entry.post.author
        return entry.post.full_url.removesuffix(entry.post.url) + author.get_absolute_url() if author else None

    def item_pubdate(self, entry: Entry) -> datetime.datetime:
        return datetime.datetime.combine(entry.post.published_on, datetime.time(12), tzinfo=datetime.UTC)

    def item_updateddate(self, entry: Entry) -> datetime.datetime:
        return max(self.item_pubdate(entry), entry.post.last_published_at or self.item_pubdate(entry))

    def item_categories(self, entry: Entry) -> list[str]:
        return [entry.post.topic.name] if entry.post.topic else []


class TopicFeed(PostFeed):
    """The newest posts of one topic."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Channel:
        return Channel(get_blog_or_404(request), get_object_or_404(Topic, slug=kwargs["slug"]))

    def title(self, channel: Channel) -> str:
        return f"{channel.topic} - {super().title(channel)}"

    def subtitle(self, channel: Channel) -> str:
        return channel.topic.introduction if channel.topic else ""

    def link(self, channel: Channel) -> str:
        return channel.root + reverse("blog:topic", args=[channel.topic.slug])  # type: ignore[union-attr]

    def feed_url(self, channel: Channel) -> str:
        return channel.root + reverse("blog:topic_feed", args=[channel.topic.slug])  # type: ignore[union-attr]
