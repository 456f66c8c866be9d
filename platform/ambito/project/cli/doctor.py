"""`ambito doctor`: is everything as it must be, and (with --live) does work go there and back?"""

from __future__ import annotations

from typing import Annotated

import typer

from ambito.audit import rounds
from ambito.events.delivery import given_up
from ambito.files import store
from ambito.jobs.tasks import echo
from ambito.observability.doctor import Examination, Finding, examinations, report
from ambito.tenancy.keys import uuid7
from ambito.tenancy.towns import active_towns
from ambito.vault import doctor as vault

SECONDS = 30
CONTENT = b"there and back"


def add_to(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor(
    *, live: Annotated[bool, typer.Option(help="Send a task and a file there and back.")] = False
) -> None:
    """Examine settings and state; exit code 1 when something is bad."""
    for examination in _own() + (_live() if live else []):
        examinations.register(examination)
    raise typer.Exit(0 if report(typer.echo) else 1)


def _own() -> list[Examination]:
    return [
        Examination("vault.keystore", _keystore),
        Examination("audit.sealer", _sealer),
        Examination("events.given_up", _given_up),
    ]


def _live() -> list[Examination]:
    return [Examination("jobs.round_trip", _task), Examination("files.round_trip", _file)]


def _keystore() -> Finding:
    found = vault.findings()
    if found:
        return Finding("bad", "; ".join(found), "check AMBITO_KEYSTORE and its rights")
    return Finding("ok", "keys can be read")


def _sealer() -> Finding:
    late = sum(finding.late for _place, finding in rounds.verify_all())
    if late:
        return Finding("warn", f"{late} rows wait for the sealer", "is a worker and beat running?")
    return Finding("ok", "no row waits for the sealer")


def _given_up() -> Finding:
    count = given_up()
    if count:
        return Finding("bad", f"{count} events were given up", "read their errors, mend, make them due again")
    return Finding("ok", "no event was given up")


def _task() -> Finding:
    word = str(uuid7())
    answer = echo.apply_async(args=(word,)).get(timeout=SECONDS)
    return Finding("ok" if answer == word else "bad", "a task went there and back")


def _file() -> Finding:
    towns = active_towns()
    if not towns:
        return Finding("warn", "no town to keep a file for", "ambito town create")
    file_id = uuid7()
    store.put(towns[0], file_id, CONTENT)
    same = store.get(towns[0], file_id) == CONTENT
    store.delete(towns[0], file_id)
    return Finding("ok" if same else "bad", "a file went there and back")
