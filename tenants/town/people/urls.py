from __future__ import annotations

from django.urls import path

from town.people import views

app_name = "people"
urlpatterns = [
    path("persone/", views.search, name="search"),
    path("persone/scelte/", views.options, name="options"),
    path("persone/nuova/", views.new, name="new"),
    path("persone/<uuid:pk>/", views.person, name="person"),
    path("persone/<uuid:pk>/modifica/", views.change, name="change"),
]
