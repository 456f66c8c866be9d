"""Routes of the directory, the same on the host of a town and of the consortium."""

from __future__ import annotations

from django.urls import path

from consortium.network.api import Actors, Services
from consortium.network.views import actors, places, published, search, services

app_name = "network"
urlpatterns = [
    path("servizi/", published.services, name="public_services"),
    path("servizi/<uuid:pk>/", published.service, name="public_service"),
    path("directory/", search.search, name="search"),
    path("directory/hits/", search.fragment, name="fragment"),
    path("directory/new/", services.new, name="new"),
    path("directory/quality/", services.quality, name="quality"),
    path("directory/bodies/", actors.actors, name="actors"),
    path("directory/bodies/new/", actors.new, name="new_actor"),
    path("directory/bodies/<uuid:pk>/", actors.change, name="change_actor"),
    path("directory/places/<uuid:pk>/", places.change, name="change_place"),
    path("directory/places/<uuid:pk>/remove/", places.remove, name="remove_place"),
    path("directory/places/<uuid:pk>/hours/", places.hours, name="hours"),
    path("directory/places/<uuid:pk>/days/", places.special_days, name="special_days"),
    path("directory/days/<uuid:pk>/remove/", places.remove_days, name="remove_days"),
    path("directory/<uuid:pk>/", search.service, name="service"),
    path("directory/<uuid:pk>/sheet/", search.sheet, name="sheet"),
    path("directory/<uuid:pk>/change/", services.change, name="change"),
    path("directory/<uuid:pk>/check/", services.check, name="check"),
    path("directory/<uuid:pk>/places/new/", places.new, name="new_place"),
    path("directory/<uuid:pk>/<slug:move>/", services.move, name="move"),
    path(
        "api/v1/directory/services/",
        Services.as_view({"get": "list", "post": "create"}),
        name="api_services",
    ),
    path(
        "api/v1/directory/services/<uuid:pk>/",
        Services.as_view({"get": "retrieve", "put": "update"}),
        name="api_service",
    ),
    path(
        "api/v1/directory/services/<uuid:pk>/moves/",
        Services.as_view({"post": "moves"}),
        name="api_moves",
    ),
    path(
        "api/v1/directory/bodies/",
        Actors.as_view({"get": "list", "post": "create"}),
        name="api_actors",
    ),
]
