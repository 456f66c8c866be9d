"""Every route of a consortium host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ambito.identity.urls")),
    path("", include("ambito.web.urls")),
    path("", include("consortium.dashboards.urls")),
    path("", include("consortium.exchange.urls")),
]

handler400 = "ambito.web.failures.bad_request"
handler403 = "ambito.web.failures.forbidden"
handler404 = "ambito.web.failures.not_found"
handler500 = "ambito.web.failures.broken"
