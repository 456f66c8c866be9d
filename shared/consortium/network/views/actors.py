"""The bodies of the network."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.web.messages import say
from consortium.network import operations, queries
from consortium.network.forms import ActorForm
from consortium.network.rules import keeps
from consortium.network.views.asking import keepers, told
from consortium.registry.queries.enti import names_of_enti
from consortium.workforce.asking import attempt

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires("network_write")
def actors(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    rows = queries.actors(by)
    context = {
        "rows": [(row, keeps(row, by)) for row in rows],
        "names": names_of_enti(row.keeper_id for row in rows),
    }
    return render(request, "network/actors.html", context)


@READ_OR_SEND
@requires("network_write")
def new(request: HttpRequest) -> HttpResponse:
    form = ActorForm(request.POST or None, keepers=keepers())
    made: list[UUID] = []
    if form.is_valid() and attempt(form, lambda: made.append(_register(form, request))):
        say(request, "network.body_written")
        return redirect("network:actors")
    return render(request, "network/actor_form.html", {"form": form}, status=told(form))


@READ_OR_SEND
@requires("network_write")
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    actor = queries.access_actor(pk=pk, by=by, lock=request.method == "POST")
    form = ActorForm(request.POST) if request.method == "POST" else ActorForm.of(actor)
    if form.is_valid() and attempt(
        form,
        lambda: operations.change_actor(
            actor=actor, said=form.written, version=form.cleaned_data["version"] or 0, by=by
        ),
    ):
        say(request, "network.changed")
        return redirect("network:actors")
    return render(request, "network/actor_form.html", {"form": form, "actor": actor}, status=told(form))


def _register(form: ActorForm, request: HttpRequest) -> UUID:
    return operations.register_actor(said=form.written, by=actor_of(request), keeper_id=form.keeper_id).pk
