"""Rows of the registry as the builder writes them: only there an Ente comes to be or takes its host.

Every write takes `using`, the builder's alias, and belongs to the caller's transaction.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

import structlog
from django.db import connections
from django.db.backends.utils import CursorWrapper

from ambito.audit.founding import record_founded
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef, Seat, seat_of
from consortium.registry.enums import EnteKind, EnteState
from consortium.registry.errors import HostTaken, NameTaken, UnknownConsortium
from consortium.registry.models import Ente

log = structlog.get_logger(__name__)

# Until the transaction ends nobody else is identified: two cannot take the same name at once.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('registry.identify'))"
TAKEN = """
SELECT EXISTS (SELECT 1 FROM public.registry_host WHERE domain = %(host)s) AS host,
       EXISTS (SELECT 1 FROM public.registry_profile p JOIN public.registry_ente e ON e.id = p.ente_id
               WHERE lower(p.name) = lower(%(name)s) AND e.kind = %(kind)s) AS name
"""
# Asked and written in one round trip: with CLAIM it is all that a new town costs while spares wait.
IDENTIFY = f"""
WITH taken AS ({TAKEN}), free AS (SELECT FROM taken WHERE NOT taken.host AND NOT taken.name),
host AS (
    INSERT INTO public.registry_host (id, domain, tenant_id, is_primary)
    SELECT %(key)s, %(host)s, %(ente)s, true FROM free
), profile AS (
    INSERT INTO public.registry_profile
        (ente_id, name, host, letters, hue, istat_code, belfiore, ipa_code, patron_day, version)
    SELECT %(ente)s, %(name)s, %(host)s, %(letters)s, %(hue)s, %(istat_code)s, '', '', '', 1 FROM free
)
SELECT taken.host, taken.name FROM taken
"""  # noqa: S608 - TAKEN stands above
# A spare of the compiled model, with LOCK.
CLAIM = """
WITH spare AS (
    SELECT e.id FROM public.registry_ente e JOIN public.tenancy_artefact a USING (fingerprint)
    WHERE e.kind = 'town' AND e.state = 'spare' ORDER BY e.number LIMIT 1 FOR UPDATE OF e SKIP LOCKED
)
UPDATE public.registry_ente e SET state = 'active', consortium_id = %s FROM spare WHERE e.id = spare.id
RETURNING e.id, e.schema_name, pg_advisory_xact_lock(hashtext('registry.identify'))
"""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an Ente is. `letters` and `hue` are its mark in the interface."""

    name: str
    host: str
    letters: str
    hue: str
    istat_code: str = ""


def next_number(*, using: str) -> int:
    """Numbers are never given twice, not even after a failure."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT nextval('public.registry_ente_number')")
        return int(cursor.fetchone()[0])


def register(*, by: ActorRef, seat: Seat, number: int, fingerprint: str = "", using: str) -> None:
    """The Ente itself, still without name and host."""
    Ente(
        id=seat.ente_id,
        number=number,
        schema_name=seat.role,
        kind=seat.kind,
        consortium_id=seat.consortium_id,
        state=seat.state,
        fingerprint=fingerprint,
    ).save(using=using)
    log.info("ente_registered", ente=seat.role, code=by.role)


def identify(*, by: ActorRef, seat: Seat, identity: Identity, using: str) -> None:
    """Give the Ente its name and host; its log begins with it. Raises `HostTaken`, `NameTaken`."""
    with connections[using].cursor() as cursor:
        cursor.execute(LOCK)
        _identify(cursor, by, seat, identity)


def refuse_taken(*, kind: str, identity: Identity, using: str) -> None:
    """Raises `HostTaken`, `NameTaken`."""
    with connections[using].cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(TAKEN, asdict(identity) | {"kind": kind})
        _refuse(identity, *cursor.fetchone())


def claim_spare(*, by: ActorRef, consortium: UUID, identity: Identity, using: str) -> Seat | None:
    """Make the first spare town of the compiled model this one; None where the pool holds none.

    Two callers never get the same. Raises `HostTaken`, `NameTaken`.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(CLAIM, [consortium])
        row = cursor.fetchone()
        if row is None:
            return None
        ente, schema, _ = row
        log.info("spare_claimed", ente=schema, code=by.role)
        seat = Seat(ente, schema, schema, "town", consortium)
        _identify(cursor, by, seat, identity)
    return seat


def _identify(cursor: CursorWrapper, by: ActorRef, seat: Seat, identity: Identity) -> None:
    """Under LOCK."""
    values = {"key": uuid7(), "ente": seat.ente_id, "kind": seat.kind}
    cursor.execute(IDENTIFY, asdict(identity) | values)
    _refuse(identity, *cursor.fetchone())
    record_founded(cursor, seat=seat, by=by)
    log.info("ente_identified", ente=seat.role, code=by.role)


def _refuse(identity: Identity, host_taken: bool, name_taken: bool) -> None:  # noqa: FBT001 - two columns of a row
    if host_taken:
        raise HostTaken(identity.host)
    if name_taken:
        raise NameTaken(identity.name)


def spares(*, using: str) -> int:
    """How many towns wait in the pool."""
    waiting: int = Ente.objects.using(using).filter(kind=EnteKind.TOWN, state=EnteState.SPARE).count()
    return waiting


def unfinished(*, using: str) -> list[Seat]:
    """Enti whose founding was interrupted after its transaction."""
    return [seat_of(ente) for ente in Ente.objects.using(using).filter(state=EnteState.FOUNDING)]


def unfinished_at(*, kind: str, identity: Identity, using: str) -> Seat | None:
    """The Ente of this kind, host and name whose founding was interrupted."""
    rows = Ente.objects.using(using).filter(kind=kind, state=EnteState.FOUNDING)
    ente = rows.filter(domains__domain=identity.host, profile__name=identity.name).first()
    return None if ente is None else seat_of(ente)


def finish(*, by: ActorRef, seat: Seat, using: str) -> Seat:
    """Open the Ente, or put it into the pool where it has no host."""
    ente = Ente.objects.using(using).get(pk=seat.ente_id)
    ente.state = EnteState.ACTIVE if ente.domains.using(using).exists() else EnteState.SPARE
    ente.save(using=using, update_fields=["state"])
    log.info("ente_finished", ente=seat.role, code=by.role)
    return seat_of(ente)


def consortium_at(*, host: str, using: str) -> UUID:
    """Raises `UnknownConsortium`."""
    ente = Ente.objects.using(using).filter(kind=EnteKind.CONSORTIUM, domains__domain=host).first()
    if ente is None:
        raise UnknownConsortium(host)
    found: UUID = ente.id
    return found


@dataclass(frozen=True, slots=True)
class TownLine:
    """A line of `ambito town list`; host and name are empty for a spare."""

    schema: str
    state: str
    host: str
    name: str
    fingerprint: str


def town_lines(*, using: str) -> list[TownLine]:
    rows = Ente.objects.using(using).filter(kind=EnteKind.TOWN).order_by("number")
    fields = rows.values_list("schema_name", "state", "profile__host", "profile__name", "fingerprint")
    return [
        TownLine(schema, state, host or "", name or "", mark) for schema, state, host, name, mark in fields
    ]
