"""The first page: what is to be done today, in one sentence and then in order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from ambito.access.actors import actor_of
from ambito.access.decorators import member
from ambito.web.day_words import day_in_full
from town.workday.queries import day_of


@require_http_methods(["GET", "HEAD"])
@member
def day(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    words = f"{date_format(today, 'l').lower()} {day_in_full(today)}"
    context = {"day_of": day_of(actor_of(request)), "today": words}
    return render(request, "workday/day.html", context)
