"""The sealer's round over all places, and the verification of all of them."""

from __future__ import annotations

from collections.abc import Iterator

from ambito.audit import anchors
from ambito.audit.sealing import Head, seal
from ambito.audit.verifying import Finding, verify
from ambito.tenancy.seats import Seat
from ambito.tenancy.towns import active_towns


def places() -> Iterator[tuple[str, Seat | None]]:
    """`public`, then every town by its role."""
    yield "public", None
    for seat in active_towns():
        yield seat.role, seat


def seal_all() -> dict[str, Head]:
    """Seal every place; the head of each afterwards."""
    return {place: seal(seat) for place, seat in places()}


def anchor_all() -> int:
    """Keep outside the database every head that moved since its last anchor; how many were kept."""
    store = anchors.store()
    moved = 0
    for place, head in seal_all().items():
        last = store.last(place)
        if last is None or last.position < head.position:
            store.keep(place, head)
            moved += 1
    return moved


def verify_all() -> Iterator[tuple[str, Finding]]:
    """Hold every chain against its rows and its last anchor."""
    store = anchors.store()
    for place, seat in places():
        yield place, verify(seat, anchor=store.last(place))
