"""Writing a service, changing it, publishing it, and saying that it is still right."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.web.messages import say
from consortium.network import operations, queries
from consortium.network.enums import SENTENCES
from consortium.network.forms import ServiceForm
from consortium.network.views.asking import MoveForm, keepers, told
from consortium.registry.queries.enti import sister_towns
from consortium.workforce.asking import attempt

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_SEND
@requires("network_write")
def new(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    actors = queries.actors(by)
    if not actors:
        say(request, "network.body_first")
        return redirect("network:new_actor")
    form = ServiceForm(
        request.POST or None,
        initial={"actor": request.GET.get("actor", "")},
        actors=actors,
        towns=sister_towns(),
        keepers=keepers(),
    )
    made: list[UUID] = []
    if form.is_valid() and attempt(form, lambda: made.append(_write(form, request))):
        say(request, "network.written")
        return redirect("network:service", pk=made[0])
    return render(request, "network/service_form.html", {"form": form}, status=told(form))


@READ_OR_SEND
@requires("network_write")
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    by, towns = actor_of(request), sister_towns()
    service = queries.access_service(pk=pk, by=by, lock=request.method == "POST")
    form = (
        ServiceForm(request.POST, towns=towns)
        if request.method == "POST"
        else ServiceForm.of(service, towns=towns)
    )
    if form.is_valid() and attempt(
        form,
        lambda: operations.change_service(
            service=service, said=form.written, version=form.cleaned_data["version"] or 0, by=by
        ),
    ):
        say(request, "network.changed")
        return redirect("network:service", pk=pk)
    context = {"form": form, "service": service}
    return render(request, "network/service_form.html", context, status=told(form))


@require_POST
@requires("network_write")
def move(request: HttpRequest, pk: UUID, move: str) -> HttpResponse:
    by = actor_of(request)
    service = queries.access_service(pk=pk, by=by, lock=True)
    form = MoveForm(request.POST)
    if form.is_valid() and attempt(
        form,
        lambda: operations.move_service(service=service, name=move, by=by, **form.cleaned_data),
        sentences=SENTENCES,
    ):
        say(request, "network.moved")
        return redirect("network:service", pk=pk)
    return _refused(request, form, pk)


@require_POST
@requires("network_write")
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    service = queries.access_service(pk=pk, by=by, lock=True)
    form = MoveForm(request.POST)
    if form.is_valid() and attempt(
        form, lambda: operations.check_service(service=service, by=by, **form.cleaned_data)
    ):
        say(request, "network.checked")
        if request.POST.get("back"):
            return redirect("network:quality")
        return redirect("network:service", pk=pk)
    return _refused(request, form, pk)


@require_safe
@requires("network_write")
def quality(request: HttpRequest) -> HttpResponse:
    """What nobody checked for half a year, and what is not published."""
    by = actor_of(request)
    context = {
        "stale": list(queries.unchecked(by, timezone.localdate())),
        "kept": list(queries.kept(by)),
        "by": by,
    }
    return render(request, "network/quality.html", context)


def _write(form: ServiceForm, request: HttpRequest) -> UUID:
    by = actor_of(request)
    actor = queries.access_actor(pk=form.cleaned_data["actor"], by=by)
    return operations.write_service(actor=actor, said=form.written, by=by, keeper_id=form.keeper_id).pk


def _refused(request: HttpRequest, form: MoveForm, pk: UUID) -> HttpResponse:
    return render(request, "network/refused.html", {"form": form, "pk": pk}, status=422)
