from django.urls import path

from webinars import views

app_name = "webinars"

urlpatterns = [
    path("webinars/join/<str:token>/", views.join, name="join"),
    path("webinars/registration/<str:token>/", views.registration, name="registration"),
    path("webinars/<slug:slug>/register/", views.register, name="register"),
    path("webinars/<slug:slug>/resend/", views.resend, name="resend"),
    path("webinars/<slug:slug>/registered/", views.registered, name="registered"),
    path("webinars/<slug:slug>/calendar.ics", views.calendar, name="calendar"),
]
