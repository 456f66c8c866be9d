from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from ambito.web import palette

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("_palette/", palette.palette, name="palette"),
    path("_pulse/", palette.pulse, name="pulse"),
]
if settings.AMBITO_GALLERY:
    urlpatterns.append(path("_gallery/", include("ambito.web.gallery.urls")))
