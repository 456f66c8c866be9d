"""What everybody may read without signing in: the published services, in plain words."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from ambito.identity.decorators import public
from consortium.network.queries import published_service
from consortium.network.views.search import found, shown


@public
@require_http_methods(["GET", "HEAD", "POST"])
def services(request: HttpRequest) -> HttpResponse:
    return render(request, "network/public_services.html", found(request))


@public
@require_safe
def service(request: HttpRequest, pk: UUID) -> HttpResponse:
    return render(request, "network/public_service.html", shown(published_service(pk)))
