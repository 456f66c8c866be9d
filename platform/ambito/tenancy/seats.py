"""Who an Ente is to the database: a role, perhaps a schema, a consortium above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from ambito.tenancy.errors import BadName

Kind = Literal["town", "consortium", "cooperative"]
FunctionRole = Literal["signin", "publisher", "matcher", "dispatcher", "sealer"]

NAME = re.compile(r"[a-z][a-z0-9_]{2,40}")


def checked(name: str) -> str:
    """`name` if this deployment could have made it as a role or schema name, else `BadName`."""
    if not NAME.fullmatch(name):
        raise BadName(name)
    return name


class EnteLike(Protocol):
    """What tenancy reads of the model named by `TENANT_MODEL`."""

    id: UUID
    schema_name: str
    kind: str
    consortium_id: UUID | None
    state: str


@dataclass(frozen=True, slots=True)
class Seat:
    """An Ente's place in the database. `schema` is None where its rows live in public."""

    ente_id: UUID
    role: str
    schema: str | None
    kind: Kind
    consortium_id: UUID | None
    state: str = "active"

    def __post_init__(self) -> None:
        checked(self.role)
        if self.schema is not None:
            checked(self.schema)

    @property
    def search_path(self) -> str:
        parts = (self.schema, "public", "ext") if self.schema else ("public", "ext")
        return ", ".join(f'"{part}"' for part in parts)


@dataclass(frozen=True, slots=True)
class ActorRef:
    """Who acts. `user_id` None is the system itself; `role` is a code of the role list."""

    user_id: UUID | None
    role: str
    ente_id: UUID | None


SYSTEM = ActorRef(user_id=None, role="system", ente_id=None)


def seat_of(ente: EnteLike) -> Seat:
    """The seat of a row of the Ente registry."""
    kind: Kind = ente.kind  # type: ignore[assignment]
    schema = ente.schema_name if kind == "town" else None
    return Seat(ente.id, ente.schema_name, schema, kind, ente.consortium_id, ente.state)
