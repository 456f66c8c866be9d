"""Whatever order of entering, savepoints, errors, named cursors, closed connections and threads: after every
step the database says the role and schema that Python declares, and outside it says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ambito.tenancy.context import current_or_none, enter
from ambito.tenancy.errors import AlreadyInside, OutsideTown
from ambito.tenancy.seats import Seat
from tests.sizes import promise_size
from town.people.models import Person

GetSeat = Callable[[str], Seat]
NAMES = ("alpha", "beta", "gamma", "north", "vela")


class Wanderer(RuleBasedStateMachine):
    """`inside` is what Python declares; `savepoints` are the atomic blocks opened within it."""

    seats: dict[str, Seat]

    def __init__(self) -> None:
        super().__init__()
        self.inside: Seat | None = None
        self.blocks: list[AbstractContextManager[Any]] = []
        self.failed = False

    @precondition(lambda self: self.inside is None)
    @rule(name=st.sampled_from(NAMES))
    def enter(self, name: str) -> None:
        seat = self.seats[name]
        block = enter(seat)
        block.__enter__()
        self.inside, self.blocks, self.failed = seat, [block], False

    @precondition(lambda self: self.inside is not None)
    @rule(name=st.sampled_from(NAMES))
    def switch_inside(self, name: str) -> None:
        with pytest.raises(AlreadyInside), enter(self.seats[name]):
            pass

    @precondition(lambda self: self.inside is not None and not self.failed)
    @rule()
    def savepoint(self) -> None:
        block = transaction.atomic()
        block.__enter__()
        self.blocks.append(block)

    @precondition(lambda self: len(self.blocks) > 1)
    @rule(fails=st.booleans())
    def end_savepoint(self, *, fails: bool) -> None:
        self._end(self.blocks.pop(), fails=fails or self.failed)
        self.failed = False

    @precondition(lambda self: self.inside is not None and not self.failed)
    @rule()
    def broken_statement(self) -> None:
        with pytest.raises(ProgrammingError):
            connection.cursor().execute("SELECT no_such_column FROM people_person")
        self.failed = True

    @precondition(lambda self: self.inside is not None and not self.failed and self.inside.schema)
    @rule()
    def named_cursor(self) -> None:
        for person in Person.objects.order_by("pk").iterator(chunk_size=2):
            assert person.name == self.inside.role  # type: ignore[union-attr]

    @precondition(lambda self: self.inside is None)
    @rule()
    def connection_returns_to_the_pool(self) -> None:
        connection.close()

    @rule()
    def another_thread_asks(self) -> None:
        answers: list[BaseException] = []

        def ask() -> None:
            try:
                connection.cursor().execute("SELECT 1")
            except OutsideTown as refusal:
                answers.append(refusal)
            finally:
                connection.close()

        thread = Thread(target=ask)
        thread.start()
        thread.join()
        assert len(answers) == 1

    @precondition(lambda self: self.inside is not None)
    @rule(fails=st.booleans())
    def leave(self, *, fails: bool) -> None:
        while self.blocks:
            self._end(self.blocks.pop(), fails=fails or self.failed)
        self.inside, self.failed = None, False

    def _end(self, block: AbstractContextManager[Any], *, fails: bool) -> None:
        error = DatabaseError("on purpose") if fails else None
        block.__exit__(type(error) if error else None, error, None)

    @invariant()
    def the_database_agrees(self) -> None:
        if self.inside is None:
            assert current_or_none() is None
            with pytest.raises(OutsideTown):
                connection.cursor()
        elif not self.failed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_user, current_schema()")
                assert cursor.fetchone() == (self.inside.role, self.inside.schema or "public")

    def teardown(self) -> None:
        if self.inside is not None:
            self.leave(fails=True)


@pytest.mark.promise("Q3")
def test_the_database_always_says_what_python_declares(
    committed: GetSeat, figure: Callable[[str, str], None]
) -> None:
    Wanderer.seats = {name: committed(name) for name in NAMES}
    for name in ("alpha", "beta", "gamma"):
        with enter(committed(name)):
            Person.objects.bulk_create([Person(surname="Rossi", name=committed(name).role) for _ in range(5)])
    runs = promise_size(60, 5_000)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Wanderer,
        settings=settings(
            max_examples=runs,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    figure("Q3", f"{runs:,} runs of 50 steps, 0 divergences")
