"""Walks a state table: every state × move × role, as Q34 asks of every machine.

    from tests.machines import steps, check
    @pytest.mark.promise("Q34")
    @pytest.mark.parametrize("step", steps(MACHINE), ids=str)
    def test_every_step(step): check(MACHINE, step)

An app also walks its own operation with the same steps: `operate(step)` returns the state that it stored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import pytest

from ambito.access.errors import GuardRefused, MoveRefused, NoSuchMove, ReasonMissing, RoleRefused
from ambito.access.machine import Guard, Machine, Move

Operate = Callable[["Step"], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One cell of the table: `arrows` are those that leave `state` under this name towards `target`."""

    state: str
    move: str
    target: str
    role: str
    arrow: Move | None
    allowed: bool

    def __str__(self) -> str:
        return f"{self.state}-{self.move}-{self.target}-{self.role}"


def steps(machine: Machine) -> list[Step]:
    """Every state × move (name and target) × role, allowed or not."""
    arrows = {(move.source, move.name, move.target): move for move in machine.moves}
    moves = sorted({(move.name, move.target) for move in machine.moves})
    return [
        Step(state, name, target, role, arrow, arrow is not None and role in arrow.roles)
        for state, (name, target) in product(sorted(machine.states), moves)
        for arrow in [arrows.get((state, name, target))]
        for role in sorted(machine.roles)
    ]


def check(machine: Machine, step: Step, operate: Operate | None = None) -> None:
    """The step does what the table says: moves, or is refused with the right code and a sentence."""
    if step.allowed:
        assert (operate or _operate(machine))(step) == step.target
        if operate is None:
            _check_conditions(machine, step)
        return
    expected = NoSuchMove if step.arrow is None else RoleRefused
    with pytest.raises(MoveRefused) as refusal:
        (operate or _operate(machine))(step)
    assert refusal.type is expected
    assert str(refusal.value)


def _operate(machine: Machine) -> Operate:
    def operate(step: Step) -> str:
        return machine.move(
            step.state,
            step.move,
            step.role,
            target=step.target,
            reason="because",
            guards=dict.fromkeys(machine.guards, _says(True)),
        )

    return operate


def _check_conditions(machine: Machine, step: Step) -> None:
    """Without its reason, and with each of its guards saying no, an allowed step is refused."""
    assert step.arrow is not None
    if step.arrow.needs_reason:
        with pytest.raises(ReasonMissing):
            machine.move(step.state, step.move, step.role, target=step.target, reason="  ")
    for guard in step.arrow.guards:
        guards = {name: _says(name != guard) for name in machine.guards}
        with pytest.raises(GuardRefused) as refusal:
            machine.move(step.state, step.move, step.role, target=step.target, reason="x", guards=guards)
        assert refusal.value.guard == guard


def _says(answer: bool) -> Guard:  # noqa: FBT001 - it is the answer
    return lambda **_: answer
