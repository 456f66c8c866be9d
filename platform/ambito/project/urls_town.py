"""Every route of a town host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ambito.identity.urls")),
    path("", include("ambito.web.urls")),
    path("", include("town.workday.urls")),
    path("", include("town.people.urls")),
    path("", include("town.cases.urls")),
    path("", include("town.projects.urls")),
    path("", include("town.referrals.urls")),
    path("", include("town.frontdesk.urls")),
]

handler400 = "ambito.web.failures.bad_request"
handler403 = "ambito.web.failures.forbidden"
handler404 = "ambito.web.failures.not_found"
handler500 = "ambito.web.failures.broken"
