"""A new town from the artefact: role, schema, objects, seed and grants, inside the caller's transaction."""

from __future__ import annotations

from ambito.tenancy.provisioning import grants
from ambito.tenancy.provisioning.builder import Connection, look_into, run
from ambito.tenancy.provisioning.compiling import Compiled
from ambito.tenancy.seats import checked


def replay(connection: Connection, schema: str, artefact: Compiled) -> None:
    """One command at a time on the wire, all in one round trip."""
    role = checked(schema)
    with connection.pipeline():
        grants.make_role(connection, role, "town")
        run(connection, "CREATE SCHEMA {}", schema)
        run(connection, "GRANT USAGE ON SCHEMA {} TO {}", schema, role)
        look_into(connection, schema)
        for statement in artefact.statements:
            connection.execute(statement)
        for grant in grants.statements(role, artefact.grants):
            connection.execute(grant)
