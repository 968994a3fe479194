from django.urls import path

from blog.feeds import PostFeed

app_name = "blog"

urlpatterns = [path("feed/", PostFeed(), name="feed")]
