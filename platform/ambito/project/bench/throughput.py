"""Q19: a list over HTTP, by our engine over many towns and by plain Django on one schema."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from ambito.project.bench.clients import Crowd, answer
from ambito.project.bench.figures import Figure
from ambito.project.bench.served import wire
from ambito.project.bench.serving import serving
from ambito.tenancy.seats import Seat

PATH = "/entries/"
SIDES = ("towns", "atomic", "autocommit")
COUNTED = 20
CLIENTS = 4


def measure(towns: dict[str, Seat], requests: int, rounds: int) -> Iterator[Figure]:
    """`towns` by host, with rows. In a round each side answers as many requests, one after the other."""
    ours, plain, bare = (_statements(side, towns) for side in SIDES)
    yield Figure(
        "Q19 statements per request beyond plain Django (ATOMIC_REQUESTS)", ours - plain, "", None, 1
    )
    yield Figure("Q19 statements per request, ours", ours, "", None, None)
    yield Figure("Q19 statements per request, plain Django in autocommit", bare, "", None, None)
    turns = _turns(towns, requests, rounds)
    yield _compared("Q19 requests: ours / plain Django (ATOMIC_REQUESTS)", turns, "atomic", 0.93)
    yield _compared("Q19 requests: ours / plain Django in autocommit", turns, "autocommit", None)


def _statements(side: str, towns: dict[str, Seat]) -> float:
    """Sent for one request by a worker that knows the hosts already."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sent"
        with serving(side, _schema(towns), workers=1, threads=1, sent=file) as port:
            for host in towns:
                answer(port, host, PATH)
            before = wire.statements(file)
            for host in list(towns)[:COUNTED]:
                answer(port, host, PATH)
            return (wire.statements(file) - before) / min(COUNTED, len(towns))


def _turns(towns: dict[str, Seat], requests: int, rounds: int) -> dict[str, list[float]]:
    """Requests per second of each side in each round; the side that begins changes with the round."""
    turns: dict[str, list[float]] = {side: [] for side in SIDES}
    with ExitStack() as stack:
        crowds = {side: _crowd(stack, side, towns) for side in SIDES}
        for crowd in crowds.values():
            crowd.throughput(CLIENTS * 2 * len(towns))
        for number in range(rounds):
            first = number % len(SIDES)
            for side in (*SIDES[first:], *SIDES[:first]):
                turns[side].append(crowds[side].throughput(requests))
    return turns


def _crowd(stack: ExitStack, side: str, towns: dict[str, Seat]) -> Crowd:
    port = stack.enter_context(serving(side, _schema(towns), workers=2, threads=CLIENTS))
    crowd = Crowd(port, CLIENTS, list(towns), PATH)
    stack.callback(crowd.close)
    return crowd


def _schema(towns: dict[str, Seat]) -> str:
    """The one schema of plain Django."""
    return str(next(iter(towns.values())).schema)


def _compared(name: str, turns: dict[str, list[float]], rival: str, goal: float | None) -> Figure:
    """The median of the rounds' own ratios: what disturbs the machine disturbs both sides of a round."""
    ratio = statistics.median(mine / other for mine, other in zip(turns["towns"], turns[rival], strict=True))
    against = statistics.median(turns[rival])
    return Figure(name, ratio * against, "1/s", against, goal, at_least=True)
