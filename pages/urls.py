"""Addresses of the site that no page of the tree has."""

from django.urls import path

from pages import views

app_name = "pages"

urlpatterns = [
    path("faculty/<slug:slug>/", views.person, name="person"),
    path("search/", views.search, name="search"),
    path("contact/send/", views.send_message, name="send_message"),
    path("contact/sent/", views.message_sent, name="message_sent"),
    path("share/<key:page_pk>/<slug:key>.<slug:ending>", views.share_image, name="share_image"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:name>-<key:number>.xml", views.sitemap_part, name="sitemap_part"),
]
