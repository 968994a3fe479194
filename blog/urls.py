"""Addresses of the blog that no page of the tree has: feeds and topics."""

from django.urls import path

from blog import views
from blog.feeds import PostFeed, TopicFeed

app_name = "blog"

urlpatterns = [
    path("feed/", PostFeed(), name="feed"),
    path("topic/<slug:slug>/", views.topic, name="topic"),
    path("topic/<slug:slug>/feed/", TopicFeed(), name="topic_feed"),
]
