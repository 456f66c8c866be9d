"""Looking for people, opening one, writing one down, changing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.access.permissions import may
from ambito.web.messages import say
from town.people.comparing import differences, likeness
from town.people.describing import lead_of
from town.people.errors import ChangedMeanwhile
from town.people.forms import ChangeForm, PersonForm, SearchForm
from town.people.models import Person
from town.people.operations import change_person, register_person
from town.people.places import place_words
from town.people.queries import access_person, find_people, last_openings, similar_people, who_changed
from town.people.rules import WRITE, may_write
from town.receipts.operations import once

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_SEND
@requires("person_search")
def search(request: HttpRequest) -> HttpResponse:
    """By POST: what is typed is a name, and stays out of addresses."""
    form = SearchForm(request.POST) if request.method == "POST" else SearchForm()
    found = None
    if form.is_bound and form.is_valid():
        found = find_people(text=form.cleaned_data["text"], by=actor_of(request))
    context = {"form": form, "found": found, "may_write": may(actor_of(request), WRITE)}
    return render(request, "people/search.html", context, status=422 if form.errors else 200)


@require_POST
@requires("person_search")
def options(request: HttpRequest) -> HttpResponse:
    """The choices of a look-up field; the last one writes a new person down."""
    typed = request.POST.get("person_typed", "").strip()
    found = find_people(text=typed, by=actor_of(request), most=6) if len(typed) > 1 else []
    return render(request, "people/options.html", {"found": found, "typed": typed})


@require_http_methods(["GET", "HEAD"])
@requires("person_search")
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = access_person(pk=pk, by=actor)
    context = {
        "person": found,
        "lead": lead_of(found),
        "birth_place": place_words(found.birth_place, found.birth_date),
        "openings": last_openings(found),
        "may_write": may_write(found, actor, timezone.localdate()),
    }
    return render(request, "people/person.html", context)


@READ_OR_SEND
@requires("person_write")
def new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, PersonForm())
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    same = request.POST.get("same")
    if same:
        return redirect("people:person", pk=access_person(pk=same, by=actor_of(request)).pk)
    alike = [] if request.POST.get("other") else _alike(request, form)
    if alike:
        return _form(request, form, alike=alike)
    return redirect(_register(request, form))


@READ_OR_SEND
@requires("person_write")
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = access_person(pk=pk, by=actor_of(request), part="data", lock=request.method == "POST")
    if request.method != "POST":
        return _form(request, ChangeForm.of(found), person=found)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _form(request, form, person=found, status=422)
    try:
        return redirect(_change(request, found, form))
    except ChangedMeanwhile:
        return _compare(request, found, form)


def _alike(request: HttpRequest, form: PersonForm) -> list[Any]:
    said = form.written
    found = similar_people(
        surname=said["surname"],
        name=said["name"],
        birth_date=said["birth_date"],
        codice_fiscale=said["codice_fiscale"],
        by=actor_of(request),
    )
    return sorted((likeness(each, said) for each in found), key=lambda alike: -alike.equal)


def _register(request: HttpRequest, form: PersonForm) -> str:
    def deed() -> str:
        made = register_person(by=actor_of(request), **form.written)
        say(request, "people.registered")
        return reverse("people:person", args=[made.pk])

    return _once(request, deed)


def _change(request: HttpRequest, found: Person, form: ChangeForm) -> str:
    def deed() -> str:
        version = form.cleaned_data["version"]
        change_person(person=found, version=version, changes=form.written, by=actor_of(request))
        say(request, "people.changed")
        return reverse("people:person", args=[found.pk])

    return _once(request, deed)


def _once(request: HttpRequest, deed: Callable[[], str]) -> str:
    return once(key=request.POST.get("idempotency_key", ""), by=actor_of(request), deed=deed)


def _compare(request: HttpRequest, found: Person, form: ChangeForm) -> HttpResponse:
    """Somebody was quicker: both accounts side by side, what was typed still in the form."""
    lines = differences(found, form.written)
    form.renew(found)
    return _form(request, form, person=found, lines=lines, changed=who_changed(found), status=409)


def _form(request: HttpRequest, form: PersonForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "people/form.html", {"form": form, **more}, status=status)
