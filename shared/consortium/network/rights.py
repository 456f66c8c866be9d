"""A town reads what its consortium publishes and writes its own; the consortium writes all of its own.

Only the listings are without a condition in reading: they hold what is published anyway, and a condition
there would keep the full-text indexes unused. Writing them is bound to the keeper like everything else.
"""

from __future__ import annotations

from ambito.tenancy.declarations import Group, Policy, Rights

READERS: tuple[Group, ...] = ("towns", "consortia")
OURS = "consortium_id = (SELECT ext.current_ente())"
KEPT_BY_OURS = (
    "consortium_id = (SELECT ext.current_ente()) AND keeper_id IN (SELECT e.id FROM public.registry_ente e "
    "WHERE e.id = (SELECT ext.current_ente()) OR e.consortium_id = (SELECT ext.current_ente()))"
)
OF_MY_CONSORTIUM = "consortium_id = (SELECT ext.current_consortium())"
KEPT_HERE = f"{OF_MY_CONSORTIUM} AND keeper_id = (SELECT ext.current_ente())"
SHOWN_HERE = f"{OF_MY_CONSORTIUM} AND (state = 'published' OR keeper_id = (SELECT ext.current_ente()))"
# Both show each Ente only what it may see.
MY_SERVICE = "SELECT 1 FROM public.network_service s WHERE s.id = service_id"
MY_PLACE = (
    "SELECT 1 FROM public.network_place p JOIN public.network_service s ON s.id = p.service_id "
    "WHERE p.id = place_id"
)
KEPT = "(s.keeper_id = (SELECT ext.current_ente()) OR s.consortium_id = (SELECT ext.current_ente()))"
ROWS = "SELECT, INSERT, UPDATE"


def owned(shown: str) -> tuple[Policy, ...]:
    """Of actors and services: `shown` says which a town reads."""
    return (
        Policy(("consortia",), OURS, check=KEPT_BY_OURS),
        Policy(("towns",), shown, command="SELECT"),
        Policy(("towns",), KEPT_HERE, command="INSERT"),
        Policy(("towns",), KEPT_HERE, command="UPDATE"),
    )


def belonging(to: str, *, shown: str = "") -> tuple[Policy, ...]:
    """Of what hangs on a service: seen with it unless `shown` says otherwise, written by who keeps it."""
    kept = f"EXISTS ({to} AND {KEPT})"
    return (
        Policy(READERS, shown or f"EXISTS ({to})", command="SELECT"),
        Policy(READERS, kept, command="INSERT"),
        Policy(READERS, kept, command="UPDATE"),
        Policy(READERS, kept, command="DELETE"),
    )


RIGHTS = [
    Rights("network_actor", dict.fromkeys(READERS, ROWS), rows=owned(OF_MY_CONSORTIUM)),
    Rights("network_service", dict.fromkeys(READERS, ROWS), rows=owned(SHOWN_HERE)),
    *(
        Rights(table, dict.fromkeys(READERS, f"{ROWS}, DELETE"), rows=rows)
        for table, rows in (
            ("network_place", belonging(MY_SERVICE)),
            ("network_band", belonging(MY_PLACE)),
            ("network_specialdays", belonging(MY_PLACE)),
            ("network_listing", belonging(MY_SERVICE, shown="true")),
        )
    ),
]
