"""Routes of the pool, on the consortium's host only."""

from __future__ import annotations

from django.urls import path

from consortium.pool import views
from consortium.pool.api import Agreements, Allocations, PoolFigures

app_name = "pool"
urlpatterns = [
    path("", views.allocations, name="allocations"),
    path("new/", views.new_allocation, name="new_allocation"),
    path("agreements/new/", views.new_agreement, name="new_agreement"),
    path("<uuid:pk>/end/", views.end_allocation, name="end_allocation"),
]

api = (
    [
        path("allocations/", Allocations.as_view({"get": "list", "post": "create"}), name="allocations"),
        path("allocations/<uuid:pk>/", Allocations.as_view({"get": "retrieve"}), name="allocation"),
        path("allocations/<uuid:pk>/end/", Allocations.as_view({"post": "end"}), name="end"),
        path("agreements/", Agreements.as_view({"get": "list", "post": "create"}), name="agreements"),
        path("towns/", PoolFigures.as_view({"get": "towns"}), name="towns"),
        path("workers/", PoolFigures.as_view({"get": "workers"}), name="workers"),
    ],
    "pool_api",
)
