from __future__ import annotations

from django.urls import path

from consortium.exchange import views
from consortium.exchange.api import Desk

app_name = "exchange"
urlpatterns = [
    path("invii/", views.board, name="board"),
    path("invii/<uuid:pk>/", views.referral, name="referral"),
    path("invii/<uuid:pk>/<slug:name>/", views.decision, name="decision"),
]

api = (
    [
        path("", Desk.as_view({"get": "list"}), name="list"),
        path("<uuid:pk>/", Desk.as_view({"get": "retrieve"}), name="referral"),
        path("<uuid:pk>/decisions/", Desk.as_view({"post": "decide"}), name="decisions"),
    ],
    "exchange_api",
)
