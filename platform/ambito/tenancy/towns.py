"""All the towns of the deployment, for what walks over them (sealer, sweeps, health)."""

from __future__ import annotations

from uuid import UUID

from django_tenants.utils import get_tenant_model

from ambito.tenancy.context import lobby
from ambito.tenancy.errors import UnknownEnte
from ambito.tenancy.seats import Seat, seat_of


def active_towns() -> list[Seat]:
    """Seats of the towns that can be entered now, in the order of their numbers."""
    with lobby():
        towns = get_tenant_model().objects.filter(kind="town", state="active").order_by("number")
        return [seat_of(town) for town in towns]


def seat_of_ente(ente_id: UUID) -> Seat:
    """The seat of an Ente by its id, or `UnknownEnte`."""
    with lobby():
        ente = get_tenant_model().objects.filter(pk=ente_id).first()
    if ente is None:
        raise UnknownEnte(str(ente_id))
    return seat_of(ente)
