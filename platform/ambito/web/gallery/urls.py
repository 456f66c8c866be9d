from __future__ import annotations

from django.urls import path

from ambito.web.gallery import views

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("public/", views.public, name="gallery-public"),
]
