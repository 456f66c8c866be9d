"""The queues, sending, one referral seen from each side, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.errors import MoveRefused
from ambito.access.machine import Move
from ambito.tenancy.keys import uuid7
from ambito.web.messages import say
from consortium.exchange.enums import Part
from consortium.exchange.errors import ExchangeRefusal, MovedMeanwhile
from consortium.exchange.queries import moves_of, offered
from consortium.registry.queries.enti import Town
from town.cases.models import Case
from town.cases.queries import access_case
from town.people.queries import access_person
from town.referrals import operations, queries
from town.referrals.enums import OWN_PAGE, VERBS
from town.referrals.errors import ReferralRefusal
from town.referrals.forms import (
    CompleteForm,
    OpenForm,
    SendForm,
    StepForm,
    TakeInForm,
    VersionForm,
    assessors,
)
from town.referrals.models import Incoming, Known, Outgoing
from town.referrals.packet import TIERS, chosen, default_items, never, possible
from town.referrals.rules import sends
from town.referrals.seen import RECEIVER, seen_by

READ = require_http_methods(["GET", "HEAD"])
READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
REFUSALS = (ExchangeRefusal, ReferralRefusal, MoveRefused)


@READ
@requires("referral_receive")
def every(request: HttpRequest) -> HttpResponse:
    actor, all_of_them = actor_of(request), "tutti" in request.GET
    context = {
        "received": queries.received(by=actor, open_only=not all_of_them),
        "sent": queries.sent(by=actor, open_only=not all_of_them),
        "all_of_them": all_of_them,
        "now": timezone.now(),
    }
    return render(request, "referrals/list.html", context)


@READ_OR_SEND
@requires("referral_send")
def new(request: HttpRequest, case: UUID) -> HttpResponse:
    """One page: what goes on one side, on the other what the other town will see, tier by tier.

    A preview is the same page with what was typed until now: nothing is sent, nothing is wrong yet.
    """
    actor = actor_of(request)
    found = access_case(pk=case, by=actor, part="referral")
    if not sends(found, actor, timezone.localdate()):
        raise PermissionDenied
    towns = queries.receivers()
    initial = {
        "referral_id": uuid7(),
        "area": found.area,
        "items": sorted(default_items()),
        "informed_on": timezone.localdate(),
    }
    form = SendForm(_written(request.POST) or None, towns=towns, initial=initial)
    previews = "preview" in request.POST
    if request.method == "POST" and not previews and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "informed"}
        said["receiver_id"] = UUID(said["receiver_id"])
        try:
            with transaction.atomic():
                sent = operations.send_referral(case=found, by=actor, **said)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, "referrals.sent", number=sent.number, due_date=_due_day(sent))
            return redirect("referrals:sent", pk=sent.pk)
    if previews:
        form.errors.clear()
    template = "referrals/preview.html" if "HX-Request" in request.headers else "referrals/new.html"
    context = {"case": found, "form": form, **_packet(form, found, towns)}
    return render(request, template, context, status=422 if form.errors else 200)


@READ
@requires("referral_send")
def sent(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = queries.access_outgoing(pk=pk, by=actor_of(request))
    return render(request, "referrals/sent.html", _sent(request, found))


@READ_OR_SEND
@requires("referral_send")
def sent_step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    actor = actor_of(request)
    found = queries.access_outgoing(pk=pk, by=actor, lock=request.method == "POST")
    form = StepForm(request.POST or None, move=_move(name, Part.SENDER), initial={"version": found.version})

    def deed() -> Known:
        return operations.move_sent(sent=found, name=name, by=actor, **form.cleaned_data)

    context = {"line": queries.line_of(found), "verb": form.verb}
    return _answer(request, form, "referrals/step.html", deed, said="referrals.moved", context=context)


@READ
@requires("referral_receive")
def received(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = queries.access_incoming(pk=pk, by=actor_of(request))
    return render(request, "referrals/received.html", _received(request, found))


@READ_OR_SEND
@requires("referral_receive")
def opening(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = queries.access_incoming(pk=pk, by=actor, lock=request.method == "POST")
    initial = {"version": found.version, "assessor": actor.user_id}
    form = OpenForm(request.POST or None, colleagues=assessors(), initial=initial)

    def deed() -> Known:
        said = form.cleaned_data
        return operations.open_referral(
            received=found, version=said["version"], assessor=UUID(said["assessor"]), by=actor
        )

    context = {"line": queries.line_of(found), "verb": VERBS["open"]}
    return _answer(request, form, "referrals/step.html", deed, said="referrals.moved", context=context)


@require_POST
@requires("referral_packet_open")
def acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accepting opens the identity: whoever may be here already is shown before a case is opened."""
    actor = actor_of(request)
    found = queries.access_incoming(pk=pk, by=actor, lock=True)
    form = VersionForm(request.POST)
    doubles: list[Any] = []

    def deed() -> Known:
        doubles.extend(operations.accept(received=found, by=actor, **form.cleaned_data))
        return found

    answer = _answer(request, form, "referrals/received.html", deed, said="", found=found)
    if answer.status_code == 302:  # noqa: PLR2004 - HTTP
        say(request, "referrals.doubles" if doubles else "referrals.accepted", number=found.number)
    return answer


