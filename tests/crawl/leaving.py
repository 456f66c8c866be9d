"""Everything that leaves while something runs, searched for canaries; one rule for all of it.

A canary may stand only where the Ente that it names is the owner: in the pages of its own host, in its own
files and cache entries. What has no owner (mail, task arguments, names of keys, addresses, log lines, error
reports, the public schema) may hold no canary of anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from uuid import uuid4

from django.conf import settings
from django.core import mail
from redis import Redis

from ambito.tenancy.seats import Seat
from tests import bucket
from tests.crawl.scenes import CANARY, canary
from tests.crawl.unpacking import unpacked
from tests.public_schema import dumped
from tests.wire import Wire

NOBODY = ""
ALL_WAYS = (
    *("page", "address", "mail", "task", "cache key", "cache entry", "file name", "file"),
    *("log line", "error report", "public schema"),
)


class Watch:
    """`breaches` names every canary that stood where it may not; `seen` counts what was searched."""

    def __init__(self, seats: dict[str, Seat]) -> None:
        self.roles = {name: seat.role for name, seat in seats.items()}
        self.breaches: list[str] = []
        self.seen: Counter[str] = Counter()

    def see(self, way: str, said: bytes | str, *, owner: str = NOBODY, where: str = "") -> None:
        """Search one thing that left. `owner` is the role of the Ente whose it is."""
        assert way in ALL_WAYS
        self.seen[way] += 1
        whole = unpacked(said if isinstance(said, bytes) else said.encode())
        if CANARY.encode() not in whole:
            return
        for town, role in self.roles.items():
            if role != owner and canary(town).encode() in whole:
                self.breaches.append(f"{way}: {town}'s canary {where}".rstrip())

    def figure(self) -> str:
        counts = ", ".join(f"{self.seen[way]:,} × {way}" for way in ALL_WAYS if self.seen[way])
        return f"{counts}: {len(self.breaches)} canaries out of place"


@contextmanager
def valkey_overheard(watch: Watch) -> Iterator[None]:
    """Every command that reaches Valkey inside: tasks on the broker, keys and entries of the cache."""
    client = Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=None)
    end, heard = uuid4().hex, []
    with client.monitor() as monitor:

        def listen() -> None:
            for told in monitor.listen():
                if end in told["command"]:
                    return
                heard.append(told)

        thread = Thread(target=listen)
        thread.start()
        try:
            yield
        finally:
            client.echo(end)
            thread.join()
    cache = int(str(settings.CACHES["default"]["LOCATION"]).rpartition("/")[2])
    for told in heard:
        _see_command(watch, told["command"], cached=told["db"] == cache)


def _see_command(watch: Watch, command: str, *, cached: bool) -> None:
    if not cached:
        watch.see("task", command)
        return
    verb, _, rest = command.partition(" ")
    key, _, entry = rest.partition(" ")
    watch.see("cache key", key, where=verb)
    watch.see("cache entry", entry, owner=_owner(key), where=verb)


def search_what_stayed(watch: Watch, wire: Wire, logged: str) -> None:
    """What the run left behind it: outbox, bucket, log, error reports, public schema."""
    for message in mail.outbox:
        watch.see("mail", f"{message.subject}\n{message.body}\n{message.recipients()}")
        watch.see("mail", message.message().as_bytes())
    for key in bucket.names():
        watch.see("file name", key)
        watch.see("file", bucket.content(key), owner=key.partition("/")[0], where=key)
    for line in logged.splitlines():
        watch.see("log line", line, where=line[:200])
    for said in (*wire.bodies, *wire.heads):
        watch.see("error report", said)
    for row in dumped().splitlines():
        watch.see("public schema", row, where=row[:200].decode(errors="replace"))


def _owner(key: str) -> str:
    """The role in a key of the cache: `<prefix>:<role>:<version>:<key>`."""
    parts = key.split(":")
    return parts[1] if len(parts) > 1 else NOBODY
