from __future__ import annotations

from django.urls import path

from town.people import views
from town.people.api import People

app_name = "people"
urlpatterns = [
    path("persone/", views.search, name="search"),
    path("persone/scelte/", views.options, name="options"),
    path("persone/nuova/", views.new, name="new"),
    path("persone/<uuid:pk>/", views.person, name="person"),
    path("persone/<uuid:pk>/modifica/", views.change, name="change"),
    path("api/v1/people/", People.as_view({"post": "create"}), name="api_list"),
    path("api/v1/people/search/", People.as_view({"post": "search"}), name="api_search"),
    path("api/v1/people/<uuid:pk>/", People.as_view({"get": "retrieve", "put": "update"}), name="api_person"),
]
