"""Every route of a cooperative host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from ambito.web.home import home
from consortium.hours import urls as hours
from consortium.placements import urls as placements
from consortium.registry import urls as registry

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("", include("ambito.identity.urls")),
    path("", include("ambito.web.urls")),
    path("", include("ambito.api.urls")),
    path("", include("consortium.registry.urls")),
    path("placements/", include(placements.cooperative)),
    path("consortia/", include(registry.cooperative)),
    path("workers/", include("consortium.workforce.urls")),
    path("hours/", include(hours.cooperative)),
    path("api/v1/placements/", include(placements.api_cooperative)),
    path("api/v1/hours/", include(hours.api_cooperative)),
]

handler400 = "ambito.web.failures.bad_request"
handler403 = "ambito.web.failures.forbidden"
handler404 = "ambito.web.failures.not_found"
handler500 = "ambito.web.failures.broken"
