"""What an Ente is called and where it stands. Row security decides which ones whoever asks may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ambito.italy.holidays import MonthDay
from ambito.tenancy.context import current_seat, remembered
from ambito.tenancy.recall import Recall
from consortium.registry.enums import EnteKind, EnteState
from consortium.registry.models import Ente, Profile

_profiles: Recall[UUID, Profile] = Recall()


def names_of_enti(ente_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of the Enti that whoever asks may know, by id."""
    rows = Profile.objects.filter(ente_id__in=set(ente_ids)).values_list("ente_id", "name")
    return dict(rows)


def istat_code_of(ente_id: UUID) -> str:
    """The ISTAT code of a town, empty where unknown."""
    return Profile.objects.filter(ente_id=ente_id).values_list("istat_code", flat=True).first() or ""


def patron_of(ente_id: UUID) -> MonthDay | None:
    """The patron saint's day of an Ente, on which its offices are closed; None where unknown."""
    written = Profile.objects.filter(ente_id=ente_id).values_list("patron_day", flat=True).first()
    if not written:
        return None
    month, day = written.split("-")
    return MonthDay(int(month), int(day))


def profile_here() -> Profile:
    """How the Ente that we are inside is called; raises `Profile.DoesNotExist` before it has a name."""
    return profile_of(current_seat().ente_id)


def profile_of(ente_id: UUID) -> Profile:
    """How the Ente of the host is called; raises `Profile.DoesNotExist` before it has a name."""
    return _profiles.get(ente_id, lambda: Profile.objects.get(ente_id=ente_id))


def profile_kept(ente_id: UUID) -> Profile | None:
    """The same where this process knows it already, without a transaction."""
    return _profiles.peek(ente_id)


def towns_of(consortium_id: UUID) -> list[Profile]:
    """The towns of a consortium, by name."""
    towns = Ente.objects.filter(consortium_id=consortium_id, kind=EnteKind.TOWN).values("id")
    return list(Profile.objects.filter(ente_id__in=towns).order_by("name", "ente_id"))


@dataclass(frozen=True, slots=True)
class Town:
    """How a town of our consortium is shown: name, letters on its colour, host."""

    ente_id: UUID
    name: str
    letters: str
    hue: str
    host: str
    istat_code: str = ""


def sister_towns() -> list[Town]:
    """The active towns of the consortium that we are in, our own included, by name."""
    return list(remembered("sister towns", _sister_towns))


def _sister_towns() -> list[Town]:
    seat = current_seat()
    consortium = seat.ente_id if seat.kind == "consortium" else seat.consortium_id
    rows = Profile.objects.filter(
        ente__consortium_id=consortium, ente__kind=EnteKind.TOWN, ente__state=EnteState.ACTIVE
    )
    shown = rows.order_by("name", "ente_id").values_list(
        "ente_id", "name", "letters", "hue", "host", "istat_code"
    )
    return [Town(*row) for row in shown]
