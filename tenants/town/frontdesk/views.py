"""The desk: one page for a contact, the queue of those that wait, what the coordinator makes of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.errors import MoveRefused
from ambito.access.permissions import may
from ambito.access.relations import sees
from ambito.web.messages import say
from consortium.registry.queries.memberships import colleagues
from town.cases.errors import CaseRefusal
from town.cases.queries import area_choices
from town.frontdesk.desk import Desk
from town.frontdesk.enums import MACHINE, Urgency
from town.frontdesk.errors import DeskRefusal
from town.frontdesk.forms import NEW, CloseForm, HandOverForm, NewPersonForm
from town.frontdesk.models import Contact
from town.frontdesk.operations import close_contact, hand_over
from town.frontdesk.queries import access_contact, queue, told
from town.people.queries import access_person
from town.receipts.operations import once

READ = require_http_methods(["GET", "HEAD"])
READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@READ
@requires("contact_write")
def waiting(request: HttpRequest) -> HttpResponse:
    area, urgency = request.GET.get("area", ""), request.GET.get("urgenza", "")
    context = {
        "lines": queue(by=actor_of(request), area=area, urgency=urgency),
        "area": area,
        "urgency": urgency,
        "areas": area_choices(),
        "urgencies": Urgency.choices,
    }
    return render(request, "frontdesk/queue.html", context)


@READ_OR_SEND
@requires("contact_write")
def new(request: HttpRequest) -> HttpResponse:
    desk = Desk.of(request)
    if request.method != "POST":
        return render(request, "frontdesk/new.html", {"desk": desk})
    if not desk.is_valid():
        context = {"desk": desk, "problems": desk.problems}
        return render(request, "frontdesk/new.html", context, status=422)
    if desk.alike:
        return render(request, "frontdesk/new.html", {"desk": desk})
    return _once(request, "frontdesk.recorded", lambda: reverse("frontdesk:contact", args=[desk.record().pk]))


@require_POST
@requires("contact_write")
def chosen(request: HttpRequest) -> HttpResponse:
    """Who the look-up has chosen: the person known, or the few data of a new one."""
    person, typed = request.POST.get("person", ""), request.POST.get("person_typed", "")
    context: dict[str, Any] = {}
    if person == NEW:
        context["newcomer"] = NewPersonForm.begun(typed)
    elif person:
        context["known"] = access_person(pk=person, by=actor_of(request), part="contact")
    return render(request, "frontdesk/chosen.html", context)


@READ
@requires("contact_write")
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, access_contact(pk=pk, by=actor_of(request)))


@require_POST
@requires("case_assign")
def handover(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = access_contact(pk=pk, by=actor, lock=True)
    form = HandOverForm(request.POST, colleagues=colleagues(timezone.localdate()))

    def deed() -> str:
        said = form.cleaned_data
        referent = UUID(said["referent"]) if said["referent"] else None
        case = hand_over(contact=found, version=said["version"], referent=referent, by=actor)
        return reverse("cases:case", args=[case.pk])

    return _answer(request, found, form, "frontdesk.handed_over", deed)


@require_POST
@requires("contact_write")
def closure(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = access_contact(pk=pk, by=actor, lock=True)
    form = CloseForm(request.POST)

    def deed() -> str:
        said = form.cleaned_data
        close_contact(contact=found, version=said["version"], outcome=said["outcome"], by=actor)
        return reverse("frontdesk:contact", args=[found.pk])

    return _answer(request, found, form, "frontdesk.closed", deed)


def _answer(
    request: HttpRequest, found: Contact, form: Form, code: str, deed: Callable[[], str]
) -> HttpResponse:
    """Do the deed once; a refusal is a sentence on the page."""
    if not form.is_valid():
        return _page(request, found, refused=form, status=422)
    try:
        return _once(request, code, deed)
    except (DeskRefusal, CaseRefusal, MoveRefused) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, refused=form, status=409)


def _page(
    request: HttpRequest, found: Contact, *, refused: Form | None = None, status: int = 200
) -> HttpResponse:
    actor, version = actor_of(request), {"version": found.version}
    moves = {move.name for move in MACHINE.offered(found.state, actor.role)}
    context = {
        "line": told(found),
        "contact": found,
        "form": refused,
        "may_open_case": found.case is not None and sees(found.case, actor),
        "hand_over": HandOverForm(initial=version, colleagues=colleagues(timezone.localdate()))
        if "hand_over" in moves and found.person_id and may(actor, "case_assign")
        else None,
        "close": CloseForm(initial=version) if "close" in moves else None,
    }
    return render(request, "frontdesk/contact.html", context, status=status)


def _once(request: HttpRequest, code: str, deed: Callable[[], str]) -> HttpResponse:
    def told() -> str:
        answer = deed()
        say(request, code)
        return answer

    key = request.POST.get("idempotency_key", "")
    return redirect(once(key=key, by=actor_of(request), deed=told))
