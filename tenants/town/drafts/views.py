"""What the page sends by itself while somebody types. Typing is being there: the session goes on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from ambito.access.actors import actor_of
from ambito.access.decorators import member
from town.drafts.forms import DropForm, KeepForm
from town.drafts.operations import drop_draft, keep_draft


@require_POST
@member
def keep(request: HttpRequest) -> HttpResponse:
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _refused(form)
    said = form.cleaned_data
    keep_draft(pk=said["draft"], page=said["page"], said=said["said"], by=actor_of(request))
    return HttpResponse(status=204)


@require_POST
@member
def drop(request: HttpRequest) -> HttpResponse:
    form = DropForm(request.POST)
    if not form.is_valid():
        return _refused(form)
    drop_draft(pk=form.cleaned_data["draft"], by=actor_of(request))
    return HttpResponse(status=204)


def _refused(form: DropForm) -> HttpResponse:
    sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
    return HttpResponse("\n".join(sentences), status=422, content_type="text/plain; charset=utf-8")
