"""Which cooperatives work for which consortia: the consortium decides, both sides read it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.tenancy.context import current_seat
from ambito.web.messages import say
from consortium.registry import operations
from consortium.registry.forms import LastDayForm, PartnershipForm
from consortium.registry.queries import enti, partnerships


@require_safe
@requires("placement_assign")
def cooperatives(request: HttpRequest) -> HttpResponse:
    return _list(request, "registry/cooperatives.html", "cooperative_id")


@require_safe
@requires("placement_designate")
def consortia(request: HttpRequest) -> HttpResponse:
    return _list(request, "registry/consortia.html", "consortium_id")


@require_http_methods(["GET", "POST"])
@requires("placement_assign")
def open_partnership(request: HttpRequest) -> HttpResponse:
    form = PartnershipForm(request.POST or None, cooperatives=partnerships.cooperatives_to_choose())
    if form.is_valid():
        try:
            operations.open_partnership(
                consortium_id=current_seat().ente_id,
                cooperative_id=form.cleaned_data["cooperative"],
                during=form.cleaned_data["during"],
                by=actor_of(request),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say(request, "registry.partnered")
            return redirect("partnerships:partnerships")
    status = 422 if form.is_bound else 200
    return render(request, "registry/open_partnership.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires("placement_assign")
def end_partnership(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = partnerships.access_partnership(pk=pk, lock=request.method == "POST")
    form = LastDayForm(request.POST or None, of=partnership)
    if form.is_valid():
        last_day = form.cleaned_data["last_day"]
        try:
            operations.end_partnership(partnership=partnership, last_day=last_day, by=actor_of(request))
        except ValidationError as refusal:
            form.add_error("last_day", refusal)
        else:
            say(request, "registry.unpartnered")
            return redirect("partnerships:partnerships")
    name = enti.names_of_enti([partnership.cooperative_id])[partnership.cooperative_id]
    context = {"form": form, "partnership": partnership, "name": name}
    return render(request, "registry/end_partnership.html", context, status=422 if form.is_bound else 200)


def _list(request: HttpRequest, template: str, side: str) -> HttpResponse:
    """`side` is the Ente at the other end."""
    found = list(partnerships.partnerships())
    names = enti.names_of_enti(getattr(row, side) for row in found)
    rows = [(names.get(getattr(row, side), ""), row) for row in found]
    return render(request, template, {"rows": rows, "today": timezone.localdate()})
