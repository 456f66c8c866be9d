from __future__ import annotations

from django.urls import path

from town.cases import views
from town.cases.api import Cases

app_name = "cases"
urlpatterns = [
    path("cartelle/", views.every, name="list"),
    path("persone/<uuid:person>/apri-cartella/", views.open_one, name="open"),
    path("cartelle/<uuid:pk>/", views.case, name="case"),
    path("cartelle/<uuid:pk>/passi/", views.steps, name="steps"),
    path("cartelle/<uuid:pk>/assegna/", views.assignment, name="assign"),
    path("cartelle/<uuid:pk>/equipe/", views.membership, name="member"),
    path("cartelle/<uuid:pk>/equipe/<uuid:member>/fine/", views.end, name="end"),
    path("cartelle/<uuid:pk>/stato/", views.move, name="move"),
    path("cartelle/<uuid:pk>/protezione/", views.protection, name="lock"),
    path("api/v1/cases/", Cases.as_view({"get": "list", "post": "create"}), name="api_list"),
    path("api/v1/cases/<uuid:pk>/", Cases.as_view({"get": "retrieve"}), name="api_case"),
    path("api/v1/cases/<uuid:pk>/assign/", Cases.as_view({"post": "assign"}), name="api_assign"),
    path("api/v1/cases/<uuid:pk>/moves/", Cases.as_view({"post": "moves"}), name="api_moves"),
]
