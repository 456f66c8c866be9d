"""Reading the directory. Row security keeps each consortium to its own lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from ambito.access.doors import Missing
from ambito.access.relations import visible_to
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import ActorRef
from consortium.network import opening
from consortium.network.enums import State
from consortium.network.models import Actor, Band, Place, Service, SpecialDays

# A line that nobody has looked at for so long is doubtful.
STALE = timedelta(days=183)
# Special days are shown this far ahead.
AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class PlaceOfDay:
    """A place with today's openings; `open` says whether one of them holds now."""

    place: Place
    today: tuple[opening.Hours, ...]
    open: bool

    @property
    def timetabled(self) -> bool:
        return bool(list(self.place.bands.all()))


@dataclass(frozen=True, slots=True)
class Card:
    """A service as a list shows it."""

    service: Service
    places: list[PlaceOfDay]

    @property
    def open(self) -> bool:
        return any(place.open for place in self.places)


def consortium_here() -> UUID:
    """The consortium that we are in, or that the town that we are in belongs to."""
    seat = current_seat()
    return seat.consortium_id or seat.ente_id


def access_service(*, pk: UUID | str, by: ActorRef, lock: bool = False) -> Service:
    """A service that the actor may see, with all that hangs on it; `Missing` otherwise."""
    rows = visible_to(whole(Service.objects.all()), by).filter(pk=pk)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Missing
    return row


def access_place(*, pk: UUID, by: ActorRef, lock: bool = False) -> Place:
    """A place of a service that the actor may see; the service is what `lock` locks."""
    found = Place.objects.filter(pk=pk).values_list("service_id", flat=True).first()
    if found is None:
        raise Missing
    service = access_service(pk=found, by=by, lock=lock)
    return next(place for place in service.places.all() if place.pk == pk)


def access_special(*, pk: UUID, by: ActorRef, lock: bool = False) -> SpecialDays:
    """Special days of a place of a service that the actor may see."""
    found = SpecialDays.objects.filter(pk=pk).select_related("place__service__actor").first()
    if found is None:
        raise Missing
    access_place(pk=found.place_id, by=by, lock=lock)
    return found


def access_actor(*, pk: UUID | str, by: ActorRef, lock: bool = False) -> Actor:
    rows = visible_to(Actor.objects.all(), by).filter(pk=pk)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Missing
    return row


def published_service(pk: UUID) -> Service:
    """What anybody may read without signing in, or `Missing`."""
    row = whole(Service.objects.filter(pk=pk, state=State.PUBLISHED)).first()
    if row is None:
        raise Missing
    return row


def actors(by: ActorRef) -> list[Actor]:
    """The bodies of the consortium, by name."""
    return list(visible_to(Actor.objects.order_by("name", "id"), by))


def kept(by: ActorRef) -> QuerySet[Service]:
    """What the actor may see that is not published, newest first."""
    rows = visible_to(Service.objects.select_related("actor"), by).exclude(state=State.PUBLISHED)
    return rows.order_by("-moved_at", "id")


def unchecked(by: ActorRef, on: date) -> QuerySet[Service]:
    """Published services that nobody checked for half a year, the longest first."""
    rows = visible_to(Service.objects.select_related("actor"), by)
    stale = rows.filter(state=State.PUBLISHED, checked_on__lt=on - STALE)
    return stale.order_by("checked_on", "name", "id")


def cards(pks: Iterable[UUID], at: datetime) -> list[Card]:
    """Published services in the order of their keys, as they stand at a moment."""
    wanted = list(pks)
    found = {service.pk: service for service in whole(Service.objects.filter(pk__in=wanted).order_by("pk"))}
    return [card(found[pk], at) for pk in wanted if pk in found]


def card(service: Service, at: datetime) -> Card:
    local = timezone.localtime(at)
    return Card(service, [of_day(place, local) for place in service.places.all()])


def of_day(place: Place, local: datetime) -> PlaceOfDay:
    bands, special = list(place.bands.all()), list(place.special_days.all())
    today = opening.hours_on(local.date(), bands, special)
    return PlaceOfDay(place, today, opening.is_open(local, bands, special))


def open_services(at: datetime) -> set[UUID]:
    """Keys of the services with a place that is open at a moment."""
    local = timezone.localtime(at)
    today = Place.objects.filter(service__state=State.PUBLISHED).prefetch_related(*_hours(local.date()))
    return {place.service_id for place in today.order_by("pk") if of_day(place, local).open}


def whole(services: QuerySet[Service]) -> QuerySet[Service]:
    """With body, places, their hours and the special days to come: flat, however many there are."""
    places = Place.objects.order_by("id").prefetch_related(*_hours(timezone.localdate()))
    return services.select_related("actor").prefetch_related(Prefetch("places", places))


def _hours(today: date) -> tuple[Prefetch[Any, Any, str], Prefetch[Any, Any, str]]:
    special = SpecialDays.objects.filter(during__endswith__gt=today, during__startswith__lte=today + AHEAD)
    return (
        Prefetch("bands", Band.objects.order_by("first_day", "weekday", "opens")),
        Prefetch("special_days", special.order_by("during", "id")),
    )
