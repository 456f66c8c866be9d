"""Routes of placements, one list for each kind of host."""

from __future__ import annotations

from django.urls import path

from consortium.placements import views
from consortium.placements.api import OfConsortium, OfCooperative, OfTown, Requests

app_name = "placements"
town = (
    [
        path("", views.town_placements, name="placements"),
        path("here/", views.here, name="here"),
        path("new/", views.request_placement, name="request"),
        path("<uuid:pk>/", views.town_placement, name="placement"),
        path("<uuid:pk>/<slug:move>/", views.town_move, name="move"),
    ],
    app_name,
)
cooperative = (
    [
        path("", views.cooperative_placements, name="placements"),
        path("workers/", views.workers, name="workers"),
        path("<uuid:pk>/", views.cooperative_placement, name="placement"),
        path("<uuid:pk>/<slug:move>/", views.cooperative_move, name="move"),
    ],
    app_name,
)
consortium = (
    [
        path("", views.consortium_placements, name="placements"),
        path("<uuid:pk>/", views.consortium_placement, name="placement"),
    ],
    app_name,
)

API = "placements_api"
api_town = (
    [
        path("", OfTown.as_view({"get": "list"}), name="list"),
        path("requests/", Requests.as_view({"post": "create"}), name="requests"),
        path("cooperatives/", Requests.as_view({"get": "cooperatives"}), name="cooperatives"),
        path("<uuid:pk>/", OfTown.as_view({"get": "retrieve"}), name="placement"),
        path("<uuid:pk>/moves/", Requests.as_view({"post": "moves"}), name="moves"),
    ],
    API,
)
api_cooperative = (
    [
        path("", OfCooperative.as_view({"get": "list"}), name="list"),
        path("workers/", OfCooperative.as_view({"get": "workers"}), name="workers"),
        path("<uuid:pk>/", OfCooperative.as_view({"get": "retrieve"}), name="placement"),
        path("<uuid:pk>/moves/", OfCooperative.as_view({"post": "moves"}), name="moves"),
    ],
    API,
)
api_consortium = (
    [
        path("", OfConsortium.as_view({"get": "list"}), name="list"),
        path("<uuid:pk>/", OfConsortium.as_view({"get": "retrieve"}), name="placement"),
    ],
    API,
)
