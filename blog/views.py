"""The pages of topics. They belong to no page of the tree: a topic is a word, and its posts lie under the blog."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.models import FEWEST_POSTS, POSTS_A_PAGE, Topic
from blog.selectors import get_blog_or_404
from pages.head import HIDDEN, SHOWN, Head, shorten
from pages.paging import address_of, page_of
from pages.structured_data import breadcrumbs


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a topic is about and its posts, newest first."""
    blog = get_blog_or_404(request)
    current = get_object_or_404(Topic, slug=slug)
    posts = page_of(request, blog.get_posts().filter(topic=current), size=POSTS_A_PAGE)
    context = {
        "blog": blog,
        "topic": current,
        "topics": blog.get_topics(),
        "posts": posts,
        "feed_url": reverse("blog:topic_feed", args=[current.slug]),
        "head": Head(
            title=f"{current}, page {posts.number}" if posts.number > 1 else str(current),
            description=shorten(current.introduction or blog.get_summary()),
            address=address_of(current, posts),
            robots=HIDDEN if posts.paginator.count < FEWEST_POSTS else SHOWN,
            picture=blog.get_share_picture(),
            structured_data=(
                breadcrumbs([*blog.get_trail(request), (blog.title, blog.get_path()), (current.name, request.path)]),
            ),
        ),
        "trail": [{"title": blog.title, "url": blog.get_url(request)}],
    }
    return TemplateResponse(request, "blog/topic.html", context)
