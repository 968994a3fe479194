"""How the desk lists the posts under the blog."""

from __future__ import annotations

from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView

from blog.models import BlogPostPage
from pages.viewsets import DeskIndexView, DeskViewSet


class PostIndexView(DeskIndexView):
    fetched = ("author",)


class PostViewSet(DeskViewSet):
    """With the dates that an editor looks for; the state is Wagtail's own column."""

    model = BlogPostPage
    index_view_class = PostIndexView
    columns = [
        *ExplorableIndexView.base_columns[:2],
        Column("author", label="Author", sort_key="author__name"),
        DateColumn("published_on", label="Published", sort_key="published_on", width="10%"),
        DateColumn("checked_on", label="Checked", sort_key="checked_on", width="10%"),
        DateColumn("next_check_on", label="Next check", sort_key="next_check_on", width="10%"),
        ExplorableIndexView.base_columns[-1],
    ]
