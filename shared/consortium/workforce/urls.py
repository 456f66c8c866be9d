"""Workers on the host of the cooperative that employs them."""

from __future__ import annotations

from django.urls import path

from consortium.workforce import views

app_name = "workforce"
urlpatterns = [
    path("new/", views.register, name="register"),
    path("<uuid:pk>/", views.change, name="change"),
]
