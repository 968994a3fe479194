from django.urls import path

from mail import views

app_name = "mail"

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/html/", views.letter_html, name="letter_html"),
    path("<int:pk>/files/<str:name>", views.attachment, name="attachment"),
]
