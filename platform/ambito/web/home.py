"""The front door of a host without a day of its own: leads to the first page that the person may use."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ambito.access.decorators import member
from ambito.web.shell import visible_items


@member
def home(request: HttpRequest) -> HttpResponse:
    """A person with nothing to use here is told so, and by whom to ask."""
    for item in visible_items(request):
        return redirect(item.url_name)
    return render(request, "web/nothing_here.html")
