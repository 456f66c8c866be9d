"""Q35: how much a worker and its database backend grow while they serve many towns."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence

from ambito.project.bench.clients import Client, answer
from ambito.project.bench.figures import Figure
from ambito.project.bench.serving import serving

MEBI = 1024 * 1024


def measure(hosts: Sequence[str]) -> Iterator[Figure]:
    """One worker with one thread, so that one process and as few backends as can be meet every town."""
    with serving("towns", workers=1, threads=1) as port:
        process = answer(port, hosts[0], "/worker/")["worker"]
        start = _resident(process)
        client = Client(port)
        backends = [_visit(client, host) for host in hosts]
        grown = _resident(process) - start
        client.close()
    name = f"Q35 {len(hosts)} towns"
    yield Figure(f"{name}: worker over its start", grown, "MB", None, 60)
    yield Figure(f"{name}: largest backend", max(size for _, size in backends), "MB", None, 150)
    yield Figure(f"{name}: backends that it took", len({number for number, _ in backends}), "", None, None)


def _visit(client: Client, host: str) -> tuple[int, float]:
    """The backend that answered and its size."""
    client.ask(host, "/entries/")
    page = json.loads(client.ask(host, "/tables/"))
    return page["backend"], page["bytes"] / MEBI


def _resident(process: int) -> float:
    command = ["ps", "-o", "rss=", "-p", str(process)]
    answered = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a number
    return int(answered.stdout) / 1024
