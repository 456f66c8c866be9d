from __future__ import annotations

from django.urls import path

from ambito.api.views import Description

app_name = "api"
urlpatterns = [path("api/v1/openapi.json", Description.as_view(), name="openapi")]
