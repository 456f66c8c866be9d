from __future__ import annotations

from django.urls import path

from town.drafts import views

app_name = "drafts"
urlpatterns = [
    path("bozze/", views.keep, name="keep"),
    path("bozze/scarta/", views.drop, name="drop"),
]
