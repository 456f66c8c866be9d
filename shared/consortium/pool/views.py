"""The pool on the consortium's host: figures by town, allocations by worker, one form each."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.tenancy.context import current_seat
from ambito.web.messages import say
from consortium.pool import operations, queries
from consortium.pool.forms import AgreementForm, AllocationForm, EndForm
from consortium.registry.queries import enti
from consortium.workforce.asking import attempt


@require_safe
@requires("placement_assign")
def allocations(request: HttpRequest) -> HttpResponse:
    today, here = timezone.localdate(), current_seat().ente_id
    rows = list(queries.allocations_on(today))
    context = {
        "figures": queries.figures(here, today),
        "allocations": rows,
        "workers": len({row.worker_id for row in rows}),
        "names": enti.names_of_enti(row.town_id for row in rows),
    }
    return render(request, "pool/allocations.html", context)


@require_http_methods(["GET", "POST"])
@requires("placement_assign")
def new_allocation(request: HttpRequest) -> HttpResponse:
    here, by = current_seat().ente_id, actor_of(request)
    workers = queries.pooled_workers(here)
    form = AllocationForm(request.POST or None, towns=enti.towns_of(here), workers=workers)
    if form.is_valid():
        chosen = form.cleaned_data
        worker = next(one for one in workers if one.pk == chosen["worker"])
        if attempt(
            form,
            lambda: operations.allocate(
                worker=worker,
                town_id=chosen["town"],
                area=chosen["area"],
                weekly_minutes=chosen["weekly_minutes"],
                during=chosen["during"],
                by=by,
            ),
        ):
            say(request, "pool.allocated")
            return redirect("pool:allocations")
    return render(request, "pool/new_allocation.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
@requires("placement_assign")
def new_agreement(request: HttpRequest) -> HttpResponse:
    here, by = current_seat().ente_id, actor_of(request)
    form = AgreementForm(request.POST or None, towns=enti.towns_of(here))
    if form.is_valid():
        chosen = form.cleaned_data
        if attempt(
            form,
            lambda: operations.agree_hours(
                consortium_id=here,
                town_id=chosen["town"],
                profile=chosen["profile"],
                weekly_minutes=chosen["weekly_minutes"],
                during=chosen["during"],
                by=by,
            ),
        ):
            say(request, "pool.agreed")
            return redirect("pool:allocations")
    return render(request, "pool/new_agreement.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
@requires("placement_assign")
def end_allocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    allocation = queries.access_allocation(pk=pk, by=by, lock=request.method == "POST")
    form = EndForm(request.POST) if request.method == "POST" else EndForm.of(allocation)
    if form.is_valid() and attempt(
        form,
        lambda: operations.end_allocation(allocation=allocation, by=by, **form.cleaned_data),
    ):
        say(request, "pool.ended")
        return redirect("pool:allocations")
    context = {
        "form": form,
        "allocation": allocation,
        "town": enti.names_of_enti([allocation.town_id]).get(allocation.town_id, ""),
    }
    return render(request, "pool/end_allocation.html", context, status=_status(form))


def _status(form: AllocationForm | AgreementForm | EndForm) -> int:
    return 422 if form.is_bound else 200
