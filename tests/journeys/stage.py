"""Who is on stage, what the log of each Ente says, and the news that goes from one to the other."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from playwright.sync_api import Browser

from ambito.audit.models import Row
from ambito.audit.town.models import TownRow
from ambito.events.delivery import deliver
from ambito.tenancy.context import enter
from tests import towns
from tests.guards.clock import Clock
from tests.journeys.hands import Hands
from tests.journeys.wire import Wire


class Stage:
    """One browser, a window for each person, and the logs as they were read last."""

    def __init__(self, browser: Browser, port: int, wire: Wire, clock: Clock) -> None:
        self.clock, self.wire = clock, wire
        self._browser, self._port = browser, port
        self._windows: list[Hands] = []
        self._read: defaultdict[str, set[UUID]] = defaultdict(set)

    def hands(self, name: str, at: str, *, port: int | None = None) -> Hands:
        """A new window for this person on this host, perhaps of another server; nobody has signed in yet."""
        self._windows.append(Hands(self._browser, port or self._port, name, at))
        return self._windows[-1]

    def logged(self, at: str, *kinds: str) -> None:
        """Since it was asked last, the log of this Ente has rows of all these kinds."""
        seat = towns.seat(at)
        rows = TownRow if seat.kind == "town" else Row
        with enter(seat):
            written = dict(rows.objects.values_list("pk", "kind"))
        new = {kind for pk, kind in written.items() if pk not in self._read[at]}
        self._read[at] |= written.keys()
        assert not set(kinds) - new, f"{at}: {sorted(new)}"

    def news(self) -> None:
        """What waits is brought to every Ente, as the worker does."""
        for name in towns.ENTI:
            deliver(towns.seat(name))

    def noise(self) -> list[str]:
        """All that the console said in all windows, refused styles and scripts among it."""
        return [line for window in self._windows for line in window.noise]
