"""Placements on three hosts: the town asks and agrees, the cooperative designates, the consortium looks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.relations import visible_to
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import ActorRef
from ambito.web.messages import say
from consortium.catalogue.queries import code
from consortium.placements import operations, queries
from consortium.placements.enums import MACHINE
from consortium.placements.forms import MoveForm, RequestForm
from consortium.placements.models import Placement
from consortium.placements.rules import part_of
from consortium.placements.steps import SENTENCES, STEPS
from consortium.registry.queries import enti, partnerships
from consortium.workforce import queries as workforce
from consortium.workforce.asking import attempt
from consortium.workforce.models import Worker

MOST = 100


@require_safe
@requires("staffing_view")
def here(request: HttpRequest) -> HttpResponse:
    """Who of other Enti works in this town, with dates."""
    today = timezone.localdate()
    people = queries.present_in(current_seat().ente_id, today)
    names = enti.names_of_enti(one.worker.employer_id for one in people)
    return render(request, "placements/here.html", {"people": people, "names": names, "today": today})


@require_safe
@requires("staffing_view")
def town_placements(request: HttpRequest) -> HttpResponse:
    return _list(request, "placements/town.html", "cooperative_id")


@require_safe
@requires("placement_designate")
def cooperative_placements(request: HttpRequest) -> HttpResponse:
    return _list(request, "placements/cooperative.html", "town_id")


@require_safe
@requires("placement_assign")
def consortium_placements(request: HttpRequest) -> HttpResponse:
    counts = [(code("placement_states", state).label(), count) for state, count in queries.counts().items()]
    return _list(request, "placements/consortium.html", "town_id", "cooperative_id", counts=counts)


@require_safe
@requires("placement_designate")
def workers(request: HttpRequest) -> HttpResponse:
    """Whom the cooperative employs, and where each one is today."""
    employed = workforce.workers_employed_by(current_seat().ente_id)
    where = queries.where_are(employed, timezone.localdate())
    names = enti.names_of_enti(one.placement.town_id for one in where)
    context = {
        "rows": [(worker, [one for one in where if one.worker_id == worker.pk]) for worker in employed],
        "names": names,
    }
    return render(request, "placements/workers.html", context)


@require_safe
@requires("staffing_view")
def town_placement(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _show(request, pk)


@require_safe
@requires("placement_designate")
def cooperative_placement(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _show(request, pk)


@require_safe
@requires("placement_assign")
def consortium_placement(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _show(request, pk)


@require_http_methods(["GET", "POST"])
@requires("placement_request")
def request_placement(request: HttpRequest) -> HttpResponse:
    seat, by = current_seat(), actor_of(request)
    assert seat.consortium_id is not None  # noqa: S101 - an active town belongs to a consortium
    consortium_id = seat.consortium_id
    partners = partnerships.cooperatives_of(consortium_id, timezone.localdate())
    form = RequestForm(request.POST or None, cooperatives=partners)
    if form.is_valid():
        chosen = form.cleaned_data
        asked = {name: chosen[name] for name in ("profile", "area", "weekly_minutes", "during")}
        if attempt(
            form,
            lambda: operations.request_placement(
                consortium_id=consortium_id,
                town_id=seat.ente_id,
                cooperative_id=chosen["cooperative"],
                by=by,
                **asked,
            ),
        ):
            say(request, "placements.requested")
            return redirect("placements:placements")
    return render(request, "placements/request.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires("placement_request")
def town_move(request: HttpRequest, pk: UUID, move: str) -> HttpResponse:
    return _move(request, pk, move, ())


@require_http_methods(["GET", "POST"])
@requires("placement_designate")
def cooperative_move(request: HttpRequest, pk: UUID, move: str) -> HttpResponse:
    return _move(request, pk, move, workforce.workers_employed_by(current_seat().ente_id))


def _list(request: HttpRequest, template: str, *sides: str, **more: Any) -> HttpResponse:
    """The latest moved first; `sides` are the Enti whose names the page shows."""
    rows = list(visible_to(queries.placements(), actor_of(request))[:MOST])
    names = enti.names_of_enti(getattr(row, side) for row in rows for side in sides)
    ours = current_seat().kind
    waiting = sum(code("placement_states", row.state).more["whose_move"] == ours for row in rows)
    return render(request, template, {"placements": rows, "names": names, "waiting": waiting, **more})


def _show(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    placement = queries.access_placement(pk=pk, by=by)
    context = {
        "placement": placement,
        "names": enti.names_of_enti([placement.town_id, placement.cooperative_id]),
        "moves": [(name, STEPS[name].verb) for name in _offered(placement, by)],
    }
    return render(request, "placements/placement.html", context)


def _move(request: HttpRequest, pk: UUID, move: str, employed: list[Worker] | tuple[()]) -> HttpResponse:
    """One move: GET asks, POST makes it. A move that is not this side's now is a missing page."""
    by, posted = actor_of(request), request.method == "POST"
    placement = queries.access_placement(pk=pk, by=by, lock=posted)
    if move not in STEPS or (not posted and move not in _offered(placement, by)):
        raise Http404
    step, fit = STEPS[move], [worker for worker in employed if worker.profile == placement.profile]
    initial = {"version": placement.version}
    form = MoveForm(request.POST if posted else None, move=move, workers=fit, initial=initial)
    if form.is_valid():
        answers = dict(form.cleaned_data)
        if "worker" in answers:
            answers["worker"] = next(worker for worker in fit if worker.pk == answers["worker"])
        if attempt(form, lambda: step.act(placement=placement, by=by, **answers), sentences=SENTENCES):
            say(request, "placements.moved")
            return redirect("placements:placement", pk=pk)
    context = {"form": form, "placement": placement, "step": step}
    return render(request, "placements/move.html", context, status=422 if form.is_bound else 200)


def _offered(placement: Placement, by: ActorRef) -> list[str]:
    part = part_of(by, placement)
    return [move.name for move in MACHINE.offered(placement.state, part) if move.name in STEPS]
