"""Health, for an orchestrator. A stranger learns no more than a code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from ambito.observability import probes
from ambito.tenancy.routes import enters


@never_cache
@enters(None)
def live(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked, so that a broken database restarts no web server."""
    del request
    return JsonResponse({"status": "ok"})


@never_cache
@enters(None)
def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything needed answers; else 503 and the codes of what does not."""
    del request
    down = probes.down()
    return JsonResponse({"status": "down" if down else "ok", "down": down}, status=503 if down else 200)
