from __future__ import annotations

from ambito.tenancy.declarations import PUBLISHED, Group, Policy, Rights

EVERYBODY: tuple[Group, ...] = ("towns", "consortia", "coops")
FUNCTIONS: tuple[Group, ...] = ("signin", "publisher", "matcher", "dispatcher", "sealer")

HERE = "ente_id = (SELECT ext.current_ente())"
IN_MY_CONSORTIUM = (
    "ente_id IN (SELECT e.id FROM public.registry_ente e "
    "WHERE e.consortium_id = (SELECT ext.current_consortium()) OR e.id = (SELECT ext.current_consortium()))"
)
# Both ends of a partnership see each other; registry_partnership itself shows each only its own.
PARTNER = (
    "ente_id IN (SELECT p.cooperative_id FROM public.registry_partnership p) "
    "OR ente_id IN (SELECT e.id FROM public.registry_ente e JOIN public.registry_partnership p "
    "ON p.consortium_id IN (e.id, e.consortium_id))"
)
# A consortium chooses its partners among all cooperatives, which are in a public register; with whom else
# one of them works it does not see.
A_COOPERATIVE = "ente_id IN (SELECT e.id FROM public.registry_ente e WHERE e.kind = 'cooperative')"
MY_PARTNERSHIP = (
    "consortium_id = (SELECT ext.current_consortium()) OR cooperative_id = (SELECT ext.current_ente())"
)

RIGHTS = [
    Rights(
        "registry_ente",
        dict.fromkeys((*EVERYBODY, *FUNCTIONS, "app"), "SELECT"),
        rows=PUBLISHED,
    ),
    Rights("registry_host", {"app": "SELECT", "signin": "SELECT"}, rows=PUBLISHED),
    Rights(
        "registry_profile",
        {**dict.fromkeys(EVERYBODY, "SELECT"), "signin": "SELECT"},
        rows=(
            Policy(EVERYBODY, f"{HERE} OR {IN_MY_CONSORTIUM} OR {PARTNER}", command="SELECT"),
            Policy(("consortia",), A_COOPERATIVE, command="SELECT"),
            Policy(("signin",), "true", command="SELECT"),
        ),
    ),
    Rights(
        "registry_partnership",
        {"towns": "SELECT", "consortia": "SELECT, INSERT, UPDATE (during, version)", "coops": "SELECT"},
        rows=(Policy(EVERYBODY, MY_PARTNERSHIP, check="consortium_id = (SELECT ext.current_ente())"),),
    ),
    Rights(
        "registry_membership",
        {
            "towns": "SELECT, INSERT, UPDATE (during, version)",
            "consortia": "SELECT, INSERT, UPDATE (during, version)",
            "coops": "SELECT, INSERT, UPDATE (during, version)",
            "signin": "SELECT",
        },
        rows=(
            Policy(EVERYBODY, HERE),
            Policy(("consortia",), IN_MY_CONSORTIUM),
            Policy(("signin",), "true", command="SELECT"),
        ),
    ),
    Rights(
        "registry_invitation",
        dict.fromkeys(EVERYBODY, "SELECT, INSERT, DELETE"),
        rows=(Policy(EVERYBODY, HERE),),
    ),
]
