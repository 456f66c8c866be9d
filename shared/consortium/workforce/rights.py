"""A worker is seen by the employer, by the towns that were told about them and by these towns' consortium.

One worker may serve two consortia: neither learns where else.
"""

from __future__ import annotations

from ambito.tenancy.declarations import Group, Policy, Rights

EVERYBODY: tuple[Group, ...] = ("towns", "consortia", "coops")
EMPLOYED = "employer_id = (SELECT ext.current_ente())"
MY_TOWNS = (
    "(SELECT e.id FROM public.registry_ente e WHERE e.consortium_id = (SELECT ext.current_consortium()))"
)
# registry_partnership shows a cooperative only the consortia that it works with.
TOWNS_OF_MY_PARTNERS = (
    "(SELECT e.id FROM public.registry_ente e JOIN public.registry_partnership p "
    "ON p.consortium_id = e.consortium_id)"
)
INTRODUCED = (
    "id IN (SELECT i.worker_id FROM public.workforce_introduction i "
    "WHERE i.town_id = (SELECT ext.current_ente()))"
)
TO_MY_TOWNS = f"town_id IN {MY_TOWNS}"
KNOWN_TO_MY_TOWNS = (
    f"{EMPLOYED} OR id IN (SELECT i.worker_id FROM public.workforce_introduction i WHERE i.{TO_MY_TOWNS})"
)
# workforce_worker shows each Ente only the workers it may know.
OF_A_WORKER_I_KNOW = "worker_id IN (SELECT w.id FROM public.workforce_worker w)"
# The introductions that towns and consortia read must not ask for the workers: those ask for the
# introductions.
TO_ME = "town_id = (SELECT ext.current_ente())"
OF_MY_TOWNS = f"{OF_A_WORKER_I_KNOW} AND (ente_id = (SELECT ext.current_ente()) OR ente_id IN {MY_TOWNS})"
# The next appointment may be another town's: the way to it is everybody's to draw.
MINE_OR_A_WAY = f"{OF_A_WORKER_I_KNOW} AND (ente_id = (SELECT ext.current_ente()) OR kind = 'travel')"

RIGHTS = [
    Rights(
        "workforce_worker",
        {"towns": "SELECT", "consortia": "SELECT, INSERT, UPDATE", "coops": "SELECT, INSERT, UPDATE"},
        rows=(
            Policy(("consortia", "coops"), EMPLOYED),
            Policy(("consortia",), KNOWN_TO_MY_TOWNS, command="SELECT"),
            Policy(("towns",), INTRODUCED, command="SELECT"),
        ),
    ),
    Rights(
        "workforce_introduction",
        {"towns": "SELECT", "consortia": "SELECT, INSERT", "coops": "SELECT, INSERT"},
        rows=(
            Policy(("towns",), TO_ME, command="SELECT"),
            Policy(("consortia",), TO_MY_TOWNS),
            Policy(
                ("coops",),
                OF_A_WORKER_I_KNOW,
                check=f"{OF_A_WORKER_I_KNOW} AND town_id IN {TOWNS_OF_MY_PARTNERS}",
            ),
        ),
    ),
    Rights(
        "workforce_busytime",
        dict.fromkeys(EVERYBODY, "SELECT, INSERT, DELETE"),
        rows=(
            Policy(("towns", "coops"), OF_A_WORKER_I_KNOW, command="SELECT"),
            Policy(("consortia",), OF_MY_TOWNS, command="SELECT"),
            Policy(EVERYBODY, MINE_OR_A_WAY, command="INSERT"),
            Policy(EVERYBODY, MINE_OR_A_WAY, command="DELETE"),
        ),
    ),
]
