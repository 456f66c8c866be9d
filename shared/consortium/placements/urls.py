"""Routes of placements, one list for each kind of host."""

from __future__ import annotations

from django.urls import path

from consortium.placements import views

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
