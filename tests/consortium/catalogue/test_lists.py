"""Every code list loads, says what it rests on, and every state table holds together."""

from __future__ import annotations

import pytest
from django.utils import translation

from ambito.access.machine import Machine
from consortium.catalogue import queries
from consortium.catalogue.errors import UnknownCode, UnknownList
from consortium.catalogue.reading import DATA, read

STANDINGS = {"official", "derived", "proposal"}


def test_every_file_is_a_list_and_every_list_a_file() -> None:
    files = {path.stem for path in DATA.glob("*.csv")} - {"lists"}
    assert files == set(queries.lists())


@pytest.mark.parametrize("name", queries.lists())
def test_a_list_is_whole(name: str) -> None:
    rows = read(name)
    said = next(row for row in read("lists") if row["list"] == name)
    assert len(queries.codes(name)) == len(rows) == int(said["rows"])  # no code twice
    assert all(code.code and code.label_it and code.label_en for code in queries.codes(name))
    assert {code.standing for code in queries.codes(name)} <= STANDINGS
    assert queries.version(name) == said["version"]


@pytest.mark.parametrize("name", queries.lists())
def test_proposals_stay_marked(name: str) -> None:
    said = next(row for row in read("lists") if row["list"] == name)
    assert sum(code.proposal for code in queries.codes(name)) == int(said["proposals"])


TABLES = [name.removesuffix("_transitions") for name in queries.lists() if name.endswith("_transitions")]


@pytest.mark.parametrize("name", TABLES)
def test_transitions_name_known_states(name: str) -> None:
    states = {state.code for state in queries.codes(f"{name}_states")}
    for arrow in queries.codes(f"{name}_transitions"):
        assert {arrow.more["from"], arrow.more["to"]} <= states
        assert arrow.more["actor"]


def built(name: str, **more: tuple[str, ...]) -> Machine:
    actors = {actor for arrow in queries.codes(f"{name}_transitions") for actor in arrow.many("actor")}
    return queries.machine(name, parts={**{actor: (actor,) for actor in actors}, **more})


@pytest.mark.parametrize("name", ["case", "placement", "hours_line", "intervention", "referral"])
def test_a_state_table_is_a_machine(name: str) -> None:
    machine = built(name)
    assert len(machine.moves) == len(queries.codes(f"{name}_transitions"))


def test_the_app_says_who_plays_an_actor() -> None:
    machine = built("placement", either=("town", "cooperative"))
    assert machine.arrow("agreed", "withdraw", "town").target == "withdrawn"
    assert "either" not in machine.roles
    with pytest.raises(KeyError):
        queries.machine("placement", parts={"town": ("town",)})


def test_guards_belong_to_a_transition_that_exists() -> None:
    parts = {actor: (actor,) for actor in ("town", "cooperative", "system", "either")}
    machine = queries.machine("placement", parts=parts, guards={"ending.end": ("handed_over",)})
    assert machine.arrow("ending", "end", "town").guards == ("handed_over",)
    with pytest.raises(UnknownCode):
        queries.machine("placement", parts=parts, guards={"ending.begin": ("x",)})


def test_labels_follow_the_language() -> None:
    with translation.override("it"):
        assert dict(queries.choices("areas"))["elderly"] == "Anziani"
    assert dict(queries.choices("areas", "en"))["elderly"] == "Elderly people"
    assert queries.code("priority_groups", "home_elderly_disabled").many("area") == ("elderly", "disabled")


def test_what_is_unknown_says_so() -> None:
    with pytest.raises(UnknownList):
        queries.codes("colours")
    with pytest.raises(UnknownCode):
        queries.code("areas", "nobody")


def test_travel_between_two_towns_of_the_demonstration() -> None:
    assert queries.travel_minutes("015118", "015041") == 14
    assert queries.travel_minutes("015118", "015118") == 0
    assert queries.travel_minutes("015118", "000000") == 0