@require_POST
@requires("referral_packet_open")
def taking_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = queries.access_incoming(pk=pk, by=actor, lock=True)
    form = TakeInForm(request.POST)

    def deed() -> Known:
        picked = form.cleaned_data["person"]
        person = access_person(pk=picked, by=actor) if picked else None
        return operations.take_in(received=found, person=person, by=actor)

    return _answer(request, form, "referrals/received.html", deed, said="referrals.accepted", found=found)


@READ_OR_SEND
@requires("referral_receive")
def completion(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = queries.access_incoming(pk=pk, by=actor, lock=request.method == "POST")
    form = CompleteForm(request.POST or None, initial={"version": found.version})

    def deed() -> Known:
        return operations.complete(received=found, by=actor, **form.cleaned_data)

    context = {"line": queries.line_of(found), "verb": VERBS["complete"]}
    return _answer(request, form, "referrals/step.html", deed, said="referrals.completed", context=context)


@READ_OR_SEND
@requires("referral_receive")
def received_step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    actor = actor_of(request)
    found = queries.access_incoming(pk=pk, by=actor, lock=request.method == "POST")
    move = _move(name, *RECEIVER)
    form = StepForm(request.POST or None, move=move, initial={"version": found.version})

    def deed() -> Known:
        return operations.move_received(received=found, name=name, by=actor, **form.cleaned_data)

    context = {"line": queries.line_of(found), "verb": form.verb}
    return _answer(request, form, "referrals/step.html", deed, said="referrals.moved", context=context)


def _written(sent: QueryDict) -> QueryDict:
    """What is sent, with the items that had no box on the page because their words were not written yet."""
    written = sent.copy()
    boxes = sent.get("boxes", "").split()
    if boxes:
        written.setlist("items", sorted({*sent.getlist("items"), *(default_items() - set(boxes))}))
    return written


def _packet(form: SendForm, case: Case, towns: list[Town]) -> dict[str, Any]:
    """What goes with the words of now, and what the other town will see of it in each tier."""
    items = possible(case, {name: form.value(name) for name in form.fields})
    going = chosen(items, form.value("items") or ())
    return {
        "items": items,
        "going": {item.code for item in going},
        "never": never(),
        # The sending town always goes, and first: most items stand on the same ground.
        "usual": items[0],
        "tiers": [(tier, [item for item in going if item.tier == tier]) for tier in TIERS],
        "receiver": next((town for town in towns if str(town.ente_id) == form.value("receiver_id")), None),
    }


def _move(name: str, *parts: Part) -> Move:
    """A move of these parts. Whether it is possible now, the operation says."""
    moves = {move.name: move for move in moves_of(*parts)}
    if name not in moves or name in OWN_PAGE:
        raise Http404
    return moves[name]


def _sent(request: HttpRequest, found: Outgoing) -> dict[str, Any]:
    actor = actor_of(request)
    referral = queries.exchanged(found)
    moves = offered(referral, Part.SENDER) if sends(found.case, actor, timezone.localdate()) else []
    return {
        "line": queries.line_of(found),
        "referral": found,
        "case": found.case,
        "items": queries.item_words(found.items),
        "outcome": queries.outcome_words(found),
        "answer": queries.answer_of(row=found, referral=referral, by=actor),
        "steps": queries.steps_of(referral),
        "moves": [(move.name, VERBS[move.name]) for move in moves],
    }


def _received(request: HttpRequest, found: Incoming) -> dict[str, Any]:
    seen = seen_by(actor_of(request), found)
    return {
        "line": queries.line_of(found),
        "referral": found,
        "sheets": seen.sheets,
        "doubles": seen.doubles,
        "undecided": seen.doubles is not None,
        "outcome": queries.outcome_words(found),
        "steps": seen.steps,
        "moves": [(name, VERBS[name]) for name in seen.moves if name not in OWN_PAGE],
        "own_pages": set(seen.moves) & OWN_PAGE,
    }


def _answer(
    request: HttpRequest,
    form: Form,
    template: str,
    deed: Callable[[], Known],
    *,
    said: str,
    context: dict[str, Any] | None = None,
    found: Incoming | None = None,
) -> HttpResponse:
    """Show the form, or do the deed; a refusal is a sentence on the form and nothing is lost."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    done = deed()
            except REFUSALS as refusal:
                status = 409 if isinstance(refusal, MovedMeanwhile) else 422
                form.add_error(None, str(refusal))
            else:
                if said:
                    say(request, said, number=done.number)
                side = "received" if isinstance(done, Incoming) else "sent"
                return redirect(reverse(f"referrals:{side}", args=[done.pk]))
    if found is not None:
        found.refresh_from_db()
        context = _received(request, found)
    return render(request, template, {**(context or {}), "form": form}, status=status)


def _due_day(sent: Outgoing) -> Any:
    return timezone.localdate(sent.due_at) if sent.due_at else timezone.localdate()
