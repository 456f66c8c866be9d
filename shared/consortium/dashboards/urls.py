from __future__ import annotations

from django.urls import path

from consortium.dashboards import views

app_name = "dashboards"
urlpatterns = [path("quadro/", views.figures, name="figures")]
