"""Writing the directory. Each deed checks, saves, lists anew what is published, logs and tells the keeper.

Rows come locked through their door; `version` is what the form showed. All raise `NotTheKeeper` where the
actor does not answer for the row, and those with a version `ChangedMeanwhile`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from ambito.audit.operations import record
from ambito.events.operations import emit
from ambito.tenancy.context import current_seat
from ambito.tenancy.keys import uuid7
from ambito.tenancy.seats import ActorRef
from consortium.catalogue import queries as catalogue
from consortium.network import opening
from consortium.network.enums import MACHINE, State
from consortium.network.errors import Incomplete, NotTheKeeper, OverlappingHours, StrangeKeeper
from consortium.network.models import Actor, Band, Listing, Place, Service, SpecialDays
from consortium.network.queries import consortium_here
from consortium.network.rules import GUARDS, keeps, part_of, says_how
from consortium.network.searching import listing_of
from consortium.registry.queries.enti import sister_towns
from consortium.workforce.errors import ChangedMeanwhile

ACTOR_FIELDS = ("kind", "name", "description", "website")
SERVICE_FIELDS = (
    "term",
    "name",
    "description",
    "groups",
    "eligibility",
    "min_age",
    "max_age",
    "access",
    "cost",
    "waiting",
    "notice",
    "languages",
    "phone",
    "email",
    "website",
    "towns",
)
PLACE_FIELDS = (
    "name",
    "address",
    "comune",
    "directions",
    "step_free",
    "accessibility",
    "latitude",
    "longitude",
)
Hours = opening.Hours


def register_actor(*, said: Mapping[str, Any], by: ActorRef, keeper_id: UUID | None = None) -> Actor:
    """Write a body down. `said` holds `ACTOR_FIELDS`; `keeper_id` is the Ente that we are in unless said.

    Raises `UnknownCode`, `StrangeKeeper`; `ValidationError` for a name that is already there.
    """
    actor = Actor(consortium_id=consortium_here(), keeper_id=_keeper(keeper_id), **_said(said, ACTOR_FIELDS))
    catalogue.code("network_actor_kinds", actor.kind)
    _mine(actor, by)
    actor.validate_constraints()
    actor.save(force_insert=True)
    _tell(actor, actor, "registered", by)
    return actor


def change_actor(*, actor: Actor, said: Mapping[str, Any], version: int, by: ActorRef) -> None:
    """Its name stands in the listings of its services too."""
    _mine(actor, by)
    _fresh(actor, version)
    _assign(actor, said, ACTOR_FIELDS)
    catalogue.code("network_actor_kinds", actor.kind)
    actor.validate_constraints()
    actor.save(update_fields=[*ACTOR_FIELDS, "version"])
    for service in actor.services.filter(state=State.PUBLISHED).order_by("pk"):
        _list(service)
    _tell(actor, actor, "changed", by)


def write_service(
    *, actor: Actor, said: Mapping[str, Any], by: ActorRef, keeper_id: UUID | None = None
) -> Service:
    """A new draft. `said` holds `SERVICE_FIELDS`. Raises `UnknownCode`, `StrangeKeeper`."""
    service = Service(
        consortium_id=consortium_here(),
        keeper_id=_keeper(keeper_id),
        actor=actor,
        checked_on=timezone.localdate(),
        **_said(said, SERVICE_FIELDS),
    )
    _mine(service, by)
    _known(service)
    service.save(force_insert=True)
    _tell(service, service, "written", by)
    return service


def change_service(*, service: Service, said: Mapping[str, Any], version: int, by: ActorRef) -> None:
    """What is published is listed anew at once. Raises `UnknownCode`, `ValidationError`."""
    _mine(service, by)
    _fresh(service, version)
    _assign(service, said, SERVICE_FIELDS)
    _known(service)
    service.save(update_fields=[*SERVICE_FIELDS, "version"])
    _list(service)
    _tell(service, service, "changed", by)


def move_service(*, service: Service, name: str, version: int, by: ActorRef) -> None:
    """A move of the state table; raises `MoveRefused`. What is published counts as checked today."""
    _fresh(service, version)
    service.state = MACHINE.move(
        service.state, name, part_of(by, service), guards=GUARDS, facts={"service": service}
    )
    service.moved_at = timezone.now()
    if service.state == State.PUBLISHED:
        service.checked_on = timezone.localdate()
    service.save(update_fields=["state", "moved_at", "checked_on", "version"])
    _list(service)
    _tell(service, service, name, by)


def check_service(*, service: Service, version: int, by: ActorRef) -> None:
    """Somebody asked the body: all that is written is still right today."""
    _mine(service, by)
    _fresh(service, version)
    service.checked_on = timezone.localdate()
    service.save(update_fields=["checked_on", "version"])
    _tell(service, service, "checked", by)


def add_place(*, service: Service, said: Mapping[str, Any], by: ActorRef) -> Place:
    """`said` holds `PLACE_FIELDS`. Raises `ValidationError` for half a pair of coordinates."""
    _mine(service, by)
    place = Place(service=service, **_said(said, PLACE_FIELDS))
    place.validate_constraints()
    place.save(force_insert=True)
    _list(service)
    _tell(service, place, "place_added", by)
    return place


def change_place(*, place: Place, said: Mapping[str, Any], version: int, by: ActorRef) -> None:
    _mine(place.service, by)
    _fresh(place, version)
    _assign(place, said, PLACE_FIELDS)
    place.validate_constraints()
    place.save(update_fields=[*PLACE_FIELDS, "version"])
    _list(place.service)
    _tell(place.service, place, "place_changed", by)


def remove_place(*, place: Place, by: ActorRef) -> None:
    """With its hours."""
    _mine(place.service, by)
    _tell(place.service, place, "place_removed", by)
    place.delete()
    _list(place.service)


def set_hours(
    *, place: Place, season: tuple[str, str], hours: Mapping[int, Iterable[Hours]], by: ActorRef
) -> None:
    """The hours of a season (MM-DD, MM-DD; empty for the year) by weekday, in place of those that it had.

    A season without any hours is gone. Raises `OverlappingHours`.
    """
    _mine(place.service, by)
    days = {weekday: list(each) for weekday, each in hours.items()}
    if any(opening.overlap(each) for each in days.values()):
        raise OverlappingHours
    first_day, last_day = season
    place.bands.filter(first_day=first_day, last_day=last_day).delete()
    Band.objects.bulk_create(
        Band(place=place, weekday=weekday, opens=opens, closes=closes, first_day=first_day, last_day=last_day)
        for weekday, each in sorted(days.items())
        for opens, closes in each
    )
    _tell(place.service, place, "hours_set", by)


def add_special_days(
    *,
    place: Place,
    during: DateRange,
    opens: time | None,
    closes: time | None,
    reason: str,
    by: ActorRef,
) -> SpecialDays:
    """Closed, or open at other hours, on some days. Raises `ValidationError` for a wrong pair of times."""
    _mine(place.service, by)
    days = SpecialDays(place=place, during=during, opens=opens, closes=closes, reason=reason)
    days.validate_constraints()
    days.save(force_insert=True)
    _tell(place.service, place, "days_added", by)
    return days


def remove_special_days(*, days: SpecialDays, by: ActorRef) -> None:
    _mine(days.place.service, by)
    _tell(days.place.service, days.place, "days_removed", by)
    days.delete()


def _keeper(keeper_id: UUID | None) -> UUID:
    """The Ente that we are in; the consortium may also name one of its towns."""
    here = current_seat()
    if keeper_id in {None, here.ente_id}:
        return here.ente_id
    if here.kind != "consortium" or keeper_id not in {town.ente_id for town in sister_towns()}:
        raise StrangeKeeper
    return keeper_id


def _mine(row: Actor | Service, by: ActorRef) -> None:
    if not keeps(row, by):
        raise NotTheKeeper


def _fresh(row: Actor | Service | Place, version: int) -> None:
    if row.version != version:
        raise ChangedMeanwhile
    row.version += 1


def _said(said: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    return {field: said[field] for field in fields if field in said}


def _assign(row: Actor | Service | Place, said: Mapping[str, Any], fields: Iterable[str]) -> None:
    for field, value in _said(said, fields).items():
        setattr(row, field, value)


def _known(service: Service) -> None:
    """Every code is of its list, and the towns are ours."""
    catalogue.code("directory_taxonomy", service.term)
    for group in service.groups:
        catalogue.code("areas", group)
    if set(service.towns) - {town.ente_id for town in sister_towns()}:
        raise StrangeKeeper
    service.validate_constraints()


def _list(service: Service) -> None:
    """The search knows exactly what is published, and what is published says how to get in."""
    if service.state == State.PUBLISHED and not says_how(service=service):
        raise Incomplete
    Listing.objects.filter(pk=service.pk).delete()
    if service.state == State.PUBLISHED:
        comuni = Place.objects.filter(service=service).order_by("id").values_list("comune", flat=True)
        listing_of(service, list(comuni)).save(force_insert=True)


def _tell(kept: Actor | Service, subject: Actor | Service | Place, step: str, by: ActorRef) -> None:
    """Log it; a keeper hears of what somebody else changed."""
    record(kind="directory_change", subject=subject, by=by, detail={"step": step})
    if kept.keeper_id != current_seat().ente_id:
        emit(
            "network.changed",
            to=kept.keeper_id,
            key=f"network.changed:{uuid7()}",
            payload={"model": subject._meta.label_lower, "subject_id": subject.pk, "step": step},
        )
