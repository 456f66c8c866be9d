"""Who offers to help in this town: list, one page each, and its moves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.web.messages import say
from consortium.catalogue.queries import code
from consortium.workforce.asking import attempt
from town.receipts.operations import once
from town.volunteers import operations
from town.volunteers.enums import MACHINE, SENTENCES, VERBS
from town.volunteers.forms import FilterForm, MoveForm, OfferForm
from town.volunteers.models import VolunteerOffer
from town.volunteers.queries import access_offer, list_offers
from town.volunteers.rules import alarm

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires("volunteer_keep")
def offers(request: HttpRequest) -> HttpResponse:
    form, today = FilterForm(request.GET), timezone.localdate()
    rows = [
        {
            "offer": offer,
            "alarm": alarm(offer, today),
            "interests": ", ".join(code("directory_taxonomy", each).label() for each in offer.interests),
        }
        for offer in list_offers(by=actor_of(request), **form.asked)
    ]
    return render(request, "volunteers/list.html", {"form": form, "rows": rows})


@READ_OR_SEND
@requires("volunteer_keep")
def new(request: HttpRequest) -> HttpResponse:
    form = OfferForm(request.POST or None)
    if not form.is_valid():
        return render(request, "volunteers/form.html", {"form": form}, status=422 if form.is_bound else 200)

    def deed() -> str:
        made = operations.register_offer(said=form.written, by=actor_of(request))
        say(request, "volunteers.registered")
        return reverse("volunteers:offer", args=[made.pk])

    return redirect(once(key=request.POST.get("idempotency_key", ""), by=actor_of(request), deed=deed))


@READ_OR_SEND
@requires("volunteer_keep")
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    found = access_offer(pk=pk, by=by, lock=request.method == "POST")
    form = OfferForm(request.POST) if request.method == "POST" else OfferForm.of(found)
    if form.is_valid() and attempt(
        form,
        lambda: operations.change_offer(
            offer=found, said=form.written, version=form.cleaned_data["version"] or 0, by=by
        ),
    ):
        say(request, "volunteers.changed")
        return redirect("volunteers:offer", pk=pk)
    return _page(request, found, form)


@require_POST
@requires("volunteer_keep")
def move(request: HttpRequest, pk: UUID, move: str) -> HttpResponse:
    by = actor_of(request)
    found, form = access_offer(pk=pk, by=by, lock=True), MoveForm(request.POST)
    if form.is_valid() and attempt(
        form,
        lambda: operations.move_offer(offer=found, name=move, by=by, **form.cleaned_data),
        sentences=SENTENCES,
    ):
        say(request, "volunteers.moved")
        return redirect("volunteers:offer", pk=pk)
    return render(request, "volunteers/refused.html", {"form": form, "pk": pk}, status=422)


def _page(request: HttpRequest, found: VolunteerOffer, form: OfferForm) -> HttpResponse:
    context = {
        "form": form,
        "offer": found,
        "alarm": alarm(found, timezone.localdate()),
        "moves": [
            {"name": move.name, "verb": VERBS[move.name]} for move in MACHINE.offered(found.state, "keeper")
        ],
    }
    return render(request, "volunteers/form.html", context, status=422 if form.is_bound else 200)
