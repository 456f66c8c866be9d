"""The artefact and the steps between artefacts, kept in the public schema beside the registry of the Enti.

In the database rather than in a file: it changes in the same transaction as the template, every process of a
deployment sees the same one, and a restored backup brings its own along.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache

from ambito.tenancy import declarations
from ambito.tenancy.errors import NoArtefact
from ambito.tenancy.models import Artefact, Step
from ambito.tenancy.provisioning import recording
from ambito.tenancy.provisioning.builder import ALIAS
from ambito.tenancy.provisioning.compiling import Compiled, Migrations
from ambito.tenancy.provisioning.grants import TownGrants


@dataclass(frozen=True, slots=True)
class Change:
    """From one fingerprint to the next. `sql` is None where only Django itself can run the migrations.

    `rights` are those that are new or different.
    """

    before: str
    after: str
    migrations: Migrations
    sql: list[str] | None
    rights: TownGrants


@cache
def source() -> str:
    """Digest of what a town is made from in this code: names of migrations and declared rights."""
    parts = [recording.written(), list(map(asdict, declarations.declared()[1]))]
    return _digest(parts)


def fingerprint(shape: str, made_from: str, migrations: Migrations) -> str:
    """Of a town: the digest of its catalogue, of its source, and of what its django_migrations says."""
    return _digest([shape, made_from, sorted(map(tuple, migrations))])


def current() -> Artefact | None:
    """The stored artefact, whatever code it was made from; its document is fetched when it is read."""
    return Artefact.objects.using(ALIAS).defer("document").first()


def target() -> str:
    """The fingerprint that every town is to have; raises `NoArtefact`."""
    return _of_this_code().fingerprint


def of_this_code() -> tuple[str, Compiled]:
    """Fingerprint and artefact; raises `NoArtefact` when the one that is stored is of other code."""
    stored = _of_this_code()
    return stored.fingerprint, read(stored)


def _of_this_code() -> Artefact:
    stored = current()
    if stored is None or stored.source != source():
        raise NoArtefact("run `ambito install`: the town model has changed since it was last compiled")
    return stored


def read(stored: Artefact) -> Compiled:
    document = stored.document
    migrations = [(app, name) for app, name in document["migrations"]]
    return Compiled(document["statements"], document["grants"], migrations)


def keep(mark: str, made_from: str, artefact: Compiled) -> None:
    Artefact.objects.using(ALIAS).all().delete()
    Artefact.objects.using(ALIAS).create(fingerprint=mark, source=made_from, document=artefact.document())


def keep_change(change: Change) -> None:
    document = {"migrations": change.migrations, "sql": change.sql, "rights": change.rights}
    Step.objects.using(ALIAS).update_or_create(
        before=change.before, defaults={"after": change.after, "document": document}
    )


def changes() -> dict[str, Change]:
    """All known changes by the fingerprint they start from."""
    return {
        step.before: Change(step.before, step.after, **step.document)
        for step in Step.objects.using(ALIAS).all()
    }


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
