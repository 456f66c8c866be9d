from __future__ import annotations

from django.urls import path

from ambito.project.bench.served import views

urlpatterns = [
    path("entries/", views.Entries.as_view()),
    path("tables/", views.tables),
    path("worker/", views.worker),
]
