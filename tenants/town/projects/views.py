"""A project of a case: writing it, agreeing it, starting, closing, giving the outcome back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ambito.access.actors import actor_of
from ambito.access.decorators import member, requires
from ambito.access.errors import MoveRefused
from ambito.web.messages import say
from consortium.catalogue.queries import code
from town.cases.queries import access_case
from town.projects import operations
from town.projects.enums import MACHINE, AgreedBy, ProjectState
from town.projects.errors import ChangedMeanwhile, ProjectRefusal
from town.projects.forms import (
    AgreementForm,
    CloseForm,
    OpenForm,
    ReturnForm,
    RewriteForm,
    VersionForm,
)
from town.projects.models import Project
from town.projects.queries import access_project, objectives_of
from town.projects.rules import writes
from town.receipts.operations import once

READ = require_http_methods(["GET", "HEAD"])
READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
Deed = Callable[[], Project]


@READ_OR_SEND
@requires("project_write")
def new(request: HttpRequest, case: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = access_case(pk=case, by=actor, part="project")
    if not writes(found, actor, timezone.localdate()):
        raise PermissionDenied
    form = OpenForm(request.POST or None, area=found.area)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        return _once(
            request,
            "projects.saved",
            lambda: operations.open_project(
                case=found, kind=said["kind"], objectives=said["objectives"], by=actor
            ),
        )
    context = {"case": found, "form": form}
    return render(request, "projects/new.html", context, status=422 if form.errors else 200)


@READ
@member
def project(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever sees the case sees its projects."""
    found = access_project(pk=pk, by=actor_of(request))
    return render(request, "projects/project.html", _shown(request, found))


@READ_OR_SEND
@requires("project_write")
def objectives(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    written = "\n".join(told.objective.text for told in objectives_of(found))
    form = RewriteForm(request.POST or None, initial={"version": found.version, "objectives": written})
    return _answer(
        request,
        found,
        form,
        template="projects/objectives.html",
        said="projects.saved",
        deed=lambda: operations.rewrite(project=found, by=actor_of(request), **form.cleaned_data),
    )


@READ_OR_SEND
@requires("project_write")
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    initial = {
        "version": found.version,
        "with_whom": found.case.person,
        "agreed_on": timezone.localdate(),
    }
    form = AgreementForm(request.POST or None, initial=initial)

    def deed() -> Project:
        said = {**form.cleaned_data, "how": AgreedBy(form.cleaned_data["how"])}
        return operations.agree(project=found, by=actor_of(request), **said)

    return _answer(
        request, found, form, template="projects/agreement.html", said="projects.agreed", deed=deed
    )


@require_POST
@requires("project_write")
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    form = VersionForm(request.POST)
    return _answer(
        request,
        found,
        form,
        template="projects/project.html",
        said="projects.started",
        deed=lambda: operations.start(project=found, by=actor_of(request), **form.cleaned_data),
    )


@READ_OR_SEND
@requires("project_write")
def closure(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    form = CloseForm(
        request.POST or None, objectives=objectives_of(found), initial={"version": found.version}
    )

    def deed() -> Project:
        version = form.cleaned_data["version"]
        return operations.close(project=found, version=version, outcomes=form.outcomes, by=actor_of(request))

    return _answer(request, found, form, template="projects/closure.html", said="projects.closed", deed=deed)


@READ_OR_SEND
@requires("project_write")
def restitution(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    initial = {"version": found.version, "returned_on": timezone.localdate()}
    form = ReturnForm(request.POST or None, initial=initial)
    return _answer(
        request,
        found,
        form,
        template="projects/restitution.html",
        said="projects.returned",
        deed=lambda: operations.return_outcome(project=found, by=actor_of(request), **form.cleaned_data),
    )


def _found(request: HttpRequest, pk: UUID) -> Project:
    return access_project(pk=pk, by=actor_of(request), lock=request.method == "POST")


def _shown(request: HttpRequest, found: Project) -> dict[str, Any]:
    may_write = writes(found.case, actor_of(request), timezone.localdate())
    moves = {move.name for move in MACHINE.offered(found.state, "referent")} if may_write else set()
    return {
        "project": found,
        "case": found.case,
        "kind": code("project_kinds", found.kind).label(),
        "objectives": objectives_of(found),
        "agreements": found.agreements.order_by("agreed_on", "pk"),
        "moves": moves,
        "may_rewrite": may_write and found.state in {ProjectState.DRAFT, ProjectState.AGREED},
        "may_return": may_write and found.state == ProjectState.CLOSED and found.returned_on is None,
    }


def _answer(
    request: HttpRequest, found: Project, form: Form, *, template: str, said: str, deed: Deed
) -> HttpResponse:
    """Show the form, or do the deed once; a refusal is a sentence on the form, what was typed stays."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    return _once(request, said, deed)
            except ProjectRefusal as refusal:
                status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
                form.add_error(None, str(refusal))
            except MoveRefused as refusal:
                form.add_error(None, str(refusal))
            found.refresh_from_db()
    return render(request, template, {**_shown(request, found), "form": form}, status=status)


def _once(request: HttpRequest, said: str, deed: Deed) -> HttpResponse:
    def done() -> str:
        project = deed()
        say(request, said)
        return reverse("projects:project", args=[project.pk])

    key = request.POST.get("idempotency_key", "")
    return redirect(once(key=key, by=actor_of(request), deed=done))
