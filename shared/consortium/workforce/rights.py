"""A worker is seen by the consortium, by the employer and by the towns that were told about them."""

from __future__ import annotations

from ambito.tenancy.declarations import Group, Policy, Rights

EVERYBODY: tuple[Group, ...] = ("towns", "consortia", "coops")
OWNED = "consortium_id = (SELECT ext.current_ente())"
EMPLOYED = "employer_id = (SELECT ext.current_ente())"
# registry_partnership shows a cooperative only the consortia that it works with, and the reverse.
A_PARTNER_OF_MINE = "consortium_id IN (SELECT p.consortium_id FROM public.registry_partnership p)"
AN_EMPLOYER_OF_MINE = (
    "employer_id IN (SELECT ext.current_ente() UNION SELECT p.cooperative_id "
    "FROM public.registry_partnership p)"
)
INTRODUCED = (
    "id IN (SELECT i.worker_id FROM public.workforce_introduction i "
    "WHERE i.town_id = (SELECT ext.current_ente()))"
)
# workforce_worker shows each Ente only the workers it may know.
OF_A_WORKER_I_KNOW = "worker_id IN (SELECT w.id FROM public.workforce_worker w)"
# The introductions that a town reads must not ask for the workers: those ask for the introductions.
TO_ME = "town_id = (SELECT ext.current_ente())"
# The next appointment may be another town's: the way to it is everybody's to draw.
MINE_OR_A_WAY = f"{OF_A_WORKER_I_KNOW} AND (ente_id = (SELECT ext.current_ente()) OR kind = 'travel')"

RIGHTS = [
    Rights(
        "workforce_worker",
        {"towns": "SELECT", "consortia": "SELECT, INSERT, UPDATE", "coops": "SELECT, INSERT, UPDATE"},
        rows=(
            Policy(("consortia",), OWNED, check=f"{OWNED} AND {AN_EMPLOYER_OF_MINE}"),
            Policy(("coops",), EMPLOYED, check=f"{EMPLOYED} AND {A_PARTNER_OF_MINE}"),
            Policy(("towns",), INTRODUCED, command="SELECT"),
        ),
    ),
    Rights(
        "workforce_introduction",
        {"towns": "SELECT", "consortia": "SELECT, INSERT", "coops": "SELECT, INSERT"},
        rows=(
            Policy(("towns",), TO_ME, command="SELECT"),
            Policy(("consortia", "coops"), OF_A_WORKER_I_KNOW),
        ),
    ),
    Rights(
        "workforce_busytime",
        dict.fromkeys(EVERYBODY, "SELECT, INSERT, DELETE"),
        rows=(
            Policy(EVERYBODY, OF_A_WORKER_I_KNOW, command="SELECT"),
            Policy(EVERYBODY, MINE_OR_A_WAY, command="INSERT"),
            Policy(EVERYBODY, MINE_OR_A_WAY, command="DELETE"),
        ),
    ),
]
