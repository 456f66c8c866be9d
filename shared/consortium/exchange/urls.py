from __future__ import annotations

from django.urls import path

from consortium.exchange import views

app_name = "exchange"
urlpatterns = [
    path("invii/", views.board, name="board"),
    path("invii/<uuid:pk>/", views.referral, name="referral"),
    path("invii/<uuid:pk>/<slug:name>/", views.decision, name="decision"),
]
