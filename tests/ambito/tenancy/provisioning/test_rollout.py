"""A change of the town model reaches every town wholly or not at all; a roll-out can be repeated."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import psycopg
import pytest
from django.conf import settings

from ambito.project import founding
from ambito.tenancy.errors import Stopped
from ambito.tenancy.provisioning import catching_up, drift, rollout, stored, template
from ambito.tenancy.provisioning.builder import own_connection
from ambito.tenancy.provisioning.rollout import Pace
from ambito.tenancy.seats import Seat
from consortium.registry import founding as registry
from tests.ambito.conftest import GetSeat
from tests.ambito.tenancy.provisioning.killing import kill_at
from tests.ambito.tenancy.provisioning.schemas import (
    ask,
    by_stock,
    digest,
    fingerprint,
    migrations,
    schema_of,
)

Release = Callable[..., None]
TOWNS = ("alpha", "beta", "gamma")


def migrate(pace: Pace | None = None) -> tuple[int, list[str]]:
    said: list[str] = []
    return founding.migrate(pace or Pace(), said.append), said


def schemas() -> list[str]:
    return [schema_of(f"{town}.ambito.test") for town in TOWNS]


def behind() -> list[str]:
    with own_connection() as connection:
        return [town.schema for town in rollout.behind(connection)]


def assert_whole(schema: str, old: str, new: str) -> None:
    """The tables are those that the registry says."""
    assert (digest(schema) == digest(template.name())) is (fingerprint(schema) == new)
    assert fingerprint(schema) in {old, new}


@pytest.mark.parametrize(
    "names", [("field",), ("rich", "after"), ("python", "rich"), ("concurrent",), ("rich", "concurrent")]
)
def test_towns_end_as_the_stock_command_would_make_them(release: Release, names: tuple[str, ...]) -> None:
    alpha, beta, gamma = schemas()
    release(*names)
    by_stock("test_oracle")
    by_stock(gamma)
    migrate()
    assert {digest(alpha), digest(beta), digest(gamma), digest(template.name())} == {digest("test_oracle")}
    assert migrations(alpha) == migrations("test_oracle")
    assert behind() == []
    assert drift.drifted() == []


def test_new_tables_belong_to_the_town_and_to_no_other(release: Release) -> None:
    release("rich")
    migrate()
    alpha, beta, _ = schemas()
    rights = "SELECT has_table_privilege(%s, %s, 'SELECT, INSERT, UPDATE, DELETE')"
    assert ask(rights, alpha, f"{alpha}.people_sheet") == [(True,)]
    assert ask(rights, alpha, f"{beta}.people_sheet") == [(False,)]


def test_spares_migrate_with_the_others_and_new_towns_have_the_new_model(release: Release) -> None:
    founding.keep_spares(wanted=1)
    release("rich")
    assert migrate()[0] == 4
    north = registry.consortium_at(host="north.ambito.test", using="builder")
    for name in ("Delta", "Epsilon"):
        host = f"{name.lower()}.ambito.test"
        founding.found(kind="town", host=host, consortium=north, name=name, letters=name[:2], hue="t-01")
        assert digest(schema_of(host)) == digest(template.name())


def test_the_canary_goes_first_then_waves(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    alpha, beta, gamma = schemas()
    order: list[str] = []
    original = catching_up.by_sql
    monkeypatch.setattr(
        catching_up, "by_sql", lambda line, town, way: (order.append(town.schema), original(line, town, way))
    )
    release("field")
    assert migrate(Pace("beta.ambito.test", wave=1, connections=1)) == (3, ["1/3", "2/3", "3/3"])
    assert order == [beta, alpha, gamma]


def test_nothing_to_do_is_nothing_done(release: Release) -> None:
    release("field")
    assert migrate()[0] == 3
    assert migrate() == (0, [])


def test_a_town_that_missed_a_version_catches_up(release: Release) -> None:
    alpha, *_ = schemas()
    old = fingerprint(alpha)
    release("rich")
    founding.install()
    release("rich", "after")
    founding.install()
    assert fingerprint(alpha) == old
    assert migrate()[0] == 3
    assert digest(alpha) == digest(template.name())


def test_a_town_of_unknown_shape_goes_the_stock_way(release: Release) -> None:
    alpha, *_ = schemas()
    ask("UPDATE public.registry_ente SET fingerprint = 'unheard of' WHERE schema_name = %s", alpha)
    release("rich")
    assert migrate()[0] == 3
    assert digest(alpha) == digest(template.name())


def test_data_run_by_python_is_in_old_and_new_towns(release: Release) -> None:
    release("python")
    migrate()
    for town in TOWNS:
        assert titles(schema_of(f"{town}.ambito.test")) == ["Rossi"]


@pytest.mark.slow
@pytest.mark.promise("Q16")
@pytest.mark.parametrize(
    "place",
    [
        "template migrated",
        "artefact kept",
        "template done",
        "canary altered",
        "canary done",
        "second town altered",
        "second town done",
    ],
)
def test_killed_anywhere_every_town_is_old_or_new_and_the_next_run_ends_it(
    release: Release, place: str
) -> None:
    old = fingerprint(schemas()[0])
    done = {"canary done": 1, "second town altered": 1, "second town done": 2}.get(place, 0)
    release("rich", "after")
    kill_at(place)
    artefact = stored.current()
    assert artefact is not None
    for schema in schemas():
        assert_whole(schema, old, artefact.fingerprint)
    assert len([schema for schema in schemas() if fingerprint(schema) != old]) == done
    assert migrate()[0] == 3 - done
    assert {digest(schema) for schema in schemas()} == {digest(template.name())}


@pytest.mark.promise("Q16")
@pytest.mark.parametrize("pace", [Pace(wave=1), Pace(wave=100, connections=4)])
def test_a_failure_names_the_town_and_leaves_all_whole(release: Release, pace: Pace) -> None:
    alpha, beta, gamma = schemas()
    old = fingerprint(alpha)
    for _ in range(2):
        ask(f"INSERT INTO {beta}.people_paper (title) VALUES ('Gemelli')")
    release("field", "unique")
    with pytest.raises(Stopped) as stopped:
        migrate(pace)
    assert stopped.value.schema == beta
    assert "Gemelli" not in str(stopped.value)
    artefact = stored.current()
    assert artefact is not None
    assert fingerprint(alpha) == artefact.fingerprint
    assert fingerprint(beta) == old
    for schema in (alpha, beta, gamma):
        assert_whole(schema, old, artefact.fingerprint)
    ask(f"DELETE FROM {beta}.people_paper")
    migrate(pace)
    assert behind() == []


@pytest.mark.promise("Q16")
def test_people_go_on_writing_while_towns_migrate(release: Release, committed: GetSeat) -> None:
    seats = [committed(town) for town in TOWNS]
    stop, started = Event(), Event()
    errors: list[Exception] = []
    written = dict.fromkeys(TOWNS, 0)

    def write() -> None:
        with psycopg.connect(settings_dsn()) as connection:
            while not stop.is_set():
                for town, seat in zip(TOWNS, seats, strict=True):
                    try:
                        write_one(connection, seat)
                        written[town] += 1
                    except psycopg.Error as error:
                        errors.append(error)
                started.set()

    writer = Thread(target=write)
    writer.start()
    started.wait()
    release("expanded")
    migrate()
    stop.set()
    writer.join()
    assert errors == []
    for town, seat in zip(TOWNS, seats, strict=True):
        assert ask(f"SELECT count(*) FROM {seat.schema}.people_paper") == [(written[town],)]


def settings_dsn() -> str:
    entry = settings.DATABASES["default"]
    return psycopg.conninfo.make_conninfo(
        dbname=entry["NAME"],
        user=entry["USER"],
        password=entry["PASSWORD"],
        host=entry["HOST"],
        port=entry["PORT"],
    )


def write_one(connection: psycopg.Connection, seat: Seat) -> None:
    """As the code that was there before the change writes: the columns it knows."""
    with connection.transaction():
        connection.execute(
            "SELECT set_config('role', %s, true), set_config('search_path', %s, true)",
            [seat.role, seat.search_path],
        )
        connection.execute("INSERT INTO people_paper (title) VALUES ('Neri')")


def titles(schema: str) -> list[str]:
    return [title for (title,) in ask(f"SELECT title FROM {schema}.people_paper ORDER BY id")]


def test_a_busy_town_is_tried_again(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    alpha, *_ = schemas()
    monkeypatch.setattr(catching_up, "LOCK_TIMEOUT", "20ms")
    pauses: list[float] = []
    release("field")
    founding.install()
    with own_connection() as other:
        other.execute("BEGIN")
        other.execute(f"LOCK TABLE {alpha}.people_paper")

        def pause(seconds: float) -> None:
            pauses.append(seconds)
            if len(pauses) == 2:
                other.execute("COMMIT")

        monkeypatch.setattr(catching_up.time, "sleep", pause)
        assert migrate()[0] == 3
    assert pauses == [0.1, 0.2]


def test_a_town_that_stays_busy_stops_the_roll_out(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    alpha, *_ = schemas()
    monkeypatch.setattr(catching_up, "LOCK_TIMEOUT", "5ms")
    monkeypatch.setattr(catching_up.time, "sleep", lambda _: None)
    release("field")
    with own_connection() as other, other.transaction():
        other.execute(f"LOCK TABLE {alpha}.people_paper")
        with pytest.raises(Stopped, match=alpha):
            migrate()
    assert migrate()[0] == 3


def test_a_trigger_never_reaches_the_towns(release: Release) -> None:
    before = stored.current()
    release("trigger")
    with pytest.raises(Exception, match="a trigger: t"):
        founding.install()
    assert stored.current() == before
    assert before is not None
    assert {fingerprint(schema) for schema in schemas()} == {before.fingerprint}


def test_drift_is_found(committed: GetSeat) -> None:
    alpha, beta, _ = schemas()
    assert drift.drifted() == []
    ask(f"ALTER TABLE {beta}.people_person ALTER COLUMN name DROP NOT NULL")
    assert drift.drifted() == [beta]
    assert alpha not in drift.drifted()
