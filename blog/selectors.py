"""Where the blog is."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from wagtail.models import Site

from blog.models import BlogIndexPage
from pages.schedule import shown_now


def get_blog_or_404(request: HttpRequest) -> BlogIndexPage:
    """This function will return the blog of the site that this request is for, if anyone may see it now."""
    site = Site.find_for_request(request)
    blogs = BlogIndexPage.objects.filter(shown_now()).public()
    blog = blogs.descendant_of(site.root_page).first() if site else None
    if blog is None:
        raise Http404("There is no blog")
    return blog
