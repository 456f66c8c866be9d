"""The list of cases, one case, and what can be done to it."""

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
from ambito.access.decorators import member, requires
from ambito.access.errors import MoveRefused
from ambito.access.relations import sees
from ambito.web.messages import say
from consortium.registry.queries.memberships import colleagues
from town.cases import operations
from town.cases.enums import CaseState
from town.cases.errors import CaseRefusal, ChangedMeanwhile
from town.cases.forms import AssignForm, LockForm, MemberForm, MoveForm, OpenForm, VersionForm
from town.cases.models import Case
from town.cases.pages import head
from town.cases.queries import access_case, area_choices, page_of_cases, steps_of, team_of
from town.cases.rules import offered
from town.people.queries import access_person
from town.receipts.operations import once

READ = require_http_methods(["GET", "HEAD"])
READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
Deed = Callable[[], Case]


@READ
@member
def every(request: HttpRequest) -> HttpResponse:
    """Whoever sees no case sees an empty list: what one sees is decided case by case."""
    state, area = request.GET.get("stato", ""), request.GET.get("area", "")
    number = request.GET.get("page", "")
    context = {
        "page": page_of_cases(by=actor_of(request), number=number, state=state, area=area),
        "state": state,
        "area": area,
        "states": CaseState.choices,
        "areas": area_choices(),
    }
    return render(request, "cases/list.html", context)


@READ_OR_SEND
@requires("case_open")
def open_one(request: HttpRequest, person: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = access_person(pk=person, by=actor)
    form = OpenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "person": found}
        return render(request, "cases/open.html", context, status=422 if form.errors else 200)
    said = form.cleaned_data
    return _once(
        request,
        "cases.opened",
        lambda: operations.open_case(person=found, area=said["area"], words=said["words"], by=actor),
    )


@READ
@member
def case(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = access_case(pk=pk, by=actor_of(request))
    return render(request, "cases/case.html", head(request, found, "summary"))


@READ
@member
def steps(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = access_case(pk=pk, by=actor_of(request), part="steps")
    context = {**head(request, found, "steps"), "told": steps_of(found)}
    return render(request, "cases/steps.html", context)


@READ_OR_SEND
@requires("case_assign")
def assignment(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk, "team")
    form = AssignForm(
        request.POST or None,
        colleagues=colleagues(timezone.localdate()),
        initial={"version": found.version, "referent": _referent(found)},
    )

    def deed() -> Case:
        said = form.cleaned_data
        return operations.assign(
            case=found,
            version=said["version"],
            referent=UUID(said["referent"]),
            others=form.others,
            reason=said["reason"],
            by=actor_of(request),
        )

    return _answer(request, found, form, deed, template="cases/assign.html", code="cases.assigned")


@READ_OR_SEND
@requires("case_assign")
def membership(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk, "team")
    form = MemberForm(
        request.POST or None,
        colleagues=colleagues(timezone.localdate()),
        initial={"version": found.version},
    )

    def deed() -> Case:
        user_id, role = form.joining
        said = form.cleaned_data
        return operations.add_member(
            case=found,
            version=said["version"],
            user_id=user_id,
            role=role,
            reason=said["reason"],
            by=actor_of(request),
        )

    return _answer(request, found, form, deed, template="cases/member.html", code="cases.joined")


@require_POST
@requires("case_assign")
def end(request: HttpRequest, pk: UUID, member: UUID) -> HttpResponse:
    found = _found(request, pk, "team")
    form = VersionForm(request.POST)

    def deed() -> Case:
        version = form.cleaned_data["version"]
        return operations.end_member(case=found, version=version, member=member, by=actor_of(request))

    return _answer(request, found, form, deed, template="cases/case.html", code="cases.left")


@READ_OR_SEND
@member
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The table of states decides who may: only the moves of one's part are offered."""
    found = _found(request, pk, "state")
    moves = offered(found, actor_of(request), timezone.localdate())
    form = MoveForm(request.POST or None, moves=moves, initial={"version": found.version})

    def deed() -> Case:
        said = form.cleaned_data
        return operations.move_case(
            case=found,
            name=said["move"],
            version=said["version"],
            reason=said["reason"],
            words=said["words"],
            by=actor_of(request),
        )

    return _answer(request, found, form, deed, template="cases/move.html", code="cases.moved")


@READ_OR_SEND
@requires("case_assign")
def protection(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk, "protection")
    named = [str(reader.user_id) for reader in found.readers.all()]
    named = named or [str(each.user_id) for each in found.team.all()] + [str(actor_of(request).user_id)]
    opens = "unlock" in request.POST
    initial = {"version": found.version, "readers": named}
    form: Form = LockForm(request.POST or None, colleagues=colleagues(timezone.localdate()), initial=initial)
    if opens:
        form = VersionForm(request.POST)

    def deed() -> Case:
        said, actor = form.cleaned_data, actor_of(request)
        if opens:
            return operations.unlock_case(case=found, version=said["version"], by=actor)
        readers = map(UUID, said["readers"])
        return operations.lock_case(case=found, version=said["version"], readers=readers, by=actor)

    return _answer(request, found, form, deed, template="cases/lock.html", code="cases.protection")


def _referent(found: Case) -> UUID | None:
    return next((one.user_id for one in team_of(found) if one.role == "referent"), None)


def _found(request: HttpRequest, pk: UUID, part: str) -> Case:
    return access_case(pk=pk, by=actor_of(request), part=part, lock=request.method == "POST")


def _answer(
    request: HttpRequest, found: Case, form: Form, deed: Deed, *, template: str, code: str
) -> HttpResponse:
    """Show the form, or do the deed once; a refusal is a sentence on the form, what was typed stays."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _once(request, code, deed)
            except (CaseRefusal, MoveRefused) as refusal:
                found.refresh_from_db()
                form.add_error(None, str(refusal))
                status = _renewed(form, found) if isinstance(refusal, ChangedMeanwhile) else 422
    context: dict[str, Any] = {**head(request, found, ""), "form": form}
    return render(request, template, context, status=status)


def _renewed(form: Form, found: Case) -> int:
    """Show the version of now: sending once more is said with open eyes."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(found.version)
    form.data = data
    return 409


def _once(request: HttpRequest, code: str, deed: Deed) -> HttpResponse:
    def told() -> str:
        done = deed()
        say(request, code, number=done.number)
        # Whoever has protected a case without naming themselves does not see it any more.
        still = sees(done, actor_of(request))
        return reverse("cases:case", args=[done.pk]) if still else reverse("cases:list")

    key = request.POST.get("idempotency_key", "")
    return redirect(once(key=key, by=actor_of(request), deed=told))
