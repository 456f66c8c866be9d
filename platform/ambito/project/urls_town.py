"""Every route of a town host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from consortium.hours import urls as hours
from consortium.placements import urls as placements

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ambito.identity.urls")),
    path("", include("ambito.web.urls")),
    path("", include("ambito.api.urls")),
    path("", include("consortium.registry.urls")),
    path("", include("town.workday.urls")),
    path("", include("town.people.urls")),
    path("", include("town.cases.urls")),
    path("", include("town.projects.urls")),
    path("", include("town.referrals.urls")),
    path("", include("town.frontdesk.urls")),
    path("", include("town.drafts.urls")),
    path("", include("town.volunteers.urls")),
    path("placements/", include(placements.town)),
    path("hours/", include(hours.town)),
    path("", include("consortium.network.urls")),
    path("api/v1/placements/", include(placements.api_town)),
    path("api/v1/hours/", include(hours.api_town)),
]

handler400 = "ambito.web.failures.bad_request"
handler403 = "ambito.web.failures.forbidden"
handler404 = "ambito.web.failures.not_found"
handler500 = "ambito.web.failures.broken"
