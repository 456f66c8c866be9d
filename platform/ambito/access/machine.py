"""A state machine is a table: states, moves, who may. The table is the documentation and what the tests walk.

An app writes one `Machine` beside its enums and calls `move` in the operation that makes the transition.
Guards are names here and functions in the app's `rules.py`: the table says that one is needed, the app what
it asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ambito.access.errors import GuardRefused, NoSuchMove, ReasonMissing, RoleRefused, WrongTable

Guard = Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow. `name` may leave several states; with one `source` it may lead to several `target`s,
    told apart by their guards (a referral is sent, or goes to be authorised first).
    """

    name: str
    source: str
    target: str
    roles: frozenset[str]
    guards: tuple[str, ...] = ()
    needs_reason: bool = False
    clock: str = ""
    sees: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Machine:
    """`name` appears in the codes of refusals; `roles` are all parts that anybody can play in it."""

    name: str
    initial: str
    states: frozenset[str]
    roles: frozenset[str]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        for said in self._mistakes():
            raise WrongTable(f"{self.name}: {said}")

    @property
    def final(self) -> frozenset[str]:
        """States that nothing leaves."""
        return self.states - {move.source for move in self.moves}

    @property
    def guards(self) -> frozenset[str]:
        return frozenset(guard for move in self.moves for guard in move.guards)

    def offered(self, state: str, role: str) -> list[Move]:
        """What this role may choose here; guards are asked when it is done."""
        return [move for move in self.moves if move.source == state and role in move.roles]

    def arrow(self, state: str, name: str, role: str, *, target: str | None = None) -> Move:
        """The one arrow of this name that this role may follow from `state`.

        Raises `NoSuchMove` (no such arrow here, or several and `target` does not say which), `RoleRefused`.
        """
        here = [move for move in self.moves if (move.source, move.name) == (state, name)]
        here = [move for move in here if target in {None, move.target}]
        if not here:
            raise NoSuchMove(self.name, state, name)
        mine = [move for move in here if role in move.roles]
        if not mine:
            raise RoleRefused(self.name, state, name)
        if len(mine) > 1:
            raise NoSuchMove(self.name, state, name)
        return mine[0]

    def move(
        self,
        state: str,
        name: str,
        role: str,
        *,
        target: str | None = None,
        reason: str = "",
        guards: Mapping[str, Guard] | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> str:
        """The new state, or a refusal with a code: see `arrow`; `ReasonMissing`; `GuardRefused`.

        `guards` holds the app's function for every name in the table; each is called with `facts`.
        """
        arrow = self.arrow(state, name, role, target=target)
        if arrow.needs_reason and not reason.strip():
            raise ReasonMissing(self.name, state, name)
        for guard in arrow.guards:
            if not (guards or {})[guard](**(facts or {})):
                raise GuardRefused(self.name, state, name, guard=guard)
        return arrow.target

    def _mistakes(self) -> list[str]:
        named = {state for move in self.moves for state in (move.source, move.target)} | {self.initial}
        players = {role for move in self.moves for role in move.roles}
        arrows = [(move.source, move.name, move.target) for move in self.moves]
        return [
            *(f"unknown state {state}" for state in sorted(named - self.states)),
            *(f"unknown role {role}" for role in sorted(players - self.roles)),
            *(f"nobody may {move.name} from {move.source}" for move in self.moves if not move.roles),
            *(f"written twice: {arrow}" for arrow in sorted(set(arrows)) if arrows.count(arrow) > 1),
            *(f"no way to {state}" for state in sorted(self.states - self._reachable())),
        ]

    def _reachable(self) -> set[str]:
        reached, edge = set(), {self.initial}
        while edge:
            reached |= edge
            edge = {move.target for move in self.moves if move.source in edge} - reached
        return reached
