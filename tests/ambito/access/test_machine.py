"""The table class, walked with the machine of an invented parcel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ambito.access.errors import NoSuchMove, RoleRefused, WrongTable
from ambito.access.machine import Machine, Move
from tests.machines import Step, check, steps

SENDER, MANAGER, RECEIVER = (frozenset({role}) for role in ("sender", "manager", "receiver"))
PARCEL = Machine(
    name="parcel",
    initial="draft",
    states=frozenset({"draft", "waiting", "sent", "taken"}),
    roles=SENDER | MANAGER | RECEIVER,
    moves=(
        Move("submit", "draft", "sent", SENDER, guards=("addressed", "no_signature_needed")),
        Move("submit", "draft", "waiting", SENDER, guards=("addressed",)),
        Move("approve", "waiting", "sent", MANAGER, guards=("not_the_writer",)),
        Move("return", "waiting", "draft", MANAGER, needs_reason=True),
        Move("take", "sent", "taken", RECEIVER | MANAGER, clock="stop open_within"),
        Move("recall", "sent", "draft", SENDER, needs_reason=True),
    ),
)


@pytest.mark.promise("Q34")
@pytest.mark.parametrize("step", steps(PARCEL), ids=str)
def test_every_step(step: Step) -> None:
    check(PARCEL, step)


def test_the_walk_covers_the_whole_table() -> None:
    every = steps(PARCEL)
    assert len(every) == 4 * 6 * 3
    assert sum(step.allowed for step in every) == 7


def test_the_walk_finds_an_operation_that_allows_too_much() -> None:
    lax = next(step for step in steps(PARCEL) if step.arrow and not step.allowed)
    with pytest.raises(pytest.fail.Exception):
        check(PARCEL, lax, operate=lambda step: step.target)


def test_the_walk_finds_an_operation_that_goes_elsewhere() -> None:
    step = next(step for step in steps(PARCEL) if step.allowed)
    with pytest.raises(AssertionError):
        check(PARCEL, step, operate=lambda _: "elsewhere")


def test_two_arrows_of_one_name_need_a_target() -> None:
    with pytest.raises(NoSuchMove):
        PARCEL.arrow("draft", "submit", "sender")
    assert PARCEL.arrow("draft", "submit", "sender", target="waiting").target == "waiting"


def test_refusals_carry_a_code_and_say_what_to_do() -> None:
    with pytest.raises(RoleRefused) as refusal:
        PARCEL.move("sent", "recall", "receiver", reason="x")
    assert (refusal.value.code, refusal.value.machine, refusal.value.move) == (
        "role_refused",
        "parcel",
        "recall",
    )


def test_what_is_offered_and_where_it_ends() -> None:
    assert [move.name for move in PARCEL.offered("sent", "manager")] == ["take"]
    assert PARCEL.offered("sent", "stranger") == []
    assert PARCEL.final == {"taken"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"states": PARCEL.states - {"taken"}}, "unknown state taken"),
        ({"states": PARCEL.states | {"lost"}}, "no way to lost"),
        ({"roles": SENDER | RECEIVER}, "unknown role manager"),
        ({"moves": (*PARCEL.moves, PARCEL.moves[0])}, "written twice"),
        ({"moves": (*PARCEL.moves, Move("burn", "sent", "taken", frozenset()))}, "nobody may burn"),
        ({"initial": "nowhere"}, "unknown state nowhere"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(WrongTable, match=said):
        replace(PARCEL, **wrong)  # type: ignore[arg-type]
