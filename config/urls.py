"""The addresses of the school. Wagtail's page tree comes last: it takes whatever is left."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import views
from pages import converters as converters  # known to every room by name before its addresses are read

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    # The other doors lead to allauth, which alone has rate limits and second factors.
    path("admin/login/", to_sign_in, name="admin_login_door"),
    path("_util/login/", to_sign_in),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("payments.urls")),
    path("", include("courses.urls")),
    path("", include("webinars.urls")),
    path("blog/", include("blog.urls")),
    path("", include("pages.urls")),
    path("newsletter/", include("newsletter.urls")),
    path("robots.txt", views.robots),
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}icons/favicon.ico")),
    re_path(r"^media/(?P<path>.+)$", views.media, name="media"),
]

if settings.MAIL_MAILBOX_ENABLED:
    urlpatterns.append(path("mailbox/", include("mail.urls")))

urlpatterns.append(path("", include(wagtail_urls)))

handler400 = "django.views.defaults.bad_request"
handler404 = "config.views.page_not_found"
