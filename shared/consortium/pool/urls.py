"""Routes of the pool, on the consortium's host only."""

from __future__ import annotations

from django.urls import path

from consortium.pool import views

app_name = "pool"
urlpatterns = [
    path("", views.allocations, name="allocations"),
    path("new/", views.new_allocation, name="new_allocation"),
    path("agreements/new/", views.new_agreement, name="new_agreement"),
    path("<uuid:pk>/end/", views.end_allocation, name="end_allocation"),
]
