"""A form that is saved leaves no draft, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from ambito.access.actors import actor_of
from town.drafts.offering import in_a_town, sent_draft
from town.drafts.operations import drop_draft

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SavedMiddleware:
    """Views answer a form that they have saved by leading on, and every other one with the form itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseRedirect) and not _asks_who(response):
            _forget(request)
        return response


def _asks_who(response: HttpResponseRedirect) -> bool:
    """Who has to prove again who they are has saved nothing yet."""
    return urlsplit(response.url).path == reverse("identity:confirm")


def _forget(request: HttpRequest) -> None:
    sent = sent_draft(request)
    if sent and in_a_town(request):
        drop_draft(pk=sent, by=actor_of(request))
