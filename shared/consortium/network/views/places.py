"""Where a service is given and when: places, the week of a season, days with other hours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.web.messages import say
from consortium.network import operations, queries
from consortium.network.forms import PlaceForm
from consortium.network.models import Place
from consortium.network.timetables import HoursForm, SpecialDaysForm
from consortium.network.views.asking import told
from consortium.workforce.asking import attempt

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_SEND
@requires("network_write")
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    service = queries.access_service(pk=pk, by=by, lock=request.method == "POST")
    form = PlaceForm(request.POST or None)
    if form.is_valid() and attempt(
        form, lambda: operations.add_place(service=service, said=form.written, by=by)
    ):
        say(request, "network.place_saved")
        return redirect("network:service", pk=pk)
    return _page(request, "place_form", form, service=service)


@READ_OR_SEND
@requires("network_write")
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    place = _place(request, pk)
    form = PlaceForm(request.POST) if request.method == "POST" else PlaceForm.of(place)
    if form.is_valid() and attempt(
        form,
        lambda: operations.change_place(
            place=place,
            said=form.written,
            version=form.cleaned_data["version"] or 0,
            by=actor_of(request),
        ),
    ):
        say(request, "network.place_saved")
        return redirect("network:service", pk=place.service_id)
    return _page(request, "place_form", form, service=place.service, place=place)


@require_POST
@requires("network_write")
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    place, form = _place(request, pk), forms.Form(request.POST)
    service_id = place.service_id
    if form.is_valid() and attempt(form, lambda: operations.remove_place(place=place, by=actor_of(request))):
        say(request, "network.place_removed")
        return redirect("network:service", pk=service_id)
    return render(request, "network/refused.html", {"form": form, "pk": service_id}, status=422)


@READ_OR_SEND
@requires("network_write")
def hours(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The address says which season, as `?from=06-15&until=08-31`; without, the whole year."""
    place = _place(request, pk)
    season = request.GET.get("from", ""), request.GET.get("until", "")
    form = HoursForm(request.POST) if request.method == "POST" else HoursForm.of(place, season)
    if form.is_valid() and attempt(
        form,
        lambda: operations.set_hours(place=place, season=form.season, hours=form.hours, by=actor_of(request)),
    ):
        say(request, "network.hours_saved")
        return redirect("network:service", pk=place.service_id)
    return _page(request, "hours_form", form, service=place.service, place=place)


@READ_OR_SEND
@requires("network_write")
def special_days(request: HttpRequest, pk: UUID) -> HttpResponse:
    place = _place(request, pk)
    form = SpecialDaysForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        lambda: operations.add_special_days(place=place, by=actor_of(request), **form.written),
    ):
        say(request, "network.hours_saved")
        return redirect("network:service", pk=place.service_id)
    return _page(request, "days_form", form, service=place.service, place=place)


@require_POST
@requires("network_write")
def remove_days(request: HttpRequest, pk: UUID) -> HttpResponse:
    days, form = queries.access_special(pk=pk, by=actor_of(request), lock=True), forms.Form(request.POST)
    service_id = days.place.service_id
    if form.is_valid() and attempt(
        form, lambda: operations.remove_special_days(days=days, by=actor_of(request))
    ):
        say(request, "network.hours_saved")
        return redirect("network:service", pk=service_id)
    return render(request, "network/refused.html", {"form": form, "pk": service_id}, status=422)


def _place(request: HttpRequest, pk: UUID) -> Place:
    return queries.access_place(pk=pk, by=actor_of(request), lock=request.method == "POST")


def _page(request: HttpRequest, name: str, form: forms.Form, **more: Any) -> HttpResponse:
    return render(request, f"network/{name}.html", {"form": form, **more}, status=told(form))
