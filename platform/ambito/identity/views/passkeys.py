"""The two halves of a passkey's ceremony, for making one and for showing one."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ambito.identity import attempts, entrance, passkeys, sessions
from ambito.identity.decorators import public
from ambito.identity.enums import Kind, Method, Outcome, Step
from ambito.identity.errors import FactorRefused
from ambito.identity.models import Attempt, User
from ambito.identity.person import session_row
from ambito.identity.responses import go, safe_next, set_host_cookie
from ambito.identity.telling import tell
from ambito.identity.views.enrolment import enrolled, enrolling
from ambito.tenancy.routes import enters, seat_of_request


@enters("signin")
@public
@never_cache
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Options for `navigator.credentials.get`; the challenge stays here."""
    attempt, token = entrance.present_attempt(request, Step.FACTOR), ""
    if attempt is None:
        attempt, token = _begin(request)
    options, state = passkeys.begin_asking(passkeys.Site.of(request), attempt.user_id)
    _remember(attempt, state)
    response = JsonResponse(options)
    if token:
        set_host_cookie(response, attempts.COOKIE, token, attempts.LIFETIME)
    return response


@enters("signin")
@public
@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """The passkey's answer: lets in, or confirms who is already in."""
    attempt = entrance.present_attempt(request, Step.FACTOR, Step.PASSKEY, Step.CONFIRM)
    if attempt is None:
        return go(request, reverse("identity:sign_in"))
    ceremony = attempts.take_ceremony(attempt)
    try:
        user = _owner(
            passkeys.answered(
                passkeys.Site.of(request),
                ceremony.get("state", {}),
                _credential(request),
                user_id=attempt.user_id,
            ).user
        )
    except FactorRefused:
        tell(Kind.PASSKEY, Outcome.REFUSED, ente_id=attempt.ente_id, user_id=attempt.user_id)
        return _refused(request)
    tell(Kind.PASSKEY, Outcome.ACCEPTED, ente_id=attempt.ente_id, user_id=user.pk)
    attempt.user = user
    return _confirm(request, attempt) if attempt.step == Step.CONFIRM else _enter(request, attempt)


@enters("signin")
@public
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Options for `navigator.credentials.create`."""
    attempt = enrolling(request)
    if attempt is None or attempt.user is None:
        return JsonResponse({}, status=403)
    options, state = passkeys.begin_making(passkeys.Site.of(request), attempt.user)
    _remember(attempt, state)
    return JsonResponse(options)


@enters("signin")
@public
@never_cache
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Store the new passkey and go on to the recovery codes."""
    attempt = enrolling(request)
    if attempt is None or attempt.user is None:
        return go(request, reverse("identity:sign_in"))
    state = attempts.take_ceremony(attempt).get("state", {})
    site = passkeys.Site.of(request)
    try:
        passkeys.keep(site, attempt.user, state, _credential(request), name=site.host)
    except FactorRefused:
        return _refused(request)
    return enrolled(request, attempt)


def _begin(request: HttpRequest) -> tuple[Attempt, str]:
    """Somebody signed in confirms; anybody else wants in with a passkey alone."""
    inside = request.user.is_authenticated
    return attempts.begin(
        ente_id=seat_of_request(request).ente_id,
        step=Step.CONFIRM if inside else Step.PASSKEY,
        user_id=request.user.pk if inside else None,
        next_path=safe_next(request),
    )


def _remember(attempt: Attempt, state: dict[str, Any]) -> None:
    attempt.ceremony = {"state": state}
    attempt.save(update_fields=["ceremony"])


def _credential(request: HttpRequest) -> Any:
    try:
        return json.loads(request.POST.get("credential", ""))
    except ValueError as error:
        raise FactorRefused("not an answer of a passkey") from error


def _owner(user: User) -> User:
    if not user.is_active:
        raise FactorRefused("the account is closed")
    return user


def _enter(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    return entrance.complete(request, attempt, Method.PASSKEY)


def _confirm(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    row = session_row(request)
    if row is None or row.user_id != attempt.user_id:
        return go(request, reverse("identity:sign_in"))
    sessions.confirm(row.pk)
    attempt.delete()
    return go(request, attempt.next_path or "/")


def _refused(request: HttpRequest) -> HttpResponse:
    sentence = _(
        "This passkey does not open this site. Use one made here, or sign in with password and code."
    )
    context = {"sentence": sentence, "back": reverse("identity:sign_in")}
    return render(request, "identity/sentence.html", context, status=403)
