"""The Enti of every test: two consortia that must not see each other, towns with equal rows.

Alpha and Beta belong to the northern consortium, Gamma to the southern one.
"""

from __future__ import annotations

from uuid import NAMESPACE_DNS, UUID, uuid5

from ambito.identity.models import User
from ambito.project import founding
from ambito.tenancy.hosts import seat_for_host
from ambito.tenancy.seats import Seat

BASE = "ambito.test"
ENTI = ("north", "south", "alpha", "beta", "gamma", "vela", "rete")


def user_id(name: str) -> UUID:
    """The key of the invented user who is known by the name of an Ente."""
    return uuid5(NAMESPACE_DNS, f"{name}.{BASE}")


def found_all() -> None:
    """Fill an empty deployment."""
    founding.install()
    north = founding.found(kind="consortium", host=f"north.{BASE}", name="North", letters="NO", hue="t-01")
    south = founding.found(kind="consortium", host=f"south.{BASE}", name="South", letters="SO", hue="t-02")
    for name, consortium in (("alpha", north), ("beta", north), ("gamma", south)):
        founding.found(
            kind="town",
            host=f"{name}.{BASE}",
            consortium=consortium.ente_id,
            name=name.title(),
            letters=name[:2].upper(),
            hue="t-03",
        )
    for name in ("vela", "rete"):
        founding.found(
            kind="cooperative", host=f"{name}.{BASE}", name=name.title(), letters=name[:2].upper(), hue="t-04"
        )
    for name in ENTI:
        user = User(id=user_id(name), email=f"anna@{name}.test", name="Anna Verdi")
        user.save(using="builder", force_insert=True)


def seat(name: str) -> Seat:
    """The seat of `north`, `south`, `alpha`, `beta`, `gamma`, `vela` or `rete`."""
    found = seat_for_host(f"{name}.{BASE}")
    assert found is not None, name
    return found


__all__ = ["BASE", "found_all", "seat"]
