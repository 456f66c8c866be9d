"""The routes of a town, and one that fails in each way."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

from ambito.identity.decorators import public
from ambito.project.urls_town import handler400, handler403, handler404, handler500
from ambito.project.urls_town import urlpatterns as town
from ambito.tenancy.routes import enters
from ambito.web import failures, messages

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@public
@enters(None)
def failing(request: HttpRequest, code: str) -> HttpResponse:
    raised: dict[str, Exception] = {
        "400": BadRequest(),
        "403": PermissionDenied(),
        "500": ZeroDivisionError(),
    }
    if code in raised:
        raise raised[code]
    return failures.page(request, code)


@public
@enters(None)
@require_POST
def only_post(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


@public
@enters(None)
def say(request: HttpRequest) -> HttpResponse:
    messages.say(request, "test.saved", number=36)
    return HttpResponse("said")


@public
@enters(None)
def heard(request: HttpRequest) -> JsonResponse:
    return JsonResponse([message.text for message in messages.said(request)], safe=False)


urlpatterns = [
    *town,
    path("fail/<str:code>/", failing),
    path("only-post/", only_post),
    path("say/", say),
    path("heard/", heard),
]
