"""Celery tasks that belong to an Ente: it travels as a header, is resolved anew, and is never inherited.

    @ente_task(name="files.scan")
    def scan(seat: Seat, *, version_id: str) -> None:
        with enter(seat, actor=SYSTEM): ...

    scan.send(seat.ente_id, version_id=version.pk)

A task is one or more town transactions: it opens them itself, so that slow calls stay outside of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from celery import Task, shared_task

from ambito.jobs.errors import NoEnte
from ambito.tenancy.context import current_or_none
from ambito.tenancy.errors import AlreadyInside
from ambito.tenancy.inert import inert
from ambito.tenancy.towns import seat_of_ente

HEADER = "ente"


class EnteTask(Task):  # type: ignore[type-arg]
    """Refuses to run without its header, and inside an Ente that somebody forgot to leave."""

    abstract = True

    def send(self, ente_id: UUID, **arguments: Any) -> None:
        """Queue the task for an Ente. Arguments are ids and codes: `PersonalContent` otherwise."""
        self.apply_async(kwargs=inert(arguments), headers={HEADER: str(ente_id)})

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        if not (kwargs.get("headers") or {}).get(HEADER):
            raise NoEnte(self.name)
        return super().apply_async(*args, **kwargs)


def ente_task(*, name: str, **options: Any) -> Callable[[Callable[..., None]], EnteTask]:
    """Make a task whose first argument is the seat of its Ente. It always runs late-acknowledged."""

    def make(function: Callable[..., None]) -> EnteTask:
        @wraps(function)
        def run(task: EnteTask, **arguments: Any) -> None:
            if current_or_none() is not None:
                raise AlreadyInside(name)
            function(seat_of_ente(_ente_of(task)), **arguments)

        decorate: Callable[..., EnteTask] = shared_task(base=EnteTask, name=name, bind=True, **options)
        return decorate(run)

    return make


@shared_task(name="jobs.echo", ignore_result=False)
def echo(word: str) -> str:
    """Comes back as it went: `ambito doctor --live` asks whether workers work."""
    return word


def _ente_of(task: EnteTask) -> UUID:
    value = (task.request.headers or {}).get(HEADER) or task.request.get(HEADER)
    if value is None:
        raise NoEnte(task.name)
    return UUID(value)
