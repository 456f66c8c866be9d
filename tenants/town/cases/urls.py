from __future__ import annotations

from django.urls import path

from town.cases import views

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
]
