"""Every post with its author, its topic and its dates, for the desk."""

from __future__ import annotations

from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from blog.models import BlogPostPage, BlogPostPageQuerySet
from pages.reports import DeskReport


class PostFilters(WagtailFilterSet):
    class Meta:
        model = BlogPostPage
        fields = ["author", "topic", "live"]


class PostsReport(DeskReport):
    model = BlogPostPage
    page_title = "Posts by author and topic"
    header_icon = "doc-full"
    index_url_name = "posts_report"
    index_results_url_name = "posts_report_results"
    export_filename = "posts"
    filterset_class = PostFilters
    columns = [
        TitleColumn("title", label="Post", get_url=lambda post: reverse("wagtailadmin_pages:edit", args=[post.pk])),
        Column("author", label="Author"),
        Column("topic", label="Topic"),
        Column("status_string", label="State"),
        DateColumn("published_on", label="Published"),
        DateColumn("checked_on", label="Checked"),
        DateColumn("next_check_on", label="Next check"),
    ]
    list_export = ["title", "author", "topic", "status_string", "published_on", "checked_on", "next_check_on"]
    export_headings = {
        "title": "Post", "author": "Author", "topic": "Topic", "status_string": "State", "published_on": "Published",
        "checked_on": "Checked", "next_check_on": "Next check",
    }  # fmt: skip

    def get_queryset(self) -> BlogPostPageQuerySet:
        posts = BlogPostPage.objects.select_related("author", "topic").defer_streamfields()
        return posts.order_by("author__name", "topic__name", "-published_on")
