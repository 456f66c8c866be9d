from __future__ import annotations

from django.urls import path

from town.volunteers import views

app_name = "volunteers"
urlpatterns = [
    path("volunteers/", views.offers, name="list"),
    path("volunteers/new/", views.new, name="new"),
    path("volunteers/<uuid:pk>/", views.offer, name="offer"),
    path("volunteers/<uuid:pk>/<slug:move>/", views.move, name="move"),
]
