from django.urls import path

from webinars import views

app_name = "webinars"

urlpatterns = [
    path("webinars/join/<str:token>/", views.join, name="join"),
    path("webinars/registration/<str:token>/", views.registration, name="registration"),
    path("webinars/<page_slug:slug>/register/", views.register, name="register"),
    path("webinars/<page_slug:slug>/resend/", views.resend, name="resend"),
    path("webinars/<page_slug:slug>/registered/", views.registered, name="registered"),
    path("webinars/<page_slug:slug>/calendar.ics", views.calendar, name="calendar"),
]
