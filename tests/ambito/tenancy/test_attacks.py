"""The database refuses even if Python is wrong: attacks as the login `app`, inside one Ente, against another.

Every attack runs against a neighbour with the same primary keys and names. Only an injection that switches
the role itself may pass (one login may become every Ente): it is listed as such.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from ambito.tenancy.context import enter, enter_function, lobby
from ambito.tenancy.errors import OutsideTown, UnknownEnte
from ambito.tenancy.seats import Seat
from consortium.registry.models import Membership
from tests.towns import user_id
from town.people.models import Person

GetSeat = Callable[[str], Seat]
SAME = UUID("01900000-0000-7000-8000-000000000001")
pytestmark = pytest.mark.promise("Q3")


@pytest.fixture
def towns(seat: GetSeat) -> tuple[Seat, Seat]:
    """Alpha and Beta, each with a person of the same key and another secret."""
    for name in ("alpha", "beta"):
        with enter(seat(name)):
            Person.objects.create(id=SAME, surname="Rossi", name=f"CANARY-{name}")
    return seat("alpha"), seat("beta")


def ask(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def refused(sql: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        ask(sql)


def test_1_a_forgotten_town_is_no_town(towns: tuple[Seat, Seat]) -> None:
    with pytest.raises(OutsideTown):
        ask("SELECT name FROM people_person")
    with lobby(), pytest.raises(ProgrammingError):
        ask("SELECT name FROM people_person")


def test_2_the_neighbour_named_in_sql(towns: tuple[Seat, Seat]) -> None:
    alpha, beta = towns
    with enter(alpha):
        refused(f"SELECT name FROM {beta.schema}.people_person")


def test_3_the_neighbour_in_an_injected_union(towns: tuple[Seat, Seat]) -> None:
    alpha, beta = towns
    with enter(alpha):
        typed = f"x' UNION SELECT name FROM {beta.schema}.people_person --"
        refused(f"SELECT name FROM people_person WHERE surname = '{typed}'")


def test_4_the_search_path_changed_inside_a_select(towns: tuple[Seat, Seat]) -> None:
    alpha, beta = towns
    with enter(alpha):
        ask(f"SELECT set_config('search_path', '{beta.schema}', true)")
        with pytest.raises(ProgrammingError, match=r"permission denied|does not exist"):
            ask("SELECT name FROM people_person")


@pytest.mark.parametrize(
    "way", ["SELECT set_config('role', '{role}', true)", "RESET ROLE; SET LOCAL ROLE {role}"]
)
def test_5_and_6_a_switched_role_may_pass_and_sees_nothing_of_its_own_town(
    towns: tuple[Seat, Seat], way: str
) -> None:
    """The known limit of one login for all towns: only injected expressions that switch roles get here."""
    alpha, beta = towns
    with enter(alpha):
        ask(way.format(role=beta.role))
        assert ask(f"SELECT name FROM {beta.schema}.people_person") == [("CANARY-beta",)]
        refused(f"SELECT name FROM {alpha.schema}.people_person")


def test_7_writing_into_the_neighbour(towns: tuple[Seat, Seat]) -> None:
    alpha, beta = towns
    with enter(alpha):
        refused(f"UPDATE {beta.schema}.people_person SET name = 'x'")
        refused(f"DELETE FROM {beta.schema}.people_person")
        refused(f"INSERT INTO {beta.schema}.people_person SELECT * FROM people_person")


def test_8_the_neighbours_sequences_and_new_objects(towns: tuple[Seat, Seat]) -> None:
    alpha, beta = towns
    with enter(alpha):
        refused(f"SELECT nextval('{beta.schema}.django_migrations_id_seq')")
        refused(f"CREATE TABLE {beta.schema}.trap (id int)")
        refused(f"CREATE TABLE {alpha.schema}.trap (id int)")
        refused("CREATE TABLE public.trap (id int)")


def test_9_a_shared_table_shows_only_own_rows(seat: GetSeat) -> None:
    for name in ("alpha", "beta"):
        with enter(seat(name)):
            Membership.objects.create(
                user_id=user_id(name),
                ente_id=seat(name).ente_id,
                role="coordinator",
                during=("2026-01-01", None),
            )
    with enter(seat("alpha")):
        assert {row.ente_id for row in Membership.objects.all()} == {seat("alpha").ente_id}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Membership.objects.create(
                user_id=user_id("alpha"),
                ente_id=seat("beta").ente_id,
                role="dpo",
                during=("2026-01-01", None),
            )


def test_10_a_session_variable_decides_nothing(seat: GetSeat) -> None:
    beta = seat("beta")
    with enter(beta):
        Membership.objects.create(
            user_id=user_id("beta"), ente_id=beta.ente_id, role="coordinator", during=("2026-01-01", None)
        )
    with enter(seat("alpha")):
        for variable in ("app.tenant", "app.ente", "ambito.ente", "request.tenant"):
            ask("SELECT set_config(%s, %s, true)", variable, str(beta.ente_id))
        assert not Membership.objects.filter(ente_id=beta.ente_id).exists()


def test_11_schema_names_are_visible_and_say_nothing(towns: tuple[Seat, Seat]) -> None:
    with enter(towns[0]):
        names = [name for (name,) in ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'test_e_%%'")]
    assert names
    assert all(name.removeprefix("test_e_").isdigit() for name in names)


def test_12_the_statements_of_others_are_hidden(towns: tuple[Seat, Seat]) -> None:
    other = psycopg.connect(_app_dsn())
    with other, enter(towns[0]):
        other.execute("SELECT 'CANARY-statement'")
        shown = ask("SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query IS NOT NULL")
        assert not [query for (query,) in shown if "CANARY" in query]


def _app_dsn() -> str:
    entry = settings.DATABASES["default"]
    return (
        f"host={entry['HOST']} port={entry['PORT']} dbname={entry['NAME']} user={entry['USER']}"
        f" password={entry['PASSWORD']}"
    )


def test_a_seat_with_anothers_role_is_refused(towns: tuple[Seat, Seat]) -> None:
    alpha, beta = towns
    forged = Seat(alpha.ente_id, beta.role, beta.schema, "town", alpha.consortium_id)
    with pytest.raises((UnknownEnte, OutsideTown)), enter(forged):
        pass


@pytest.mark.parametrize("function", ["signin", "publisher", "matcher", "dispatcher", "sealer"])
def test_function_roles_read_no_person(towns: tuple[Seat, Seat], function: Any) -> None:
    with enter_function(function):
        refused(f"SELECT name FROM {towns[0].schema}.people_person")


@pytest.mark.parametrize(("mine", "other"), [("north", "south"), ("vela", "rete")])
def test_consortia_and_cooperatives_do_not_see_each_other(seat: GetSeat, mine: str, other: str) -> None:
    with enter(seat(other)):
        Membership.objects.create(
            user_id=user_id(other), ente_id=seat(other).ente_id, role="dpo", during=("2026-01-01", None)
        )
    with enter(seat(mine)):
        assert not Membership.objects.filter(ente_id=seat(other).ente_id).exists()
        assert ask("SELECT name FROM registry_profile WHERE ente_id = %s", seat(other).ente_id) == []
        assert ask("SELECT count(*) FROM identity_user WHERE id = %s", user_id(other)) == [(0,)]
        foreign = "SELECT id FROM identity_user WHERE email LIKE %s"
        assert ask(foreign, f"%.{other}@people.test") == []


def test_a_consortium_reads_no_town(towns: tuple[Seat, Seat], seat: GetSeat) -> None:
    with enter(seat("north")):
        refused(f"SELECT name FROM {towns[0].schema}.people_person")
