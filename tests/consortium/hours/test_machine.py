"""The table of a line of hours, every state × move × part."""

from __future__ import annotations

import pytest

from consortium.hours.enums import DECLARED, MACHINE, PAYABLE
from consortium.hours.rules import GUARDS, agreed_silence
from tests.machines import Step, check, steps

pytestmark = pytest.mark.promise("Q34")


@pytest.mark.parametrize("step", steps(MACHINE), ids=str)
def test_every_step(step: Step) -> None:
    check(MACHINE, step)


def test_the_table_is_complete() -> None:
    assert GUARDS.keys() == MACHINE.guards
    assert MACHINE.final == {"locked"}
    assert PAYABLE < DECLARED < MACHINE.states


def test_silence_confirms_nothing() -> None:
    assert not agreed_silence()
