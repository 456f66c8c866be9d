"""Routes of hours, one list for each kind of host."""

from __future__ import annotations

from django.urls import path

from consortium.hours import views

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
