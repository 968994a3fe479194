from django.urls import path

from payments import views, webhooks

app_name = "payments"

urlpatterns = [
    path("checkout/<key:offer_pk>/", views.buy, name="buy"),
    path("checkout/<key:offer_pk>/team/", views.team_order, name="team_order"),
    path("checkout/<uuid:order_uuid>/done/", views.done, name="done"),
    path("checkout/<uuid:order_uuid>/cancelled/", views.cancelled, name="cancelled"),
    path("offer/<str:token>/", views.private_offer, name="private_offer"),
    path("orders/", views.orders, name="orders"),
    path("orders/<uuid:order_uuid>/", views.order, name="order"),
    path("teams/", views.teams, name="teams"),
    path("teams/<key:product_pk>/", views.team, name="team"),
    path("teams/<key:product_pk>/invite/", views.invite, name="invite"),
    path("teams/<key:product_pk>/own-seat/", views.take_own, name="take_own_seat"),
    path("teams/seats/<key:seat_pk>/resend/", views.resend, name="resend_invitation"),
    path("teams/seats/<key:seat_pk>/take-back/", views.take_back, name="take_back_seat"),
    path("teams/seats/<key:seat_pk>/move/", views.move, name="move_seat"),
    path("seats/<str:token>/", views.invitation, name="invitation"),
    path("seats/<str:token>/accept/", views.accept, name="accept_seat"),
    path("seats/<str:token>/decline/", views.decline, name="decline_seat"),
    path("waiting/<key:product_pk>/join/", views.join, name="waiting_join"),
    path("waiting/<key:product_pk>/joined/", views.joined, name="waiting_joined"),
    path("waiting/<str:token>/", views.waiting, name="waiting"),
    path("orders/<uuid:order_uuid>/card/", views.change_card, name="change_card"),
    path("orders/<uuid:order_uuid>/refund-request/", views.ask_refund, name="ask_refund"),
    path("orders/<uuid:order_uuid>/refund-request/withdraw/", views.withdraw_refund, name="withdraw_refund"),
    path("stripe/webhook/", webhooks.receive, name="webhook"),
]
