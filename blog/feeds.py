"""The Atom feed. Built from what anyone may read."""

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed
from wagtail.models import Site

from blog.models import BlogIndexPage, BlogPostPage

POSTS_IN_FEED = 20


class PostFeed(Feed):
    """The newest posts, with their standfirst."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> BlogIndexPage:
        site = Site.find_for_request(request)
        blog = BlogIndexPage.objects.live().descendant_of(site.root_page).first() if site else None
        if blog is None:
            raise Http404
        return blog

    def title(self, blog: BlogIndexPage) -> str:
        return f"{blog.title} - Ketamine StartUp"

    def subtitle(self, blog: BlogIndexPage) -> str:
        return blog.introduction

    def link(self, blog: BlogIndexPage) -> str:
        return blog.full_url

    def items(self, blog: BlogIndexPage) -> list[BlogPostPage]:
        return list(blog.get_posts()[:POSTS_IN_FEED])

    def item_title(self, item: BlogPostPage) -> str:
        return item.title

    def item_description(self, item: BlogPostPage) -> str:
        return item.introduction

    def item_link(self, item: BlogPostPage) -> str:
        return item.full_url

    def item_author_name(self, item: BlogPostPage) -> str | None:
        return item.author.name if item.author else None

    def item_pubdate(self, item: BlogPostPage):  # type: ignore[no-untyped-def]
        return item.first_published_at

    def item_updateddate(self, item: BlogPostPage):  # type: ignore[no-untyped-def]
        return item.last_published_at

    def item_categories(self, item: BlogPostPage) -> list[str]:
        return [item.topic.name] if item.topic else []
