"""Finding who offers to help, for what, and whose insurance runs out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from ambito.access.doors import open_one, show_list
from ambito.tenancy.seats import ActorRef
from town.volunteers.enums import State
from town.volunteers.models import VolunteerOffer

# How long before its last day an insurance is shown as ending.
NOTICE = timedelta(days=30)
MOST = 100


def access_offer(*, pk: UUID, by: ActorRef, lock: bool = False) -> VolunteerOffer:
    """The offer with this key, logged as opened; `Missing` where the actor sees none."""
    return open_one(
        VolunteerOffer.objects.all(), pk=pk, by=by, kind="person_view", part="volunteer", lock=lock
    )


def list_offers(*, by: ActorRef, interest: str = "", ended: bool = False) -> list[VolunteerOffer]:
    """Those of an interest, or all; whose insurance ends first comes first. Logged with their ids."""
    rows = VolunteerOffer.objects.order_by("insured_until", "name", "id")
    rows = rows.filter(state=State.ENDED) if ended else rows.exclude(state=State.ENDED)
    if interest:
        rows = rows.filter(interests__contains=[interest])
    return show_list(rows, by=by, most=MOST)
