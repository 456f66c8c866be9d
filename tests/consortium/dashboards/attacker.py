"""Somebody who reads a released table, knows how it was made, and wants the hidden numbers.

By linear programming: what each hidden cell may be, given everything that is shown and how tables add up.
It is at least as strong as subtracting rows and columns in any order.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from consortium.dashboards.disclosure import Cell, Key
from consortium.dashboards.enums import Mark


@dataclass(frozen=True, slots=True)
class Seen:
    """A released cell: `value` None where hidden."""

    key: Key
    tail: str
    head: str
    value: int | None
    mark: Mark
    threshold: int


def look(cells: list[Cell], marks: dict[Key, Mark]) -> list[Seen]:
    """What is released of a table: no hidden value gets past here."""
    return [
        Seen(
            cell.key,
            cell.tail,
            cell.head,
            cell.value if marks[cell.key] == Mark.SHOWN else None,
            marks[cell.key],
            cell.threshold,
        )
        for cell in cells
    ]


def bounds(seen: list[Seen], wanted: Collection[Key], *, few: bool = False) -> dict[Key, tuple[float, float]]:
    """The smallest and the largest value that each `wanted` hidden cell can have."""
    hidden = [cell for cell in seen if cell.value is None]
    whole = all(cell.mark == Mark.WITHHELD for cell in seen)
    nodes = sorted({node for cell in seen for node in (cell.tail, cell.head)})
    matrix = np.zeros((len(nodes), len(hidden)))
    right = np.zeros(len(nodes))
    for column, cell in enumerate(hidden):
        matrix[nodes.index(cell.tail), column] -= 1
        matrix[nodes.index(cell.head), column] += 1
    for cell in seen:
        if cell.value is not None:
            right[nodes.index(cell.tail)] += cell.value
            right[nodes.index(cell.head)] -= cell.value
    limits = [_limits(cell, whole=whole, few=few) for cell in hidden]
    found = {}
    for column, cell in enumerate(hidden):
        if cell.key not in wanted:
            continue
        aim = np.zeros(len(hidden))
        aim[column] = 1
        low = linprog(aim, A_eq=matrix, b_eq=right, bounds=limits)
        high = linprog(-aim, A_eq=matrix, b_eq=right, bounds=limits)
        assert low.status == 0, low.message
        found[cell.key] = (round(low.fun, 6), np.inf if high.status == 3 else round(-high.fun, 6))
    return found


def _limits(cell: Seen, *, whole: bool, few: bool) -> tuple[int, int | None]:
    """What the mark alone gives away. In a table that is withheld as a whole it gives nothing away."""
    if cell.mark == Mark.SMALL:
        return 0, cell.threshold - 1
    return (0 if whole or (few and cell.key[0] is None) else cell.threshold), None
