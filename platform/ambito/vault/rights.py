from __future__ import annotations

from ambito.tenancy.declarations import Group, Policy, Rights

EVERYBODY: tuple[Group, ...] = ("towns", "consortia", "coops")
IN_MY_CONSORTIUM = (
    "ente_id = (SELECT ext.current_ente()) OR ente_id IN (SELECT e.id FROM public.registry_ente e "
    "WHERE e.consortium_id = (SELECT ext.current_consortium()) OR e.id = (SELECT ext.current_consortium()))"
)

RIGHTS = [
    Rights(
        "vault_publickey",
        dict.fromkeys(EVERYBODY, "SELECT"),
        rows=(Policy(EVERYBODY, IN_MY_CONSORTIUM, command="SELECT"),),
    ),
]
