"""Does every town still look like the template?"""

from __future__ import annotations

from ambito.tenancy.provisioning import catalogue, template
from ambito.tenancy.provisioning.builder import Connection, own_connection

TOWNS = "SELECT schema_name FROM public.registry_ente WHERE kind = 'town' ORDER BY number"


def drifted() -> list[str]:
    """Schemas of towns, spares included, whose catalogue differs from the template's."""
    with own_connection() as connection:
        expected = _digest(connection, template.name())
        towns = [schema for (schema,) in connection.execute(TOWNS).fetchall()]
        return [schema for schema in towns if _digest(connection, schema) != expected]


def _digest(connection: Connection, schema: str) -> str:
    with connection.transaction():
        return catalogue.read(connection, schema).digest()
