"""The table of a placement, every state × move × part."""

from __future__ import annotations

import pytest

from consortium.placements.enums import MACHINE, OPEN_STATES, REASONS
from consortium.placements.rules import GUARDS
from tests.machines import Step, check, steps

pytestmark = pytest.mark.promise("Q34")


@pytest.mark.parametrize("step", steps(MACHINE), ids=str)
def test_every_step(step: Step) -> None:
    check(MACHINE, step)


def test_the_table_is_complete() -> None:
    assert MACHINE.guards == GUARDS.keys()
    assert MACHINE.final == {"ended", "withdrawn"}
    assert {move.name for move in MACHINE.moves if move.needs_reason} == REASONS.keys()
    assert {"agreed", "active", "replacing", "ending"} == OPEN_STATES
