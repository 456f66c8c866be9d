"""A cooperative registers its workers and keeps their details. Where each one works is on the list."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.tenancy.context import current_seat
from ambito.web.messages import say
from consortium.workforce import operations, queries
from consortium.workforce.asking import attempt
from consortium.workforce.forms import ChangeForm, RegistrationForm


@require_http_methods(["GET", "POST"])
@requires("placement_designate")
def register(request: HttpRequest) -> HttpResponse:
    here, by = current_seat().ente_id, actor_of(request)
    people = queries.people_without_a_worker(here, timezone.localdate())
    form = RegistrationForm(request.POST or None, people=people)
    if form.is_valid():
        said = dict(form.cleaned_data)
        user_id = said.pop("person")
        if attempt(
            form,
            lambda: operations.register_worker(
                employer_id=here, user_id=user_id, name=people[user_id], by=by, **said
            ),
        ):
            say(request, "workforce.registered")
            return redirect("placements:workers")
    context = {"form": form, "people": people}
    return render(request, "workforce/register.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires("placement_designate")
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    worker = queries.access_employed(pk=pk, lock=request.method == "POST")
    name, by = worker.name, actor_of(request)
    form = ChangeForm(request.POST or None, worker=worker)
    if form.is_valid() and attempt(
        form, lambda: operations.change_worker(worker=worker, by=by, **form.cleaned_data)
    ):
        say(request, "workforce.changed")
        return redirect("placements:workers")
    context = {"form": form, "name": name}
    return render(request, "workforce/change.html", context, status=422 if form.is_bound else 200)
