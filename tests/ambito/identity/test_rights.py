"""Secrets are the role `signin`'s alone, whatever Python does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from ambito.identity.models import Session, User
from ambito.tenancy.context import enter, enter_function
from ambito.tenancy.declarations import declared
from ambito.tenancy.seats import FunctionRole, Seat
from tests import people

GetSeat = Callable[[str], Seat]
SECRETS = [
    "identity_credential",
    "identity_nationalidentity",
    "identity_attempt",
    "identity_tries",
    "mfa_authenticator",
    "account_emailaddress",
]
ENTI = ["alpha", "north", "vela"]


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.promise("Q3")
@pytest.mark.parametrize("ente", ENTI)
@pytest.mark.parametrize("table", [*SECRETS, "identity_ticket", "identity_link"])
def test_no_ente_reads_a_secret(seat: GetSeat, ente: str, table: str) -> None:
    with enter(seat(ente)), pytest.raises(ProgrammingError):
        run(f"SELECT 1 FROM public.{table}")


@pytest.mark.parametrize("function", ["publisher", "matcher", "dispatcher", "sealer"])
def test_no_other_function_does_either(seat: GetSeat, function: FunctionRole) -> None:
    seat("alpha")
    for table in SECRETS:
        with enter_function(function), pytest.raises(ProgrammingError):
            run(f"SELECT 1 FROM public.{table}")


@pytest.mark.parametrize("ente", ENTI)
def test_an_ente_opens_and_confirms_no_session(seat: GetSeat, ente: str) -> None:
    here = seat(ente)
    who = {"alpha": "anna", "north": "consortium_desk", "vela": "coop_worker"}[ente]
    people.signed_in(who, at=ente)
    for sql in (
        "INSERT INTO public.identity_session SELECT * FROM public.identity_session",
        "UPDATE public.identity_session SET confirmed_at = now()",
        "UPDATE public.identity_session SET signed_in_at = now()",
        "UPDATE public.identity_user SET session_stamp = id",
    ):
        with enter(here), pytest.raises(ProgrammingError):
            run(sql)


def test_an_ente_knows_only_its_own_people(seat: GetSeat) -> None:
    with enter(seat("alpha")):
        known = set(User.objects.values_list("email", flat=True))
    assert people.who("anna", "alpha").email in known
    assert people.who("coordinator", "beta").email not in known


def test_the_user_has_no_column_for_a_secret() -> None:
    columns = {field.column for field in User._meta.concrete_fields}
    assert columns == {"id", "email", "name", "is_active", "session_stamp"}


def test_every_table_of_sign_in_is_declared() -> None:
    declared_tables = {rights.table for rights in declared()[0]}
    for label in ("identity", "mfa", "account"):
        tables = {model._meta.db_table for model in apps.get_app_config(label).get_models()}
        assert tables <= declared_tables


def test_a_stolen_row_is_not_a_session(seat: GetSeat) -> None:
    people.signed_in("anna", at="alpha")
    with enter_function("signin"):
        row = Session.objects.get()
    thief = people.client_of("alpha")
    thief.cookies["__Host-ambito"] = row.token_hash
    assert thief.get("/places/").status_code == 302
