"""Every route of a consortium host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from ambito.web.home import home
from consortium.exchange import urls as exchange
from consortium.hours import urls as hours
from consortium.placements import urls as placements
from consortium.pool import urls as pool
from consortium.registry import urls as registry

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("", include("ambito.identity.urls")),
    path("", include("ambito.web.urls")),
    path("", include("ambito.api.urls")),
    path("", include("consortium.registry.urls")),
    path("pool/", include("consortium.pool.urls")),
    path("placements/", include(placements.consortium)),
    path("cooperatives/", include(registry.consortium)),
    path("hours/", include(hours.consortium)),
    path("api/v1/referrals/", include(exchange.api)),
    path("api/v1/pool/", include(pool.api)),
    path("api/v1/placements/", include(placements.api_consortium)),
    path("api/v1/hours/", include(hours.api_consortium)),
    path("", include("consortium.dashboards.urls")),
    path("", include("consortium.exchange.urls")),
    path("", include("consortium.network.urls")),
]

handler400 = "ambito.web.failures.bad_request"
handler403 = "ambito.web.failures.forbidden"
handler404 = "ambito.web.failures.not_found"
handler500 = "ambito.web.failures.broken"
