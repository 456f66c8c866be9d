"""Routes of hours, one list for each kind of host."""

from __future__ import annotations

from django.urls import path

from consortium.hours import views
from consortium.hours.api import ConsortiumMonth, CooperativeMonth, TownMonth, Week

app_name = "hours"
town = (
    [
        path("week/", views.week, name="week"),
        path("month/", views.town_month, name="month"),
        path("month/<uuid:worker>/", views.town_sheet, name="sheet"),
        path("<uuid:pk>/<slug:move>/", views.town_move, name="move"),
    ],
    app_name,
)
cooperative = (
    [
        path("week/", views.week, name="week"),
        path("month/", views.cooperative_month, name="month"),
        path("month/<uuid:worker>/", views.cooperative_sheet, name="sheet"),
        path("<uuid:pk>/<slug:move>/", views.cooperative_move, name="move"),
    ],
    app_name,
)
consortium = (
    [
        path("", views.totals, name="totals"),
        path("month/", views.consortium_month, name="month"),
        path("month/<uuid:worker>/", views.consortium_sheet, name="sheet"),
        path("<uuid:pk>/<slug:move>/", views.consortium_move, name="move"),
    ],
    app_name,
)

API = "hours_api"
api_week = [
    path("engagements/", Week.as_view({"get": "engagements"}), name="engagements"),
    path("week/", Week.as_view({"get": "lines", "put": "write"}), name="week"),
    path("week/declaration/", Week.as_view({"post": "declare"}), name="declaration"),
]
api_town = (
    [
        *api_week,
        path("lines/", TownMonth.as_view({"get": "list"}), name="lines"),
        path("lines/<uuid:pk>/moves/", TownMonth.as_view({"post": "moves"}), name="moves"),
        path("confirmation/", TownMonth.as_view({"post": "confirm"}), name="confirmation"),
    ],
    API,
)
api_cooperative = (
    [
        *api_week,
        path("lines/", CooperativeMonth.as_view({"get": "list"}), name="lines"),
        path("lines/<uuid:pk>/moves/", CooperativeMonth.as_view({"post": "moves"}), name="moves"),
        path("validation/", CooperativeMonth.as_view({"post": "validate"}), name="validation"),
    ],
    API,
)
api_consortium = (
    [
        path("lines/", ConsortiumMonth.as_view({"get": "list"}), name="lines"),
        path("lines/<uuid:pk>/moves/", ConsortiumMonth.as_view({"post": "moves"}), name="moves"),
        path("validation/", ConsortiumMonth.as_view({"post": "validate"}), name="validation"),
        path("totals/", ConsortiumMonth.as_view({"get": "totals"}), name="totals"),
    ],
    API,
)
