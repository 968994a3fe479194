from django.urls import path

from courses import views

app_name = "courses"

urlpatterns = [
    path("learn/", views.learn, name="learn"),
    path("learn/<key:course_pk>/", views.continue_course, name="continue"),
    path("learn/lessons/<key:lesson_pk>/complete/", views.complete, name="complete"),
    path("learn/lessons/<key:lesson_pk>/opened/", views.opened, name="opened"),
    path("learn/lessons/<key:lesson_pk>/pictures/<key:image_pk>/<slug:size>/", views.lesson_image, name="lesson_image"),
]
