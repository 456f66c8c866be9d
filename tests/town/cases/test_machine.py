"""The state table of a case, cell by cell, in the table and through the operation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ambito.tenancy.seats import Seat
from tests.machines import Step, check, steps
from tests.town.acting import a_case, actor, inside
from town.cases import hooks
from town.cases.enums import COORDINATOR, MACHINE, VERBS, CaseState
from town.cases.models import CaseStep
from town.cases.operations import move_case

GetSeat = Callable[[str], Seat]
WHO = {COORDINATOR: "coordinator", "referent": "social_worker"}


@pytest.mark.promise("Q34")
@pytest.mark.parametrize("step", steps(MACHINE), ids=str)
def test_every_step_of_the_table(step: Step) -> None:
    check(MACHINE, step)


@pytest.mark.promise("Q34")
def test_every_step_through_the_operation(town: GetSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one transaction: a case for every cell, moved by whoever plays the part."""
    monkeypatch.setattr(hooks.taken_elsewhere, "_registered", [lambda _case: True])
    with inside():
        case = a_case(referent="social_worker")
        for step in steps(MACHINE):
            before = "under_assessment" if step.move == "back_to_assessment" else "in_charge"

            def operate(step: Step, before: str = before) -> str:
                CaseStep.objects.create(case=case, move="suspend", source=before, target="suspended")
                case.state = step.state
                moved = move_case(
                    case=case,
                    name=step.move,
                    version=case.version,
                    by=actor(WHO[step.role]),
                    words="because",
                )
                return moved.state

            check(MACHINE, step, operate)


def test_every_state_and_move_has_words() -> None:
    assert MACHINE.states == set(CaseState)
    assert {move.name for move in MACHINE.moves} <= set(VERBS)


def test_a_suspended_case_can_end_where_it_is() -> None:
    assert "close" in {move.name for move in MACHINE.offered("suspended", "referent")}
