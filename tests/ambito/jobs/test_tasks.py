"""A task never inherits an Ente: it says which, or it does not run."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from ambito.jobs.errors import NoEnte
from ambito.jobs.tasks import HEADER, ente_task
from ambito.tenancy.context import enter
from ambito.tenancy.errors import AlreadyInside, PersonalContent, UnknownEnte
from ambito.tenancy.seats import Seat

GetSeat = Callable[[str], Seat]
seen: list[str] = []


@ente_task(name="tests.note")
def note(seat: Seat, *, word: str) -> None:
    with enter(seat):
        seen.append(f"{seat.role}:{word}")


def run(ente: str | None, **arguments: str) -> None:
    headers = {} if ente is None else {HEADER: ente}
    note.apply(kwargs=arguments, headers=headers, throw=True)


def test_it_runs_in_the_ente_of_its_header(seat: GetSeat) -> None:
    seen.clear()
    run(str(seat("alpha").ente_id), word="a")
    run(str(seat("beta").ente_id), word="b")
    assert seen == [f"{seat('alpha').role}:a", f"{seat('beta').role}:b"]


def test_without_an_ente_it_neither_leaves_nor_runs(seat: GetSeat) -> None:
    with pytest.raises(NoEnte):
        note.apply_async(kwargs={"word": "a"})
    with pytest.raises(NoEnte):
        run(None, word="a")


def test_an_unknown_ente_is_refused(seat: GetSeat) -> None:
    with pytest.raises(UnknownEnte):
        run(str(uuid4()), word="a")


def test_it_does_not_run_inside_an_ente_left_open(seat: GetSeat) -> None:
    with enter(seat("beta")), pytest.raises(AlreadyInside):
        run(str(seat("alpha").ente_id), word="a")


def test_words_do_not_travel(seat: GetSeat) -> None:
    with pytest.raises(PersonalContent):
        note.send(seat("alpha").ente_id, word="Maria Rossi")


def test_a_thousand_tasks_of_two_towns_in_one_worker(seat: GetSeat) -> None:
    seen.clear()
    ids = {name: str(seat(name).ente_id) for name in ("alpha", "beta")}
    for number in range(1_000):
        run(ids["alpha" if number % 2 else "beta"], word="alpha" if number % 2 else "beta")
    roles = {name: seat(name).role for name in ids}
    assert all(line.split(":")[0] == roles[line.split(":")[1]] for line in seen)
