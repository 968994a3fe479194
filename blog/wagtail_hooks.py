"""Where the blog joins Wagtail: old addresses that are questions, the list of posts, and their report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from blog.reports import PostsReport
from blog.viewsets import PostViewSet
from pages.redirects import follow
from pages.reports import report_urls

OLD_QUESTIONS = ("p", "attachment_id", "category", "tag")


@hooks.register("before_serve_page")
def lead_old_questions_on(page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any) -> HttpResponse | None:
    """`/?p=12` and `/blog?category=Billing` would be answered by the home page and the blog; the redirects know better."""
    for name in OLD_QUESTIONS:
        if value := request.GET.get(name):
            old = Redirect.normalise_path(f"{request.path}?{name}={value}", decode_unicode=False)
            if get_redirect(request, old) and (found := follow(request, old)):
                target, is_permanent = found
                return HttpResponsePermanentRedirect(target) if is_permanent else HttpResponseRedirect(target)
    return None


@hooks.register("register_admin_viewset")
def register_posts() -> PostViewSet:
    return PostViewSet()


@hooks.register("register_admin_urls")
def register_report_urls() -> list[Any]:
    return report_urls([PostsReport])


@hooks.register("construct_reports_menu")
def add_report(request: HttpRequest, menu_items: list[Any]) -> None:
    menu_items.append(
        MenuItem(
            PostsReport.page_title,
            reverse(PostsReport.index_url_name),
            name=PostsReport.export_filename,
            icon_name=PostsReport.header_icon,
            order=110,
        )
    )
