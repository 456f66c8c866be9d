"""The town transaction: the only door to the database.

`enter(seat)` opens one transaction whose first statement sets role and search_path (both local to the
transaction, so a pooler in transaction mode is safe) and reads the Ente's state in the same round trip.
Outside of it the connection can see nothing and an attempt raises `OutsideTown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from ambito.tenancy import entering
from ambito.tenancy.errors import AlreadyInside, OutsideTown
from ambito.tenancy.hooks import Hook, calls
from ambito.tenancy.roles import prefixed

if TYPE_CHECKING:
    from ambito.tenancy.backend.base import DatabaseWrapper
    from ambito.tenancy.seats import ActorRef, FunctionRole, Seat

T = TypeVar("T")

before_enter: Hook[Callable[[Seat], None]] = Hook("tenancy.before_enter")


@dataclass(slots=True)
class Entered:
    """Where this flow of control is. `memo` lives as long as the transaction."""

    seat: Seat | None
    function: FunctionRole | None
    wrapper: DatabaseWrapper
    actor: ActorRef | None = None
    memo: dict[str, Any] = field(default_factory=dict)
    open: bool = False


_inside: ContextVar[Entered | None] = ContextVar("ambito_inside", default=None)


def current_or_none() -> Entered | None:
    return _inside.get()


def current() -> Entered:
    """Where we are, or `OutsideTown`."""
    entered = _inside.get()
    if entered is None:
        raise OutsideTown("no Ente has been entered")
    return entered


def remembered(key: str, ask: Callable[[], T]) -> T:
    """What `ask` answers, asked once in this transaction: for what does not change while it lasts."""
    memo = current().memo
    if key not in memo:
        memo[key] = ask()
    found: T = memo[key]
    return found


def current_seat() -> Seat:
    """The seat of the Ente that we are inside, or `OutsideTown` (a function role has no seat)."""
    seat = current().seat
    if seat is None:
        raise OutsideTown("a function role has no Ente")
    return seat


@contextmanager
def enter(seat: Seat, *, actor: ActorRef | None = None) -> Iterator[Entered]:
    """One transaction as this Ente.

    Raises `AlreadyInside`, `UnknownEnte`, `Unavailable` (the Ente is not active).
    """
    _refuse_nesting()
    calls(before_enter, seat)
    with _transaction(Entered(seat, None, _wrapper(), actor)) as entered:
        entering.as_ente(entered.wrapper, seat)
        entered.open = True
        yield entered


@contextmanager
def enter_function(
    function: FunctionRole, *, actor: ActorRef | None = None, within: Seat | None = None
) -> Iterator[Entered]:
    """One transaction as a function role, which sees only the tables of its path.

    `within` is the town whose tables come first on the search_path (the sealer walks the towns).
    """
    _refuse_nesting()
    with _transaction(Entered(None, function, _wrapper(), actor)) as entered:
        entering.as_role(entered.wrapper, prefixed(function), within)
        entered.open = True
        yield entered


@contextmanager
def lobby() -> Iterator[Entered]:
    """One transaction without a role: only the host registry can be read."""
    _refuse_nesting()
    with _transaction(Entered(None, None, _wrapper())) as entered:
        entering.without_role(entered.wrapper)
        entered.open = True
        yield entered


@contextmanager
def _transaction(entered: Entered) -> Iterator[Entered]:
    token = _inside.set(entered)
    try:
        with transaction.atomic():
            yield entered
    finally:
        entered.open = False
        _inside.reset(token)
        entering.leave(entered.wrapper)


def _refuse_nesting() -> None:
    if _inside.get() is not None:
        raise AlreadyInside("leave the first Ente before entering another")


def _wrapper() -> DatabaseWrapper:
    return cast("DatabaseWrapper", connections[DEFAULT_DB_ALIAS])
