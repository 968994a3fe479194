from django.urls import path

from courses import views

app_name = "courses"

urlpatterns = [
    path("learn/", views.learn, name="learn"),
    path("learn/<int:course_pk>/", views.continue_course, name="continue"),
    path("learn/lessons/<int:lesson_pk>/complete/", views.complete, name="complete"),
    path("learn/lessons/<int:lesson_pk>/pictures/<int:image_pk>/<slug:size>/", views.lesson_image, name="lesson_image"),
]
