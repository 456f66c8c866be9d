"""Writing down who offers to help. `offer` comes locked by its door, `version` is what the form showed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from ambito.audit.operations import record
from ambito.tenancy.seats import ActorRef
from consortium.catalogue.queries import code
from town.volunteers.enums import MACHINE
from town.volunteers.errors import ChangedMeanwhile
from town.volunteers.models import VolunteerOffer
from town.volunteers.rules import GUARDS, part_of

FIELDS = ("name", "phone", "email", "interests", "availability", "insured_from", "insured_until")


def register_offer(*, said: Mapping[str, Any], by: ActorRef) -> VolunteerOffer:
    """`said` holds `FIELDS`. Raises `UnknownCode`, `ValidationError` for half an insurance."""
    offer = VolunteerOffer(**{field: said[field] for field in FIELDS})
    _checked(offer)
    offer.save(force_insert=True)
    _tell(offer, "registered", by)
    return offer


def change_offer(*, offer: VolunteerOffer, said: Mapping[str, Any], version: int, by: ActorRef) -> None:
    """Raises `ChangedMeanwhile`, `UnknownCode`, `ValidationError`."""
    _fresh(offer, version)
    for field in FIELDS:
        setattr(offer, field, said[field])
    _checked(offer)
    offer.save(update_fields=[*FIELDS, "version"])
    _tell(offer, "changed", by)


def move_offer(*, offer: VolunteerOffer, name: str, version: int, by: ActorRef) -> None:
    """A move of the state table. Raises `ChangedMeanwhile`, `MoveRefused`."""
    _fresh(offer, version)
    facts = {"offer": offer, "on": timezone.localdate()}
    offer.state = MACHINE.move(offer.state, name, part_of(by), guards=GUARDS, facts=facts)
    offer.save(update_fields=["state", "version"])
    _tell(offer, name, by)


def _checked(offer: VolunteerOffer) -> None:
    for interest in offer.interests:
        code("directory_taxonomy", interest)
    offer.validate_constraints()


def _fresh(offer: VolunteerOffer, version: int) -> None:
    if offer.version != version:
        raise ChangedMeanwhile
    offer.version += 1


def _tell(offer: VolunteerOffer, step: str, by: ActorRef) -> None:
    record(kind="volunteer_change", subject=offer, by=by, detail={"step": step})
