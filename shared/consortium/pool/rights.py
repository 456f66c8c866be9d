"""The consortium writes; a town reads what is its own. Cooperatives have no part in the pool."""

from __future__ import annotations

from ambito.tenancy.declarations import Policy, Rights

OURS = "consortium_id = (SELECT ext.current_ente())"
FOR_MY_TOWNS = (
    "consortium_id = (SELECT ext.current_ente()) AND town_id IN "
    "(SELECT e.id FROM public.registry_ente e WHERE e.consortium_id = (SELECT ext.current_ente()))"
)
HERE = "town_id = (SELECT ext.current_ente())"

RIGHTS = [
    Rights(
        table,
        {"consortia": "SELECT, INSERT, UPDATE (during, version)", "towns": "SELECT"},
        rows=(
            Policy(("consortia",), OURS, check=FOR_MY_TOWNS),
            Policy(("towns",), HERE, command="SELECT"),
        ),
    )
    for table in ("pool_poolagreement", "pool_allocation")
]
