from django.urls import path

from payments import views, webhooks

app_name = "payments"

urlpatterns = [
    path("checkout/<int:offer_pk>/", views.buy, name="buy"),
    path("checkout/<uuid:order_uuid>/done/", views.done, name="done"),
    path("checkout/<uuid:order_uuid>/cancelled/", views.cancelled, name="cancelled"),
    path("orders/", views.orders, name="orders"),
    path("orders/<uuid:order_uuid>/", views.order, name="order"),
    path("stripe/webhook/", webhooks.receive, name="webhook"),
]
