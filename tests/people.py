"""The invented people of every test, and how they sign in.

Every role is held by somebody in each of two Enti, under the same name: a page that shows the wrong one looks
right. `anna` works in alpha and beta, `bruno` nowhere any more, `carla` has not chosen a second factor yet.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from ambito.access.enums import HOSTS, Role
from ambito.identity import passwords, sealing, sessions
from ambito.identity.enums import Method
from ambito.identity.mfa import PURPOSE
from ambito.identity.models import Credential, NationalIdentity, Session, User
from ambito.identity.queries import fiscal_digest
from ambito.identity.sealing import seal, token_hash
from ambito.tenancy.context import enter_function
from consortium.registry.models import Membership
from tests import towns

PASSWORD = "quattro gatti sul tetto"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BUILDER = "builder"
FIRST_DAY = date(2024, 1, 1)
TWINS = {"town": ("alpha", "beta"), "consortium": ("north", "south"), "cooperative": ("vela", "rete")}


@dataclass(frozen=True)
class Invented:
    """Somebody who logs in; `places` maps an Ente to the roles held there, for ever unless `until`."""

    key: str
    name: str
    places: dict[str, tuple[str, ...]]
    until: date | None = None
    codice_fiscale: str = ""
    factor: bool = True
    password: bool = True

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_DNS, f"{self.key}.people.{towns.BASE}")

    @property
    def email(self) -> str:
        return f"{self.key}@people.test"


@cache
def everybody() -> dict[str, Invented]:
    """All of them by key: `coordinator.alpha`, `coordinator.beta`, …, `anna`, `bruno`, `carla`, `dario`."""
    people = [
        Invented(f"{role}.{ente}", str(Role(role).name).replace("_", " ").title(), {ente: (role,)})
        for role in map(str, Role)
        for kind in sorted(HOSTS[Role(role)])
        for ente in TWINS[kind]
    ]
    people += [
        Invented(
            "anna",
            "Anna Verdi",
            {"alpha": ("coordinator", "social_worker"), "beta": ("social_worker",)},
            codice_fiscale="VRDNNA80A41F205X",
        ),
        Invented("bruno", "Bruno Neri", {"alpha": ("social_worker",)}, until=date(2025, 1, 1)),
        Invented("carla", "Carla Bianchi", {"alpha": ("desk_operator",)}, factor=False),
        Invented(
            "dario",
            "Dario Rossi",
            {"alpha": ("social_worker",)},
            codice_fiscale="RSSDRA75B12F205K",
            factor=False,
            password=False,
        ),
    ]
    return {person.key: person for person in people}


def keep_key() -> None:
    """The tests' key of identity: the same in every keystore, because the template was sealed with it."""
    sealing.create_key(b"for tests only".ljust(sealing.KEY_BYTES))


def found_all() -> None:
    """Fill the template of the test database, as builder."""
    password_hash = passwords.hashed(PASSWORD)
    for person in everybody().values():
        user = User(id=person.id, email=person.email, name=person.name)
        user.save(using=BUILDER, force_insert=True)
        if person.password:
            Credential(user=user, password_hash=password_hash).save(using=BUILDER, force_insert=True)
        if person.factor:
            data = {"secret": seal(TOTP_SECRET, purpose=PURPOSE)}
            Authenticator(user=user, type=Authenticator.Type.TOTP, data=data).save(using=BUILDER)
        if person.codice_fiscale:
            digest = fiscal_digest(person.codice_fiscale)
            NationalIdentity(user=user, digest=digest).save(using=BUILDER, force_insert=True)
        for ente, roles in person.places.items():
            for role in roles:
                _join(user, ente, role, person.until)


def _join(user: User, ente: str, role: str, until: date | None) -> None:
    during = DateRange(FIRST_DAY, until)
    ente_id = towns.seat(ente).ente_id
    Membership(user=user, ente_id=ente_id, role=role, during=during).save(using=BUILDER, force_insert=True)


def who(name: str, at: str) -> Invented:
    """`who("anna", "beta")` or, by role, `who("coordinator", "beta")`."""
    people = everybody()
    return people.get(name) or people[f"{name}.{at}"]


def client_of(at: str, **more: Any) -> Client:
    """A browser on the host of an Ente: it sends what browsers send and keeps that host's cookies."""
    headers = {"host": f"{at}.{towns.BASE}", "sec-fetch-site": "same-origin"}
    return Client(headers={**headers, **more.pop("headers", {})}, **more)


def code(secret: str = TOTP_SECRET, *, steps_ago: int = 0) -> str:
    """What the app on the phone shows."""
    step = int(time.time()) // 30 - steps_ago
    value: str = totp.format_hotp_value(totp.hotp_value(secret, step))
    return value


def sign_in(client: Client, name: str, *, at: str, next_path: str = "/") -> Any:
    """The real way in: password, then the code of the app. Answers the last response."""
    person = who(name, at)
    form = {"email": person.email, "password": PASSWORD, "next": next_path}
    first = client.post(reverse("identity:sign_in"), form)
    assert first.status_code == 302, first.content
    return client.post(first["Location"], {"code": code()})


def signed_in(name: str, *, at: str) -> Client:
    """A browser with a real session of this person, for tests about something else than signing in."""
    client, ente_id = client_of(at), towns.seat(at).ente_id
    with enter_function("signin"):
        user = User.objects.get(pk=who(name, at).id)
        token = sessions.open_session(user=user, ente_id=ente_id, method=Method.CODE)[1]
    client.cookies[sessions.COOKIE] = token
    return client


def confirmed(client: Client) -> None:
    """As if the person had just proved again who they are."""
    with enter_function("signin"):
        sessions.confirm(session_of(client).pk)


def session_of(client: Client) -> Session:
    """The row of a browser's session. Only as `signin`."""
    return Session.objects.get(token_hash=token_hash(client.cookies[sessions.COOKIE].value))
