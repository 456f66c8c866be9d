"""The command palette: actions and search. What is typed may be a name, so it never goes in an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ambito.access.decorators import member
from ambito.identity.decorators import passive, public
from ambito.web import hooks
from ambito.web.hooks import Hit
from ambito.web.shell import visible_items

SHORTEST_SEARCH = 2
AT_MOST = 12


@member
@require_http_methods(["GET", "POST"])
def palette(request: HttpRequest) -> HttpResponse:
    """The options of the dialog for htmx, a whole page otherwise."""
    typed = request.POST.get("q", "").strip()
    partial = request.headers.get("HX-Request") == "true"
    template = "web/palette_options.html" if partial else "web/palette.html"
    return render(request, template, {"hits": hits(request, typed), "typed": typed})


def hits(request: HttpRequest, typed: str) -> list[Hit]:
    """What the apps find, then the pages whose name matches."""
    wanted = typed.casefold()
    pages = [
        Hit(item.label, reverse(item.url_name), item.icon, _("Page"))
        for item in visible_items(request)
        if wanted in str(item.label).casefold()
    ]
    if len(typed) < SHORTEST_SEARCH:
        return pages[:AT_MOST]
    found = [hit for search in hooks.palette_search for hit in search(request, typed)]
    return [*found, *pages][:AT_MOST]


@public
@passive
@require_GET
def pulse(request: HttpRequest) -> HttpResponse:
    """Before a form leaves, the page asks whether its sender is still signed in, and with which token."""
    if hooks.signed_in and not any(ask(request) for ask in hooks.signed_in):
        return HttpResponse(status=401)
    return JsonResponse({"token": get_token(request)})
