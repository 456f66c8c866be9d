from __future__ import annotations

from django.urls import path

from town.workday import views

app_name = "workday"
urlpatterns = [path("", views.day, name="day")]
