"""The command `ambito`, as an operator types it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner, Result

from ambito.project import cli
from ambito.tenancy.provisioning import drift
from tests.ambito.conftest import GetSeat
from tests.ambito.tenancy.provisioning.schemas import ask, fingerprint, schema_of

TOWN = ("town", "create", "Delta", "--host", "delta.ambito.test", "--consortium", "north.ambito.test")


def ambito(*arguments: str) -> Result:
    return CliRunner().invoke(cli.composed(), arguments)


def enti() -> int:
    count: int = ask("SELECT count(*) FROM public.registry_ente")[0][0]
    return count


def test_install_can_be_repeated(committed: GetSeat) -> None:
    first, second = ambito("install"), ambito("install")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout


def test_a_town_is_created_and_listed(committed: GetSeat) -> None:
    result = ambito(*TOWN, "--istat", "099014")
    assert (result.exit_code, result.stdout) == (0, "Delta answers on delta.ambito.test\n")
    schema = schema_of("delta.ambito.test")
    mark = fingerprint(schema)[:12]
    assert f"{schema}\tactive\t{mark}\tdelta.ambito.test\tDelta\n" in ambito("town", "list").stdout
    assert ask("SELECT letters, istat_code FROM public.registry_profile WHERE name = 'Delta'") == [
        ("DE", "099014")
    ]


@pytest.mark.parametrize("noun", ["consortium", "cooperative"])
def test_consortia_and_cooperatives_are_created(committed: GetSeat, noun: str) -> None:
    result = ambito(noun, "create", "West", "--host", "west.ambito.test", "--letters", "we", "--hue", "t-09")
    assert result.exit_code == 0
    query = (
        "SELECT e.kind, p.letters, p.hue FROM public.registry_profile p "
        "JOIN public.registry_ente e ON e.id = p.ente_id WHERE p.host = 'west.ambito.test'"
    )
    assert ask(query) == [(noun, "WE", "t-09")]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({2: "ALPHA"}, "There is already an Ente called ALPHA"),
        ({4: "alpha.ambito.test"}, "The host alpha.ambito.test already belongs to an Ente"),
        ({4: "delta.elsewhere.test"}, "delta.elsewhere.test is no host of this deployment"),
        ({6: "alpha.ambito.test"}, "No consortium answers on alpha.ambito.test"),
    ],
)
def test_a_refusal_is_a_sentence_and_nothing_is_made(
    committed: GetSeat, changed: dict[int, str], sentence: str
) -> None:
    before = enti()
    arguments = [*TOWN]
    for place, value in changed.items():
        arguments[place] = value
    result = ambito(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
    assert enti() == before


def test_spares_are_kept(committed: GetSeat) -> None:
    assert ambito("town", "spares", "2").stdout == "2 made\n"
    assert ambito("town", "spares", "2").stdout == "0 made\n"
    assert ambito("town", "list").stdout.count("\tspare\t") == 2


def test_migrate_has_nothing_to_do_after_install(committed: GetSeat) -> None:
    result = ambito("town", "migrate", "--canary", "beta.ambito.test", "--wave", "5", "--connections", "2")
    assert (result.exit_code, result.stdout) == (0, "0 migrated\n")


def test_check_finds_what_differs(committed: GetSeat) -> None:
    assert ambito("town", "check").exit_code == 0
    beta = schema_of("beta.ambito.test")
    ask(f"DROP TABLE {beta}.people_person CASCADE")
    result = ambito("town", "check")
    assert (result.exit_code, result.stdout) == (1, f"{beta} differs from the template\n")
    assert drift.drifted() == [beta]
